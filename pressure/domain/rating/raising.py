"""A level that two people set above the calculated one (METHOD 2, rule 9)."""

from datetime import datetime, timedelta

from pressure.domain.refusals import Refusal
from pressure.domain.register import RaisedLevel, Register
from pressure.domain.rulebook import FloorRules


def raised_in_force(
    register: Register, calculated: int | None, at: datetime, rule: FloorRules, spent: frozenset[datetime]
) -> RaisedLevel | None:
    """The highest raised level that stands: it needs a calculated level below it that has never reached it, and lasts
    no longer than the rules say."""
    if calculated is None:
        return None
    standing = [r for r in _begun(register, at, rule) if r.level > calculated and r.from_at not in spent]
    return max(standing, key=lambda r: (r.level, r.from_at), default=None)


def spent_by(register: Register, calculated: int | None, at: datetime, rule: FloorRules) -> frozenset[datetime]:
    """The beginnings of raised levels that the calculated level has reached: they are over."""
    return frozenset(r.from_at for r in _begun(register, at, rule) if calculated is not None and calculated >= r.level)


def ends(register: Register, rule: FloorRules) -> list[datetime]:
    """When raised levels run out by themselves."""
    return [r.from_at + timedelta(days=rule.raised_for_days) for r in register.raised]


def check_raise(level: int, calculated: int | None) -> None:
    """Whether a level may be raised so far: asked when it is proposed and again when it is signed. Raises Refusal."""
    if calculated is None:
        raise Refusal("There is no calculated level to raise. Send the figures first, or declare a measure.")
    if level <= calculated:
        raise Refusal(f"A level can only be raised. The calculated level is {calculated}: choose a higher one.")


def _begun(register: Register, at: datetime, rule: FloorRules) -> list[RaisedLevel]:
    lasting = timedelta(days=rule.raised_for_days)
    return [r for r in register.raised if r.in_force(at) and at < r.from_at + lasting]
