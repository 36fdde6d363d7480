"""Asking to be told, confirming, and stopping. A GET changes nothing, whoever or whatever opens the link: a mail
scanner reads it and nothing has happened. A link's POST needs no form of ours, so that a mail program's own button
works (RFC 8058); the link itself is what nobody else has."""

from collections.abc import Callable
from typing import TypeVar

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pressure.actions.installation import Installation
from pressure.actions.readers import asking
from pressure.actions.readers.standing import Standing, standing
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.store.engine import Busy
from pressure.web import answers
from pressure.web.installation_now import installation
from pressure.web.logs import note
from pressure.web.readers import limits, pages
from pressure.web.request_origin import client_of, comes_from_us, posted, rate_limit_key
from pressure.words.readers.tell_me import THIS_COUNCIL

FORM_LASTS_SECONDS = 7200
READ, SEND = ["GET", "HEAD"], ["POST"]
Result = TypeVar("Result")


async def ask(request: Request) -> Response:
    """The page with the feed and the form."""
    return await run_in_threadpool(_asking, request)


async def take(request: Request) -> Response:
    """Take an address. What is answered is the same for one that is known and one that is not."""
    stands = await run_in_threadpool(_standing, request)
    if stands is None:
        return answers.not_found()
    form, client = await posted(request), client_of(request)
    if form is None:
        return pages.not_a_form()
    if not comes_from_us(request) or not await run_in_threadpool(_of_our_form, stands.code, form.get("token", "")):
        return pages.foreign()
    if why := await run_in_threadpool(asking.refused, installation(), stands.code):
        return pages.refused(why, stands)
    if wait := limits.count_request(rate_limit_key(client)):
        return pages.too_many(wait, stands)
    try:
        await run_in_threadpool(asking.ask, installation(), stands.code, form.get("address", ""))
    except Refusal as problem:
        return await run_in_threadpool(_asking, request, str(problem))
    except Busy:
        return pages.busy()
    note("reader_asked", client=client)
    return pages.asked(stands)


async def to_confirm(request: Request) -> Response:
    known = await run_in_threadpool(_with, asking.waiting, request)
    if known is None:
        return pages.gone()
    stands = await run_in_threadpool(standing, settings.site_dir, known.council_code)
    if known.confirmed:
        return pages.confirmed(stands, _name(stands))
    return pages.confirm(request.url.path, _name(stands))


async def confirm(request: Request) -> Response:
    try:
        known = await run_in_threadpool(_with, asking.confirm, request)
    except Busy:
        return pages.busy()
    if known is None:
        return pages.gone()
    stands = await run_in_threadpool(standing, settings.site_dir, known.council_code)
    return pages.confirmed(stands, _name(stands))


async def to_stop(request: Request) -> Response:
    code = await run_in_threadpool(_with, asking.to_stop, request)
    if code is None:
        return pages.not_ours()
    stands = await run_in_threadpool(standing, settings.site_dir, code) if code else None
    return pages.stop(request.url.path, _name(stands))


async def stop(request: Request) -> Response:
    try:
        stopped = await run_in_threadpool(_with, asking.stop, request)
    except Busy:
        return pages.busy()
    return pages.stopped() if stopped else pages.not_ours()


def of_council(base: str) -> list[BaseRoute]:
    """The address of a council's page, of the real tree or the Demonstration Region's."""
    path = f"{base}/councils/{{code}}/tell-me/"
    return [
        Route(path.removesuffix("/"), ask, methods=READ),
        Route(path, ask, methods=READ),
        Route(path, take, methods=SEND),
    ]


LINKS: list[BaseRoute] = [
    Route("/tell-me/confirm/{token}/", to_confirm, methods=READ),
    Route("/tell-me/confirm/{token}/", confirm, methods=SEND),
    Route("/tell-me/stop/{token}/", to_stop, methods=READ),
    Route("/tell-me/stop/{token}/", stop, methods=SEND),
]


def _asking(request: Request, wrong: str = "") -> Response:
    stands = _standing(request)
    if stands is None:
        return answers.not_found()
    here = installation()
    why = asking.refused(here, stands.code)
    token = "" if why else str(_signer(here).dumps(stands.code))
    return pages.ask(stands, settings.public_address.rstrip("/"), token, why, wrong)


def _standing(request: Request) -> Standing | None:
    """How the council of an address stands; None below the other tree."""
    stands = standing(settings.site_dir, request.path_params["code"])
    return stands if stands and request.url.path.startswith(pages.place(stands)) else None


def _of_our_form(code: str, token: str) -> bool:
    try:
        return bool(_signer(installation()).loads(token, max_age=FORM_LASTS_SECONDS) == code)
    except BadData:
        return False


def _signer(here: Installation) -> URLSafeTimedSerializer:
    """Signed by the installation, so that a form of one process is taken by another."""
    return URLSafeTimedSerializer(asking.keys_of(here).link.hex(), salt="tell-me")


def _with(act: Callable[[Installation, str], Result], request: Request) -> Result:
    return act(installation(), request.path_params["token"])


def _name(stands: Standing | None) -> str:
    return stands.name if stands else THIS_COUNCIL
