"""Districts, places and bodies that have ended, by name."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from pressure.content.search.hits import DISTRICT, ENDED, PLACE, Hit
from pressure.council_list import load_councils
from pressure.lookups.shipped import Place, lookups
from pressure.lookups.spelling import LEFT_OUT, spelt

SHORTEST_PART = 4
"""Letters of a word that may be the beginning of another; fewer fit too many."""
SHORTEST = 3


class Gazetteer:
    """Names as they are spelt, with what they are names of. Built once a process; nothing typed is kept in it."""

    def __init__(self) -> None:
        known = lookups()
        self.names = {council.code: council.name for council in load_councils().all}
        self._whole: dict[str, list[Hit]] = {}
        self._districts: list[tuple[str, Hit]] = []
        self._places: list[tuple[str, Place]] = []
        for body in load_councils().all:
            if body.valid_to:
                hit = Hit(ENDED, body.official_name, body.successors, code=body.code, ended_on=body.valid_to)
                self._add_area(hit, (body.name, body.official_name, *body.aliases))
        for d in known.districts:
            hit = Hit(DISTRICT, d.name, d.bodies, why=d.why, code=d.code)
            if d.ended_on:
                hit = Hit(ENDED, d.official_name, d.bodies, code=d.code, ended_on=d.ended_on)
            self._add_area(hit, (d.name, d.official_name))
        for place in sorted(known.places, key=lambda p: (-p.population, p.name, p.bodies)):
            self._places.append((spelt(place.name), place))
            self._whole.setdefault(self._places[-1][0], []).append(_hit_of(place))

    def _add_area(self, hit: Hit, names: Iterable[str]) -> None:
        for name in dict.fromkeys(map(spelt, names)):
            self._whole.setdefault(name, []).append(hit)
            self._districts.append((name, hit))

    def spellings(self) -> Iterable[str]:
        """Every name, as it is spelt."""
        return self._whole.keys()

    def called(self, name: str) -> list[Hit]:
        """What has exactly this name, as it is spelt."""
        return self._whole.get(name, [])

    def whole(self, query: str) -> Iterator[Hit]:
        """What has this whole name, and places of a name followed by where they are ("Newport, Isle of Wight"). A place
        that is the seat of a district of its name is said once."""
        asked = spelt(query)
        yield from map(_whole, told_once(self.called(asked) or self.called(_without_the_kind(asked))))
        words = asked.split()
        for length in range(len(words) - 1, 0, -1):
            rest = set(words[length:]) - LEFT_OUT
            hits = [h for h in self.called(" ".join(words[:length])) if rest and rest <= self._around(h)]
            if hits:
                yield from map(_whole, told_once(hits))
                return

    def in_part(self, query: str, *, letters: bool) -> Iterator[Hit]:
        """Districts with each word typed in their name, and places whose name begins with the words typed; where there
        are none, places whose name begins with the `letters` typed, if those are wanted."""
        asked = spelt(query)
        if len(asked) < SHORTEST:
            return
        yield from (h for name, h in self._districts if name != asked and _has_words(name, asked, letters=letters))
        longer = [place for name, place in self._places if name.startswith(f"{asked} ")]
        if not longer and letters and len(asked) >= SHORTEST_PART:
            longer = [place for name, place in self._places if name != asked and name.startswith(asked)]
        yield from map(_hit_of, longer)

    def _around(self, hit: Hit) -> set[str]:
        """The words of where something is."""
        return set(spelt(" ".join((hit.within, hit.why, *(self.names[code] for code in hit.bodies)))).split())


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Built once a process."""
    return Gazetteer()


def told_once(hits: list[Hit]) -> list[Hit]:
    """Without a place that is the seat of a district among them."""
    districts = {(h.name, h.bodies) for h in hits if h.kind == DISTRICT}
    return [h for h in hits if h.kind != PLACE or (h.within, h.bodies) not in districts]


def _hit_of(place: Place) -> Hit:
    return Hit(PLACE, place.name, place.bodies, within=place.district, why=place.why)


def _whole(hit: Hit) -> Hit:
    return replace(hit, whole=True)


def _has_words(name: str, asked: str, *, letters: bool) -> bool:
    have = name.split()
    return all(
        any(word == other or (letters and len(word) >= SHORTEST_PART and other.startswith(word)) for other in have)
        for word in asked.split()
    )


def _without_the_kind(asked: str) -> str:
    """ "Cherwell district", "Exeter city" and "Borough of Fylde" are Cherwell, Exeter and Fylde."""
    return " ".join(word for word in asked.split() if word not in {"district", "borough", "city", *LEFT_OUT})
