"""What a source is: how its files are laid out, whose they are, and the reader that makes readings of their rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, ValidationInfo

from pressure.domain.lawful import BrokenLawError
from pressure.domain.measures import Cadence
from pressure.ingest.publisher import Fetch
from pressure.ingest.raised import RaisedLimits
from pressure.ingest.returns.mapping import ColumnMapping
from pressure.rules.shapes import Shape

if TYPE_CHECKING:
    from pressure.ingest.intake import Intake
    from pressure.ingest.table_file import TableFile


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """How a file is laid out. `columns` maps our name for a column to the names files give it; those of `may_have` are
    read where a file has them."""

    id: str
    formats: tuple[str, ...]
    encoding: str
    columns: Mapping[str, tuple[str, ...]]
    may_have: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional_columns: tuple[str, ...] = ()
    ignores_extra_columns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(TableLayout):
    """One publication or return. `publications` is the folder of the files that come with the project; `no_council` are
    the codes or names in it that somebody has decided are no council; `periods` are those that whoever loads a file
    gave because it does not say its own, by the column of the figure; the empty name is for all. `mappings` are the
    newest of the councils for which whoever loads a return may load."""

    title: str
    family: str
    publisher: str
    licence: str
    url: str
    cadence: Cadence
    reader: "Reader"
    shipped: tuple[str, ...] = ()
    publications: Path = Path()
    from_council: bool = False
    no_council: tuple[str, ...] = ()
    fetch: Fetch | None = None
    limits: RaisedLimits = field(default_factory=RaisedLimits)
    periods: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    mappings: tuple[ColumnMapping, ...] = ()

    def longest_file(self, limit: int) -> int:
        """How many bytes a file may have: as the operator set it, or more where the source says so."""
        return max(limit, self.limits.bytes, self.fetch.most_bytes if self.fetch else 0)

    @property
    def shipped_files(self) -> tuple[Path, ...]:
        """The real files that come with the project, the oldest first."""
        return tuple(self.publications / self.id / name for name in self.shipped)

    @property
    def shipped_file(self) -> Path | None:
        """The newest of them, or None."""
        return self.shipped_files[-1] if self.shipped else None


class Reader(Shape):
    """One publisher's way of giving figures. Its fields are the settings that a source's description may give."""

    @property
    def out_of_adults(self) -> frozenset[str]:
        """The measures whose denominator is no column but the adults of our list of councils."""
        return frozenset()

    def read(self, file: "TableFile", intake: "Intake") -> None:
        """Put every row of the file down in the intake. Raises FileRefused for the whole file."""
        raise NotImplementedError


def _of_the_rules(measure_id: str, info: ValidationInfo) -> str:
    """Asked only where the rules are at hand: then their ids are the context."""
    known = info.context
    if known is not None and measure_id not in known:
        nearest = get_close_matches(measure_id, known, n=3, cutoff=0.3) or sorted(known)[:3]
        raise BrokenLawError("", repr(measure_id), f"a measure of the rules; the nearest are {', '.join(nearest)}")
    return measure_id


MeasureId = Annotated[str, AfterValidator(_of_the_rules)]
