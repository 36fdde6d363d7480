"""An officer's desk in words: returns, signatures and reviews of their own councils."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from pressure.access.permissions import Act, Actor
from pressure.actions.after_acts import PublishedAct
from pressure.actions.desk import links
from pressure.actions.desk.desk import PART, Matter, Return, Undone
from pressure.document.shapes import WholeText
from pressure.domain.councils import Council
from pressure.domain.declarations import RAISED, Kind
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link, Term, Words
from pressure.release.site import base
from pressure.words.dates import short_date, uk_date, uk_moment
from pressure.words.nations import nation_of, title_there
from pressure.words.numbers import listed, spaced
from pressure.words.officers import declare as declaring_words
from pressure.words.officers import pages as words
from pressure.words.officers.measures import titled
from pressure.words.officers.views import view_in_words


def undone_state(item: Undone) -> str:
    """What became of a proposal."""
    return words.RETURNED_STATE if item.reason else words.LAPSED_STATE


def view_said(matter: Matter) -> str:
    """The principal social worker's view as the register prints it; "" while there is none."""
    return view_in_words(matter.view, matter.view_words, matter.view_by) if matter.view else ""


def _confirmed(item: Return) -> str:
    if item.changed:
        return words.CHANGED
    if item.confirmed_by:
        return words.CONFIRMED
    return words.UNCONFIRMED if item.came else ""


def return_term(item: Return, actor: Actor, level: str) -> Term:
    """One council: its published level, its newest week, and where to go."""
    missing = words.MISSING.format(what=listed(item.missing).lower()) if item.state == PART else ""
    state = words.STATES[item.state].format(when=uk_moment(item.due_at)) + missing
    own = item.council.code
    to = [
        *(both_ways(own, item.week_ending) if actor.role_for(Act.LOAD_RETURN, own) else ()),
        Link(words.OPEN_MOVES, links.moves(own)),
        *((Link(words.OPEN_COUNTING, links.counting(own)),) if actor.role_for(Act.SAY_HOW_COUNTED, own) else ()),
        *((Link(words.OPEN_TOKENS, links.tokens(own)),) if actor.role_for(Act.END_TOKEN, own) else ()),
        Link(words.OPEN_BRIEF, brief_address(item.council)),
    ]
    return Term(
        words.RETURN_OF.format(council=item.council.name, week=short_date(item.week_ending)),
        (f"{level}. {state} {_confirmed(item)} ".replace("  ", " "), *beside(to)),
    )


def both_ways(council_code: str, week_ending: date) -> tuple[Link, Link]:
    """How a return is sent: typed, or as a file."""
    return (
        Link(words.TYPE_RETURN, links.return_form(council_code, week_ending)),
        Link(words.SEND_FILE, links.send_file(council_code)),
    )


def beside(to: Iterable[Link]) -> Words:
    """Links in one line."""
    return tuple(part for one in to for part in (" · ", one))[1:]


def brief_address(council: Council) -> str:
    """The page for members and scrutiny, public like the notice."""
    return f"{base(demonstration=council.demonstration)}/councils/{council.code}/brief/"


def outcome(done: str, release_id: str, seconds: float = 0, **more: object) -> str:
    """What an act did: the words of its success with its release, or that it is kept and not public yet."""
    return done.format(release=release_id, seconds=seconds, **more) if release_id else words.KEPT


def signed(text: WholeText, made: PublishedAct, book: Rulebook, now: datetime, digest: str) -> str:
    """What a signature did, by what was signed; that it is only kept where no release shows it; and of which text."""
    terms = text["declaration"]
    begins, kind = datetime.fromisoformat(terms["starts_at"]), terms["kind"]
    if terms["measure_id"] == RAISED and kind == Kind.DECLARE:
        kind = "raise"
    elif kind == Kind.DECLARE and begins > now:
        kind = "later"
    done = declaring_words.SIGNED[kind].format(
        title=titled(terms["measure_id"], book),
        day=uk_date(begins if kind == "later" else terms["review_by"]),
        level=text.get("level", ""),
    )
    shown = (
        declaring_words.SHOWN.format(release=made.release_id, seconds=made.seconds) if made.release_id else words.KEPT
    )
    return f"{done} {shown} {declaring_words.SIGNED_THIS.format(id=terms['declaration_id'], digest=digest)}"


def owed_line(council: str, nation_code: str, action: str, at: datetime, book: Rulebook) -> str:
    """One act that the public pages do not show yet."""
    said = title_there(words.ACTIONS[action], nation_of({"nation_code": nation_code}, book), book)
    return words.OWED_ONE.format(council=council, action=said, at=uk_moment(at))


def choice(item: Matter, book: Rulebook) -> str:
    """One matter in a list to choose from."""
    kind = f"{words.KINDS[item.kind]}: " if item.kind else ""
    where = f", {item.area}" if item.area else ""
    return f"{item.council.name}, {kind}{titled(item.measure_id, book)}{where} ({item.declaration.declaration_id})"


def of_statement(made: PublishedAct) -> str:
    """What became of a statement."""
    if made.waits_for:
        return words.STATEMENT_WAITS.format(again=uk_date(made.waits_for))
    return outcome(words.REPLY_DONE, made.release_id)


def stated_term(row: Any, names: Mapping[str, str], waits_for: date | None) -> Term:
    """One statement, by role, and until when an election keeps it back."""
    waits = (words.STATEMENT_WAITS.format(again=uk_date(waits_for)),) if waits_for else ()
    return Term(
        words.SAID_BY.format(
            day=short_date(row.written_at),
            role=spaced(row.by_role),
            council=names.get(row.council_code, row.council_code),
        ),
        (row.words, *waits),
    )


def request_term(row: Any) -> Term:
    """One request: what became of it, in the operator's words, and where it was put right."""
    asked = words.SAID_BY.format(day=short_date(row.asked_at), council=row.council, role=spaced(row.by_role))
    said = words.REQUEST_SAID.format(words=row.words, state=words.REQUEST_STATES[row.state])
    answer = words.ANSWER_SAID.format(answer=row.answer) if row.answer else ""
    link = Link(words.CORRECTED_IN.format(release=row.release_id), f"{row.base}/corrections/")
    return Term(asked, (f"{said}{answer}", *((" ", link) if row.release_id else ())))
