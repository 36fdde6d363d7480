"""The form of one council's week as one person sees it, and each answer kept as it is typed."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from pressure.access.permissions import TEAMS, Act, Actor, require
from pressure.actions.installation import Installation
from pressure.actions.return_form.questions import Answer, Choice, Question, answer_of, as_before, published, questions
from pressure.domain.calendar import WEEK, week_ended
from pressure.domain.councils import Council, alphabetical
from pressure.domain.measures import Measure, Unit
from pressure.domain.moments import day_of
from pressure.domain.rating.rounding import nearest
from pressure.domain.readings import RETURN, USABLE, Reading, latest_versions
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import Rulebook
from pressure.ingest.readers.weekly_return import WeeklyReturn
from pressure.ingest.sources import source
from pressure.rules.return_form import ReturnForm, load_return_form
from pressure.store import councils, readings
from pressure.store.engine import Connection, noting, reading
from pressure.store.return_form import answers, links
from pressure.store.return_form.answers import KeptAnswer

KEPT_FOR = timedelta(weeks=8)
VERSION_BITS = 62
LONGEST = 30
"""Letters of one box: no count has more."""


class Overtaken(Refusal):
    """Somebody answered the same question in the meantime. Nothing is lost: their answer stands, and the other is still
    on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer as it is kept. Who saved it is said by role alone."""

    answer: Answer
    version: int
    by_role: str
    mine: bool
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one person sees of a council's week. `before` is the newest earlier figure of each question, `sent` what
    stands for this very week. `given_elsewhere` are measures a publication gives, with its newest figure. `whole` says
    that it is theirs to send. `block_due` is when the questions of a block are asked next, None when they are asked
    now."""

    council: Council
    week_ending: date
    questions: tuple[Question, ...]
    kept: Mapping[str, Kept]
    before: Mapping[str, Reading]
    sent: Mapping[str, Reading]
    given_elsewhere: tuple[tuple[Measure, Reading | None], ...]
    whole: bool
    block_due: date | None
    repeated_since: date
    teams: Mapping[str, str]

    @property
    def answered(self) -> tuple[tuple[Question, Answer], ...]:
        """What the form would send, in the order of its questions."""
        return tuple((q, self.kept[q.id].answer) for q in self.questions if q.id in self.kept)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """What the return owes and neither the form nor an earlier return of this week says."""
        given = {q.id for q, answer in self.answered if answer.given} | self.sent.keys()
        return tuple(q for q in self.questions if q.owed and q.id not in given)

    @property
    def versions(self) -> dict[str, int]:
        return {name: kept.version for name, kept in self.kept.items()}

    def repeated(self, question: Question) -> Answer | None:
        """The answer "as before", where it may be given."""
        return as_before(question, self.before.get(question.id), self.repeated_since)


def may_open(installation: Installation, by: Actor) -> tuple[Council, ...]:
    """The councils whose form they answer, all of it or a part, by name."""
    codes, today = by.councils_for(Act.SAVE_PART), day_of(installation.now())
    with reading(installation.engine) as connection:
        own = (c for c in councils.load_all(connection).all if c.code in codes and c.existed_on(today))
        return tuple(sorted(own, key=lambda c: alphabetical(c.name)))


def weeks(installation: Installation) -> tuple[date, ...]:
    """The Sundays that can be answered for, newest first."""
    last = week_ended(day_of(installation.now()))
    return tuple(last - number * WEEK for number in range(installation.book().freshness.weeks_looked_back))


def parts(installation: Installation, by: Actor) -> tuple[Form, ...]:
    """The form of the newest week of each council where they answer for a team."""
    own = [c for c in may_open(installation, by) if _teams(by, c.code)]
    return tuple(opened(installation, by=by, council_code=c.code, week_ending=weeks(installation)[0]) for c in own)


def opened(installation: Installation, *, by: Actor, council_code: str, week_ending: date) -> Form:
    """The form with everything this person may see of it. Raises Refusal."""
    require(by, Act.SAVE_PART, [council_code])
    with reading(installation.engine) as connection:
        return _form(installation, connection, by, council_code, week_ending)


def save(
    installation: Installation,
    *,
    by: Actor,
    council_code: str,
    week_ending: date,
    question_id: str,
    answer: Answer,
    seen: int | None,
) -> None:
    """Keep one answer. `seen` is the version it takes the place of, None where there was none. Raises Overtaken when
    somebody answered in between, and Refusal for what is not theirs to answer."""
    require(by, Act.SAVE_PART, [council_code])
    with noting(installation.engine) as connection:
        form = _form(installation, connection, by, council_code, week_ending)
        keep(installation, connection, by, form, question_id, answer, seen)


def keep(
    installation: Installation,
    connection: Connection,
    by: Actor,
    form: Form,
    question_id: str,
    answer: Answer,
    seen: int | None,
) -> None:
    """The same within a transaction, of a form that was read in it."""
    question = next((q for q in form.questions if q.id == question_id), None)
    if question is None:
        raise Refusal("This question is not yours to answer, or is not asked for this week.")
    _check(form, question, answer)
    installation.check_reality([form.council])
    at = installation.now()
    new = KeptAnswer(
        question=question_id,
        answer=answer.as_text(),
        version=secrets.randbits(VERSION_BITS),
        by_person=by.person_id,
        by_role=_role(by, form.council.code, question),
        saved_at=at,
    )
    if not answers.put(connection, form.council.code, form.week_ending, new, seen):
        raise Overtaken("Somebody else has answered this question since you opened it.")
    forget_old(connection, at)


def forget_old(connection: Connection, at: datetime) -> None:
    """Delete what nobody has sent or touched for eight weeks."""
    answers.forget(connection, at - KEPT_FOR)
    links.forget(connection, at - KEPT_FOR)


def in_public(
    book: Rulebook, question: Question, count: Fraction | int, of: int | None
) -> tuple[int, int | None] | None:
    """The counts of a figure as everybody will see them; None where nothing is rounded."""
    measure = book.measure(question.id)
    if measure is None or measure.counted not in book.disclosure.rounded:
        return None
    step = book.disclosure.round_to
    return nearest(count, step), None if of is None or measure.unit is not Unit.PERCENT else nearest(of, step)


def shares(installation: Installation) -> Mapping[str, str]:
    """Measures whose denominator is the count of another, by the description of the return."""
    reader = source(RETURN, installation.settings.sources_dir).reader
    return reader.shares if isinstance(reader, WeeklyReturn) else {}


def _form(installation: Installation, connection: Connection, by: Actor, council_code: str, week_ending: date) -> Form:
    council = councils.load_all(connection).get(council_code)
    if council is None or week_ending not in weeks(installation) or not council.existed_on(week_ending):
        raise Refusal("There is no form for this council and week.")
    book, asking = installation.book(), load_return_form(installation.settings.data_dir)
    whole, mine = by.role_for(Act.LOAD_RETURN, council_code) is not None, _teams(by, council_code)
    own = tuple(
        q for q in questions(book, asking, council, week_ending, shares(installation)) if whole or q.team in mine
    )
    ids = {q.id for q in own}
    blocks = book.calendar.blocks
    asked_now = blocks is None or blocks.ends(week_ending)
    known = answers.of_week(connection, council_code, week_ending)
    before = _before(connection, book, council_code, week_ending, ids)
    oldest = week_ending - timedelta(days=book.freshness.estimated_days)
    return Form(
        council=council,
        week_ending=week_ending,
        questions=own,
        kept={q.id: _kept(by, known[q.id], as_before(q, before.get(q.id), oldest)) for q in own if q.id in known},
        before=before,
        sent=_only(readings.return_of_week(connection, council_code, week_ending, known_at=installation.now()), ids),
        given_elsewhere=_elsewhere(installation, connection, book, council) if whole else (),
        whole=whole,
        block_due=None if asked_now or blocks is None else blocks.due(week_ending) + blocks.weeks * WEEK,
        repeated_since=oldest,
        teams=_titles(asking),
    )


def _elsewhere(
    installation: Installation, connection: Connection, book: Rulebook, council: Council
) -> tuple[tuple[Measure, Reading | None], ...]:
    """What publications give of a council instead of its return."""
    given = published(book, council.nation_code)
    found = readings.published(
        connection, councils=[council.code], measures=[m.id for m in given], known_at=installation.now()
    )
    usable = [r for r in latest_versions(found.get(council.code, ())) if r.status in USABLE]
    newest = {r.measure_id: r for r in sorted(usable, key=lambda r: (r.period_end, r.received))}
    return tuple((measure, newest.get(measure.id)) for measure in given)


def _titles(asking: ReturnForm) -> dict[str, str]:
    return {name: team.title for name, team in asking.teams.items()}


def _before(
    connection: Connection, book: Rulebook, council_code: str, week_ending: date, ids: set[str]
) -> dict[str, Reading]:
    """The newest figure of each question that the council sent for an earlier week, of the weeks that are looked at."""
    first = week_ending - book.freshness.weeks_looked_back * WEEK
    found = readings.newest_of_source(connection, RETURN, first, week_ending - WEEK, {council_code})
    newest: dict[str, Reading] = {}
    for one in sorted(found.values(), key=lambda r: r.period_end):
        newest[one.measure_id] = one
    return _only(newest, ids)


def _only(found: Mapping[str, Reading], ids: Iterable[str]) -> dict[str, Reading]:
    return {name: found[name] for name in ids if name in found}


def _teams(by: Actor, council_code: str) -> set[str]:
    return {role.value for code, role in by.roles if code == council_code and role in TEAMS}


def _role(by: Actor, council_code: str, question: Question) -> str:
    """The role under which they answer: the one that sends, else that of the team."""
    return by.role_for(Act.LOAD_RETURN, council_code) or question.team


def _kept(by: Actor, one: KeptAnswer, repeated: Answer | None) -> Kept:
    """What is kept of an answer. One that repeats a figure says nothing any more once that figure was corrected."""
    answer = answer_of(one.answer)
    return Kept(
        answer=Answer() if answer.choice is Choice.AS_BEFORE and answer != repeated else answer,
        version=one.version,
        by_role=one.by_role,
        mine=one.by_person == by.person_id,
        saved_at=one.saved_at,
    )


def _check(form: Form, question: Question, answer: Answer) -> None:
    """A choice that the question has, no box that is no box of it, and "as before" only for what it may be said of."""
    if max(map(len, (answer.numerator, answer.denominator, answer.value))) > LONGEST:
        raise Refusal(f"That is longer than {LONGEST} letters. Write the number alone.")
    if answer.choice is Choice.AS_BEFORE:
        if answer != form.repeated(question):
            raise Refusal("This figure cannot be repeated. Count it again, or say that it is not counted yet.")
    elif answer.choice is not Choice.TYPED and answer.choice not in question.choices:
        raise Refusal("This question cannot be answered so.")
