"""An officer's board: lanes of cards, each one thing, what it would do to the level, and one button."""

from dataclasses import dataclass

from pressure.drawing.blocks import Link, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing. `effect` is what it would do; `levels` are the level now and, where it would move, the level then.
    `yours` waits for the person who looks; `late` is written as an alarm; without `to` others have to act.
    `or_to` is another way to do the same."""

    kind: str
    title: str
    said: Words
    effect: str = ""
    levels: tuple[int | None, ...] = ()
    after: str = ""
    late: str = ""
    to: Link | None = None
    or_to: Link | None = None
    yours: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """Cards of one kind of work, whose work it is, and what is said where there are none."""

    title: str
    who: str
    cards: tuple[Card, ...]
    empty: str
