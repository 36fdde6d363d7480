"""A council's own export, column by column: what each of its columns is of ours, as an officer confirmed it once."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import Rulebook
from pressure.ingest.returns.folding import fold
from pressure.ingest.returns.names import rows_asked

COUNCIL, WEEK, MEASURE, NUMERATOR, DENOMINATOR, VALUE, STATUS = (
    "council_code",
    "week_ending",
    "measure_id",
    "numerator",
    "denominator",
    "value",
    "status",
)
LONG = (COUNCIL, WEEK, MEASURE, NUMERATOR, DENOMINATOR, VALUE, STATUS)
FIGURES = (NUMERATOR, DENOMINATOR, VALUE)
LEFT_OUT, PART = "", "/"
MOST_COLUMNS, LONGEST = 200, 200


def of_measure(measure_id: str, part: str) -> str:
    """The target of a column that holds one part of one measure: `wl_assess_rate/numerator`."""
    return f"{measure_id}{PART}{part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """One version of one council's. `columns` gives for each of its columns ours: one of LONG, or a part of a measure
    where a measure has a column of its own. `words` are its own names for measures, with our ids. Without a column for
    the council every row is for the one that confirmed it. A version without columns reads nothing."""

    council_code: str
    version: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_wide(self) -> bool:
        """A measure has a column of its own."""
        return any(PART in target for target in self.columns.values())

    @property
    def document(self) -> str:
        """What is stored and compared: the same layout of two councils is the same text."""
        said = {"columns": dict(sorted(self.columns.items())), "words": dict(sorted(self.words.items()))}
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @property
    def sha256(self) -> str:
        return sha256(self.document.encode()).hexdigest()

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a row names every column that is read."""
        own = {fold(cell) for cell in header}
        return bool(self.columns) and all(fold(name) in own for name in self.columns)


def from_document(council_code: str, version: int, document: str) -> ColumnMapping:
    """As it was stored."""
    said: dict[str, Any] = json.loads(document)
    return ColumnMapping(council_code=council_code, version=version, columns=said["columns"], words=said["words"])


def targets(book: Rulebook) -> tuple[str, ...]:
    """Everything that a column can be."""
    return (*LONG, *(of_measure(each, part) for each in rows_asked(book) for part in FIGURES))


def checked(mapping: ColumnMapping, book: Rulebook) -> ColumnMapping:
    """The mapping without the columns that are left out. Raises Refusal in words for one that could read nothing."""
    used = {name.strip(): target for name, target in mapping.columns.items() if target != LEFT_OUT}
    if max(len(used), len(mapping.words)) > MOST_COLUMNS or any(
        len(name) > LONGEST for name in (*used, *mapping.words)
    ):
        raise Refusal(f"At most {MOST_COLUMNS} columns and words can be kept, each of at most {LONGEST} letters.")
    _each_once(used.values(), targets(book))
    if len({fold(name) for name in used}) < len(used):
        raise Refusal("Two of your columns have the same name. Rename one of them in the file.")
    wide = [target for target in used.values() if PART in target]
    if WEEK not in used.values():
        raise Refusal("Say which of your columns has the day on which the week ended.")
    if wide and {MEASURE, *FIGURES} & set(used.values()):
        raise Refusal("Either a column names the measure, or each measure has a column of its own: choose one.")
    if not wide and not {MEASURE, NUMERATOR} <= set(used.values()):
        raise Refusal("Say which of your columns names the measure and which has its number, or which measure each is.")
    unknown = sorted(set(mapping.words.values()) - {*rows_asked(book), LEFT_OUT})
    if unknown:
        raise Refusal(f"No measure has the id {unknown[0]}.")
    words = {} if wide else {name: each for name, each in mapping.words.items() if each}
    return ColumnMapping(council_code=mapping.council_code, version=mapping.version, columns=used, words=words)


def _each_once(chosen: Collection[str], known: Iterable[str]) -> None:
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        raise Refusal(f"A column cannot be {unknown[0]!r}.")
    doubled = sorted(target for target in set(chosen) if list(chosen).count(target) > 1)
    if doubled:
        raise Refusal(f"Two of your columns are {doubled[0]}. Choose one of them.")
