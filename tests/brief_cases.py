"""Briefs of one council in every state, the fullest one included, from the documents of a release."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast

from pressure.content.brief.brief import Brief, brief
from pressure.content.plain.brief import brief_page, no_brief_page
from pressure.document.lines import HistoryLine, ReadingLine
from pressure.document.shapes import RatingDocument
from pressure.domain.moments import day_of
from pressure.drawing.templating import Frame
from tests import notice_cases as cases
from tests.rating_cases import AT, BOOK, entry, full_return, raised, rated

PAST = cases.history((700, 1), (300, 2), (120, None), (60, 4), (21, 3))
FRAME = Frame(release_id=cases.RELEASE, published_at="2026-11-25T09:30:00Z", method_version=BOOK.method_version)
LONG = "The northern wards, the harbour and every village along the coast road as far as the county boundary. " * 12


def line(week: date, received: datetime | None, measure_id: str = "wl_assess_rate") -> ReadingLine:
    """One line of readings.csv, as far as a brief reads it."""
    whole: Any = {
        "council_code": "E10000001",
        "source_id": "weekly-return",
        "measure_id": measure_id,
        "period_end": week.isoformat(),
        "received_at": received.isoformat() if received else "",
    }
    return cast(ReadingLine, whole)


def returns(weeks: int = 12, *, late: Iterable[int] = (), absent: Iterable[int] = ()) -> list[ReadingLine]:
    """Lines of that many weeks, the newest (0) ending on the last Sunday before AT and received the day after."""
    sunday = day_of(AT) - timedelta(days=(day_of(AT).weekday() + 1) % 7)
    rows = []
    for back in range(weeks):
        week = sunday - timedelta(days=7 * back)
        came = datetime.combine(week, datetime.min.time(), AT.tzinfo) + timedelta(days=5 if back in late else 1)
        rows.append(line(week, None if back in absent else came))
    return rows


def fullest() -> RatingDocument:
    """Every section as long as it gets: eight measures in force, all overdue, a raised level and a statement."""
    entries = [
        entry(2 + number % 2, declaration_id=f"D{number}", area=LONG, review_by=AT.date() - timedelta(days=number + 1))
        for number in range(8)
    ]
    document = cases.document(
        rated(full_return(cases.LEVEL_3), *entries, raised(4, reason=LONG)),
        statement={"words": LONG, "written_at": "2026-11-20T09:00:00Z", "by_role": "director"},
    )
    whole: Any = {
        **document,
        "council": {**document["council"], "name": "Bournemouth, Christchurch and Poole Combined"},
    }
    return cast(RatingDocument, whole)


def made(
    document: RatingDocument,
    *,
    on: date | None = None,
    readings: Iterable[ReadingLine] = (),
    history: Iterable[HistoryLine] = PAST,
    at: datetime = AT,
) -> Brief:
    return brief(
        document,
        history,
        (),
        readings,
        BOOK,
        at=at,
        on=on or day_of(at),
        today=day_of(AT),
        published_at=FRAME.published_at,
        release_id=FRAME.release_id,
    )


def page(found: Brief, frame: Frame = FRAME) -> bytes:
    return brief_page(found, BOOK, frame, today=day_of(AT))


def briefs() -> Mapping[str, bytes]:
    """One page a state."""
    states = {
        "level 1": cases.calm(),
        "level 3": cases.high(),
        "held": cases.not_sent(),
        "declared": cases.declared(),
        "floor only": cases.floor_only(),
        "raised": cases.raised_level(),
        "no level": cases.no_level(),
        "fullest": fullest(),
    }
    odd = returns(30, late=range(0, 30, 2), absent=range(1, 30, 2))
    return {
        **{f"brief, {name}": page(made(document, readings=odd)) for name, document in states.items()},
        "brief, fullest, demonstration": page(
            made(fullest(), readings=odd), replace(FRAME, base="/demo", demonstration=True)
        ),
        "brief, none for the day": no_brief_page("Nothing had been published.", BOOK, FRAME, today=day_of(AT)),
    }
