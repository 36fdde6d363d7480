"""Words about past releases: what an archived page says at its top, and the page that lists them."""

REGION = "A page of the past"
LOOKED = "This is how the page looked on {day}."
LEVEL_NOW = "The level now: {level}."
LEVEL = "{name} (level {number} of {levels})"
AT_LEAST = "{name} (at least level {number} of {levels})"
NOW = "See the page as it is now"
NO_LONGER = "There is no such page now. See what holds now"

TITLE = "Past releases"
ABOUT = "Every release of this site: when, why, and how to check it."
LEAD = (
    "Each release stays as it was published. Its manifest names every file with its sha256, and the record says "
    "which manifest it is."
)
ON = "Show me the site as it was at the end of"
AS_CSV = "This list as a file, with whole hashes"
LINE = ": {why}. {files}. Manifest "
ZIP = "everything in one zip"
WHY = {
    "scheduled": "The release of the week",
    "declaration": "A council declared, ended or raised something",
    "correction": "Something was corrected",
    "revision": "Later figures changed earlier ones",
    "expiry": "A level ran out",
    "review": "A review became overdue",
    "statement": "A council said something about its level",
}
NO_REASON = "No reason was kept"
OLDER = "{count} of {year}"
NOT_A_DAY = "“{text}” is not a day. Write it as 2026-11-16"
