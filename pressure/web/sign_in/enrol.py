"""Accepting an invitation: a password and an authenticator app, or the council's own account."""

from functools import partial

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pressure import clock
from pressure.access import totp
from pressure.actions.people.enrolling import Invited, choose_password, invited
from pressure.domain.refusals import Refusal
from pressure.drawing.templating import forms
from pressure.settings import settings
from pressure.store.engine import Busy, open_engine
from pressure.web import answers, signed_cookies
from pressure.web.logs import note
from pressure.web.request_origin import client_of, comes_from_us, posted, rate_limit_key
from pressure.web.sign_in import limits, pages, words

SECRET, TOKEN = "app_secret", "enrol"


async def ask(request: Request) -> Response:
    """The page an invitation leads to."""
    return await _page(request, request.query_params.get("token", ""))


async def finish(request: Request) -> Response:
    """Take the form. The app's secret was made for this browser and nobody else has seen it."""
    form, client = await posted(request), client_of(request)
    if form is None:
        return pages.not_a_form()
    state = signed_cookies.opened(request)
    secret, invitation = str(state.get(SECRET, "")), str(state.get(TOKEN, ""))
    if not comes_from_us(request) or not signed_cookies.came_from_our_form(state, form.get("token", "")) or not secret:
        note("enrolment_refused", client=client, reason="foreign_form")
        return pages.foreign()
    if wait := limits.count_attempt(rate_limit_key(client)):
        return pages.too_many(wait)
    if form.get("password") != form.get("repeated"):
        return await _page(request, invitation, words.ENROL_DIFFERENT)
    accept = partial(
        choose_password,
        open_engine(settings.database_url),
        settings,
        token=invitation,
        secret=secret,
        password=form.get("password", ""),
        code=form.get("code", ""),
        at=clock.now(),
    )
    try:
        person_id = await run_in_threadpool(accept)
    except Refusal as problem:
        return await _page(request, invitation, str(problem))
    except Busy:
        return pages.busy()
    note("enrolled", client=client, person=person_id, by="password")
    return signed_cookies.forget(pages.plain(words.ENROLLED_TITLE, words.ENROLLED, status=200))


async def _page(request: Request, invitation: str, wrong: str = "") -> Response:
    if wait := limits.count_attempt(rate_limit_key(client_of(request))):
        return pages.too_many(wait)
    person = await run_in_threadpool(invited, open_engine(settings.database_url), invitation, clock.now())
    if person is None:
        return pages.plain(words.NO_INVITATION_TITLE, words.NO_INVITATION, status=404)
    state = signed_cookies.opened(request) | {TOKEN: invitation}
    state.setdefault(SECRET, totp.new_secret())
    if settings.oidc_issuer:
        body = answers.links([("/sign-in/start?enrol=1", words.ENROL_ACCOUNT)])
    else:
        body = _form(person, str(state[SECRET]), signed_cookies.token_of(state), wrong)
    lead = answers.paragraph(words.ENROL_LEAD.format(name=person.name))
    return signed_cookies.keep(pages.page(words.ENROL_TITLE, lead + body, status=403 if wrong else 200), state)


def _form(person: Invited, secret: str, token: str, wrong: str) -> Markup:
    hint = words.ENROL_HINT.format(least=settings.password_characters, advised=settings.password_characters_advised)
    new = partial(pages.field, kind="password", fill="new-password")
    fields = (
        new("password", words.ENROL_PASSWORD, hint=hint)
        + new("repeated", words.ENROL_REPEAT)
        + answers.paragraph(words.ENROL_APP)
        + Markup(totp.picture(secret, person.email))  # noqa: S704 drawn by segno from the secret alone
        + forms().secret(words.ENROL_KEY, secret)
        + pages.code_field()
    )
    return (pages.problem(wrong) if wrong else pages.NOTHING) + pages.form(
        "/sign-in/enrol", token, fields, words.ENROL_BUTTON
    )
