"""The words of the one-page brief for members and scrutiny."""

TITLE = "Brief for members and scrutiny: {name}, {day}"
HEADING = "Adult social care in {place}: brief for members and scrutiny"
DESCRIPTION = (
    "One page for members and scrutiny on {day}: the level, why, exceptional measures, late returns, "
    "overdue reviews and figures that were not sent."
)
POSITION = "Position at the end of {day}, as published then. What was received or corrected later is not in it."
POSITION_TODAY = "Position at {moment}, as published."
DATE_LABEL, DATE_BUTTON = "Another day", "Show"
PRINT = "This page prints on one side of A4."

EXPIRED = (
    "Level {level} was published before. It could be relied on until {until}. Nothing newer had come out by this day."
)
EXPIRED_LINE = "Not up to date"

GLANCE = "At a glance"
SINCE, RANGE, FIGURES, CONFIRMED, NOT_SENT, SETTLING, OVERDUE, OWN_WORDS = (
    "Since",
    "What is not known",
    "Figures up to",
    "Newest return",
    "Not sent",
    "Next week",
    "Overdue reviews",
    "The council's statement",
)
ALL_SENT = "Nothing that counts as high."
COUNTS_AS_HIGH = "These count as high until they come: {what}."
NONE_OVERDUE = "None."
OVERDUE_ONE = "{title}: due by {day}, {days} overdue."
OVERDUE_MORE = "{more} more are overdue: see the register."
RAISED_TITLE = "Level raised by the council"
CUT = " (the rest is on the full page)"

WHY = "Why this level"
MEASURES, MEASURES_HEAD = "Each measure, worst first", ("Measure", "Figure", "Figure of", "Band", "Points")
ASSUMED = "*: these bands are assumed, no national figure stands behind them yet."
REGISTER = "Exceptional measures in force"
REGISTER_TABLE = "Each measure in force"
REGISTER_HEAD = ("Measure", "Where", "Began", "Review by")
REGISTER_MORE = "{more} more in force: see the register."
REVIEW_OVERDUE = "{day} (overdue)"

RETURNS = "Weekly returns"
NO_RETURNS = "No weekly return had been received by this day."
RETURNS_SAID = "Of the last {weeks} due: {on_time} on time, {late} late, {missing} not received."
RETURN_LATE = "Week ending {week}: {days} late."
RETURN_SAME_DAY = "Week ending {week}: late on the day."
RETURN_MISSING = "Week ending {week}: not received."
RETURN_PART = "Week ending {week}: {missing} missing."
RETURNS_MORE = "{more} more are in the file of readings."
COMPLETE = "Each was complete."

YEAR = "The year before"
CHECK = "To check this"
CHECK_RELEASE = "The release in force then: {release}, published {moment}. "
CHECK_LINK, CORRECTIONS_LINK = "The council's page in that release", "What was corrected since"

NOTHING_TITLE = "No brief for this day"
NOTHING_YET = "Nothing about {name} had been published by the end of {day}."
FIRST = "The first release came out at {moment}."
NOT_RATED = "The release in force on {day} has no page about {code}."
NOT_A_DAY = "“{text}” is not a day. Write it like 2026-11-16."
NOT_YET = "{day} has not come yet. There is a brief for every day up to today."
LINK = "One-page brief for members and scrutiny"
