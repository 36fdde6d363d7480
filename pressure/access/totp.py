"""One-time codes from an authenticator app (RFC 6238): each is good once."""

import hmac
from datetime import datetime

import pyotp
import segno

ISSUER = "Care Pressure"
STEPS_EITHER_SIDE = 1


def new_secret() -> str:
    return pyotp.random_base32()


def counter_of(secret: str, code: str, at: datetime) -> int | None:
    """The counter a code belongs to, a step early or late at most; None when it is no code of this secret."""
    given, app = "".join(code.split()), pyotp.TOTP(secret)
    now, found = int(at.timestamp()) // app.interval, None
    for counter in range(now - STEPS_EITHER_SIDE, now + STEPS_EITHER_SIDE + 1):
        if hmac.compare_digest(app.generate_otp(counter).encode(), given.encode()):
            found = counter
    return found


def address(secret: str, account: str) -> str:
    """What an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def picture(secret: str, account: str) -> str:
    """The same as a QR code, to stand in a page as it is."""
    return str(
        segno.make(address(secret, account), micro=False).svg_inline(
            scale=5, border=4, dark="#000", light="#fff", title="QR code for your authenticator app"
        )
    )
