"""What every section of a notice is written from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pressure.content.notice.past import NOTHING, Past
from pressure.content.spreads import Spread
from pressure.document.lines import DeclarationLine
from pressure.document.shapes import CouncilPart, OfficialDocument, RatingDocument, RatingPart
from pressure.domain.level_history import Interval, runs
from pressure.domain.national import NationWords
from pressure.domain.rulebook import Rulebook
from pressure.release.site import csv_name
from pressure.words.nations import nation_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One council's rating document with its history, rules and addresses. `address` is what makes an address of this
    site whole, where it is known; `official` what publications say, in a release that has it; `past` what its own
    figures were before, `spreads` how all councils of its nation stand, by measure."""

    document: RatingDocument
    book: Rulebook
    base: str
    declarations: tuple[DeclarationLine, ...]
    steps: tuple[Interval, ...]
    address: str = ""
    official: OfficialDocument | None = None
    past: Past = NOTHING
    spreads: Mapping[str, Spread] = field(default_factory=dict)

    @property
    def runs(self) -> list[Interval]:
        """The council's unbroken runs at a level."""
        return runs(self.steps)

    @property
    def rating(self) -> RatingPart:
        return self.document["rating"]

    @property
    def council(self) -> CouncilPart:
        return self.document["council"]

    @property
    def nation(self) -> NationWords:
        """The nation whose words and law the notice has."""
        return nation_of(self.council, self.book)

    @property
    def body(self) -> str:
        """Council or trust."""
        return self.nation.body

    @property
    def highest(self) -> bool:
        """Whether this is the highest level: its page begins with what to do now."""
        return self.rating["level_published"] == len(self.book.levels)

    @property
    def history_file(self) -> str:
        """Where the council's whole history is; invented files say so in their name."""
        return f"{self.place}{csv_name('history.csv', demonstration=self.document['demonstration'])}"

    @property
    def place(self) -> str:
        """The council's own part of the address space."""
        return f"{self.base}/councils/{self.council['code']}/"

    @property
    def welsh_place(self) -> str:
        """Where the notice is in Welsh; empty where the nation has no Welsh words."""
        return f"{self.base}/cy/councils/{self.council['code']}/" if self.nation.welsh else ""

    def declaration(self, declaration_id: str) -> DeclarationLine | None:
        """The signed public words behind a register entry; None when they were not supplied."""
        return next((d for d in self.declarations if d["declaration_id"] == declaration_id), None)
