"""Words about past releases: what an archived page says at its top, and the page that lists them."""

REGION = "A page of the past"
LOOKED = "This is how the page looked on {day}."
LEVEL_NOW = "The level now: {level}."
LEVEL = "{name} (level {number} of {levels})"
AT_LEAST = "{name} (at least level {number} of {levels})"
NOW = "See the page as it is now"
NO_LONGER = "There is no such page now. See what holds now"
