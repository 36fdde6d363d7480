"""Sentences of the page about the method. Numbers come from the rules."""

from pressure.domain.measures import Measure
from pressure.drawing.blocks import Link
from pressure.words.numbers import UNIT_WORDS

TITLE = "How levels are worked out"
START = (
    "Each council's figures are put in bands, bands give points, and points give one of four levels. "
    "Everything on this page is made from the rule files that do the working out. Method version {version}."
)
LEVELS = "The four levels"
POINTS = "From points to a level"
POINTS_SAID = (
    "Points for a measure are its band less one, times its weight. The most points possible, from the "
    "measures that could count, are cut into {count} equal parts. The part the points fall in is the "
    "level; on an edge the lower level counts. With every measure the most possible is {most}."
)
MEASURES = "The measures"
BAND_ONLY = "Only the band of these is public, so that nobody can be picked out."
BANDS_HEAD = ("Band", "Figure", "Points")
WHAT_COUNTS = "What is counted, and what is not"
ANCHORS = "Where the thresholds come from"
ASSUMED = "No national figure stands behind these thresholds. They are assumed and will be reviewed."
NO_ANCHOR = "These bands follow from the stages of exceptional measures."
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
EVIDENCE_TITLE = "How much must be known"
EVIDENCE = (
    "A level is given when the measures that could count carry at least {whole} of the whole weight, and at "
    "least {family} of the weight of each family. Otherwise there is no current level."
)
TOO_FEW = "A percentage of fewer than {least} is not used."
RANGE = (
    "Beside every level stand the lowest and highest it could be if everything missing arrived. "
    "Missing is never read as zero and never as good."
)
HELD = (
    "When a figure that counted at the last published level goes missing, the level may rise but not fall until "
    "it returns or there is no current level."
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
CADENCE = {"weekly": "Every week", "four_weekly": "Every four weeks", "monthly": "Every month", "yearly": "Every year"}
ACTIONS_TITLE = "What happens at each level"
ACTIONS_AT = "Level {level}: {name}"
COUNCIL_DOES = "The council does"
ASKS_NHS = "The council asks the NHS"
ASKS_PROVIDERS = "The council asks care providers and voluntary groups"
RESIDENTS = "Residents can"
CONFIRMATION = "A council's confirmation of its register counts for {days} days."
PRIVATE_TITLE = "How people's privacy is kept"
PRIVATE = (
    "Counts of people from a council's return are not shown when they are {least} or fewer.",
    "Other counts of people are rounded to the nearest {nearest}, and rates are worked out from that.",
    "The band is always worked out from the exact figure, and is always public.",
)
DECIDING = "Every level says which rule decided it:"
LONGEST = "Longest time before a review. {days}."
CATALOGUE_TITLE = "Exceptional measures"
CONTEXT_TITLE = "Shown beside the level, never scored"
WHAT_IF = Link("Try it: move any figure or threshold", "/app/what-if")
WHOLE = Link("This page without JavaScript", "/method/")
VERSIONS_TITLE, VERSIONS = "Every version", "Every version of every rule file ({count})"


def intro(measure: Measure) -> str:
    """Why it is measured, in what, and how much it weighs."""
    unit = UNIT_WORDS.get(measure.unit.value, measure.unit.value)
    unit = "percent" if unit == "%" else unit
    return f"{measure.why} Counted in: {unit}. Weight: {measure.weight}."
