"""What a feed tells: one event each, with a name it keeps for ever."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NotRequired

from typing_extensions import TypedDict

from pressure.document.manifest import RecordLength
from pressure.document.values import stamp

AUTHORITY = "tag:care-pressure.invalid,2026:"
"""Before every name of an installation that began before it had its own. The host can belong to nobody (RFC 2606)."""
OUT_OF_DATE = "out_of_date"


class CorrectionSaid(TypedDict):
    """One correction within an event."""

    correction_id: str
    what: str
    why: str


class SignedDetail(TypedDict):
    """What was signed, renewed, ended or not looked at again in time."""

    declaration_id: str
    measure_id: str
    stage: int
    raised: bool
    review_by: date | None
    area: str | None
    starts_at: datetime
    signed_at: datetime
    in_force_from: datetime
    level: int | None
    reason: str | None
    helped: str | None


class MovedDetail(TypedDict):
    """What moved a level, where rules did or may have."""

    moved_by: str | None
    level_by_rules_before: int | None
    rules_of: date | None


class EndedDetail(TypedDict):
    """The last day of a council, and the names of those that follow."""

    last_day: date
    successors: tuple[str, ...]
    successor_codes: tuple[str, ...]


class FiguresDetail(TypedDict):
    """What one file of a publisher said of a council: the file's source, and the last day of its newest period."""

    source_id: str
    title: str
    publisher: str
    period_end: date


class Happened(TypedDict):
    """What happened in a council: when it became true, and the release that first told it. `name` keeps two of the same
    kind at the same moment apart."""

    council_code: str
    kind: str
    at: datetime
    release_id: str
    published_at: datetime
    level_before: NotRequired[int | None]
    level_after: NotRequired[int | None]
    status: NotRequired[str]
    name: NotRequired[str]
    first: NotRequired[bool]
    moved: NotRequired[MovedDetail]
    signed: NotRequired[SignedDetail]
    corrections: NotRequired[list[CorrectionSaid]]
    ended: NotRequired[EndedDetail]
    figures: NotRequired[FiguresDetail]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The same with the council it happened in. `first` says that it is the first level published there."""

    council_code: str
    council_name: str
    nation_code: str
    kind: str
    at: datetime
    release_id: str
    published_at: datetime
    level_before: int | None = None
    level_after: int | None = None
    status: str = ""
    name: str = ""
    demonstration: bool = False
    first: bool = False
    moved: MovedDetail | None = None
    signed: SignedDetail | None = None
    corrections: list[CorrectionSaid] | None = None
    ended: EndedDetail | None = None
    figures: FiguresDetail | None = None
    authority: str = AUTHORITY

    @property
    def id(self) -> str:
        """A tag: URI that never changes (RFC 4151)."""
        ends = f"/{self.name}" if self.name else ""
        return f"{self.authority}{self.council_code}/{stamp(self.at)}/{self.kind}{ends}"

    @property
    def dated(self) -> datetime:
        """The moment a feed gives it. A level runs out by itself, whenever the next release says so."""
        return self.at if self.kind == OUT_OF_DATE else self.published_at

    @property
    def order(self) -> tuple[datetime, datetime, str, str, str]:
        return self.dated, self.at, self.council_code, self.kind, self.name


class CarePressurePart(TypedDict):
    """What a JSON Feed item says in our own words."""

    council_code: str
    kind: str
    at: str
    level_before: int | None
    level_after: int | None
    release_id: str
    corrections_url: str
    demonstration: bool
    record_before: RecordLength | None


class FeedItem(TypedDict):
    """An event in JSON Feed 1.1."""

    id: str
    url: str
    title: str
    content_text: str
    tags: list[str]
    date_published: str
    _care_pressure: CarePressurePart
