"""Signing in with a password and a code, signing in again, and signing out."""

import hmac
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pressure import clock
from pressure.access.demonstration import password_is_enough
from pressure.access.local_sign_in import Outcome, authenticate
from pressure.access.sessions import end_session, token_in
from pressure.settings import settings
from pressure.store.engine import Busy, open_engine, reading
from pressure.view import sign_in_words as words
from pressure.web import enrol, officers, sign_in_pages, sign_in_state, tries
from pressure.web.arrivals import client_of, comes_from_us, limited_as, posted, safe_next
from pressure.web.logs import note

HASHES_AT_ONCE = 2
LONGEST = 254
_hashing = CapacityLimiter(HASHES_AT_ONCE)


async def ask(request: Request) -> Response:
    """The page to sign in on."""
    return await _form(request, safe_next(request.query_params.get("next")))


async def ask_again(request: Request) -> Response:
    """The page on which somebody signed in proves once more that it is them."""
    onward = safe_next(request.query_params.get("next"))
    if await run_in_threadpool(officers.signed_in, request.cookies) is None:
        return RedirectResponse(officers.sign_in_link(onward), 303)
    return await _form(request, onward, again=True)


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
    if wait := tries.taken(limited_as(client), email):
        note("sign_in_refused", client=client, reason="too_many")
        return sign_in_pages.too_many(wait)
    try:
        outcome = await _check(email, form, client)
        if outcome.refused or outcome.person_id is None:
            note("sign_in_refused", client=client, person=outcome.person_id, reason=outcome.refused)
            return await _form(request, onward, wrong=True)
        token = await run_in_threadpool(officers.new_session, request, outcome.person_id,
                                        authenticated_at=clock.now())
    except Busy:
        return sign_in_pages.busy()
    tries.forgive(email)
    note("signed_in", client=client, person=outcome.person_id, by="password")
    return officers.let_in(token, onward)


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
        await run_in_threadpool(end_session, open_engine(settings.database_url), token_in(request.cookies),
                                clock.now())
    except Busy:
        return sign_in_pages.busy()
    note("signed_out", client=client, person=signed.person_id if signed else None)
    return officers.let_out(sign_in_pages.plain(words.SIGNED_OUT_TITLE, words.SIGNED_OUT, status=200))


async def _form(request: Request, onward: str, *, again: bool = False, wrong: bool = False) -> Response:
    state = sign_in_state.opened(request)
    enough = await run_in_threadpool(_password_is_enough, client_of(request))
    return sign_in_state.keep(sign_in_pages.sign_in(
        sign_in_state.token_of(state), onward, again=again, needs_code=not enough, wrong=wrong), state)


async def _check(email: str, form: dict[str, str], client: str) -> Outcome:
    check = partial(authenticate, open_engine(settings.database_url), email=email, at=clock.now(), client=client,
                    password=form.get("password", ""), code=form.get("code", ""))
    return await to_thread.run_sync(check, limiter=_hashing)


def _password_is_enough(client: str) -> bool:
    if not settings.demonstration:
        return False
    with reading(open_engine(settings.database_url)) as connection:
        return password_is_enough(connection, client)


SIGN_IN_ROUTES: list[BaseRoute] = [
    Route("/sign-in", ask), Route("/sign-in", enter, methods=["POST"]),
    Route("/sign-in/again", ask_again),
    Route("/sign-in/start", council_start), Route("/sign-in/callback", council_callback),
    Route("/sign-in/enrol", enrol.ask), Route("/sign-in/enrol", enrol.finish, methods=["POST"]),
    Route("/sign-out", ask_out), Route("/sign-out", leave, methods=["POST"]),
]
