"""Where a request comes from: which client, which page, and where it may be sent on to."""

import re
from ipaddress import ip_address, ip_network
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import HTTPConnection, Request

from pressure.access.demonstration import is_loopback
from pressure.settings import settings

HOME = "/app/officer-desk"
FORM = "application/x-www-form-urlencoded"
LONGEST_NEXT, MOST_FIELDS = 500, 20
_OWN_PATH = re.compile(r"/(?:[!-.0-\[\]-~][!-\[\]-~]*)?")


def client_of(request: HTTPConnection) -> str:
    """The client's address. A forwarded one is believed only from a proxy the operator has named, and of a chain
    only what the last such proxy saw."""
    client = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    while _is_trusted(client) and forwarded and _is_address(earlier := forwarded.pop().strip()):
        client = earlier
    return client


def seen_here(request: HTTPConnection) -> str:
    """The client's address, or nothing where a proxy speaks for somebody: then nobody knows who is on this machine."""
    forwarded = {"x-forwarded-for", "x-real-ip", "forwarded"} & set(request.headers)
    return "" if forwarded or request.client is None else request.client.host


def rate_limit_key(client: str) -> str:
    """The rate-limit key: an IPv4 address, or the /64 of an IPv6 address."""
    if not _is_address(client) or ip_address(client).version == 4:
        return client
    return str(ip_network(f"{client}/64", strict=False).network_address)


def comes_from_us(request: Request) -> bool:
    """Whether a form was sent from one of our own pages, by the browser's word, which no page can forge."""
    origin = request.headers.get("origin")
    if origin is not None:
        return origin in _own_origins(request)
    return request.headers.get("sec-fetch-site") == "same-origin"


def safe_next(text: str | None) -> str:
    """A path of our own to go on to; anything that could lead elsewhere becomes the start of the pages."""
    if not text or len(text) > LONGEST_NEXT or not _OWN_PATH.fullmatch(text):
        return HOME
    path = urlsplit(text).path
    if "//" in path or "/." in path or path.startswith(("/sign-in", "/sign-out")):
        return HOME
    return text


async def posted(request: Request) -> dict[str, str] | None:
    """The fields of a form; None when it is anything else, such as a file."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        return None
    try:
        fields = parse_qsl((await request.body()).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return dict(fields)


def _own_origins(request: Request) -> set[str]:
    public = urlsplit(settings.public_address)
    own, host = {f"{public.scheme}://{public.netloc}"}, request.headers.get("host", "")
    if is_loopback(urlsplit(f"//{host}").hostname):
        own |= {f"http://{host}", f"https://{host}"}
    return own


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(client: str) -> bool:
    networks = (ip_network(part.strip(), strict=False) for part in settings.trusted_proxies.split(",") if part.strip())
    return _is_address(client) and any(ip_address(client) in network for network in networks)
