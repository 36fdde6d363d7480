"""Which version of a rule is in force on a day, as somebody knew it, and what is proposed beside it."""

from datetime import date

import pytest

from pressure.domain.measures import Version
from pressure.domain.rules_history import Dated, NoRuleInForce, Rules, in_force


def dated(name: str, effective: str, published: str, *, retrospective: bool = False, method: str = "1") -> Dated:
    return Dated(
        Version(
            effective_from=date.fromisoformat(effective),
            published_on=date.fromisoformat(published),
            authored_by="a",
            checked_by="b",
            next_review=date(2040, 1, 1),
            method_version=method,
            reason="r",
            retrospective=retrospective,
        ),
        name,
    )


FIRST = dated("first", "2015-01-01", "2026-01-10", retrospective=True)
SECOND = dated("second", "2026-03-01", "2026-02-10")
WHOLE = dated("whole", "2015-01-01", "2026-05-10", retrospective=True, method="2")
LATER = dated("later", "2027-01-01", "2026-06-10", method="2")
VERSIONS = (FIRST, SECOND, WHOLE, LATER)
ALWAYS = date.max


def day(said: str) -> date:
    return date.fromisoformat(said)


def rules(known_on: date = ALWAYS, **parts: tuple[Dated, ...]) -> Rules:
    made = {"own": VERSIONS, **parts}
    return Rules(
        parts=made, known_on=known_on, assemble=lambda c, _: {n: d.content for n, d in c.items()}, digest="d" * 64
    )  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("on", "known_on", "found"),
    [
        ("2026-02-28", "2026-04-01", "first"),
        ("2026-03-01", "2026-04-01", "second"),  # from its first day
        ("2026-03-01", "2026-02-10", "second"),  # known on the day it is published
        ("2026-03-01", "2026-02-09", "first"),
        ("2026-03-01", "2026-05-10", "whole"),  # a whole new method, for the days before it too
        ("2026-12-31", "2030-01-01", "whole"),
        ("2027-01-01", "2030-01-01", "later"),
        ("2020-01-01", "2020-01-01", "first"),  # known to nobody yet: worked out afterwards, by the first
        ("2015-01-01", "2014-01-01", "first"),
    ],
)
def test_the_newest_known_version_that_has_taken_effect_is_in_force(on: str, known_on: str, found: str) -> None:
    assert in_force(VERSIONS, day(on), day(known_on)).content == found


@pytest.mark.parametrize("versions", [VERSIONS, (SECOND,)])
def test_before_every_version_and_before_one_that_looks_back_to_no_day_none_is(versions: tuple[Dated, ...]) -> None:
    with pytest.raises(NoRuleInForce, match="no rule version is in force on 2014-12-31"):
        in_force(versions, day("2014-12-31"), ALWAYS)
    with pytest.raises(NoRuleInForce):
        in_force((SECOND,), day("2026-03-01"), day("2026-02-09"))


def test_the_rulebook_of_a_day_is_one_object_as_long_as_no_version_changes() -> None:
    own = rules()
    one = own.in_force(day("2026-06-01"))
    assert one == {"own": "whole"}
    assert own.in_force(day("2026-12-31")) is one
    assert own.in_force(day("2026-06-01")) is one
    assert own.in_force(day("2027-01-01")) == {"own": "later"}
    then = own.as_known_on(day("2026-05-10"))
    assert then.in_force(day("2026-06-01")) is one  # whoever asks
    assert own.as_known_on(day("2026-04-01")).in_force(day("2026-06-01")) == {"own": "second"}


def test_a_rating_of_a_day_was_made_with_nothing_that_was_published_later() -> None:
    own = rules()
    assert own.known_then(day("2026-03-02")) == {"own": "second"}
    assert own.known_then(day("2026-05-10")) == {"own": "whole"}
    assert rules(day("2026-04-01")).known_then(day("2026-06-01")) == {"own": "second"}
    assert own.in_force(day("2026-03-02")) == {"own": "whole"}


@pytest.mark.parametrize(
    ("known_on", "on", "days"),
    [
        ("9999-01-01", "2014-01-01", ["2015-01-01", "2026-03-01", "2027-01-01"]),
        ("9999-01-01", "2026-02-28", ["2026-03-01", "2027-01-01"]),
        ("9999-01-01", "2026-03-01", ["2027-01-01"]),  # later days only
        ("2026-06-10", "2026-03-01", ["2027-01-01"]),
        ("2026-06-09", "2026-03-01", []),  # nobody knows it yet
    ],
)
def test_the_days_on_which_another_known_version_takes_effect(known_on: str, on: str, days: list[str]) -> None:
    assert rules(day(known_on)).changes_after(day(on)) == [day(d) for d in days]


def test_the_method_was_replaced_whole_on_the_day_of_the_newest_later_version_that_looks_back() -> None:
    assert rules().replaced_on == day("2026-05-10")
    assert rules(own=(FIRST, SECOND)).replaced_on == date.min
    assert rules(own=(FIRST,)).replaced_on == date.min
    assert rules(
        other=(FIRST, dated("o", "2015-01-01", "2026-07-01", retrospective=True, method="2"))
    ).replaced_on == day("2026-07-01")


def test_a_retired_measure_is_as_its_newest_version_says() -> None:
    gone = (dated("old", "2015-01-01", "2026-01-10"), dated("new", "2026-03-01", "2026-02-10"))
    own = rules(**{"measures/gone": gone, "measures/empty": (Dated(FIRST.version, None),)})
    assert own.retired("gone") == "new"
    assert own.retired("empty") is None
    assert own.retired("never") is None
    assert rules(**{"measures/g": (*gone, Dated(LATER.version, None))}).retired("g") == "new"


def test_the_files_as_read_go_with_the_rules_whoever_knows_them() -> None:
    own = Rules(parts={"own": VERSIONS}, known_on=ALWAYS, assemble=lambda c, _: c, files={"own.yaml": b"x"})  # type: ignore[arg-type, return-value]
    assert own.files == own.as_known_on(day("2026-04-01")).files == {"own.yaml": b"x"}
    assert own.digest == ""


def test_what_is_proposed_stands_beside_for_every_day_and_changes_nothing_in_force() -> None:
    idea = dated("idea", "2028-01-01", "2027-12-01")
    own = rules(other=(FIRST,))
    assert (own.proposal(), own.proposed) == ({}, None)
    told = own.with_proposal({"own": idea})
    assert told.proposed is not None
    assert told.proposed.in_force(day("2016-01-01")) == {"own": "idea", "other": "first"}
    assert told.in_force(day("2026-06-01")) == {"own": "whole", "other": "first"}
    (name, version), *more = told.proposal().items()
    assert (name, version.method_version, version.effective_from, version.retrospective, more) == (
        "own",
        "1",
        date.min,
        True,
        [],
    )
    then = told.as_known_on(day("2026-04-01"))
    assert (then.known_on, then.digest, then.files) == (day("2026-04-01"), "d" * 64, {})
    assert then.in_force(day("2026-06-01")) == {"own": "second", "other": "first"}
    assert set(then.proposal()) == {"own"}
    assert then.proposed is not None
    assert then.proposed.known_on == day("2026-04-01")
    assert told.known_on == told.proposed.known_on == ALWAYS


@pytest.mark.parametrize(
    ("on", "known_on", "found"),
    [
        ("2026-03-01", ALWAYS, "whole"),  # the method was replaced since, for that day too
        ("2026-12-31", ALWAYS, "whole"),
        ("2027-01-01", ALWAYS, "later"),
        ("2026-03-01", day("2026-04-01"), "second"),  # by whoever does not know of that yet
    ],
)
def test_a_day_is_told_by_what_was_known_on_it_or_since_the_method_was_last_replaced(
    on: str, known_on: date, found: str
) -> None:
    assert rules(known_on).known_in(day(on)) == {"own": found}


def test_a_version_of_the_same_method_entered_later_changes_no_day_that_has_passed() -> None:
    entered = dated("entered", "2015-01-01", "2027-03-10", retrospective=True, method="2")
    own = rules(own=(*VERSIONS, entered))

    assert own.replaced_on == day("2026-05-10")
    assert own.known_in(day("2027-03-09")) == {"own": "later"}
    assert own.known_in(day("2027-03-10")) == {"own": "entered"}


def test_a_method_that_is_replaced_for_later_days_alone_replaces_no_day_that_has_passed() -> None:
    third = dated("third", "2027-06-01", "2027-05-01", method="3")
    own = rules(own=(*VERSIONS, third))

    assert own.replaced_on == day("2026-05-10")
    assert own.as_known_on(day("2027-01-01")) is own.as_known_on(day("2027-01-01"))
