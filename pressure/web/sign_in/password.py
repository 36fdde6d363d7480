"""Signing in with a password and a code, and signing out."""

import hmac
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pressure import clock
from pressure.access.local_sign_in import WRONG_CODE, Outcome, authenticate
from pressure.access.sessions import end_session, token_in
from pressure.settings import settings
from pressure.store.engine import Busy, open_engine
from pressure.web import signed_cookies
from pressure.web.logs import note
from pressure.web.request_origin import client_of, comes_from_us, posted, rate_limit_key, safe_next, seen_here
from pressure.web.sign_in import enrol, known_browser, limits, pages, session, step_up, words
from pressure.web.sign_in import form as sign_in_form

LONGEST = 254


async def ask(request: Request) -> Response:
    """The page to sign in on."""
    return await sign_in_form.page(request, safe_next(request.query_params.get("next")))


async def enter(request: Request) -> Response:
    """Take the form: a new session, or one plain sentence that does not say which part was wrong."""
    form, client = await posted(request), client_of(request)
    if form is None:
        return pages.not_a_form()
    state = signed_cookies.opened(request)
    if not comes_from_us(request) or not signed_cookies.came_from_our_form(state, form.get("token", "")):
        note("sign_in_refused", client=client, reason="foreign_form")
        return pages.foreign()
    if settings.oidc_issuer:
        return RedirectResponse("/sign-in", 303)
    email, onward = form.get("email", "")[:LONGEST], safe_next(form.get("next"))
    known = known_browser.known_to(request, email)
    if wait := limits.count_attempt(rate_limit_key(client), email, known):
        note("sign_in_refused", client=client, reason="too_many")
        return pages.too_many(wait)
    try:
        outcome = await _check(email, form, seen_here(request))
        if outcome.refused or outcome.person_id is None:
            note("sign_in_refused", client=client, person=outcome.person_id, reason=outcome.refused)
            if outcome.refused in WRONG_CODE:
                limits.wrong_code(email)
            return await sign_in_form.page(request, onward, wrong=True)
        token = await run_in_threadpool(session.new_session, request, outcome.person_id, authenticated_at=clock.now())
    except Busy:
        return pages.busy()
    limits.forgive(rate_limit_key(client), email, known)
    note("signed_in", client=client, person=outcome.person_id, by="password")
    return known_browser.remember(request, session.let_in(token, onward), email)


async def council_start(request: Request) -> Response:
    """Off to the council's own accounts, where there are any. Their libraries are installed only where used."""
    if not settings.oidc_issuer:
        return RedirectResponse("/sign-in", 303)
    from pressure.web.sign_in import council_account

    return await council_account.start(request)


async def council_callback(request: Request) -> Response:
    """Back from there."""
    if not settings.oidc_issuer:
        return RedirectResponse("/sign-in", 303)
    from pressure.web.sign_in import council_account

    return await council_account.callback(request)


async def ask_out(request: Request) -> Response:
    """A page with a button: no address that is only looked at signs anybody out."""
    return pages.sign_out(session.sign_out_token(request.cookies))


async def leave(request: Request) -> Response:
    """End the session for every window, then clear the cookie."""
    form, client = await posted(request), client_of(request)
    if form is None:
        return pages.not_a_form()
    expected = session.sign_out_token(request.cookies)
    if not comes_from_us(request) or not hmac.compare_digest(expected.encode(), form.get("token", "").encode()):
        note("sign_out_refused", client=client, reason="foreign_form")
        return pages.foreign()
    signed = await run_in_threadpool(session.signed_in, request.cookies)
    try:
        await run_in_threadpool(
            end_session,
            open_engine(settings.database_url),
            token_in(request.cookies, demonstration=settings.demonstration),
            clock.now(),
        )
    except Busy:
        return pages.busy()
    note("signed_out", client=client, person=signed.person_id if signed else None)
    return session.let_out(pages.plain(words.SIGNED_OUT_TITLE, words.SIGNED_OUT, status=200))


async def _check(email: str, form: dict[str, str], client: str) -> Outcome:
    return await sign_in_form.hashing(
        partial(
            authenticate,
            open_engine(settings.database_url),
            settings,
            email=email,
            at=clock.now(),
            client=client,
            password=form.get("password", ""),
            code=form.get("code", ""),
        )
    )


SIGN_IN_ROUTES: list[BaseRoute] = [
    Route("/sign-in", ask),
    Route("/sign-in", enter, methods=["POST"]),
    Route("/sign-in/again", step_up.ask),
    Route("/sign-in/again", step_up.finish, methods=["POST"]),
    Route("/sign-in/start", council_start),
    Route("/sign-in/callback", council_callback),
    Route("/sign-in/enrol", enrol.ask),
    Route("/sign-in/enrol", enrol.finish, methods=["POST"]),
    Route("/sign-out", ask_out),
    Route("/sign-out", leave, methods=["POST"]),
]
