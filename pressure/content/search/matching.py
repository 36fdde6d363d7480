"""Finding a council from what somebody knows: its name, a postcode, a district, a town, or the name of a body that has
ended. Only a body that was named, and by a name of nothing else, opens; everything else is offered.

The plain pages, the redirect and the Streamlit pages all ask `find`. Nothing typed is kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from pressure.content.search import slips
from pressure.content.search.gazetteer import Gazetteer, gazetteer
from pressure.content.search.hits import COUNCIL, ENDED, PLACE, POSTCODE, AreasOf, Found, Hit, nowhere
from pressure.domain.councils import normalised
from pressure.lookups import postcodes
from pressure.lookups.postcodes import Postcode
from pressure.lookups.shipped import NORTHERN_IRISH, Lookups, lookups
from pressure.lookups.spelling import says_council, spelt, worded

LONGEST = 100
MOST_OF_A_KIND, MOST_WORDS = 20, 12
SHORTEST_WORD = 3
Names = Mapping[str, tuple[str, ...]]


def find(names: Mapping[str, Iterable[str]], query: str, areas_of: AreasOf = nowhere) -> Found:
    """Looks for what was typed in the names of councils by code, and in the look-ups. `areas_of` knows single
    postcodes, if anybody gave a file of them."""
    every, query = {code: tuple(own) for code, own in names.items()}, query[:LONGEST]
    if not spelt(query):
        return Found(None, ())
    called = _called(every, query)
    known = lookups()
    if not called and (typed := postcodes.read(query, known.has_district)):
        return _of_postcode(every, typed, known, areas_of)
    book = gazetteer()
    elsewhere = (
        () if says_council(query) else tuple(_there(book.called(spelt(query)), every, called[0] if called else ""))
    )
    if len(called) == 1 and not elsewhere:
        return Found(called[0], (Hit(COUNCIL, "", tuple(called), whole=True),))
    hits = _known_only(_by_name(every, called, query, book), every)
    hits = hits or _known_only(slips.near(every, query, book), every) or _known_only(_inside(every, query, book), every)
    kept, more = _not_too_many(hits)
    return Found(None, tuple(kept), more=more)


def _called(every: Names, query: str) -> list[str]:
    """The bodies of which this is a whole name, official name, alias or code."""
    asked, in_any_order = spelt(query), worded(query)
    return [
        code
        for code, own in every.items()
        if asked == code.casefold() or any(asked == _spelt(n) or in_any_order == _worded(n) for n in own)
    ]


def _there(hits: Iterable[Hit], every: Names, own: str) -> Iterator[Hit]:
    """Places of this very name that another body may be responsible for."""
    yield from (h for h in _known_only(hits, every) if h.kind != ENDED and h.bodies != (own,))


def _by_name(every: Names, called: list[str], query: str, book: Gazetteer) -> Iterator[Hit]:
    """Whole names first, of bodies, of districts and then of places; then what has the words typed in its name."""
    yield from (Hit(COUNCIL, "", (code,), whole=True) for code in called)
    whole = [h for h in book.whole(query) if h.kind != PLACE or h.bodies not in {(code,) for code in called}]
    yield from whole
    yield from (Hit(COUNCIL, "", (c,)) for c, own in every.items() if c not in called and fits(own, query))
    yield from book.in_part(query, letters=not whole and not called)


def _inside(every: Names, query: str, book: Gazetteer) -> Iterator[Hit]:
    """The longest run of the words typed that is a whole name: what a sentence or an address has in it."""
    words = spelt(query).split()[:MOST_WORDS]
    for length in range(len(words) - 1, 0, -1):
        runs = [" ".join(words[n : n + length]) for n in range(len(words) - length + 1)]
        found = [hit for run in runs if len(run) >= SHORTEST_WORD for hit in _whole(every, run, book)]
        if found:
            yield from found
            return


def _whole(every: Names, query: str, book: Gazetteer) -> Iterator[Hit]:
    yield from (Hit(COUNCIL, "", (code,)) for code in _called(every, query))
    yield from (replace(hit, whole=False) for hit in book.whole(query))


def fits(names: Iterable[str], query: str) -> bool:
    """Whether a name contains what was typed, or has words that begin with each word typed."""
    asked, plain = spelt(query), normalised.__wrapped__(query)
    if not asked:
        return False
    return any(
        asked in own or all(any(have.startswith(word) for have in own.split()) for word in asked.split())
        for own in map(_spelt, names)
    ) or any(plain == normalised(own) for own in names if plain)


def _of_postcode(every: Names, typed: Postcode, known: Lookups, areas_of: AreasOf) -> Found:
    """Every body a postcode can be in."""
    areas = [known.areas[code] for code in areas_of(typed.whole) if code in known.areas] if typed.whole else []
    if areas:
        bodies = tuple(dict.fromkeys(body for area in areas for body in area.bodies))
        hit = Hit(POSTCODE, typed.text, bodies, within=areas[0].name if len(areas) == 1 else "", whole=True)
    elif typed.area == NORTHERN_IRISH:
        hit = Hit(POSTCODE, typed.text, known.trusts)
    else:
        told, shares = _shares(typed, known)
        hit = Hit(POSTCODE, told, tuple(code for code, _ in shares), shares=shares, whole=len(shares) == 1)
    return Found(None, tuple(_known_only([hit], every)), postcode=typed, elsewhere=bool(hit.bodies))


def _shares(typed: Postcode, known: Lookups) -> tuple[str, tuple[tuple[str, float], ...]]:
    """Of the sector where the district crosses a boundary, else of the district; of all that begin so where the
    postcode names several ("SW1")."""
    for part in (typed.sector, typed.district):
        if part in known.shares:
            return part, known.shares[part]
    if typed.whole:
        return typed.text, ()
    begun = [shares for name, shares in known.shares.items() if name[:-1] == typed.district and name[-1].isalpha()]
    several = dict.fromkeys(code for shares in begun for code, _ in shares)
    return typed.district, tuple((code, 0.0) for code in several)


def _known_only(hits: Iterable[Hit], every: Names) -> list[Hit]:
    """Hits with the bodies that are listed here; each said once."""
    kept: dict[tuple[str, str, tuple[str, ...], str], Hit] = {}
    for hit in hits:
        bodies = tuple(code for code in hit.bodies if code in every)
        if bodies and not (hit.kind == ENDED and hit.code in every):
            shares = tuple(s for s in hit.shares if s[0] in every)
            kept.setdefault((hit.kind, hit.name, bodies, hit.within), replace(hit, bodies=bodies, shares=shares))
    return list(kept.values())


def _not_too_many(hits: list[Hit]) -> tuple[list[Hit], int]:
    """So many of a kind, councils excepted, and how many are not shown."""
    counts: dict[str, int] = {}
    kept = []
    for hit in hits:
        counts[hit.kind] = counts.get(hit.kind, 0) + 1
        if hit.kind == COUNCIL or hit.whole or counts[hit.kind] <= MOST_OF_A_KIND:
            kept.append(hit)
    return kept, len(hits) - len(kept)


@lru_cache(maxsize=8192)
def _spelt(name: str) -> str:
    """Of our own names, kept; never of what was typed."""
    return spelt(name)


@lru_cache(maxsize=8192)
def _worded(name: str) -> tuple[str, ...]:
    return worded(name)
