"""Where each thing on a desk is done: an address for one object, the same on the desk, on the board and in a mail."""

from datetime import date
from urllib.parse import urlencode

from pressure.actions.desk.desk import Matter, Undone
from pressure.domain.declarations import RAISED, Kind
from pressure.words.officers import declaration_form as form

FORM, LOAD, COUNTING, TOKENS, RETURNS, DECLARE, SIGN, VIEW, MOVES, REPLY, PEOPLE, RECORD, DESK = (
    "/app/officer-form",
    "/app/officer-load",
    "/app/officer-counting",
    "/app/officer-tokens",
    "/app/officer-returns",
    "/app/officer-declare",
    "/app/officer-sign",
    "/app/officer-view",
    "/app/officer-moves",
    "/app/officer-reply",
    "/app/officer-people",
    "/app/officer-record",
    "/app/officer-desk",
)


def return_form(council_code: str, week_ending: date) -> str:
    """Where the return of a week is typed."""
    return _to(FORM, council=council_code, week=week_ending.isoformat())


def send_file(council_code: str) -> str:
    """Where a return is sent as a file. The file says its week."""
    return _to(LOAD, council=council_code)


def counting(council_code: str) -> str:
    """How a council counts."""
    return _to(COUNTING, council=council_code)


def tokens(council_code: str) -> str:
    """The tokens with which a program sends a council's return."""
    return _to(TOKENS, council=council_code)


def confirm(council_code: str) -> str:
    """Where the director confirms the newest return of a council."""
    return _to(RETURNS, council=council_code)


def renew_or_end(matter: Matter) -> str:
    """Where what is in force is renewed or ended; a raised level is not renewed."""
    kind = form.END if matter.measure_id == RAISED else form.RENEW
    return _to(DECLARE, council=matter.council.code, kind=kind, which=matter.declaration.declaration_id)


def propose_again(undone: Undone) -> str:
    """Where what came to nothing is proposed again, with its words."""
    again = {Kind.DECLARE: form.RAISE if undone.measure_id == RAISED else form.EDIT, Kind.RENEW: form.RENEW}
    kind = again.get(undone.kind, form.END)
    return _to(DECLARE, council=undone.council.code, kind=kind, which=undone.declaration_id)


def declare(council_code: str, measure_id: str = "") -> str:
    """Where a new measure is declared."""
    return _to(DECLARE, council=council_code, kind=form.DECLARE, **({"which": measure_id} if measure_id else {}))


def sign(declaration_id: str) -> str:
    """Where one text is read and signed."""
    return _to(SIGN, id=declaration_id)


def view(declaration_id: str) -> str:
    """Where the professional lead gives a view on one text, or records a check of it."""
    return _to(VIEW, id=declaration_id)


def moves(council_code: str) -> str:
    """Why a council's level changed."""
    return _to(MOVES, council=council_code)


def reply(council_code: str) -> str:
    """A council's own statement."""
    return _to(REPLY, council=council_code)


def people(council_code: str) -> str:
    """Who holds which role at a council."""
    return _to(PEOPLE, council=council_code)


def _to(page: str, **names: str) -> str:
    return f"{page}?{urlencode(names)}"
