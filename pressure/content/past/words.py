"""What stands in a picture of the past, and on its page."""

UNKNOWN = "not known"
LEVELS = "Level published"
LEVEL_SAID = "{level}: {start} to {end}"
GOES_ON_SAID = "{level}: since {start}"
FOR = "{level}, {long}"
WORKED_OUT_SAID = "Worked out from the figures: level {number}, {start} to {end}"
STAGE_SAID = "“{title}” (stage {stage}). {began} Where: {area}. {ended}"
RAISED_SAID = "{title}. {began} {ended}"
ENDED, IN_FORCE = "It ended on {day}.", "It is in force."
RAISED_SHORT = "Raised by the council"
CORRECTED_SAID = "Corrected on {day}: {what}"
METHOD_SAID = "Levels are worked out by method version {version} from {day}."
METHOD_SHORT = "method {version}"
RETURN_SAID = "Return for the week to {day}"
NOT_SENT_SAID = "No return for the week to {day}"
NOW, NOW_SINCE = "{level} now,", "since {day}"
NONE_NOW = "No level now,"
LANES = {
    "stage3": ("Stage 3 in force", "Stage 3"),
    "stage2": ("Stage 2 in force", "Stage 2"),
    "stage1": ("Stage 1 in force", "Stage 1"),
    "raised": ("Raised by council", "Raised"),
    "corrections": ("Corrections", "Corrections"),
    "returns": ("Returns sent", "Returns"),
}
BAND = "band {number}"
VALUE_NOW = "{value} now"
FOOT = ("{name}{invented}, as published on {day}. Hatched: not known.", "{source}Care Pressure, {licence}.")
FOOT_NARROW = ("{name}{invented}", "As published on {day}.", "Hatched: not known. Care Pressure, {licence}.")
INVENTED = " (invented)"
SOURCE = "Source: {source}. "
LICENCE = "OGL v3.0"

TITLE = "{name}: how the level went"
HEADING = "{place}: {finding}"
DESCRIPTION = "{finding}. Level, exceptional measures, corrections and one figure on one axis of time, for {name}."
UNDER = "Level, measures, corrections and one figure on one axis of time, up to {day}."
HOW_FAR = "How far back: "
SPANS = {"all": "everything", "52-weeks": "52 weeks"}
FIFTEEN_MONTHS = "On a phone the picture shows the last {weeks} weeks. "
WIDE_PICTURE = "The whole as a wide picture"
OTHER_FIGURE = "Another figure beneath"
SAYS, TABLES, MORE = "What it says", "The same as tables", "More"
RUNS_CAPTION, RUNS_HEAD = "Levels as published, newest first", ("From", "To", "For", "Level")
MARKS_CAPTION, MARKS_HEAD = "What else happened, newest first", ("When", "What")
FIGURE_CAPTION, FIGURE_HEAD = "{title}, newest first", ("Period ended", "Value", "Band")
MORE_ROWS = "{count} more are in the file."
TODAY = "goes on"
HIGHEST = "{level}: {runs}."
RUN = "{long} from {day}"
AND_MORE = "and {count} more"
NOT_KNOWN = "{days} are not known. Nothing is drawn there but the hatch."
ALL_KNOWN = "No day is not known."
CORRECTIONS = "{corrections}, told on {days}. What was published stays as it was."
MEASURES = "{measures} in this time."
NO_MEASURES = "No exceptional measure in this time."
NOT_SENT = "{weeks} came without a return that was due."
FIGURE_NOW = "{title}: {value} at the end of {day}. The highest here was {most}."
COPY_PHONE = "This picture for a phone (SVG)"
FILE, PAST, DAYS, NOTICE = (
    "The weeks as a file (CSV)",
    "As it was on another day",
    "Days at each level",
    "The level now",
)
CHARTS = "The same with charts that answer"
NOTHING_YET = "Nothing has been published for {name} yet, so there is nothing to draw."
