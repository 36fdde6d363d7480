"""A level by figures rises at once and falls only when weeks running say so (METHOD 2, rule 8)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from pressure.domain.national import MissingAndSettling


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What the next week must know of this one: the level to fall from, the lower levels of the weeks running that
    counted, the Sunday to which returns had come, and since when there has been no level."""

    level: int | None = None
    lower: tuple[int, ...] = ()
    return_to: date | None = None
    without_since: datetime | None = None

    @property
    def next_level(self) -> int | None:
        """The level that one more such week would give: "it will be level 2 if next week's figures say so again"."""
        return max(self.lower, default=None)


NEVER = Settled()


def settle(
    unsettled: int | None,
    before: Settled,
    at: datetime,
    rule: MissingAndSettling,
    *,
    return_to: date | None,
    may_fall: bool,
) -> tuple[int | None, Settled]:
    """The level by figures of a week and what to remember. A week counts when a return has come for a later Sunday
    than before and nothing that is due keeps the level from falling (`may_fall`)."""
    new = return_to is not None and (before.return_to is None or return_to > before.return_to)
    to = max((day for day in (return_to, before.return_to) if day), default=None)
    if unsettled is None:
        since = before.without_since or (at if before.level is not None else None)
        return None, Settled(level=before.level, return_to=to, without_since=since)
    base = before.level
    if before.without_since and at - before.without_since > timedelta(weeks=rule.gap_weeks):
        base = None
    now = Settled(level=unsettled, return_to=to)
    if base is None or unsettled >= base:
        return unsettled, now
    if not (new and may_fall):
        return base, replace(now, level=base)
    lower = (*before.lower, unsettled)
    if len(lower) < rule.fall_after_weeks:
        return base, replace(now, level=base, lower=lower)
    level = max(lower[-rule.fall_after_weeks :])
    still_lower = tuple(takewhile(lambda one: one < level, reversed(lower)))  # fewer weeks: one of them gave the level
    return level, replace(now, level=level, lower=tuple(reversed(still_lower)))
