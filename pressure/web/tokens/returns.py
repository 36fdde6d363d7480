"""`POST /returns`: a program sends its council's weekly return. The token is looked at before the body is read."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pressure.access.council_tokens import Sender, TokenOver, UnknownToken
from pressure.access.permissions import NotAllowed
from pressure.actions.returns.loading import RowsOfOthers
from pressure.actions.tokens import sending
from pressure.domain.refusals import Refusal
from pressure.ingest.report import FileRefused, as_plain_data
from pressure.settings import settings
from pressure.store.engine import Busy
from pressure.web.installation_now import installation
from pressure.web.request_origin import client_of, rate_limit_key
from pressure.web.tokens import limits, problems
from pressure.words.officers import tokens as words

FORM = "multipart/form-data"
KINDS = {
    "text/csv": "return.csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "return.xlsx",
}
"""The types of a file sent by itself, and what it is called in messages."""
DRY_RUN = "dry_run"
ANSWERS = {"0": False, "1": True}
BEARER = "bearer "
FIELD = "file"
REFUSED = 422
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
"""All are answered here: nothing of a release stands at this address, and no page of another site may ask for it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came."""

    data: bytes
    name: str


async def take(request: Request) -> Response:
    """Load the file, or say why not. Every answer is JSON and none is kept."""
    if (refused := _asked_wrongly(request)) is not None:
        return refused
    try:
        by = await _sender(request)
    except (UnknownToken, TokenOver) as problem:
        wait = limits.count_guess(rate_limit_key(client_of(request)))
        return problems.too_often(wait) if wait else problems.no_token(str(problem))
    if wait := limits.count_sent(by.token_id):
        return problems.too_often(wait)
    sent = await _in_time(request)
    if isinstance(sent, Response):
        return sent
    dry_run = ANSWERS[request.query_params.get(DRY_RUN, "0")]
    return await run_in_threadpool(_answer, by, lambda: _load(by, sent, dry_run=dry_run))


def _asked_wrongly(request: Request) -> Response | None:
    """What can be said before anybody is known: a token never stands in an address, where logs keep it."""
    if request.method != "POST":
        return problems.problem(405, words.ONLY_SENT, headers={"Allow": "POST"})
    query = request.query_params.multi_items()
    if len(query) != len({name for name, _ in query}) or any(name != DRY_RUN for name, _ in query):
        return problems.problem(400, words.QUERY)
    if request.query_params.get(DRY_RUN, "0") not in ANSWERS:
        return problems.problem(400, words.DRY_RUN)
    return None


async def _sender(request: Request) -> Sender:
    """Whose token came with the request. Raises UnknownToken and TokenOver."""
    given = request.headers.getlist("authorization")
    if len(given) != 1 or not given[0].lower().startswith(BEARER):
        raise UnknownToken
    token = given[0][len(BEARER) :].strip()
    return await run_in_threadpool(lambda: sending.sender(installation(), token))


async def _in_time(request: Request) -> Sent | Response:
    """The file, unless it is none, too large or too slow."""
    try:
        async with asyncio.timeout(settings.returns_seconds):
            return await _sent(request)
    except TimeoutError:
        return problems.problem(408, words.TOO_SLOW, seconds=settings.returns_seconds)


async def _sent(request: Request) -> Sent | Response:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        return problems.problem(415, words.PACKED)
    if kind == FORM:
        return await _of_form(request)
    if kind not in KINDS:
        return problems.problem(415, words.KIND)
    return _checked(Sent(await request.body(), KINDS[kind]))


async def _of_form(request: Request) -> Sent | Response:
    """The one file of a form."""
    try:
        async with request.form(max_files=1, max_fields=0) as form:
            file = form.get(FIELD)
            if not isinstance(file, UploadFile):
                return problems.problem(400, words.NO_FILE)
            return _checked(Sent(await file.read(), file.filename or "return"))
    except HTTPException:
        return problems.problem(400, words.NO_FILE)


def _checked(sent: Sent) -> Sent | Response:
    if not sent.data:
        return problems.problem(400, words.EMPTY)
    return problems.too_large(settings.upload_limit_bytes) if len(sent.data) > settings.upload_limit_bytes else sent


def _load(by: Sender, sent: Sent, *, dry_run: bool) -> Response:
    loaded, told = sending.send(installation(), by=by, data=sent.data, name=sent.name, dry_run=dry_run)
    return problems.account(told, REFUSED if loaded.nothing_taken else 200)


def _answer(by: Sender, act: Callable[[], Response]) -> Response:
    try:
        return act()
    except (NotAllowed, RowsOfOthers):
        return problems.account(as_plain_data(Refusal(words.OTHER_COUNCIL.format(code=by.council_code))), 403)
    except FileRefused as refused:
        return problems.account(as_plain_data(refused), REFUSED)
    except Busy:
        return problems.busy()
    except Refusal as refused:
        return problems.account(as_plain_data(refused), 409)


RETURN_ROUTES = [Route(problems.RETURNS, take, methods=METHODS)]
