"""What an officer has to do now, by when, and what is done: for every role they hold, with a link to each thing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pressure.access.permissions import TEAMS, Actor, Role
from pressure.actions.desk import links
from pressure.actions.desk.desk import SENT, Desk, Matter, Return
from pressure.actions.desk.first_level import FirstLevel, Staffed
from pressure.actions.return_form.drafting import Form
from pressure.domain.calendar import WEEK, next_release, return_due
from pressure.domain.moments import day_of
from pressure.domain.officers.effects import Effect
from pressure.domain.rating.results import TOO_SMALL
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import markup, table
from pressure.drawing.blocks import Block, Heading, Items, Link, Words, lines, says
from pressure.shell.officers.desk import beside, both_ways, undone_state
from pressure.words.dates import short_date, uk_date, uk_moment
from pressure.words.nations import nation_of, role_there
from pressure.words.numbers import listed
from pressure.words.officers import checklist as words
from pressure.words.officers import pages
from pressure.words.officers.effect import SIGNER, effect_said
from pressure.words.officers.measures import titled

REVIEW_DAYS = 3
NEEDED = (Role.ADMINISTRATOR, Role.DATA_OFFICER, Role.DIRECTOR, Role.PRINCIPAL_SOCIAL_WORKER, Role.SIGNATORY)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing, whether it is done, and where."""

    done: bool
    said: str
    to: Link | tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Everything a checklist is made from. `staff` are the councils whose people they manage, `parts` the forms of
    which they answer a team's questions."""

    desk: Desk
    actor: Actor
    now: datetime
    book: Rulebook
    effects: Mapping[str, Effect]
    staff: tuple[Staffed, ...]
    parts: tuple[Form, ...] = ()


def checklist(seen: Seen) -> str:
    """Markup of all of it, what is to do first."""
    parts: list[Heading | Items] = []
    for role in (r for r in Role if r in {held for _, held in seen.actor.roles} and r in TASKS):
        mine = {code for code, held in seen.actor.roles if held is role}
        own = sorted(TASKS[role](seen, mine), key=lambda task: task.done)
        nation = next((c.nation_code for c in seen.desk.councils if c.code in mine), "")
        said = role_there(role.value, nation_of({"nation_code": nation}, seen.book), seen.book)
        parts += [Heading(words.OF_ROLE.format(role=said)), Items(tuple(map(_line, own)))]
    return markup(parts)


def _line(task: Task) -> Words:
    said = words.LINE.format(mark=words.DONE if task.done else words.OPEN, said=task.said)
    to = (task.to,) if isinstance(task.to, Link) else task.to
    return (f"{said} ", *beside(to)) if to else (said,)


def _returns(seen: Seen, mine: set[str]) -> list[Return]:
    return [item for item in seen.desk.returns if item.council.code in mine]


def _send(seen: Seen, mine: set[str]) -> Iterator[Task]:
    for item in _returns(seen, mine):
        what = {"council": item.council.name, "week": short_date(item.week_ending)}
        if item.state == SENT:
            after = uk_moment(return_due(seen.book.calendar, item.week_ending + WEEK))
            yield Task(True, words.SENT.format(**what, next=after))
        else:
            state = pages.STATES[item.state].format(when=uk_moment(item.due_at))
            missing = f" {pages.MISSING.format(what=listed(item.missing).lower()).strip()}" if item.came else ""
            to = both_ways(item.council.code, item.week_ending)
            yield Task(False, words.SEND.format(**what, state=state + missing), to)


def _confirm(seen: Seen, mine: set[str]) -> Iterator[Task]:
    for item in _returns(seen, mine):
        what = {"council": item.council.name, "week": short_date(item.week_ending)}
        if not item.came:
            state = pages.STATES[item.state].format(when=uk_moment(item.due_at))
            to = both_ways(item.council.code, item.week_ending)
            yield Task(False, words.NOT_CAME.format(**what, state=state), to)
        elif item.to_confirm:
            release = uk_moment(next_release(seen.book.calendar, seen.now))
            look = Link(words.CONFIRM_LINK, links.confirm(item.council.code))
            yield Task(False, words.CONFIRM.format(**what, release=release), look)
        else:
            yield Task(True, words.CONFIRMED.format(**what))


def _answer(role: Role) -> Callable[[Seen, set[str]], Iterator[Task]]:
    """The task of a team: its own questions of the newest week."""

    def tasks(seen: Seen, mine: set[str]) -> Iterator[Task]:
        for form in (one for one in seen.parts if one.council.code in mine):
            owed = [q for q in form.questions if q.owed and q.team == role]
            left = [q for q in form.unanswered if q.team == role]
            said = words.ANSWER if left else words.ANSWERED if owed else words.NOT_ASKED
            what = {"council": form.council.name, "week": short_date(form.week_ending)}
            to = Link(words.ANSWER_LINK, links.return_form(form.council.code, form.week_ending))
            yield Task(not left, said.format(**what, left=len(left), all=len(owed)), to if owed else ())

    return tasks


def _director(seen: Seen, mine: set[str]) -> Iterator[Task]:
    yield from _confirm(seen, mine)
    for item in _returns(seen, mine):
        for measure_id in item.used:
            said = words.DECLARE.format(council=item.council.name, title=titled(measure_id, seen.book))
            yield Task(False, said, Link(words.DECLARE_LINK, links.declare(item.council.code, measure_id)))
    soon, due = day_of(seen.now) + timedelta(days=REVIEW_DAYS), False
    for matter in (m for m in seen.desk.standing if m.council.code in mine):
        by = matter.declaration.review_by
        if by is None or by > soon:
            continue
        due = True
        said = (words.OVERDUE if matter.review_overdue else words.REVIEW).format(
            title=titled(matter.measure_id, seen.book), council=matter.council.name, day=uk_date(by)
        )
        yield Task(False, said, Link(words.REVIEW_LINK, links.renew_or_end(matter)))
    if not due:
        yield Task(True, words.NO_REVIEW.format(days=REVIEW_DAYS))
    for undone in (u for u in seen.desk.undone if u.council.code in mine):
        said = words.AGAIN.format(
            title=titled(undone.measure_id, seen.book), council=undone.council.name, state=undone_state(undone)
        )
        yield Task(False, said, Link(words.AGAIN_LINK, links.propose_again(undone)))


def _sign(seen: Seen, mine: set[str]) -> Iterator[Task]:
    waiting = [m for m in seen.desk.waiting if m.mine and m.council.code in mine]
    for matter in waiting:
        effect = seen.effects.get(matter.declaration.declaration_id)
        said = words.SIGN.format(
            title=titled(matter.measure_id, seen.book),
            council=matter.council.name,
            until=uk_moment(matter.waits_until),
            effect=effect_said(effect, SIGNER) if effect else "",
        )
        yield Task(False, said.strip(), Link(words.SIGN_LINK, links.sign(matter.declaration.declaration_id)))
    if not waiting:
        yield Task(True, words.NOTHING_TO_SIGN)


def _view(seen: Seen, mine: set[str]) -> Iterator[Task]:
    open_ = [m for m in (*seen.desk.waiting, *seen.desk.standing) if m.council.code in mine and _lacks_view(m, seen)]
    for matter in {m.declaration.declaration_id: m for m in open_}.values():
        until = words.VIEW_BY.format(until=uk_moment(matter.view_until)) if matter.view_until else ""
        said = words.VIEW.format(title=titled(matter.measure_id, seen.book), council=matter.council.name, by=until)
        yield Task(False, said, Link(words.VIEW_LINK, links.view(matter.declaration.declaration_id)))
    if not open_:
        yield Task(True, words.NO_VIEW)


def _lacks_view(matter: Matter, seen: Seen) -> bool:
    """A text that waits for one, or a signed measure of a stage that asks for one and has none."""
    if matter.view_until:
        return True
    found, rules = seen.book.exceptional(matter.measure_id), seen.book.declarations
    asks = bool(found and rules.view and found.stage >= rules.view.stage)
    return asks and matter.view is None and matter.declaration.signed_at is not None and not matter.declaration.pending


def _audit(_: Seen, __: set[str]) -> Iterator[Task]:
    yield Task(True, words.LOOK, Link(words.LOOK_LINK, links.RECORD))


def _people(seen: Seen, mine: set[str]) -> Iterator[Task]:
    for where in (one for one in seen.staff if one.council.code in mine):
        by_role = {one.role: one for one in where.holders}
        to, complete = Link(words.PEOPLE_LINK, links.people(where.council.code)), True
        nation = nation_of({"nation_code": where.council.nation_code}, seen.book)
        for role in NEEDED:
            one, said = by_role.get(role.value), ""
            what = {"role": role_there(role.value, nation, seen.book), "council": where.council.name}
            if one is None:
                said = words.GIVE_ROLE.format(**what)
            elif one.ready < one.people:
                said = words.SET_UP.format(number=one.people - one.ready, people=one.people, **what)
            if said:
                complete = False
                yield Task(False, said, to)
        if complete:
            yield Task(True, words.EVERY_ROLE.format(council=where.council.name))
        yield Task(
            True,
            words.TOKENS.format(council=where.council.name),
            Link(pages.OPEN_TOKENS, links.tokens(where.council.code)),
        )


TASKS = {
    Role.DATA_OFFICER: _send,
    **{team: _answer(team) for team in TEAMS},
    Role.DIRECTOR: _director,
    Role.DEPUTY_DIRECTOR: _director,
    Role.SIGNATORY: _sign,
    Role.PRINCIPAL_SOCIAL_WORKER: _view,
    Role.DEPUTY: _view,
    Role.AUDITOR: _audit,
    Role.ADMINISTRATOR: _people,
}


def first(found: FirstLevel, nation_code: str, book: Rulebook) -> str:
    """Markup of what a council without a level needs."""
    if found.why == TOO_SMALL:
        return markup([says(words.TOO_SMALL)])
    nation = nation_of({"nation_code": nation_code}, book)
    rows = [
        (
            (one.title,),
            (words.OF_WEIGHT.format(fresh=one.fresh, weight=one.weight),),
            (str(one.needed),),
            ("; ".join(words.MISSING.format(title=t, weight=w) for t, w in one.missing) or words.NONE_MISSING,),
        )
        for one in found.families
    ]
    national = [words.NATIONAL_LINE.format(title=t, until=uk_date(u)) for t, u in found.national]
    who = [
        words.WHO_LINE.format(role=role_there(one.role, nation, book), ready=one.ready, people=one.people)
        for one in found.holders
    ]
    head: list[Block] = [says(words.FIRST_INTRO.format(needed=found.percent_needed, percent=found.percent))]
    if found.core:
        head.append(says(words.CORE.format(what=listed(list(found.core))), tone="strong"))
    tail: list[Block] = [
        says(words.REGISTER[found.register_confirmed]),
        *_under(words.NATIONAL, national or [words.NO_NATIONAL]),
        says(words.NEXT.format(when=uk_moment(found.next_release))),
        *_under(words.WHO, who),
    ]
    return f"{markup(head)}{table(words.FAMILIES, words.FAMILIES_HEAD, rows, titled=True)}{markup(tail)}"


def _under(title: str, said: Iterable[str]) -> tuple[Heading, Items]:
    return Heading(title), lines(*said)
