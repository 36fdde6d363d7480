"""One page for members and scrutiny: what had been published by a day, and nothing that came later."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pressure.content.brief.brief import Brief
from pressure.content.brief.returns import said, weeks_due
from pressure.domain.moments import day_of, end_of
from pressure.drawing.blocks import DefinitionList, Grid, flat
from tests import brief_cases, notice_cases
from tests.brief_cases import line, made, returns
from tests.rating_cases import AT, BOOK, entry, full_return, rated

TODAY = day_of(AT)


def section(found: Brief, name: str) -> str:
    """A section's words, its table's cells included."""
    text = []
    for block in next(s for s in found.sections if s.id == name).blocks:
        if isinstance(block, DefinitionList):
            text += [f"{fact.name}: {flat(fact.words)}" for fact in block.facts]
        elif isinstance(block, Grid):
            text += [" | ".join(row) for row in block.rows] + [flat(block.note)]
        else:
            text += [flat(item) for item in getattr(block, "items", [getattr(block, "words", ())])]
    return "\n".join(text)


def test_a_brief_answers_the_six_questions_of_a_scrutiny_committee() -> None:
    """Level, why, register, late returns, overdue reviews, what was not sent; on one page, in that order."""
    found = made(notice_cases.high(), readings=returns())
    assert (found.level, found.level_line, found.level_name) == (3, "Level 3 of 4", "High pressure")
    assert "points" in section(found, "why")
    assert "None. The council confirmed this" in section(found, "register")
    assert "Of the last 12 due: 12 on time, 0 late, 0 not received." in section(found, "returns")
    assert "Overdue reviews: None." in section(found, "glance")
    assert "Not sent: Nothing that counts as high." in section(found, "glance")


def test_figures_that_were_not_sent_are_named_as_counting_high() -> None:
    words = section(made(notice_cases.not_sent()), "glance")
    assert "Not sent: These count as high until they come: planned home-care hours not delivered and " in words
    assert "Next week" not in words


def test_a_level_that_settles_says_what_next_week_may_bring() -> None:
    words = section(made(notice_cases.settling()), "glance")
    assert "Next week: It will be level 2 if next week's figures say so again." in words


def test_a_review_that_passed_after_the_release_is_overdue_on_the_day_asked_for() -> None:
    """The release of Wednesday cannot know what Friday brings; the brief for Friday does."""
    document = notice_cases.document(rated(full_return(2), entry(2, review_by=TODAY)))
    on = TODAY + timedelta(days=2)
    assert "None." in section(made(document), "glance")
    later = made(document, on=on, at=end_of(on))
    assert "2 days overdue" in section(later, "glance")
    assert "(overdue)" in section(later, "register")


def test_a_level_that_had_run_out_by_the_day_is_no_level() -> None:
    document = notice_cases.high()
    runs_out = datetime.fromisoformat(document["rating"]["valid_until"])
    assert made(document, at=runs_out - timedelta(seconds=1)).level == 3
    gone = made(document, at=runs_out)
    assert gone.level is None
    assert gone.level_line == "Not up to date"
    assert "Level 3 was published before." in gone.sentence


def test_without_enough_figures_the_brief_says_so_and_what_is_missing() -> None:
    found = made(notice_cases.no_level())
    assert found.level is None
    assert "No current level" in found.level_name
    why = section(found, "why")
    assert (why.count("not scored"), why.count("counts as 3") + why.count("counts as 4")) == (7, 3)


def test_long_words_are_cut_and_the_reader_is_told_where_the_rest_is() -> None:
    found = made(brief_cases.fullest())
    assert "the rest is on the full page" in section(found, "glance")
    assert "3 more in force: see the register." in section(found, "register")
    assert "5 more are overdue" in section(found, "glance")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "No weekly return had been received by this day."),
        (returns(3), "Of the last 3 due: 3 on time, 0 late, 0 not received. Each was complete."),
        (returns(12, late=[1, 4], absent=[2]), "Of the last 12 due: 9 on time, 2 late, 1 not received."),
        (returns(40), "Of the last 12 due: 12 on time, 0 late, 0 not received. Each was complete."),
    ],
)
def test_returns_are_counted_from_the_first_ever_sent_and_twelve_at_most(rows: list, sentence: str) -> None:  # type: ignore[type-arg]
    assert said(weeks_due(rows, BOOK.calendar, AT))[0] == sentence


def test_each_late_partial_or_absent_return_is_named_with_its_week() -> None:
    rows = [*returns(12, late=[1], absent=[2]), line(date(2026, 11, 22), None, "cap_vacancy_rate")]
    _, odd = said(weeks_due(rows, BOOK.calendar, AT))
    assert odd == (
        "Week ending 22 November 2026: 1 figure missing.",
        "Week ending 15 November 2026: 3 days late.",
        "Week ending 8 November 2026: not received.",
    )


def test_a_figure_that_came_after_the_release_for_its_week_is_late_and_not_missing() -> None:
    week = date(2026, 11, 15)
    came = datetime(2026, 11, 19, 10, tzinfo=UTC)
    found = weeks_due([line(week, came), line(week, None)], BOOK.calendar, AT)
    assert [(w.ending, w.late, w.days_late, w.missing) for w in found if w.ending == week] == [(week, True, 2, 0)]


def test_a_return_received_at_the_closing_minute_is_in_time_and_a_second_later_is_late() -> None:
    closing = datetime(2026, 11, 17, 12, tzinfo=UTC)
    at = [weeks_due([line(date(2026, 11, 15), closing + timedelta(seconds=s))], BOOK.calendar, AT)[-1] for s in (0, 1)]
    assert [w.late for w in at] == [False, True]
    assert "late on the day" in said((at[1],))[1][0]


def test_a_week_that_is_not_due_yet_is_nobodys_fault() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    rows = [line(date(2026, 11, 15), datetime(2026, 11, 16, 9, tzinfo=UTC))]
    assert [w.ending for w in weeks_due(rows, BOOK.calendar, monday)] == [date(2026, 11, 15)]
