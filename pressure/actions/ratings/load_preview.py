"""What a file would change: the levels before and after, with nothing stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pressure.actions.installation import Installation
from pressure.actions.ratings.following import followed
from pressure.actions.returns.loaded import Loaded
from pressure.document.loads import LoadAccount, MoveAccount, TriedAccount
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.domain.rating.method import rate
from pressure.domain.rating.needed import wanted
from pressure.domain.rating.results import Rating
from pressure.domain.readings import Reading
from pressure.store import councils, declarations, readings
from pressure.store.engine import Connection, reading
from pressure.words.level import bare_level
from pressure.words.numbers import lowered


@dataclass(frozen=True, slots=True)
class Move:
    """One council's level before and after a file, and the measures that moved it."""

    council_code: str
    before: Rating
    after: Rating

    @property
    def moved(self) -> list[tuple[str, int | None, int | None]]:
        """(measure, band before, band after) where the band changed."""
        was = {r.measure.id: r for r in self.before.reasons}
        return [
            (r.measure.title, was[r.measure.id].band, r.band)
            for r in self.after.reasons
            if was[r.measure.id].band != r.band
        ]

    @property
    def sentence(self) -> str:
        """“… would move from 2 to 3 because …”."""
        names = "; ".join(f"{lowered(title)} goes from {_band(old)} to {_band(new)}" for title, old, new in self.moved)
        old, new = self.before.level_published, self.after.level_published
        because = f" because {names}" if names else ": no measure changes its band"
        if old == new:
            return f"{self.council_code} would stay at {bare_level(new)}. {names[:1].upper()}{names[1:]}."
        return f"{self.council_code} would move from {bare_level(old)} to {bare_level(new)}{because}."

    def as_json(self) -> MoveAccount:
        return {
            "council_code": self.council_code,
            "level_before": self.before.level_published,
            "level_after": self.after.level_published,
            "sentence": self.sentence,
            "measures": [{"title": t, "band_before": o, "band_after": n} for t, o, n in self.moved],
        }


def would_move(installation: Installation, loaded: Loaded) -> list[Move]:
    """Councils whose level or any band would change. One of which the file says nothing new stays as it is."""
    at, result = installation.now(), []
    with reading(installation.engine) as connection:
        present = councils.load_all(connection)
        for code in sorted({r.council_code for r in loaded.news}):
            if (council := present.get(code)) is None:
                continue
            more = [r for r in loaded.news if r.council_code == code]
            before, after = _rated_twice(installation, connection, council, more, at)
            move = Move(code, before, after)
            if move.moved or before.level_published != after.level_published:
                result.append(move)
    return result


def _rated_twice(
    installation: Installation, connection: Connection, council: Council, more: Iterable[Reading], at: datetime
) -> tuple[Rating, Rating]:
    """Without the file and with it, from facts gathered once."""
    rules, book = installation.rules, installation.rules.in_force(day_of(at))
    found = readings.for_rating(
        connection, council.code, day=day_of(at), known_at=at, wanted=wanted(book, council.nation_code)
    )
    register = declarations.register(connection, book.declarations, council.code, at)
    before = followed(connection, council.code, at, at).previous
    return (
        rate(found, rules, at, register, before, council=council),
        rate([*found, *more], rules, at, register, before, council=council),
    )


def account(installation: Installation, loaded: Loaded, *, dry_run: bool) -> LoadAccount | TriedAccount:
    """What `pressure load --json` says, and what a program that sends a return is answered."""
    if not dry_run:
        return loaded.as_json()
    return {**loaded.as_json(), "would_move": [m.as_json() for m in would_move(installation, loaded)]}


def _band(band: int | None) -> str:
    return "not counted" if band is None else f"band {band}"
