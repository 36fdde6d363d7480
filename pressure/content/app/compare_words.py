"""Sentences of the page that puts a council beside its own past, and then beside others."""

OWN = "Beside its own past"
OWN_HEAD = ("Figure", "Newest", "A year before", "What changed")
NO_OWN = "There is no figure here that can be set beside one of a year before."
SAME, HIGHER, LOWER = "About the same", "Higher: {by}", "Lower: {by}"
OTHERS = "Beside other councils"
PICK = "Choose up to three councils"
PICK_HELP = "Councils of the same type, in the same part of the country and of a similar size come first."
SIMILAR = "{name} (similar type and size)"
CHOOSE = "Choose a council above to see it beside this one. Names are in alphabetical order."
MISUSE = (
    "Take care. Councils count in different ways and report on different dates, and people in different places "
    "need different care. A difference here is a question to ask, not an answer. Nobody may conclude from it "
    "that one council is worse than another."
)
ABOUT = "What the levels rest on"
ABOUT_HEAD = "What"
LINES = (
    "Level now",
    "Since",
    "Figures that count",
    "Where they come from",
    "Figures to",
    "Weight that is known",
    "Adults",
    "Type",
    "Nation",
)
FIGURES_TITLE = "The same figure from the same source on the same date"
NO_SHARED = "These councils have no figure in common from one source and date."
FIGURE = "{measure}. {source}, {period}."
CELL = "{value} (band {band})"
BAND_ONLY = "Band {band}"
NONE = "–"
ADULTS = "{adults:,} ({year})"
COUNTED = "{scored} of {measures}"
PERCENT = "{percent}%"
UNKNOWN = "Not known"
DIFFERENT = "These councils differ in: {what}. Read the figures with that in mind."
NATIONS, YEARS, TYPES = "nation, so law, sources and dates", "the year of the population figures", "type of council"
