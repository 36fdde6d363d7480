"""Sentences of the map and of the list beside it."""

TITLE = "Map and list"
START = (
    "One measure, from one source, at one date. In alphabetical order: this is not a ranking. "
    "The list says the same as the map."
)
AREA, WHAT, WHEN = "Nation or region", "What to show", "Period"
LEVEL = "Pressure level now"
SERIES = "{measure} ({source})"
REGION = "{nation}: {region}"
LEVEL_SAID = "Levels published {day}."
SERIES_SAID = "{measure}: {day}. Source: {source}, {publisher}. Licence: {licence}."
COVERED = "{what}: {known} of {councils} in {area}."
LEVELS, FIGURES = "Current levels", "Figures"
NO_LEVELS = "No council here has a current level. Choose a measure to see the figures there are."
NOT_ONE_DEFINITION = "Councils may count in different ways. A figure is best read against the council's own past."
NO_FIGURE = "No figure"
NO_FIGURE_KEY = "No figure for this date"
KEY = "What the colours mean"
BAND_KEY = "Band {band}: {limits}"
BAND_ALONE = "Band {band}"
BAND = "band {band} of {bands}"
OWN_EDGES = "Each nation counts this in its own way and has thresholds of its own: see how levels are worked out."
NOT_DRAWN = "Not on the map, but in the list: {names}."
VIEW, VIEWS = "Map", {"true": "True outlines", "tiles": "One tile a council"}
LEVEL_TITLE, BAND_TITLE, COUNT_TITLE = "Level", "Band", "Figures in the two highest bands"
IN_PICTURE, NONE_IN_PICTURE, OR_MORE = "{n}: {count}", "not known: {count}", "{n} or more"
PLAY = "Play through the periods"
PLAYED = "{period} ({at} of {of})"
COPY = "Copy this picture"
COPY_SVG, COPY_PNG = "SVG", "PNG"
OFFICIAL = "Official figures in the two highest bands"
COUNT_SAID = "How many of the newest official figures of each are in the two highest of four bands, as published."
COUNT_CAUTION = (
    "A count of figures, not a level and not a ranking: councils have different figures, of different months."
)
COUNT_KEY = ("No figure", "One figure", "Two figures", "Three figures or more")
NO_COUNT_KEY = "No figure recent enough for a band"
