"""Which accounts have signed in with this browser: a signed cookie that opens nothing and only spares its holder the
wait that others' wrong passwords would cause."""

import hashlib
import hmac
import secrets

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from pressure.settings import settings
from pressure.web.signed_cookies import signing_secret

KEPT_SECONDS = 90 * 24 * 3600
MOST_ACCOUNTS = 5


def cookie_name() -> str:
    return "known-browser" if settings.demonstration else "__Host-known-browser"


def known_to(request: HTTPConnection, account: str) -> str | None:
    """The number this browser has, if that account has signed in with it; None for any other browser."""
    number, accounts = _kept(request)
    return number if _tag(account) in accounts else None


def remember(request: HTTPConnection, response: Response, account: str) -> Response:
    """Add the account of somebody who has just proved who they are; a tag of it, never the address."""
    number, accounts = _kept(request)
    newest = list(dict.fromkeys([_tag(account), *accounts]))[:MOST_ACCOUNTS]
    response.set_cookie(
        cookie_name(),
        _signer().dumps([number, newest]),
        max_age=KEPT_SECONDS,
        path="/",
        httponly=True,
        secure=not settings.demonstration,
        samesite="lax",
    )
    return response


def _kept(request: HTTPConnection) -> tuple[str, list[str]]:
    try:
        number, accounts = _signer().loads(request.cookies.get(cookie_name(), ""), max_age=KEPT_SECONDS)
    except (BadData, TypeError, ValueError):
        return secrets.token_urlsafe(16), []
    return str(number), [str(each) for each in accounts]


def _tag(account: str) -> str:
    return hmac.new(signing_secret().encode(), account.strip().lower().encode(), hashlib.sha256).hexdigest()[:16]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_secret(), salt="known browser")
