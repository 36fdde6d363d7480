"""The area of a row: a council by code or by name, a whole nation, the councils that an area serves, or none at all."""

import re
from dataclasses import dataclass, field
from datetime import date

from pressure.domain.councils import Council, Match
from pressure.ingest.intake import Intake
from pressure.ingest.readers.table.description import AreaRule
from pressure.ingest.report import FileRefused, RowHeld, quoted
from pressure.ingest.tables import Row


@dataclass(frozen=True, slots=True)
class Area:
    """Who gets a figure: councils (several share it) or, without one, the area with a code; out of so many adults."""

    councils: tuple[Council, ...] = ()
    code: str = ""
    adults: int | None = None


@dataclass
class Areas:
    """The areas of one file. A title that is an area says what is odd of it once, a row each time."""

    rule: AreaRule
    intake: Intake
    once: bool
    _said: set[tuple[int, str]] = field(default_factory=set)

    def of(self, row: Row, cells: dict[str, str], on: date) -> Area | None:
        """Who the row is for on a day; None for a row of no council. Raises RowHeld."""
        text = cells[self.rule.column].strip()
        if self._left_out(text, cells):
            return None
        if self.rule.pattern:
            inside = re.search(self.rule.pattern, text)
            text = inside[1].strip() if inside else text
        if code := self.rule.whole.get(text):
            return Area(code=code)
        if text in self.rule.serves:
            return self._served(text, on)
        council = self._council(row, text, cells, on)
        return Area((council,), adults=self.adults(council))

    def adults(self, council: Council) -> int | None:
        return self.intake.book.adults_of(council)

    def _left_out(self, text: str, cells: dict[str, str]) -> bool:
        beside = ((cells[c].strip(), p) for c, patterns in self.rule.leave_out_if.items() for p in patterns)
        own = ((text, p) for p in self.rule.leave_out)
        return any(re.fullmatch(pattern, said) for said, pattern in (*own, *beside))

    def _served(self, text: str, on: date) -> Area:
        councils = []
        for code in self.rule.serves[text]:
            found = self.intake.councils.by_code(code, on).council
            if found is None:
                raise FileRefused(
                    file=self.intake.file,
                    found=f"{code}, which was no council on {on}",
                    expected=f"the councils of {quoted(text)}",
                    next_step="correct `serves` in the source's description",
                )
            councils.append(found)
        adults = [self.adults(council) for council in councils]
        whole = sum(a for a in adults if a) if all(adults) else None
        return Area(tuple(councils), adults=whole)

    def _council(self, row: Row, text: str, cells: dict[str, str], on: date) -> Council:
        if not text:
            what = "code" if self.rule.by == "code" else "name"
            example = "a council code such as E10000015" if what == "code" else "a council's name"
            raise RowHeld(
                self.rule.column,
                found=f"no council {what}",
                expected=example,
                next_step="Held: nothing is counted from it until someone decides.",
            )
        match = (self.intake.councils.by_code if self.rule.by == "code" else self.intake.councils.by_name)(text, on)
        if match.council is None and self.rule.or_code:
            match = self._successor(text, cells[self.rule.or_code].strip(), on) or match
        said = (0 if self.once else row.number, match.warning)
        if match.council is not None and said in self._said:
            return match.council
        self._said.add(said)
        return self.intake.council(row, self.rule.column, match)

    def _successor(self, code: str, second: str, on: date) -> Match | None:
        """Where a publisher keeps a dead code, by its second code if that names one of the council's successors."""
        dead, other = self.intake.councils.get(code), self.intake.councils.by_code(second, on).council
        if dead is None or other is None or other.code not in dead.successors:
            return None
        return Match(other, warning=f"{code}, the code of a council that ended on {dead.valid_to}; taken by {second}")
