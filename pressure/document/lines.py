"""Lines as pages read them: from a CSV, or on their way to one, with every cell as it is written."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal, NotRequired, cast

from typing_extensions import ReadOnly, TypedDict

from pressure.document.shapes import RegisterLine, SignedText
from pressure.domain.declaration_text import DeclarationText

Cell = str | int | float
When = str | None


class InNation(TypedDict):
    """Whatever belongs to a nation, by its code; the Demonstration Region is in none."""

    nation_code: ReadOnly[str]


class Named(TypedDict):
    """A council, however much more is said of it."""

    code: ReadOnly[str]
    name: ReadOnly[str]


class Dated(TypedDict):
    """A figure of a measure and the period it is of."""

    measure_id: ReadOnly[str | None]
    period_start: ReadOnly[str | None]
    period_end: ReadOnly[str | None]


class HistoryLine(TypedDict):
    """A level as published, of history.csv: what a page needs of it."""

    published_at: ReadOnly[str | None]
    valid_until: ReadOnly[str | None]
    level_published: ReadOnly[str | int | None]
    status: ReadOnly[str]
    level_calculated: NotRequired[ReadOnly[str | int | None]]
    deciding_rule: NotRequired[ReadOnly[str]]
    method_version: NotRequired[ReadOnly[str]]


HistoryColumn = Literal["level_published", "level_calculated"]


class Began(TypedDict):
    """Whatever begins at one moment and is signed at another: a line of declarations.csv or of a rating's register, or
    what a feed tells of one. It is in force from the later of the two."""

    starts_at: ReadOnly[str | datetime]
    signed_at: ReadOnly[str | datetime]


class DeclarationLine(TypedDict):
    """A line of declarations.csv."""

    declaration_id: str
    council_code: str
    measure_id: str
    stage: Cell
    area: str
    people: str
    people_about: str
    reason: str
    starts_at: str
    published_at: str
    declared_late_days: Cell
    review_by: str
    ended_at: str
    end_reason: str
    what_helped: str
    status: str
    renewed_from: str
    proposed_by_role: str
    signed_by_role: str
    signed_at: str
    psw_view: str
    no_view_reason: NotRequired[str]
    late_view_by: NotRequired[str]
    late_view_on: NotRequired[str]
    outside_check_by: NotRequired[str]
    outside_check_on: NotRequired[str]
    outside_check: NotRequired[str]
    text_sha256: str


class RegisterEntry(DeclarationLine):
    """A line of declarations.csv with the council's name and a column for every question of the signed text that has
    one (`DeclarationText`), here only those that code knows by name."""

    council_name: str
    nation_code: str
    public_words: str
    easy_read: str
    told: str


def register_entry(
    line: Mapping[str, object],
    council_name: str,
    nation_code: str,
    signed: SignedText,
    written: Callable[[object], object] = str,
) -> RegisterEntry:
    """A line of declarations.csv and what was signed, each cell as `written`; a column without anything is empty."""
    empty = dict.fromkeys((*DeclarationLine.__annotations__, *DeclarationText.cells({})), "")
    cells = {column: written(said) for column, said in DeclarationText.cells(signed).items() if said}
    own = {column: written(line[column]) for column in line.keys() & DeclarationLine.__annotations__.keys()}
    entry = {**empty, **own, **cells, "council_name": council_name, "nation_code": nation_code}
    return cast(RegisterEntry, entry)


def once_signed(entry: RegisterEntry) -> RegisterLine:
    """The line of a council's register that a declaration makes, in force from its start, before anybody signed it."""
    named = {column: entry.get(column, "") for column in RegisterLine.__annotations__}
    return cast(RegisterLine, named | {"in_force_from": entry["starts_at"], "review_overdue": False})


class ListedCouncil(TypedDict):
    """A council in a list, with the level it has now, and how many of its official figures that have a band are in the
    two highest."""

    council_code: ReadOnly[str]
    council_name: ReadOnly[str]
    official_name: ReadOnly[str]
    aliases: ReadOnly[list[str] | tuple[str, ...]]
    nation: ReadOnly[str]
    region_code: ReadOnly[str]
    level_published: ReadOnly[int | None]
    level_figures: ReadOnly[int | None]
    status: ReadOnly[str]
    valid_until: ReadOnly[str | None]
    in_two_highest: NotRequired[ReadOnly[int]]
    with_band: NotRequired[ReadOnly[int]]


class CurrentCouncil(ListedCouncil):
    """The same with the measures that could not be scored."""

    measures_missing: str
    register_confirmed: bool


class FoundCouncil(ListedCouncil):
    """The same with what pages with filters choose by."""

    kind: str
    region: str
    nation_code: str
    adults_18plus: int | None
    adults_year: str
    data_to: str | None
    register_confirmed: bool
    stage: int | None


class AreaShare(TypedDict):
    """How many councils of an area are at a level, how many are by figures alone, and the share of its adults in the
    first (0 to 1)."""

    level: int | None
    councils: int
    councils_by_figures: int
    adults: int
    adult_share: float | None


class AreaLine(TypedDict):
    """An area as its page shows it."""

    code: str
    name: str
    councils: int
    councils_with_level: int
    adults: int
    adults_with_level: int
    levels: list[AreaShare]


class DueCouncil(TypedDict):
    """A council's last weekly return and when the next was due; None when nothing was ever sent."""

    council_code: str
    council_name: str
    last_week_ending: str | None
    received_at: str | None
    due_at: str | None
    days_late: int | None


class DueSource(TypedDict):
    """A national source's last period; for one that is fetched when its publisher was last asked, the day the next file
    is expected on, and by how many days it is overdue."""

    title: str
    publisher: str
    cadence: str
    last_period_end: str | None
    received_at: str | None
    fetched: bool
    looked_at: str | None
    expected_on: str | None
    days_overdue: int


class ListedRelease(TypedDict):
    """A release in the list of releases, with the number of its files and the sha256 of its manifest."""

    release_id: str
    published_at: str
    facts_as_of: str
    reason: str
    note: str
    rules_digest: str
    files: int
    manifest_sha256: str


class ReadingLine(TypedDict):
    """A line of readings.csv: what a brief needs of it."""

    measure_id: str
    period_end: str
    source_id: str
    received_at: str
