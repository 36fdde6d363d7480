"""What a council answered about how it counts a figure, which answer stood when, and since when it counts otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal

Key = tuple[str, str, str]
"""Council, measure and question."""


class Told(StrEnum):
    """Why an answer was given: the first one; the counting itself changed; or only what is said of it."""

    FIRST = "first"
    CHANGED = "changed"
    PUT_RIGHT = "put_right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as it was given. `choice` is one of the rules; `words` are the council's own, or none; `since` is the
    day from which it counts so, where it said one. `number` orders answers of one moment."""

    number: int
    council_code: str
    measure_id: str
    question: str
    choice: str
    words: str
    told: Told
    since: date | None
    answered_at: datetime
    by_role: str

    @property
    def key(self) -> Key:
        return self.council_code, self.measure_id, self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """An answer with the moment the next one replaced it, None while it stands. `days` are from when the council used
    each way of counting that it told of by then, the newest last; None where it did not say."""

    answer: Answer
    until: datetime | None
    days: tuple[date | None, ...]

    @property
    def since(self) -> date | None:
        """From when it counts so."""
        return self.days[-1]

    @property
    def changes(self) -> tuple[date, ...]:
        """The days on which its counting changed."""
        return tuple(day for day in self.days[1:] if day)


def stood(answers: Iterable[Answer]) -> list[Stood]:
    """Every answer, by council, measure and question, oldest first. In which order they are given never matters."""
    ordered = sorted(answers, key=lambda answer: (answer.key, answer.answered_at, answer.number))
    found: list[Stood] = []
    for _, group in groupby(ordered, key=lambda answer: answer.key):
        own = list(group)
        days: tuple[date | None, ...] = ()
        for answer, after in zip(own, [*own[1:], None], strict=True):
            days = _days(days, answer)
            found.append(Stood(answer=answer, until=after.answered_at if after else None, days=days))
    return found


def standing(answers: Iterable[Answer]) -> list[Stood]:
    """The answers that nothing replaced."""
    return [each for each in stood(answers) if each.until is None]


def changed_on(standing_now: Iterable[Stood], measure_id: str) -> tuple[date, ...]:
    """The days on which the counting of a measure changed, oldest first: what came before is counted otherwise."""
    return tuple(sorted({day for each in standing_now if each.answer.measure_id == measure_id for day in each.changes}))


def check_since(before: Stood | None, told: Told, since: date | None, at: datetime) -> None:
    """Refuse an answer whose day cannot be right. Raises Refusal."""
    if (before is None) != (told is Told.FIRST):
        raise Refusal("Say whether you count otherwise now, or only put right what was said.")
    if told is Told.CHANGED and since is None:
        raise Refusal("Give the day from which you count so. The figures before it are counted otherwise.")
    if since and since > day_of(at):
        raise Refusal("Give a day that has come. An answer tells how you count now.")
    days = before.days if before else ()
    earlier = (days if told is Told.CHANGED else days[:-1])[-1:]
    if since and earlier and earlier[0] and since <= earlier[0]:
        raise Refusal(f"The way of counting before this one was used from {earlier[0].isoformat()}. Give a later day.")


def _days(days: tuple[date | None, ...], answer: Answer) -> tuple[date | None, ...]:
    """What is put right replaces the newest day, where it has one."""
    if answer.told is Told.PUT_RIGHT and days:
        return (*days[:-1], answer.since or days[-1])
    return (*days, answer.since)
