""" "Nothing changed": a link in a reminder opens the form with the answers that may be repeated. Opening it changes
nothing. The button keeps them in the form and uses the link up; nothing is sent by it (ADR 0059)."""

from dataclasses import dataclass
from datetime import date

from pressure.access import return_links
from pressure.access.permissions import Act, Actor, require
from pressure.actions.desk.links import return_form
from pressure.actions.installation import Installation
from pressure.actions.return_form import drafting
from pressure.actions.return_form.drafting import Form
from pressure.actions.return_form.questions import Answer, Question
from pressure.domain.calendar import WEEK, return_due
from pressure.domain.refusals import Refusal
from pressure.store.engine import reading, writing
from pressure.store.return_form import links

NOT_YOURS = "This link is not yours, or not for this council and week. Answer the questions in the form."
USED = "This link was used already. The answers are in the form."
OVER = "This link has run out. Answer the questions in the form."


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """What a link would keep; `refused` says why it does nothing."""

    answers: tuple[tuple[Question, Answer], ...] = ()
    refused: str = ""


def repeatable(form: Form) -> tuple[tuple[Question, Answer], ...]:
    """The questions nobody has answered yet and whose answer may be the one before."""
    open_ones = (q for q in form.questions if q.id not in form.sent and not _answered(form, q))
    return tuple((q, answer) for q in open_ones if (answer := form.repeated(q)) is not None)


def link(installation: Installation, person_id: str, council_code: str, week_ending: date) -> str:
    """The address of the form below the site's own, with the letters of this person's link."""
    return f"{return_form(council_code, week_ending)}&same={_made(installation, person_id, council_code, week_ending)}"


def look(installation: Installation, *, by: Actor, form: Form, given: str) -> Unchanged:
    """What the link would keep. Changes nothing, however often it is opened."""
    require(by, Act.LOAD_RETURN, [form.council.code])
    with reading(installation.engine) as connection:
        used = links.used(connection, return_links.digest(given))
    if refused := _refused(installation, by, form.council.code, form.week_ending, given, used=used):
        return Unchanged(refused=refused)
    return Unchanged(answers=repeatable(form))


def keep(
    installation: Installation, *, by: Actor, council_code: str, week_ending: date, given: str, shown: tuple[str, ...]
) -> None:
    """Keep what the link showed, `shown` by question, and use it up. Raises Refusal."""
    require(by, Act.LOAD_RETURN, [council_code])
    form = drafting.opened(installation, by=by, council_code=council_code, week_ending=week_ending)
    with writing(installation.engine) as connection:
        used = links.used(connection, return_links.digest(given))
        if refused := _refused(installation, by, council_code, week_ending, given, used=used):
            raise Refusal(refused)
        found = repeatable(form)
        if tuple(q.id for q, _ in found) != shown:
            raise Refusal("The form has changed since you opened the link. Read it again.")
        for question, answer in found:
            seen = form.kept[question.id].version if question.id in form.kept else None
            drafting.keep(installation, connection, by, form, question.id, answer, seen)
        links.use(connection, return_links.digest(given), installation.now())


def _refused(
    installation: Installation, by: Actor, council_code: str, week_ending: date, given: str, *, used: bool
) -> str:
    if not return_links.same(given, _made(installation, by.person_id, council_code, week_ending)):
        return NOT_YOURS
    if installation.now() > return_due(installation.book().calendar, week_ending + WEEK):
        return OVER
    return USED if used else ""


def _made(installation: Installation, person_id: str, council_code: str, week_ending: date) -> str:
    return return_links.token(
        installation.engine, installation.settings.secrets_key, person_id, council_code, week_ending
    )


def _answered(form: Form, question: Question) -> bool:
    return question.id in form.kept and form.kept[question.id].answer.given
