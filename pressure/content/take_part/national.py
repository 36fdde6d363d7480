"""What national files already give the councils of each nation, and until when: worked out from the official figures
that a release holds."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pressure.document.shapes import OfficialDocument, OfficialPart
from pressure.domain.measures import Measure
from pressure.domain.national import From, Nation
from pressure.domain.rating.figures import SCORED
from pressure.domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One measure that a nation takes from a publication. `have` of `councils` have a figure that counts now; `to` is
    the end of the newest period any has, also of one too old to count, and `until` the last day one counts."""

    nation: Nation
    measure: Measure
    have: int
    councils: int
    to: date | None
    until: date | None


def given(documents: Collection[OfficialDocument], book: Rulebook) -> tuple[Given, ...]:
    """By nation in the order of the rules, then by measure; a nation that takes none from a publication has no entry.
    `documents` are those of the councils of the release."""
    found = defaultdict[tuple[str, str], list[OfficialPart]](list)
    councils = Counter(document["nation_code"] for document in documents)
    for document in documents:
        for part in document["figures"]:
            found[document["nation_code"], part["measure_id"]].append(part)
    return tuple(
        _given(nation, measure, councils[nation.code], found[nation.code, measure.id])
        for nation in book.nations.values()
        for measure in book.set_of(nation.code)
        if nation.source_of(measure.id).comes_from is From.PUBLICATION
    )


def _given(nation: Nation, measure: Measure, councils: int, parts: list[OfficialPart]) -> Given:
    counting = [part for part in parts if part["state"] == SCORED]
    return Given(
        nation=nation,
        measure=measure,
        have=len(counting),
        councils=councils,
        to=max((date.fromisoformat(part["period_end"]) for part in parts), default=None),
        until=max((date.fromisoformat(part["fresh_until"]) for part in counting), default=None),
    )
