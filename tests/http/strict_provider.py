"""The identity provider of oidc-provider-mock, made to insist on PKCE as a council's own would."""

import base64
import hashlib
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from oidc_provider_mock import User, app
from werkzeug.serving import make_server


class InsistsOnPkce:
    """Remembers each code's challenge and gives a token only for the verifier it is the digest of."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.challenges = inner, {}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
            if self.challenges.pop(sent.get("code"), "") != base64.urlsafe_b64encode(digest).rstrip(b"=").decode():
                start_response("400 Bad Request", [("Content-Type", "application/json")])
                return [b'{"error": "invalid_grant"}']

        def watched(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            code = parse_qs(urlsplit(dict(headers).get("Location", "")).query).get("code")
            if code:
                self.challenges[code[0]] = parse_qs(environ["QUERY_STRING"]).get("code_challenge", [""])[0]
            return start_response(status, headers, *more)

        return self.inner(environ, watched)


@contextmanager
def running(users: list[User]) -> Iterator[str]:
    """The provider's address while it runs."""
    server = make_server("localhost", 0, InsistsOnPkce(app(user_claims=users, require_nonce=True)), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
