"""A layout that nobody has confirmed: what its columns might be. It is proposed and never read by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pressure.domain.rulebook import Rulebook
from pressure.ingest.readers.layout.finding import Line
from pressure.ingest.report import FileRefused, quoted
from pressure.ingest.returns.folding import WITHIN, fold
from pressure.ingest.returns.mapping import (
    COUNCIL,
    DENOMINATOR,
    LEFT_OUT,
    MEASURE,
    NUMERATOR,
    PART,
    STATUS,
    WEEK,
    of_measure,
)
from pressure.ingest.returns.names import by_name, titles

_SAID: Mapping[str, str] = {
    name: target
    for target, names in {
        COUNCIL: "council code; council; council name; local authority; local authority code; local authority name; "
        "la; la code; la name; authority; authority code; ons code; area code",
        WEEK: "week ending; week ending date; week end; week ended; w/e; week; week to; period end; date; sunday",
        MEASURE: "measure; measure id; measure name; indicator; indicator name; metric; figure",
        NUMERATOR: "numerator; count; number; how many; total",
        DENOMINATOR: "denominator; out of; of; base",
        STATUS: "status",
    }.items()
    for name in names.split("; ")
}
_LEAST, _NUMERALS = 0.62, {"2": "two", "6": "six", "12": "twelve"}
_SMALL = frozenset({"for", "an", "a", "the", "of", "to", "in", "on", "with", "number", "adults", "people"})
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`columns` gives for each column of the file ours, or LEFT_OUT; `samples` some of its cells; `words` each name of
    a measure in the file that is none of ours, with an id or LEFT_OUT; `row` is the header's."""

    row: int
    columns: Mapping[str, str]
    samples: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str] = field(default_factory=dict)


class UnknownLayout(FileRefused):
    """A table whose columns an officer can say. Nothing of it is read before that."""

    def __init__(self, file: str, proposal: Proposal) -> None:
        self.proposal = proposal
        named = [quoted(name, 30) for name in proposal.columns]
        more = f" and {len(named) - 6} more" if len(named) > 6 else ""
        super().__init__(
            file=file,
            row=proposal.row,
            found=f"a table with columns of your own: {', '.join(named[:6])}{more}",
            expected="the columns of the template, or a layout that your council has confirmed",
            next_step="say once on the page “Load the return” (/app/officer-load) what each column is, then send the "
            "file again; or use the template",
        )


def propose(tops: Iterable[Sequence[Line]], book: Rulebook) -> Proposal | None:
    """The likeliest reading of the first rows of a file, given in each way of cutting them into cells. None where no
    row names a week and a measure, so that there is nothing to ask about."""
    best, most = None, 0
    for top in tops:
        for place, (number, cells) in enumerate(top[:WITHIN]):
            names = [cell.strip() for cell in cells]
            if sum(bool(name) for name in names) < 3 or len({fold(n) for n in names if n}) < sum(map(bool, names)):
                continue
            columns = _columns(names, book)
            known = sum(target != LEFT_OUT for target in columns.values())
            if known > most and _is_enough(columns):
                best, most = _made(number, names, columns, top[place + 1 :], book), known
    return best


def _is_enough(columns: Mapping[str, str]) -> bool:
    used = set(columns.values())
    return WEEK in used and (MEASURE in used or any(PART in target for target in used))


def _columns(names: Sequence[str], book: Rulebook) -> dict[str, str]:
    """Each column once, and each of ours at most once: the likeliest."""
    found = {name: _SAID.get(fold(name), LEFT_OUT) for name in names if name}
    if MEASURE not in found.values():
        scored = sorted(
            ((score, name, each) for name in found if not found[name] for score, each in _near(name, book)),
            key=lambda one: -one[0],
        )
        for _, name, each in scored:
            target = of_measure(each, NUMERATOR)
            if found[name] == LEFT_OUT and target not in found.values():
                found[name] = target
        if any(PART in target for target in found.values()):  # a count has a column of its own
            found = {n: LEFT_OUT if t in (NUMERATOR, DENOMINATOR, STATUS) else t for n, t in found.items()}
    return _first_of_each(found)


def _first_of_each(found: Mapping[str, str]) -> dict[str, str]:
    taken: set[str] = set()
    once = {}
    for name, target in found.items():
        once[name] = target if target not in taken else LEFT_OUT
        taken.add(target)
    return once


def _near(name: str, book: Rulebook) -> Iterator[tuple[float, str]]:
    """Measures whose title is like a column's name. A percentage is none: two numbers are needed."""
    if "%" in name or "percent" in name.casefold() or "per cent" in name.casefold():
        return
    exact = by_name(book).get(fold(name))
    if exact is not None:
        yield 2.0, exact
        return
    own = _words(name)
    for title, each in titles(book):
        other = _words(title)
        shared = len(own & other) / max(1, min(len(own), len(other)))
        score = max(SequenceMatcher(None, fold(name), fold(title)).ratio(), 0.9 * shared if len(own) > 1 else 0)
        if score >= _LEAST:
            yield score, each


def _words(text: str) -> frozenset[str]:
    return frozenset(_NUMERALS.get(word, word) for word in fold(text).split()) - _SMALL


def _made(
    number: int, names: Sequence[str], columns: dict[str, str], under: Sequence[Line], book: Rulebook
) -> Proposal:
    places = {name: place for place, name in enumerate(names) if name}
    cells = {
        name: [own[place].strip() for _, own in under if place < len(own) and own[place].strip()]
        for name, place in places.items()
    }
    known = by_name(book)
    said = next((name for name, target in columns.items() if target == MEASURE), "")
    strange = [word for word in dict.fromkeys(cells.get(said, ())) if fold(word) not in known]
    return Proposal(
        row=number,
        columns=columns,
        samples={name: tuple(dict.fromkeys(own))[:SHOWN] for name, own in cells.items()},
        words={word: max(_near(word, book), default=(0.0, LEFT_OUT))[1] for word in strange},
    )
