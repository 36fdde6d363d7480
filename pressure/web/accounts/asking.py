"""Asking for an account. A GET keeps nothing; what is answered is the same whoever asks."""

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pressure.actions.accounts import asking
from pressure.actions.installation import Installation
from pressure.content.search.matching import find
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.store import councils
from pressure.store.engine import Busy, reading
from pressure.web.accounts import pages
from pressure.web.installation_now import installation
from pressure.web.logs import note
from pressure.web.readers import limits
from pressure.web.readers import pages as readers_pages
from pressure.web.request_origin import client_of, comes_from_us, posted, rate_limit_key
from pressure.words.officers import accounts as words

FORM_LASTS_SECONDS = 7200
FIELDS, LONGEST = ("name", "council", "role", "email"), 300
SALT = "ask for an account"


async def page(_: Request) -> Response:
    """The form, or why there is none."""
    return await run_in_threadpool(_form, {})


async def take(request: Request) -> Response:
    """Take an ask."""
    form, client = await posted(request), client_of(request)
    if form is None:
        return readers_pages.not_a_form()
    if asking.refused(settings):
        return await page(request)
    if not comes_from_us(request) or not await run_in_threadpool(_of_our_form, form.get("token", "")):
        return readers_pages.foreign()
    if wait := limits.count_ask(rate_limit_key(client)):
        return pages.too_many(wait)
    typed = {name: form.get(name, "")[:LONGEST].strip() for name in FIELDS}
    try:
        return await run_in_threadpool(_taken, typed, client)
    except Busy:
        return readers_pages.busy()


ASK_ROUTES: list[BaseRoute] = [
    Route(pages.ADDRESS.removesuffix("/"), page, methods=["GET", "HEAD"]),
    Route(pages.ADDRESS, page, methods=["GET", "HEAD"]),
    Route(pages.ADDRESS, take, methods=["POST"]),
]


def _taken(typed: dict[str, str], client: str) -> Response:
    here = installation()
    names = _names(here)
    found = find({code: own for code, (*own,) in names.items()}, typed["council"])
    if found.named is None:
        which = {code: names[code][0] for code in found.offered}
        return _form(typed, which=which, wrong=words.WHICH if which else words.NO_COUNCIL)
    try:
        asking.ask(here, council_code=found.named, role=typed["role"], name=typed["name"], email=typed["email"])
    except Refusal as problem:
        return _form(typed, wrong=str(problem))
    note("account_asked", client=client)
    return pages.asked(settings.enrolment_hours, settings.feedback_address)


def _form(typed: dict[str, str], *, which: dict[str, str] | None = None, wrong: str = "") -> Response:
    why = asking.refused(settings)
    token = "" if why else str(_signer(installation()).dumps(SALT))
    return pages.ask(token, typed, which=which or {}, refused=why, wrong=wrong)


def _names(here: Installation) -> dict[str, tuple[str, ...]]:
    """What councils of today are found by; the invented ones are not asked of."""
    with reading(here.engine) as connection:
        present = councils.load_all(connection).current(day_of(here.now()))
    return {c.code: (c.name, c.official_name, *c.aliases) for c in present if not c.demonstration}


def _of_our_form(token: str) -> bool:
    try:
        return bool(_signer(installation()).loads(token, max_age=FORM_LASTS_SECONDS) == SALT)
    except BadData:
        return False


def _signer(here: Installation) -> URLSafeTimedSerializer:
    """Signed by the installation, so that a form of one process is taken by another."""
    return URLSafeTimedSerializer(asking.keys_of(here).link.hex(), salt=SALT)
