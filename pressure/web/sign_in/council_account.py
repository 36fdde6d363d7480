"""Signing in with a council's own accounts: OpenID Connect with PKCE, state and nonce."""

from datetime import datetime
from functools import lru_cache
from typing import Any

import httpx
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pressure import clock
from pressure.access.council_identity import Identity, admit, authenticated_at, read_claims
from pressure.actions.people.enrolling import link_account
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.store.engine import Busy, open_engine
from pressure.web import answers, signed_cookies
from pressure.web.logs import note
from pressure.web.request_origin import client_of, rate_limit_key, safe_next
from pressure.web.sign_in import limits, pages, words
from pressure.web.sign_in import session as officers

NAME = "council"
REFUSED = {
    "disabled": (words.DISABLED_TITLE, words.DISABLED),
    "second_factor": (words.SECOND_FACTOR_TITLE, words.SECOND_FACTOR),
}


class Carried(Request):
    """A request whose session is our own short-lived cookie, not Streamlit's."""

    kept: signed_cookies.State

    @property
    def session(self) -> dict[str, Any]:
        return self.kept


async def start(request: Request) -> Response:
    """Off to the council's own page."""
    if wait := limits.count_attempt(rate_limit_key(client_of(request))):
        note("sign_in_refused", client=client_of(request), reason="too_many")
        return pages.too_many(wait)
    carried = _carried(request)
    carried.kept["next"] = safe_next(request.query_params.get("next"))
    if "enrol" not in request.query_params:
        carried.kept.pop("enrol", None)
    asked = (
        {"prompt": "login", "max_age": "0"}
        if "again" in request.query_params
        else {"max_age": str(settings.session_hours * 3600)}
    )
    try:
        away = await _provider().authorize_redirect(carried, _address("/sign-in/callback"), **asked)
    except (httpx.HTTPError, OAuthError, RuntimeError, ValueError, KeyError):
        note("sign_in_failed", client=client_of(request), reason="provider")
        return pages.plain(words.PROVIDER_TITLE, words.PROVIDER, status=503)
    return signed_cookies.keep(away, carried.kept)


async def callback(request: Request) -> Response:
    """Back from there: check everything the provider says, then look up whom it means."""
    carried, client = _carried(request), client_of(request)
    try:
        token = await _provider().authorize_access_token(
            carried,
            claims_options={"iss": {"essential": True, "values": [settings.oidc_issuer]}, "sub": {"essential": True}},
        )
        identity = read_claims(token["userinfo"])
    except httpx.HTTPError:
        note("sign_in_failed", client=client, reason="provider")
        return pages.plain(words.PROVIDER_TITLE, words.PROVIDER, status=503)
    except (OAuthError, JoseError, ValueError, KeyError, TypeError) as problem:
        note("sign_in_refused", client=client, reason="token", kind=type(problem).__name__)
        return signed_cookies.forget(pages.plain(words.FAILED_TITLE, words.FAILED, status=403))
    try:
        return await _admit(request, carried.kept, identity, client)
    except Busy:
        return pages.busy()


async def _admit(request: Request, state: signed_cookies.State, identity: Identity, client: str) -> Response:
    engine = open_engine(settings.database_url)
    if state.get("enrol"):
        try:
            await run_in_threadpool(
                link_account,
                engine,
                token=str(state["enrol"]),
                issuer=identity.issuer,
                subject=identity.subject,
                at=clock.now(),
            )
        except Refusal as problem:
            return signed_cookies.forget(pages.plain(words.NO_INVITATION_TITLE, str(problem), status=403))
    person_id, reason = await run_in_threadpool(admit, engine, identity, settings)
    if reason or person_id is None:
        note("sign_in_refused", client=client, person=person_id, reason=reason)
        return signed_cookies.forget(_refused(reason, identity))
    return await _let_in(request, person_id, authenticated_at(identity, clock.now(), settings), state, client)


async def _let_in(
    request: Request, person_id: str, proved_at: datetime, state: signed_cookies.State, client: str
) -> Response:
    token = await run_in_threadpool(officers.new_session, request, person_id, authenticated_at=proved_at)
    note("signed_in", client=client, person=person_id, by="council_account")
    return officers.let_in(token, safe_next(state.get("next")))


def _refused(reason: str, identity: Identity) -> Response:
    if reason in REFUSED:
        return pages.plain(*REFUSED[reason], status=403)
    lines = answers.paragraph(f"{identity.issuer}\n{identity.subject}")
    return pages.plain(words.UNKNOWN_TITLE, words.UNKNOWN, status=403, more=lines)


def _carried(request: Request) -> Carried:
    """The scope is copied, so that Streamlit's own session middleware never sees ours."""
    carried = Carried(dict(request.scope), request.receive)
    carried.kept = signed_cookies.opened(request)
    return carried


def _address(path: str) -> str:
    """An address of ours by the operator's word, never by a header."""
    return settings.public_address.rstrip("/") + path


def _provider() -> Any:
    return _registered(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, settings.oidc_scope)


@lru_cache(maxsize=4)
def _registered(issuer: str, client_id: str, client_secret: str, scope: str) -> Any:
    return OAuth().register(
        NAME,
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": scope, "code_challenge_method": "S256"},
    )
