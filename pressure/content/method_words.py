"""Sentences of the page about the method. Numbers come from the rules."""

from pressure.domain.measures import Measure
from pressure.domain.national import From
from pressure.drawing.blocks import Link
from pressure.words.numbers import UNIT_WORDS

TITLE = "How levels are worked out"
START = (
    "Each council's figures are put in bands, bands give points, and points give one of four levels. "
    "Everything on this page is made from the rule files that do the working out. Method version {version}."
)
EXPERIMENTAL = (
    "This method is experimental and proposed for consultation. It is written by {author} and checked by {checker}."
)
ERRATUM = (
    "Version 1 named an author and a checker. Nobody of that description existed. Nothing is rated by version 1 any "
    "more, "
    "and no real council ever was."
)
LEVELS = "The four levels"
POINTS = "From points to a level"
POINTS_SAID = (
    "Points for a measure are its band less one, times its weight. They are compared with the most points possible "
    "from the measures that count: {cuts}, and above that it is level {last}. On an edge the lower level counts. With "
    "every measure the most possible is {most}."
)
LADDER = "A ladder from points to a level. {said}"
LADDER_STANDS = " Here: {points} points."
LADDER_CAPTION = "Points that give each level, when every measure counts"
LADDER_HEAD = ("Level", "From", "To")
LADDER_ASKED = "Points, to see where they stand"
CUT = "up to {share} of it is level {level}"
MEASURES = "The measures"
BANDS_HEAD = ("Band", "Figure", "Points")
WHAT_COUNTS = "What is counted, and what is not"
ANCHORS = "Where the thresholds come from"
ASSUMED = "No national figure stands behind these thresholds. They are assumed and will be reviewed."
NO_ANCHOR = "No figure is named."
COUNTING = {
    "clock_starts": "When the clock starts",
    "clock_stops": "When the clock stops",
    "who_is_counted": "Who is counted",
    "who_is_not": "Who is not counted",
    "shown_but_not_counted": "Shown but not counted",
    "common_mistakes": "Common mistakes",
    "what_is_counted": "What is counted",
    "what_is_not": "What is not counted",
}
HOW_WE_LOOKED = "How the council looked"
WAYS = "The council says with its figure which of these it did, and its page prints it. {ways}"
EVIDENCE_TITLE = "How much must be known"
EVIDENCE = (
    "A level is given when the measures that could count carry at least {whole} of the whole weight, and at "
    "least {family} of the weight of each family. Otherwise there is no current level."
)
CORE = "Without a fresh figure of each of these there is no level: {measures}."
TOO_FEW = "A percentage of people out of fewer than {least} is not used: it is too few."
SMALL = (
    "A place with fewer than {least:,} adults has no level: it is too small. With fewer than {chance:,}, chance "
    "alone can "
    "move the level, and the page says so."
)
MISSING_TITLE = "What a figure that is not sent counts as"
WORST_KNOWN = (
    "Not sending a figure never helps. One that should come and does not counts in band {band}, or in the last band it "
    "had within {days} days if that is higher: {measures}."
)
BAND_4 = "It counts in the highest band: {measures}."
LEFT_OUT = "A figure of a publication that has not come is left out, and the most points possible shrink with it."
SETTLING_TITLE = "How a level holds still"
SETTLING = (
    "A level by figures rises at once. It comes down only when {weeks} weeks running, each with a new return, give a "
    "lower "
    "one, and then to the higher of those. After up to {gap} weeks without a level, the one before is still the one to "
    "come down from."
)
BLOCKS = (
    "Some figures are asked for once in a block of {weeks} weeks. The blocks are the same for every council: one "
    "ended on "
    "{day}."
)
NATIONS_TITLE = "What differs between nations"
COMES_FROM = {
    From.PUBLICATION: "from a publication",
    From.RETURN: "from the council's return",
    From.NOT_IN_SET: "not in the set",
}
COVERAGE = ", only where it covers at least {percent}%"
ADULTS = "Number of adults: {note}"
OWN_EDGES = ", with bands from {edges}"
ENTRIES = "What pages say of a place in {nation}, and who has checked it"
ENTRIES_HEAD = ("What", "What pages say", "Checked")
RANGE = (
    "Beside every level stand the lowest and highest it could be if everything missing arrived. "
    "Missing is never read as zero and never as good."
)
FLOORS_TITLE = "What keeps a level from being lower"
FAMILY_FLOOR = (
    "The level is at least that of the second highest family, and at least the highest family's level "
    "less {below}. Good figures in one family cannot hide poor ones in another."
)
MEASURE_FLOOR = "“{measure}” in band {band}: at least level {level}."
STAGE_FLOOR = (
    "A stage {stage} exceptional measure in force, anywhere in the area: at least level {level}, also "
    "without enough figures."
)
FRESH_TITLE = "How long a figure counts"
FRESH_HEAD = ("How often it is sent", "Family", "Days after its period")
EVERY_FAMILY = "All, unless named below"
CADENCE = {
    "weekly": "Every week",
    "four_weekly": "Every four weeks",
    "monthly": "Every month",
    "quarterly": "Every quarter",
    "yearly": "Every year",
}
ACTIONS_TITLE = "What happens at each level"
ACTIONS_AT = "Level {level}: {name}"
COUNCIL_DOES = "The council does"
ASKS_NHS = "The council asks the NHS"
ASKS_PROVIDERS = "The council asks care providers and voluntary groups"
RESIDENTS = "Residents can"
CONFIRMATION = "A council's confirmation of its register counts for {days} days."
PRIVATE_TITLE = "How people's privacy is kept"
PRIVATE = (
    "Counts of people and hours in a council's return are rounded to the nearest {nearest} before anything is worked "
    "out; "
    "a count of people of 0, 1 or 2 becomes 0.",
    "Bands, points and levels are worked out from the rounded figures only. Nothing is hidden near an edge, and "
    "anybody "
    "can work every level out again from the published files.",
    "A ratio or a median of fewer than {least} people is not shown.",
)
REVISION_REASONS = (
    "Why a figure is taken back, or one that looked wrong stands, is chosen from a list. Words beside it hold no "
    "number: {reasons}"
)
DECIDING = "Every level says which rule decided it:"
LONGEST = "Longest time before a review. {days}."
CATALOGUE_TITLE = "Exceptional measures"
CONTEXT_TITLE = "Shown beside the level, never scored"
WHAT_IF = Link("Try it: move any figure or threshold", "/app/what-if")
WHOLE = Link("This page without JavaScript", "/method/")
CHALLENGE_TITLE = "How to challenge a level"
CHALLENGE_TO = "Anybody can say that a level, a figure or a rule is wrong. Write to "
NO_ADDRESS = (
    "Anybody can say that a level, a figure or a rule is wrong. Whoever runs this installation has given no address to "
    "write to yet."
)
CHALLENGE = (
    "Name the council, the release and what is wrong.",
    "You are to have an answer within 10 working days. The answer is public.",
    "A figure that was wrong is corrected by who sent it, and the correction is public.",
    "In the weeks before an election the calendar does not change: levels are published as always. No council "
    "publishes a statement about them then; declarations, confirmations and corrections go on. {periods}",
)
NO_PERIOD = "No such weeks are entered in the rules now."
PERIOD, PERIODS = "{first} to {last} for {where} ({checked})", "Entered in the rules: {periods}."
WHO_CHANGES = (
    "The rules are changed by their author, now {author}, and a change is to be checked by a steward, now {checker}. "
    "A change is a new version with its date and its reason below the old one; no version is edited or taken away."
)
FIRMLY = "How firmly the rules stand, and which bars they miss"
PROPOSED = "What is proposed, and what it would have changed"
VERSIONS_TITLE, VERSIONS = "Every version", "Every version of every rule file ({count})"


def intro(measure: Measure) -> str:
    """Why it is measured, in what, and how much it weighs."""
    unit = UNIT_WORDS.get(measure.unit.value, measure.unit.value)
    unit = "percent" if unit == "%" else unit
    return f"{measure.why} Counted in: {unit}. Weight: {measure.weight}."
