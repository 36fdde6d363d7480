"""What a council's history found, as a title: the first rule of a list that fits, never free text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pressure.content.past import finding_words as words
from pressure.domain.day_counts import SEASONS, days_at, season_start
from pressure.domain.level_history import SEVERAL, Interval, runs
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import days_in_words, short_date
from pressure.words.numbers import counted

WEEK = timedelta(days=7)
IN_WEEKS, NEW_FOR, SETTLED_FOR = 2 * WEEK, 4 * WEEK, 26 * WEEK
MOSTLY = 0.9
PRESSURE = " pressure"


@dataclass(frozen=True, slots=True)
class Past:
    """What the rules look at: the unbroken runs at a level, the last still going on; how many exceptional measures of
    stage 2 and 3 are in force; and the last day of a council that has ended."""

    runs: Sequence[Interval]
    book: Rulebook
    measures: int = 0
    ended: date | None = None

    @property
    def now(self) -> Interval:
        return self.runs[-1]

    @property
    def before(self) -> Interval | None:
        return self.runs[-2] if len(self.runs) > 1 else None

    @property
    def level(self) -> str:
        """The level now, as it stands in a sentence."""
        return level_word(self.now, self.book)


def finding(known: Sequence[Interval], book: Rulebook, *, measures: int = 0, ended: date | None = None) -> str:
    """The title of a history: its intervals, oldest first, what is in force, and the day on which it ended."""
    past = Past(runs(known), book, measures, ended)
    return next(title for rule in RULES if (title := rule(past)))


def level_word(run: Interval, book: Rulebook) -> str:
    """High, very high, at least high; without the word that the four have in common."""
    word = book.level(run.level).name.removesuffix(PRESSURE).lower()
    return words.AT_LEAST.format(level=word) if run.status in ("floor_only", SEVERAL) and run.level else word


def long(days: int) -> str:
    """How long, in weeks from two weeks on."""
    return counted(days // WEEK.days, "week") if days >= IN_WEEKS.days else days_in_words(days)


def _nothing(past: Past) -> str:
    return "" if past.runs else words.NOTHING


def _ended(past: Past) -> str:
    if past.ended is None:
        return ""
    level = words.AT_LEVEL.format(level=past.level) if past.now.level else words.WITHOUT_LEVEL
    return words.ENDED.format(day=short_date(past.ended), level=level)


def _never(past: Past) -> str:
    return "" if any(run.level for run in past.runs) else words.NEVER


def _lapsed(past: Past) -> str:
    if past.now.level or past.before is None:
        return ""
    before = level_word(past.before, past.book)
    said = words.LAPSED if past.now.days else words.LAPSED_NOW
    return said.format(long=long(past.now.days), before=before)


def _moved(past: Past) -> str:
    """In the newest release: no whole day has passed since."""
    before = past.before
    if past.now.days or before is None or past.now.level is None:
        return ""
    if before.level is None and not any(run.level for run in past.runs[:-1]):
        return words.FIRST.format(level=past.level)
    if before.level is None:
        return words.KNOWN_AGAIN.format(level=past.level, long=long(before.days))
    said = words.UP if past.now.level > before.level else words.DOWN
    return said.format(before=level_word(before, past.book), level=past.level)


def _only(past: Past) -> str:
    if past.before:
        return ""
    if past.now.days < NEW_FOR.days:
        return words.NEW.format(level=past.level, day=short_date(past.now.start))
    return "" if past.measures else words.THROUGHOUT.format(level=past.level, long=long(past.now.days))


def _declared(past: Past) -> str:
    if not past.measures:
        return ""
    measures = f"an {words.MEASURE}" if past.measures == 1 else counted(past.measures, words.MEASURE)
    return words.WITH_MEASURES.format(level=past.level, long=long(past.now.days), measures=measures)


def _after_unknown(past: Past) -> str:
    if past.before is None or past.before.level or not past.before.days:
        return ""
    return words.AFTER_UNKNOWN.format(level=past.level, long=long(past.now.days), before_long=long(past.before.days))


def _settled(past: Past) -> str:
    return _now(past) if past.now.days >= SETTLED_FOR.days else ""


def _season(past: Past) -> str:
    """The last whole season before it began was at other levels, all on one side, nearly every day."""
    level, last = past.now.level or 0, season_start(past.now.first_day) - timedelta(days=1)
    first = season_start(last)
    at = days_at(past.runs, first, last)
    known = {number: days for number, days in at.items() if number}
    if sum(known.values()) < MOSTLY * ((last - first).days + 1):
        return ""
    said = words.CALMER if max(known) < level else words.HARDER if min(known) > level else ""
    return said.format(settled=_now(past), season=SEASONS[first.month])


def _otherwise(past: Past) -> str:
    before = past.before
    if before is None or not before.days or before.level is None:
        return _now(past)
    return words.AFTER.format(settled=_now(past), before_long=long(before.days), before=level_word(before, past.book))


def _now(past: Past) -> str:
    return words.SETTLED.format(level=past.level, long=long(past.now.days))


RULES: tuple[Callable[[Past], str], ...] = (
    _nothing,
    _ended,
    _never,
    _lapsed,
    _moved,
    _only,
    _declared,
    _after_unknown,
    _settled,
    _season,
    _otherwise,
)
