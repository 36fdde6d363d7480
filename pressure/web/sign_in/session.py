"""Who is signed in, for pages and routes: `signed_in(st.context.cookies)` at the top of every officer page."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure import clock
from pressure.access.permissions import Act
from pressure.access.sessions import (
    Signed,
    cookie_name,
    form_token,
    fresh,
    open_session,
    person_of,
    token_in,
    was_held_by,
)
from pressure.settings import settings
from pressure.store.engine import open_engine, writing
from pressure.web import signed_cookies
from pressure.words.shell import AppPage

REHEARSAL = "officer_rehearsal.py"


def signed_in(cookies: Mapping[str, str]) -> Signed | None:
    """The person who holds this browser's session now. Ask at every run: a session can end while a page is open."""
    return person_of(
        open_engine(settings.database_url),
        token_in(cookies, demonstration=settings.demonstration),
        clock.now(),
        settings,
    )


def was_signed_in(cookies: Mapping[str, str]) -> tuple[str | None, bool]:
    """Who held this browser's session before it ended, if anybody did, and whether they may sign in again."""
    return was_held_by(open_engine(settings.database_url), token_in(cookies, demonstration=settings.demonstration))


def is_fresh(signed: Signed) -> bool:
    """Whether they may propose and sign without signing in again."""
    return fresh(signed, clock.now(), settings.fresh_minutes)


def in_menu(page: AppPage, signed: Signed | None) -> bool:
    """Whether the menu names this officer page; the page itself and its acts ask again."""
    if page.script == REHEARSAL and not clock.is_set():
        return False
    return signed is not None and (not page.act or bool(signed.actor.councils_for(Act(page.act))))


def sign_in_link(path: str, *, again: bool = False) -> str:
    """Where to send somebody to sign in, and back to this path."""
    return f"/sign-in{'/again' if again else ''}?next={quote(path, safe='')}"


def sign_out_token(cookies: Mapping[str, str]) -> str:
    """What a form that posts to /sign-out must carry as `token`; a link to /sign-out needs none."""
    return form_token(token_in(cookies, demonstration=settings.demonstration) or "")


def new_session(request: Request, person_id: str, *, authenticated_at: datetime) -> str:
    """A token for somebody who has just proved who they are; the one this browser held before ends."""
    with writing(open_engine(settings.database_url)) as connection:
        return open_session(
            connection,
            person_id=person_id,
            at=clock.now(),
            authenticated_at=authenticated_at,
            instead_of=token_in(request.cookies, demonstration=settings.demonstration),
        )


def let_in(token: str, onward: str) -> Response:
    """On to where they wanted to go, with the session in a cookie no script can read."""
    response = RedirectResponse(onward, 303)
    response.set_cookie(
        cookie_name(demonstration=settings.demonstration),
        token,
        path="/",
        httponly=True,
        secure=not settings.demonstration,
        samesite="lax",
    )
    return signed_cookies.forget(response)


def let_out(response: Response) -> Response:
    response.delete_cookie(
        cookie_name(demonstration=settings.demonstration),
        path="/",
        httponly=True,
        secure=not settings.demonstration,
        samesite="lax",
    )
    return response
