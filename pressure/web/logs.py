"""One JSON object a line: what happened, to which person's number, never a name, an address or a secret."""

import hashlib
import hmac
import logging
import sys
from typing import Any

import structlog

from pressure.web.signed_cookies import signing_secret


def configure() -> None:
    """Have every line written as JSON with its time in UTC, to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    # These write addresses with codes in them at levels below.
    for name in ("httpx", "httpcore", "authlib"):
        logging.getLogger(name).setLevel(logging.WARNING)


def note(event: str, *, client: str, **more: Any) -> None:
    """Write down a sign-in, a refusal or a sign-out."""
    structlog.get_logger().info(event, client=client_tag(client), **more)


def client_tag(client: str) -> str:
    """Keyed hash of the address: lines can be matched, the address is not kept."""
    return hmac.new(signing_secret().encode(), client.encode(), hashlib.sha256).hexdigest()[:12]
