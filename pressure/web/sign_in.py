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
from pressure.view import sign_in_words as words
from pressure.web import enrol, known_browser, officers, sign_in_form, sign_in_pages, sign_in_state, step_up, tries
from pressure.web.arrivals import client_of, comes_from_us, limited_as, posted, safe_next, seen_here
from pressure.web.logs import note

LONGEST = 254


async def ask(request: Request) -> Response:
    """The page to sign in on."""
    return await sign_in_form.page(request, safe_next(request.query_params.get("next")))


async def enter(request: Request) -> Response:
    """Take the form: a new session, or one plain sentence that does not say which part was wrong."""
    form, client = await posted(request), client_of(request)
    if form is None:
        return sign_in_pages.not_a_form()
    state = sign_in_state.opened(request)
    if not comes_from_us(request) or not sign_in_state.came_from_our_form(state, form.get("token", "")):
        note("sign_in_refused", client=client, reason="foreign_form")
        return sign_in_pages.foreign()
    if settings.oidc_issuer:
        return RedirectResponse("/sign-in", 303)
    email, onward = form.get("email", "")[:LONGEST], safe_next(form.get("next"))
    known = known_browser.known_to(request, email)
    if wait := tries.taken(limited_as(client), email, known):
        note("sign_in_refused", client=client, reason="too_many")
        return sign_in_pages.too_many(wait)
    try:
        outcome = await _check(email, form, seen_here(request))
        if outcome.refused or outcome.person_id is None:
            note("sign_in_refused", client=client, person=outcome.person_id, reason=outcome.refused)
            if outcome.refused in WRONG_CODE:
                tries.wrong_code(email)
            return await sign_in_form.page(request, onward, wrong=True)
        token = await run_in_threadpool(officers.new_session, request, outcome.person_id, authenticated_at=clock.now())
    except Busy:
        return sign_in_pages.busy()
    tries.forgive(limited_as(client), email, known)
    note("signed_in", client=client, person=outcome.person_id, by="password")
    return known_browser.remember(request, officers.let_in(token, onward), email)


async def council_start(request: Request) -> Response:
    """Off to the council's own accounts, where there are any. Their libraries are installed only where used."""
    if not settings.oidc_issuer:
        return RedirectResponse("/sign-in", 303)
    from pressure.web import council_account

    return await council_account.start(request)


async def council_callback(request: Request) -> Response:
    """Back from there."""
    if not settings.oidc_issuer:
        return RedirectResponse("/sign-in", 303)
    from pressure.web import council_account

    return await council_account.callback(request)


async def ask_out(request: Request) -> Response:
    """A page with a button: no address that is only looked at signs anybody out."""
    return sign_in_pages.sign_out(officers.sign_out_token(request.cookies))


async def leave(request: Request) -> Response:
    """End the session for every window, then clear the cookie."""
    form, client = await posted(request), client_of(request)
    if form is None:
        return sign_in_pages.not_a_form()
    expected = officers.sign_out_token(request.cookies)
    if not comes_from_us(request) or not hmac.compare_digest(expected.encode(), form.get("token", "").encode()):
        note("sign_out_refused", client=client, reason="foreign_form")
        return sign_in_pages.foreign()
    signed = await run_in_threadpool(officers.signed_in, request.cookies)
    try:
        await run_in_threadpool(end_session, open_engine(settings.database_url), token_in(request.cookies), clock.now())
    except Busy:
        return sign_in_pages.busy()
    note("signed_out", client=client, person=signed.person_id if signed else None)
    return officers.let_out(sign_in_pages.plain(words.SIGNED_OUT_TITLE, words.SIGNED_OUT, status=200))


async def _check(email: str, form: dict[str, str], client: str) -> Outcome:
    return await sign_in_form.hashing(
        partial(
            authenticate,
            open_engine(settings.database_url),
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
