"""The identity provider of oidc-provider-mock, made as strict and as forgetful as a council's own: it insists on PKCE,
remembers in the browser who signed in and when, and asks again only where it is told to."""

import base64
import hashlib
import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from oidc_provider_mock import User, app
from werkzeug.serving import make_server

Start = Callable[..., Any]
REMEMBERED = "provider"


class Strict:
    """Gives a token only for the verifier that belongs to the code's challenge, and says when somebody really signed
    in: at the form just now, or some time ago in the same browser."""

    def __init__(self, inner: Any, users: list[User]) -> None:
        self.inner, self.users = inner, {user.sub: user for user in users}
        self.challenges: dict[str, str] = {}

    def __call__(self, environ: dict[str, Any], start: Start) -> Any:
        if environ["PATH_INFO"] == "/oauth2/token":
            return self._token(environ, start)
        if environ["PATH_INFO"] == "/oauth2/authorize":
            return self._authorize(environ, start)
        return self.inner(environ, start)

    def _token(self, environ: dict[str, Any], start: Start) -> Any:
        sent = _form(environ)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if self.challenges.pop(sent.get("code", ""), "") != base64.urlsafe_b64encode(digest).rstrip(b"=").decode():
            start("400 Bad Request", [("Content-Type", "application/json")])
            return [b'{"error": "invalid_grant"}']
        return self.inner(environ, start)

    def _authorize(self, environ: dict[str, Any], start: Start) -> Any:
        asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        given = _form(environ) if environ["REQUEST_METHOD"] == "POST" else {}
        who, when = given.get("sub"), int(time.time())
        if who is None and (before := _remembered(environ, asked)):
            who, when = before
            _send(environ, f"sub={who}".encode())
        if who in self.users:
            self.users[who].claims["auth_time"] = when

        def watched(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            code = parse_qs(urlsplit(dict(headers).get("Location", "")).query).get("code")
            if code:
                self.challenges[code[0]] = asked.get("code_challenge", "")
                headers = [*headers, ("Set-Cookie", f"{REMEMBERED}={who}|{when}; Path=/; HttpOnly")]
            return start(status, headers, *more)

        return self.inner(environ, watched)


def _remembered(environ: dict[str, Any], asked: dict[str, str]) -> tuple[str, int] | None:
    """Who is still signed in at the provider and may be let through without being asked."""
    kept = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(REMEMBERED)
    if environ["REQUEST_METHOD"] != "GET" or kept is None or asked.get("prompt") == "login":
        return None
    who, _, when = kept.value.partition("|")
    return (who, int(when)) if time.time() - int(when) <= int(asked.get("max_age", 10**9)) else None


def _form(environ: dict[str, Any]) -> dict[str, str]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def _send(environ: dict[str, Any], body: bytes) -> None:
    """Have the request carry this form, as if a person had sent it."""
    environ |= {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }


@contextmanager
def running(users: list[User]) -> Iterator[str]:
    """The provider's address while it runs."""
    server = make_server("localhost", 0, Strict(app(user_claims=users, require_nonce=True), users), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
