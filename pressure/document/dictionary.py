"""Every CSV of a release with its columns: for the data package, the SQLite copy and whoever writes one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import TypeAdapter

from pressure.document.kinds import JsonSchema
from pressure.document.names import plain_name
from pressure.document.package import Constraint
from pressure.document.rows import (
    CommittedReasonRow,
    ContactRow,
    CorrectionRow,
    CouncilRow,
    CountingAnswerRow,
    DaysRow,
    DeclarationRow,
    NationalRow,
    OfficialCountRow,
    OfficialFigureRow,
    ProposedRow,
    PublishedRow,
    RatingRow,
    ReadingRow,
    ReasonRow,
    ReleaseRow,
    RobustnessRow,
    RunRow,
    SourceRow,
    WeekRow,
)

CONSTRAINTS = ("enum", "minimum", "maximum", "pattern")
OF_TEXT = {"date-time": "datetime", "date": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its type by Frictionless Table Schema and what it means."""

    name: str
    type: str
    description: str
    constraints: Mapping[str, Constraint] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One CSV by the name it has for real councils."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    folder: str = "data"
    real_only: bool = False
    parquet: bool = False


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The type of a row, the file's title, and which columns tell rows apart. `copies` are the same rows elsewhere;
    `own` the words of a column that another file of the same rows says in its own way. What is `real_only` the
    Demonstration Region has not. A long table has a copy as Parquet beside it."""

    row: type
    title: str
    key: tuple[str, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    folder: str = "data"
    own: Mapping[str, str] = field(default_factory=dict)
    real_only: bool = False
    parquet: bool = False


FILES: dict[str, CsvFile] = {
    "ratings.csv": CsvFile(
        RatingRow,
        "Ratings, as now believed",
        key=("council_code", "valid_from"),
        own={
            "release_id": "The release that first published this row as it stands here.",
            "since": "As published. In a row that was corrected, the start of the run by the corrected rows before it.",
        },
        parquet=True,
    ),
    "ratings_as_published.csv": CsvFile(
        PublishedRow,
        "Ratings, as they were published",
        key=("council_code", "published_at"),
        own={
            "correction_id": "The correction that had put right the rating before; this one follows it as corrected. "
            "Empty when nothing had."
        },
        copies={"councils/{code}/history.csv": "The rows of one council."},
        parquet=True,
    ),
    "reasons_as_published.csv": CsvFile(
        ReasonRow,
        "Every measure behind every rating",
        key=("council_code", "rated_at", "measure_id"),
        parquet=True,
    ),
    "levels_by_week.csv": CsvFile(
        WeekRow, "The level on each Sunday", key=("council_code", "week_ending"), parquet=True
    ),
    "readings.csv": CsvFile(ReadingRow, "Every figure received, and every figure due that did not come", parquet=True),
    "national.csv": CsvFile(NationalRow, "Figures of whole nations and regions", real_only=True),
    "official_figures.csv": CsvFile(
        OfficialFigureRow,
        "Official figures, and their history",
        key=("area_code", "figure_of", "measure_id", "source_id", "period_end"),
        real_only=True,
        parquet=True,
    ),
    "official_counts.csv": CsvFile(
        OfficialCountRow, "Official figures in the two highest bands", key=("council_code",), real_only=True
    ),
    "sources.csv": CsvFile(SourceRow, "Sources", key=("source_id",)),
    "declarations.csv": CsvFile(
        DeclarationRow,
        "Exceptional measures",
        key=("declaration_id",),
        copies={"register/register.csv": "The same file."},
    ),
    "counting_answers.csv": CsvFile(
        CountingAnswerRow,
        "How councils say that they count",
        key=("council_code", "measure_id", "question", "answered_at"),
    ),
    "councils.csv": CsvFile(CouncilRow, "Councils", key=("council_code",)),
    "contacts.csv": CsvFile(ContactRow, "How to reach councils", key=("council_code",)),
    "releases.csv": CsvFile(ReleaseRow, "Releases", key=("release_id",)),
    "corrections.csv": CsvFile(CorrectionRow, "Corrections", key=("correction_id",)),
    "robustness.csv": CsvFile(RobustnessRow, "How firmly the rules stand", key=("about", "scenario", "variant")),
    "days_at_level.csv": CsvFile(DaysRow, "Days at each level", key=("council_code", "period_kind", "period")),
    "level_runs.csv": CsvFile(RunRow, "Every run at one level", key=("council_code", "since")),
    "proposed.csv": CsvFile(ProposedRow, "What proposed rules would change", key=("council_code", "rated_at")),
    "reasons.csv": CsvFile(CommittedReasonRow, "Reasons beside the record", key=("entry",), folder="record"),
}


def columns_of(row: type) -> tuple[str, ...]:
    """The columns of a row, in their order."""
    return tuple(row.__annotations__)


@lru_cache(maxsize=1)
def dictionary() -> dict[str, Described]:
    """Every file described, in the order of the dictionary."""
    return {name: _described(name, known) for name, known in FILES.items()}


@lru_cache(maxsize=1)
def column_types() -> Mapping[str, str]:
    """The one type of each column by its name, whichever files it is in."""
    return {c.name: c.type for known in dictionary().values() for c in known.columns}


def named(path: str) -> Described | None:
    """What is known of a file in /data/, whichever councils it is about."""
    return dictionary().get(plain_name(path))


def _described(name: str, known: CsvFile) -> Described:
    schema = TypeAdapter(known.row).json_schema(mode="serialization")
    return Described(
        name=name,
        title=known.title,
        about=" ".join(schema["description"].split()),
        key=known.key,
        copies=known.copies,
        folder=known.folder,
        real_only=known.real_only,
        parquet=known.parquet,
        columns=tuple(_column(c, one, known.own.get(c)) for c, one in schema["properties"].items()),
    )


def _column(name: str, said: JsonSchema, own: str | None) -> Column:
    """From its JSON schema: a value or null is one that may be empty."""
    kinds = [kind for kind in said.get("anyOf", [said]) if kind.get("type") != "null"]
    known = {**kinds[0], **said}
    constraints = {name: known[name] for name in CONSTRAINTS if known.get(name)}  # a minimum of 0 was never published
    return Column(
        name=name,
        type=OF_TEXT.get(known.get("format", ""), known["type"]),
        description=own or known["description"],
        constraints=constraints if "anyOf" in said else {"required": True, **constraints},
    )
