"""What officers of the demonstration have before them when their pages are looked at: made once, by the real acts."""

from datetime import timedelta
from pathlib import Path

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations import declaring
from pressure.actions.desk.desk import desk
from pressure.actions.installation import open_installation
from pressure.actions.statements import answering, replying
from pressure.demo.events import _text
from pressure.demo.places import PLACES, actor
from pressure.domain.calendar import week_ended
from pressure.domain.moments import day_of
from pressure.settings import Settings, settings
from tests.installations import return_of

PLACE = PLACES[1]
MEASURE = "fewer_or_shorter_visits"


def begin(folder: Path) -> None:
    """One proposal waits for a signature, one was sent back, and one request was answered."""
    installation = open_installation(
        Settings(database_url=f"sqlite:///{folder / 'pressure.sqlite'}", site_dir=folder / "site")
    )
    director, now = actor(PLACE, Role.DIRECTOR), installation.now()
    if desk(installation, director).waiting:
        return
    back, _ = (
        declaring.propose(
            installation,
            by=director,
            council_code=PLACE.code,
            measure_id=measure,
            starts_at=now,
            text=_text(PLACE, measure, now, installation.book()),
            review_by=day_of(now) + timedelta(days=12),
        )
        for measure in ("reduced_risk_reviews", MEASURE)
    )
    declaring.send_back(
        installation,
        by=actor(PLACE, Role.SIGNATORY),
        declaration_id=back,
        reason="Say which wards.",
        text_sha256=declaring.waiting(installation, back)[1],
    )
    replying.say(
        installation,
        by=director,
        council_code=PLACE.code,
        kind=replying.CORRECTION,
        words="Our vacancies of 15 November have a digit too many.",
    )
    newest = answering.requests(installation, director)[0]
    answering.answer(
        installation,
        by=OPERATOR,
        request_id=newest.id,
        outcome=answering.ANSWERED,
        words="Please load the week again with the right figure; we publish the correction at once.",
    )


def faulty_return() -> bytes:
    """This week's return with one figure to look at twice, one that is no number and one that moves a band."""
    sunday = week_ended(day_of(open_installation(settings).now()))
    return return_of(PLACE, sunday, wl_assess_rate="13602", cap_vacancy_rate="many", wl_care_start_rate="600")
