"""What must outlive a redirect while somebody signs in: a short-lived cookie that is signed and says nothing secret
about anybody else."""

import hmac
import secrets
from functools import cache
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from pressure.access.sessions import form_token
from pressure.settings import settings

LASTS_SECONDS = 900
FORM = "form"

State = dict[str, Any]


@cache
def _secret_of_this_process() -> str:
    return secrets.token_hex(32)


def signing_secret() -> str:
    """The operator's secret, or one that lasts as long as this process."""
    return settings.cookie_secret or _secret_of_this_process()


def name() -> str:
    return "sign-in" if settings.demonstration else "__Host-sign-in"


def opened(request: Request) -> State:
    """What was kept for this browser, always with a value its forms are bound to."""
    try:
        state = _signer().loads(request.cookies.get(name(), ""), max_age=LASTS_SECONDS)
    except BadData:
        state = None
    return state if isinstance(state, dict) and FORM in state else {FORM: secrets.token_urlsafe(16)}


def keep(response: Response, state: State) -> Response:
    response.set_cookie(
        name(),
        _signer().dumps(state),
        max_age=LASTS_SECONDS,
        path="/",
        httponly=True,
        secure=not settings.demonstration,
        samesite="lax",
    )
    return response


def forget(response: Response) -> Response:
    response.delete_cookie(name(), path="/", httponly=True, secure=not settings.demonstration, samesite="lax")
    return response


def token_of(state: State) -> str:
    """What a form shown to this browser carries."""
    return form_token(str(state[FORM]))


def came_from_our_form(state: State, given: str) -> bool:
    return hmac.compare_digest(token_of(state).encode(), given.encode())


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_secret(), salt="sign-in")
