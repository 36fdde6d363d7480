"""Proving once more that it is you, by a code alone: the session already says who. Only its holder makes these tries,
so nobody else's are in the way."""

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure import clock
from pressure.access.local_sign_in import confirm
from pressure.access.sessions import Signed
from pressure.settings import settings
from pressure.store.engine import Busy, open_engine
from pressure.web import signed_cookies
from pressure.web.logs import note
from pressure.web.request_origin import client_of, comes_from_us, posted, safe_next, seen_here
from pressure.web.sign_in import form as sign_in_form
from pressure.web.sign_in import limits, pages, session


async def ask(request: Request) -> Response:
    """The page that asks; the way to sign in for whoever is not signed in."""
    onward = safe_next(request.query_params.get("next"))
    if await run_in_threadpool(session.signed_in, request.cookies) is None:
        return RedirectResponse(session.sign_in_link(onward), 303)
    return await sign_in_form.page(request, onward, again=True)


async def finish(request: Request) -> Response:
    """Take the form: a new session in place of this one, and on to where they were."""
    form, client = await posted(request), client_of(request)
    if form is None:
        return pages.not_a_form()
    onward = safe_next(form.get("next"))
    if not comes_from_us(request) or not signed_cookies.came_from_our_form(
        signed_cookies.opened(request), form.get("token", "")
    ):
        note("sign_in_refused", client=client, reason="foreign_form")
        return pages.foreign()
    signed = await run_in_threadpool(session.signed_in, request.cookies)
    if signed is None or settings.oidc_issuer:
        return RedirectResponse(session.sign_in_link(onward), 303)
    if wait := limits.again(signed.person_id):
        note("sign_in_refused", client=client, person=signed.person_id, reason="too_many")
        return pages.too_many(wait)
    try:
        return await _proved(request, signed, form, onward)
    except Busy:
        return pages.busy()


async def _proved(request: Request, signed: Signed, form: dict[str, str], onward: str) -> Response:
    client = client_of(request)
    if refused := await sign_in_form.hashing(
        partial(
            confirm,
            open_engine(settings.database_url),
            settings,
            signed.person_id,
            at=clock.now(),
            client=seen_here(request),
            password=form.get("password", ""),
            code=form.get("code", ""),
        )
    ):
        note("sign_in_refused", client=client, person=signed.person_id, reason=refused)
        return await sign_in_form.page(request, onward, again=True, wrong=True)
    token = await run_in_threadpool(session.new_session, request, signed.person_id, authenticated_at=clock.now())
    note("signed_in", client=client, person=signed.person_id, by="again")
    return session.let_in(token, onward)
