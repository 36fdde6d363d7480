"""Files for officers that are not public: each asks who is signed in, and nothing keeps a copy."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pressure.access.permissions import Act
from pressure.access.sessions import Signed
from pressure.domain.calendar import week_ended
from pressure.domain.moments import day_of
from pressure.ingest.templates import Template, parts_of, write
from pressure.store import councils, readings
from pressure.store.engine import reading
from pressure.web import answers
from pressure.web.expiring import Expiring
from pressure.web.installation_now import installation
from pressure.web.sign_in import session as officers

MOST_KEPT, KEPT_FOR = 40, timedelta(minutes=30)
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file made for one session, given to no other."""

    session: str
    name: str
    content: bytes


_kept: Expiring[str, Kept] = Expiring(MOST_KEPT, KEPT_FOR)


def keep(signed: Signed, name: str, content: bytes) -> str:
    """Hold a file for this session for half an hour, in memory alone. Returns its address."""
    token = hashlib.sha256(signed.session.encode() + content).hexdigest()
    _kept.keep(token, Kept(signed.session, name, content))
    return f"/officer/kept/{token}"


def template_address(council_code: str, ending: str) -> str:
    return f"/officer/template.{ending}?council={council_code}"


async def kept(request: Request) -> Response:
    """A kept file, for the session it was made for."""
    signed = await run_in_threadpool(officers.signed_in, request.cookies)
    if signed is None:
        return RedirectResponse(officers.sign_in_link("/app/officer-load"), 303)
    found = _kept.found(request.path_params["token"])
    if found is None or found.session != signed.session:
        return answers.not_found()
    ending = "xlsx" if found.name.lower().endswith(".xlsx") else "csv"
    return _file(found.name, found.content, ending)


async def template(request: Request) -> Response:
    """The weekly return of a council, prefilled with last week's exact figures: for its own officers."""
    signed = await run_in_threadpool(officers.signed_in, request.cookies)
    if signed is None:
        return RedirectResponse(officers.sign_in_link("/app/officer-load"), 303)
    code, ending = request.query_params.get("council", ""), request.path_params["ending"]
    if signed.actor.role_for(Act.LOAD_RETURN, code) is None or ending not in TYPES:
        return answers.not_found()
    return await run_in_threadpool(_template, code, ending)


def _template(code: str, ending: str) -> Response:
    here = installation()
    sunday = week_ended(day_of(here.now()))
    with reading(here.engine) as connection:
        council = councils.load_all(connection).get(code)
        last = readings.last_return(connection, code, before=sunday)
    asked = Template(
        book=here.book(),
        today=day_of(here.now()),
        council=council,
        week_ending=sunday,
        last=last,
        site=here.settings.public_address,
        parts=parts_of(here.settings.sources_dir),
    )
    return _file(f"return-{code}-{sunday.isoformat()}.{ending}", write(asked, ending), ending)


def _file(name: str, content: bytes, ending: str) -> Response:
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
    return Response(
        content,
        media_type=TYPES[ending],
        headers={
            "Content-Disposition": f'attachment; filename="{safe}"',
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex",
        },
    )


OFFICER_ROUTES: list[BaseRoute] = [
    Route("/officer/template.{ending:str}", template),
    Route("/officer/kept/{token:str}", kept),
]
