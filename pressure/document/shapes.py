"""The JSON of a release: what rating.json, area.json, days.json and the feeds hold, key by key. Stored documents are
read back as they are, so these are names for plain dictionaries. The OpenAPI schema is made from them."""

from collections.abc import Sequence
from typing import Annotated, Literal, NotRequired, get_args

from pydantic import WithJsonSchema, with_config
from typing_extensions import TypedDict, TypeIs

from pressure.document import columns
from pressure.document.kinds import (
    AtLeastOne,
    Count,
    DayText,
    LevelNumber,
    MomentText,
    Percent,
    Rounded,
    Uri,
    says,
)

WhyNoLevel = Annotated[str, WithJsonSchema({"type": "string", "enum": [*columns.WHY_NO_LEVEL]})]
Marker = Annotated[str, says(columns.MARKERS_SAID, one_of=("", *columns.MARKERS))]
ContextId = Annotated[str, says("A figure that is never scored.", pattern="^ctx_")]


class CouncilPart(TypedDict):
    """The council a rating is of."""

    code: str
    name: str
    official_name: str
    kind: str
    region_code: str
    region: str
    nation_code: str
    nation: str
    adults_18plus: int | None
    adults_year: str
    gov_uk_slug: str
    demonstration: bool
    aliases: list[str]


Way = Literal["telephone", "out_of_hours_telephone", "email", "web_page"]
WAYS: tuple[Way, ...] = get_args(Way)


@with_config(json_schema_extra={"minProperties": 1})
class ContactPart(TypedDict, total=False):
    """How to reach the council, as whoever runs this site gave it. Left out when nothing was given: no number is ever
    guessed"""

    telephone: str
    out_of_hours_telephone: Annotated[str, says("For evenings, nights and weekends")]
    email: str
    web_page: Uri


class StatementPart(TypedDict):
    """What the council says about the level it has now, in its own words. The next change of level takes it down"""

    words: str
    written_at: MomentText
    by_role: Annotated[str, says("A role and never a name")]


class CountingLine(TypedDict):
    """What the council answers now to one question about how it counts a figure of its return"""

    measure_id: str
    question: str
    title: Annotated[str, says("What was asked")]
    choice: str
    says: Annotated[str, says("The answer, in the words of the rules")]
    own_words: str
    since: Annotated[DayText | None, says("The day from which it counts so, where it said one")]
    changed_on: Annotated[list[DayText], says("The days on which its counting of this changed")]
    answered_at: MomentText


class SourcePart(TypedDict):
    """A source named in the document."""

    title: str
    publisher: str
    licence: str
    url: Annotated[str, says("Empty for a council's own return")]


class NewerUnusable(TypedDict):
    """A later figure that its sender kept back or that could not be used"""

    period_start: DayText
    period_end: DayText
    status: str
    source_id: NotRequired[str]


class ContextFigure(TypedDict):
    """A figure that is shown and never counts towards the level: only from publications, never from a council's own
    return"""

    measure_id: ContextId
    title: str
    family: str
    unit: Annotated[
        str, says("What it counts", one_of=("days", "weeks", "people", "per_100k", "percent", "hours_a_week"))
    ]
    value: Rounded | None
    marker: Marker
    state: Annotated[
        str,
        says(
            "known; stale, when older than a scored figure of its kind may be; or why there is no value",
            one_of=(
                "known",
                "stale",
                "suppressed",
                "refused",
                "not_submitted",
                "not_applicable",
                "ok",
                "provisional",
                "estimated",
            ),
        ),
    ]
    period_start: DayText
    period_end: DayText
    source_id: str
    value_is_rounded: bool
    newer_unusable: NewerUnusable | None


_BandEdge = TypedDict("_BandEdge", {"from": Rounded | None})


class BandEdge(_BandEdge):
    """Where a band of a measure begins"""

    inclusive: Annotated[bool, says("Whether a figure on the edge is in the band")]
    people_at_least: int | None


class OwnFigure(TypedDict):
    """A council's own public figure, shown beside a publication and not counted"""

    value: Rounded | None
    numerator: Rounded | None
    denominator: int | None
    period_end: DayText
    source_id: str


class MeasureLine(TypedDict):
    """One measure of a rating: its figure, band, points and distances, or why it could not be scored"""

    measure_id: str
    title: str
    family: str
    unit: Annotated[str, says("What it counts", one_of=("per_100k", "percent"))]
    weight: AtLeastOne
    source: Annotated[str, says("Where it comes from in this nation", one_of=("publication", "return"))]
    state: Annotated[str, says(columns.STATE_SAID)]
    band: LevelNumber | None
    missing_counted_as: Annotated[LevelNumber | None, says(columns.MISSING_COUNTED_AS_SAID)]
    points: Count
    value: Rounded | None
    numerator: Rounded | None
    denominator: int | None
    marker: Marker
    to_worse: Rounded | None
    to_better: Rounded | None
    bands: Annotated[dict[str, BandEdge], says("By band, the edge it begins at")]
    assumed: bool
    period_start: DayText | None
    period_end: DayText | None
    source_id: str | None
    reading_status: str | None
    cadence: str | None
    value_is_rounded: bool | None
    received_at: MomentText | None
    age_days: Count | None
    fresh_until: DayText | None
    counts_until: Annotated[
        DayText | None, says("The last day on which a figure that is missing counts as it does; none: without end")
    ]
    beside: Annotated[OwnFigure | None, says("The council's own figure, where a publication counts")]
    how_we_looked: Annotated[str | None, says(columns.HOW_WE_LOOKED_SAID)]
    rule_effective_from: DayText | None


class ExactLine(MeasureLine):
    """The same for officers: its counts are exact, and the public ones stand beside them"""

    public_numerator: Rounded | None
    public_denominator: int | None


class FamilyPart(TypedDict):
    """A family of measures by itself"""

    level: Annotated[LevelNumber | None, says("None where the figures are too few for a level of the council")]
    points: Count
    points_possible: Count
    weight_fresh: Count
    weight: Count
    enough: Annotated[bool, says("Whether at least half of the weight of the family has a fresh figure")]


class FloorPart(TypedDict):
    """A rule that keeps the level from being lower"""

    rule: str
    level: LevelNumber


class ChangePart(TypedDict):
    """One step of one measure that would give another level by itself"""

    measure_id: str
    to_band: LevelNumber
    level: LevelNumber | None


class RegisterLine(TypedDict):
    """An exceptional measure in force"""

    declaration_id: str
    measure_id: str
    stage: int
    area: str
    starts_at: MomentText
    signed_at: MomentText
    in_force_from: MomentText
    review_by: DayText
    review_overdue: bool


_RaisedFrom = TypedDict("_RaisedFrom", {"from": MomentText})


class RaisedPart(_RaisedFrom):
    """A level set by two people above the calculated one"""

    level: LevelNumber
    reason: str
    review_by: DayText


class CausePart(TypedDict):
    """What moved the level by figures since the rating before"""

    moved: Annotated[str, says("What did", one_of=columns.MOVED_BY)]
    level_by_rules_before: Annotated[
        LevelNumber | None, says("The level of these figures, before settling, by the rules of the rating before")
    ]


class SettlingPart(TypedDict):
    """What a week leaves to the next, so that a level by figures holds still (rule 8 of the method)"""

    level: Annotated[LevelNumber | None, says("The level that the next week can fall from")]
    lower: Annotated[list[int], says("The lower levels of the weeks running that counted")]
    return_to: Annotated[DayText | None, says("The Sunday to which every weekly core measure has come")]
    without_since: MomentText | None


class RatingPart(TypedDict):
    """A council's level at a moment, with everything needed to check it by hand"""

    council_code: str
    nation_code: str
    at: Annotated[MomentText, says("The moment rated")]
    status: Annotated[str, says("What the level rests on", one_of=columns.STATUSES)]
    level_published: LevelNumber | None
    level_calculated: LevelNumber | None
    level_figures: Annotated[LevelNumber | None, says(columns.LEVEL_FIGURES_SAID)]
    level_unsettled: Annotated[LevelNumber | None, says(columns.LEVEL_UNSETTLED_SAID)]
    level_points: LevelNumber | None
    level_before: LevelNumber | None
    level_name: str
    points: Count
    points_possible: Count
    evidence_percent: Percent
    level_if_missing_best: LevelNumber
    level_if_missing_worst: LevelNumber
    deciding_rule: Annotated[str | None, says("/method/ has the words for each")]
    why_no_level: Annotated[WhyNoLevel | None, says("Why figures give no level; nothing where they give one")]
    not_sent: Annotated[list[str], says("Core measures without a fresh figure, and measures that count as missing")]
    will_be: Annotated[LevelNumber | None, says("The level if next week's figures say so again; none: nothing settles")]
    undeclared: Annotated[list[str], says("Measures at whose figures the page asks for exceptional measures")]
    chance_alone: Annotated[bool, says("Whether the place is so small that chance alone can move the level")]
    weeks_sent: Annotated[Count, says("How many of the last weeks, whose returns have closed, had one")]
    weeks_looked_back: Annotated[AtLeastOne, says("How many weeks that is of")]
    register_confirmed: Annotated[bool, says("Whether the council has said lately that its register is right")]
    register_confirmed_for: Annotated[DayText | None, says("The Sunday of the newest return that said so")]
    cause: Annotated[CausePart | None, says("Since the rating before; none for the first")]
    floors: list[FloorPart]
    families: dict[str, FamilyPart]
    measures: list[MeasureLine]
    what_would_change: list[ChangePart]
    register: Annotated[list[RegisterLine], says("Exceptional measures in force")]
    raised: RaisedPart | None
    since: Annotated[MomentText, says(columns.SINCE_SAID)]
    data_to: DayText | None
    next_due: MomentText | None
    valid_until: MomentText | None
    slot: Annotated[MomentText, says("The scheduled release of the week that the rating belongs to")]
    settling: Annotated[SettlingPart, says("What this week leaves to the next")]
    settling_from: Annotated[SettlingPart, says("What the week before left")]
    raised_spent: Annotated[list[str], says("The beginnings of raised levels that the calculated level has reached")]
    method_version: str
    method_published_on: DayText
    worked_out_afterwards: Annotated[bool, says("Whether its day was before the rules were published")]
    confirmed_by_role: NotRequired[
        Annotated[
            str,
            says(
                "The role of whoever confirmed the newest return before it was published. Left out when nobody did, or "
                "when its figures changed after that"
            ),
        ]
    ]
    follows_correction: NotRequired[
        Annotated[str, says("The correction that the rating before was put right by. Left out when none was")]
    ]
    used_not_declared: NotRequired[
        Annotated[list[str], says("Exceptional measures that the newest return says are used and that nobody signed")]
    ]
    return_says_used: NotRequired[
        Annotated[list[str], says("The same at once, whether or not the director has confirmed that return")]
    ]
    changed_after_confirmation: NotRequired[
        Annotated[bool, says("true where the newest return was confirmed and its figures changed after that")]
    ]


class BodyPart(TypedDict):
    """Another council that a document names"""

    code: str
    name: str


class BeganPart(BodyPart):
    """One that follows an ended council, with the day it begins; none where it was always there"""

    first_day: DayText | None


class EndedPart(BodyPart):
    """One that ended or is to end, with its last day"""

    last_day: DayText


class FigureThen(TypedDict):
    """A figure of a council that ended, as it stood on its last day"""

    measure_id: str
    title: str
    unit: str
    said: Annotated[str, says("The figure as a sentence")]
    period_end: DayText


class BeforePart(EndedPart):
    """One that this council follows. What is said of it is its own: never added up, and no part of this level"""

    last: NotRequired["LastLevelPart"]
    figures: NotRequired[list[FigureThen]]


class EndPart(TypedDict):
    """When a council ends, and who follows"""

    last_day: DayText
    over: Annotated[bool, says("Whether the last day had passed at the release")]
    successors: list[BeganPart]


class LastLevelPart(TypedDict):
    """The level in force on the last day of a council that ended"""

    level_published: LevelNumber | None
    level_name: str
    status: str
    since: MomentText
    release_id: str


class DocumentStart(TypedDict):
    """What rating.json says besides the rating"""

    release_id: Annotated[str, says("The release that first published the rating as it stands")]
    published_at: MomentText
    demonstration: Annotated[bool, says("Whether the council is invented")]
    council: CouncilPart
    ends: NotRequired[EndPart]
    follows: NotRequired[
        Annotated[list[BeforePart], says("The councils that this one follows; their figures are theirs")]
    ]
    contact: NotRequired[ContactPart]
    statement: NotRequired[StatementPart]
    counting: NotRequired[
        Annotated[
            list[CountingLine], says("How the council says that it counts. Where there is no line it has not said")
        ]
    ]
    context: list[ContextFigure]
    sources: Annotated[dict[str, SourcePart], says("By source_id, every source named in the document")]


class RatingDocument(DocumentStart):
    """rating.json of a council"""

    rating: RatingPart


class UnratedDocument(DocumentStart):
    """The same of a council that no release has rated yet, or that has ended"""

    rating: None
    last: NotRequired[LastLevelPart]


def is_rated(document: RatingDocument | UnratedDocument) -> TypeIs[RatingDocument]:
    """Whether a council has been rated at all; a page without a rating is no notice."""
    return document["rating"] is not None


class Terms(TypedDict):
    """The terms a text was signed under"""

    declaration_id: str
    council_code: str
    kind: str
    measure_id: str
    stage: int
    starts_at: str
    review_by: str | None
    taken_on: NotRequired[Annotated[str, says("The declaration of a council that ended which this one goes on with")]]


class SignedText(TypedDict, total=False):
    """What two people signed: the answers to the questions of `DeclarationText`, here only those that code knows by
    name, or those of a shorter form"""

    area: str
    people: str
    people_about: str
    what_changed: str
    doing_differently: str
    public_words: str
    easy_read: str
    told: list[str]
    reason: str
    what_helped: str
    level: int


class WholeText(SignedText):
    """The same with its terms, as it is signed and stored"""

    declaration: Terms


class AreaLevel(TypedDict):
    """How many councils of an area are at a level, and how many are by figures alone"""

    level: int | None
    councils: int
    councils_by_figures: int
    adults: int
    adult_share_percent: float | None


class AreaDocument(TypedDict):
    """area.json: counts and shares, never a level or a rank"""

    area_code: str
    area_name: str
    councils: int
    councils_with_level: int
    adults: int
    adults_with_level: int
    coverage_percent: float | None
    levels: list[AreaLevel]
    register: list[RegisterLine]


class DayShares(TypedDict):
    """Days at each level, the unknown ones, and all"""

    days_level_1: int
    days_level_2: int
    days_level_3: int
    days_level_4: int
    days_unknown: int
    days: int


class DaysCounted(DayShares):
    """The same of a year, a season or all the time"""

    kind: str
    name: str
    first_day: str
    last_day: str


class RunDates(TypedDict):
    """A run of days at one level"""

    first: str
    last: str
    days: int


class BandFall(TypedDict):
    """A measure whose band was lower than before"""

    measure_id: str
    title: str
    band_before: int | None
    band_after: int | None


class LastFall(TypedDict):
    """What brought the level down last time"""

    on: str
    release_id: str
    level_before: int | None
    level_after: int | None
    measures: list[BandFall]
    measure_ended: bool
    raised_ended: bool


class DaysDocument(TypedDict):
    """days.json: what is counted for one council, in sentences and as numbers. Before the first whole day nothing is"""

    council_code: str
    council_name: str
    release_id: str
    published_at: str
    demonstration: bool
    definitions: dict[str, str]
    counted_from: str | None
    counted_to: str | None
    sentences: list[str]
    level_now: NotRequired[int | None]
    periods: NotRequired[list[DaysCounted]]
    longest_runs: NotRequired[dict[str, RunDates]]
    highest_14_days: NotRequired[int | None]
    last_fall: NotRequired[LastFall | None]


class OfficialPoint(TypedDict):
    """An official figure of one period"""

    period_start: DayText
    period_end: DayText
    value: Rounded


class OfficialPart(TypedDict):
    """The newest official figure of a measure, its band where it has one, and what it is read beside"""

    measure_id: str
    title: str
    short_title: str
    unit: Annotated[str, says("What it counts", one_of=("per_100k", "percent"))]
    value: Rounded
    band: Annotated[LevelNumber | None, says("None where the figure is too old, or holds too little, for a band")]
    state: Annotated[str, says(columns.STATE_SAID)]
    bands: Annotated[dict[str, BandEdge], says("By band, the edge it begins at")]
    average_of_days: bool
    period_start: DayText
    period_end: DayText
    cadence: str
    fresh_until: DayText
    status: str
    marker: Marker
    source_id: str
    nation_value: Annotated[
        Rounded | None, says("The figure of the nation for the same period: as published, else of all bodies together")
    ]
    year_before: Annotated[OfficialPoint | None, says("The same figure a year earlier")]
    months_lower: Annotated[Count | None, says("In how many of the months compared it was lower")]
    months_compared: Annotated[Count | None, says("How many of the twelve months before have a figure")]
    past: Annotated[list[OfficialPoint], says("Figures of the same source, oldest first, of three years at most")]


class OfficialDocument(TypedDict):
    """official.json: what publications say of one council, on bands. A count of bands, never a level"""

    council_code: str
    council_name: str
    nation_code: str
    nation: str
    in_two_highest: Annotated[Count, says("How many official figures are in the two highest of four bands")]
    with_band: Annotated[Count, says("How many official figures have a band")]
    figures: list[OfficialPart]
    sources: dict[str, SourcePart]


Measures = Sequence[MeasureLine]
