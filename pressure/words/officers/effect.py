"""What a signature does to the level, in words: on the form, on the page where it is signed, and in the mail."""

from pressure.domain.officers.effects import Effect
from pressure.words.dates import uk_date
from pressure.words.level import FLOOR_ONLY

TITLE = "What it does to the level"
PROPOSER, SIGNER = "When it is signed", "When you sign"
GOES = "{when}, the level goes from {before} to {after} within seconds."
GOES_LATER = "{when}, nothing moves yet. From {day} the level goes from {before} to {after}, by the figures of now."
STAYS = "{when}, this does not change the level: it stays at {before}."
STAYS_NONE = "{when}, this does not change the level: there is none now, and none after it."
STAYS_LATER = "{when}, nothing moves. From {day} on this does not change the level either: it stays at {before}."
NO_LEVEL, LEAST = "no level", "at least {level}"


def effect_said(effect: Effect, when: str) -> str:
    """One sentence: the level goes from one to another, or does not change."""
    before, after = _level(effect.before, effect.before_status), _level(effect.after, effect.after_status)
    day = uk_date(effect.begins) if effect.begins else ""
    if effect.moves:
        return (GOES_LATER if day else GOES).format(when=when, before=before, after=after, day=day)
    if effect.before is None:
        return STAYS_NONE.format(when=when)
    return (STAYS_LATER if day else STAYS).format(when=when, before=before, day=day)


def _level(level: int | None, status: str) -> str:
    if level is None:
        return NO_LEVEL
    return LEAST.format(level=level) if status == FLOOR_ONLY else str(level)
