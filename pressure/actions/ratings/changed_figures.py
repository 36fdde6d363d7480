"""Which figures of a council's returns were put right: from what, to what, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation
from pressure.actions.ratings.exact_ratings import knows
from pressure.domain.readings import Reading
from pressure.store import readings
from pressure.store.engine import reading

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One figure of one week, as it was and as it is since it was received again."""

    measure_id: str
    week_ending: date
    before: Reading
    after: Reading
    at: datetime


def changed(installation: Installation, *, by: Actor, council_code: str) -> list[Changed]:
    """The newest first, exact, for those who read exact figures there; people without early sight see what the newest
    release knew. Raises Refusal."""
    require(by, Act.READ_EXACT, [council_code])
    with reading(installation.engine) as connection:
        until = knows(installation, connection, by, council_code).figures
        last: dict[tuple[str, date], Reading] = {}
        found = []
        for one in readings.history(connection, known_at=until, council_code=council_code):
            if not one.from_council:
                continue
            key = one.measure_id, one.period_end
            before = last.get(key)
            if before is not None and _figure(before) != _figure(one) and one.recorded_at:
                found.append(
                    Changed(
                        measure_id=one.measure_id,
                        week_ending=one.period_end,
                        before=before,
                        after=one,
                        at=one.recorded_at,
                    )
                )
            last[key] = one
    return found[::-1][:MOST]


def _figure(one: Reading) -> tuple[object, ...]:
    return one.numerator, one.denominator, one.value, one.scale, one.status
