"""What happens in the fictional councils besides their returns: measures declared, renewed, ended, levels raised."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from pressure.access.permissions import Actor, Role
from pressure.actions.declarations import declaring, remarks, social_worker_views
from pressure.actions.installation import Installation
from pressure.demo.places import PLACES, Place, actor
from pressure.document.shapes import SignedText
from pressure.domain.calendar import WEEK, week_ended, week_ending
from pressure.domain.declaration_text import about_people
from pressure.domain.declarations import Kind
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook

Happening = Callable[[Installation], None]
STILL, DONE, HELPED = "still", "ended", "helped"
"""Why a measure is renewed, why it ends, and what helped."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The Sundays everything is counted from: the first and last week, and the crisis."""

    first: date
    last: date
    crisis: tuple[date, date]


def timeline(today: date, weeks: int) -> Timeline:
    """The last week whose release has come by today, and the crisis of the winter before."""
    sunday = week_ended(today)
    last = sunday if today >= sunday + timedelta(days=4) else sunday - WEEK
    year = last.year if last.month >= 3 else last.year - 1
    start = week_ending(date(year - 1, 12, 1))
    return Timeline(last - timedelta(days=7 * (weeks - 1)), last, (start, start + timedelta(days=70)))


def events(when: Timeline) -> dict[date, list[Happening]]:
    """What happens on the Monday after which Sunday."""
    by_story = {p.story: p for p in PLACES}
    start, end = when.crisis
    brackwater, fallowfield = by_story["crisis"], by_story["stage_3"]
    dunmarsh, kestrel = by_story["stage_2_overdue"], by_story["raised"]
    essential, urgent = "essential_activities_only", "life_sustaining_care_only"
    stories: list[list[tuple[date, Happening]]] = [
        [
            (start + timedelta(weeks=4), declare(brackwater, essential, 28)),
            (start + timedelta(weeks=7), change(brackwater, essential, Kind.RENEW, 28)),
            (end + timedelta(weeks=1), change(brackwater, essential, Kind.END, None)),
        ],
        [
            (start + timedelta(weeks=5), declare(fallowfield, urgent, 14)),
            (start + timedelta(weeks=6), checked(fallowfield)),
            (start + timedelta(weeks=7), change(fallowfield, urgent, Kind.RENEW, 14)),
            (start + timedelta(weeks=8), change(fallowfield, urgent, Kind.END, None)),
        ],
        [(when.last - timedelta(weeks=7), declare(dunmarsh, "reduced_risk_reviews", 28))],
        [(when.last - timedelta(weeks=2), raise_level(kestrel, 3))],
    ]
    result: dict[date, list[Happening]] = {}
    for story in stories:
        if when.first <= story[0][0]:  # a story whose beginning lies before the first week is not told by half
            for sunday, happening in story:
                result.setdefault(sunday, []).append(happening)
    return result


def declare(place: Place, measure_id: str, review_days: int) -> Happening:
    """Proposed by the director, signed by the chief executive, in force at once."""

    def happen(installation: Installation) -> None:
        at = installation.now()
        text = _text(place, measure_id, at, installation.book())
        declaration_id = declaring.propose(
            installation,
            by=actor(place, Role.DIRECTOR),
            council_code=place.code,
            measure_id=measure_id,
            text=text,
            starts_at=at - timedelta(days=1),
            review_by=day_of(at) + timedelta(days=review_days - 1),
        )
        _view(installation, place, measure_id, declaration_id)
        sign_as_it_waits(installation, actor(place, Role.SIGNATORY), declaration_id)

    return happen


def sign_as_it_waits(installation: Installation, by: Actor, declaration_id: str) -> None:
    """Sign the text that waits, as somebody who has read it and found that it names nobody."""
    declaring.sign(
        installation,
        names_nobody=True,
        by=by,
        declaration_id=declaration_id,
        text_sha256=declaring.waiting(installation, declaration_id)[1],
    )


def change(place: Place, measure_id: str, kind: Kind, review_days: int | None) -> Happening:
    """The place's first declaration renewed or ended, by two people again. A renewal signs the whole text anew."""

    def happen(installation: Installation) -> None:
        declaration_id, own = f"{place.code}-1", _declared()[measure_id]
        text: SignedText = {"reason": own[DONE], "what_helped": own[HELPED]}
        if kind is not Kind.END:
            text = _text(place, measure_id, installation.now(), installation.book())
            text["what_changed"] = own[STILL]
        review_by = None if review_days is None else day_of(installation.now()) + timedelta(days=review_days)
        declaring.propose_change(
            installation,
            by=actor(place, Role.DIRECTOR),
            kind=kind,
            text=text,
            declaration_id=declaration_id,
            review_by=review_by,
        )
        if kind is not Kind.END:
            _view(installation, place, measure_id, declaration_id)
        sign_as_it_waits(installation, actor(place, Role.SIGNATORY), declaration_id)

    return happen


def checked(place: Place) -> Happening:
    """Somebody from outside looked at the place's first declaration."""

    def happen(installation: Installation) -> None:
        remarks.record_check(
            installation,
            by=actor(place, Role.PRINCIPAL_SOCIAL_WORKER),
            declaration_id=f"{place.code}-1",
            done_on=day_of(installation.now()),
            words="Two social workers of a neighbouring council read every care plan. Everyone was called each day.",
            names_nobody=True,
        )

    return happen


def _view(installation: Installation, place: Place, measure_id: str, declaration_id: str) -> None:
    """The professional lead's own view, where the measure waits for one."""
    found = installation.book().exceptional(measure_id)
    if found and found.stage == max(m.stage for m in installation.book().declarations.catalogue):
        social_worker_views.write_view(
            installation,
            by=actor(place, Role.PRINCIPAL_SOCIAL_WORKER),
            declaration_id=declaration_id,
            view="supports_with_conditions",
            words="I support this if everyone on the list is called every day, and the list is read each morning.",
            names_nobody=True,
        )


def raise_level(place: Place, level: int) -> Happening:
    """A level raised above the calculated one, with a reason and a review date."""

    def happen(installation: Installation) -> None:
        reason = "Two care homes are closing this month and about 85 people must move."
        review_by = day_of(installation.now()) + timedelta(days=26)
        declaration_id = declaring.raise_level(
            installation,
            by=actor(place, Role.DIRECTOR),
            council_code=place.code,
            level=level,
            reason=reason,
            review_by=review_by,
        )
        sign_as_it_waits(installation, actor(place, Role.SIGNATORY), declaration_id)

    return happen


def _area(place: Place) -> str:
    return f"The north of {place.name}"


def _text(place: Place, measure_id: str, at: datetime, book: Rulebook) -> SignedText:
    """What is signed: the measure's own texts, and what is the same of every measure."""
    own = _declared()[measure_id]
    said: dict[str, object] = {
        "measure_id": measure_id,  # at first a text named its measure itself
        "area": _area(place),
        "people": own["people"],
        "people_about": about_people(int(own["people_counted"]), book.declarations, book.disclosure),
        "unable_now": own["unable_now"],
        "greater_risk": own["greater_risk"],
        "what_changed": own["what_changed"],
        "doing_differently": own["doing_differently"],
        "could_happen": own["could_happen"],
        "consulted": "The care providers, people who get care and their carers, and the trade unions.",
        "checks": own["checks"],
        "legal_basis": "The council's own powers to arrange care, as its legal team has advised.",
        "public_words": own["public_words"],
        "easy_read": own["easy_read"],
        "urgent_review": "Call the council and ask for an urgent review. We answer the same day.",
        "legal_check_on": day_of(at).isoformat(),
        "equality_check": "Done. Interpreters and Easy Read are ready.",
        "told": ["lead member", "health and wellbeing board chair", "integrated care board", "providers"],
    }
    return cast(SignedText, said)


@lru_cache(maxsize=1)
def _declared() -> dict[str, dict[str, str]]:
    """By measure, from `declared.yaml`."""
    texts: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "declared.yaml").read_text("utf-8"))
    return texts
