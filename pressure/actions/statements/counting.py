"""How a council counts each figure of its return, in its own answers: never part of a level, public with the next
scheduled release."""

from dataclasses import dataclass
from datetime import date

from pressure.access.permissions import Act, Actor, require, require_fresh
from pressure.actions.installation import Installation
from pressure.actions.ratings.exact_ratings import check_exact_counts
from pressure.document import entries
from pressure.domain.councils import Council
from pressure.domain.counting.answers import Stood, Told, check_since, stood
from pressure.domain.counting.questions import CountingQuestion, asked_of
from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.domain.written import check_names, written
from pressure.store import councils, record, statements
from pressure.store.engine import Connection, reading, writing

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about one figure, the answer that stands, None where there is none, and those it replaced."""

    measure: Measure
    question: CountingQuestion
    now: Stood | None
    before: tuple[Stood, ...] = ()


def asked(installation: Installation, *, by: Actor, council_code: str) -> list[Asked]:
    """Everything a council is asked about the figures of its return, in the order of the rules. Raises Refusal."""
    require(by, Act.SAY_HOW_COUNTED, [council_code])
    with reading(installation.engine) as connection:
        return _asked(installation, connection, _council(installation, connection, council_code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer to one question about one figure. `since` is the day from which the council counts so; a changed way of
    counting needs one."""

    measure_id: str
    question: str
    choice: str
    words: str = ""
    told: Told = Told.FIRST
    since: date | None = None


def say_how_counted(
    installation: Installation, *, by: Actor, council_code: str, given: Given, names_nobody: bool = False
) -> None:
    """Keep an answer beside those before it. Of words somebody has said that they name no person. Raises Refusal."""
    said = written(" ".join(given.words.split()), "Your words", LONGEST, lines=False)
    if said:
        check_names(names_nobody, "The answer")
    with writing(installation.engine) as connection:
        role, at = require(by, Act.SAY_HOW_COUNTED, [council_code]), installation.moment(connection)
        require_fresh(by, Act.SAY_HOW_COUNTED, installation.now(), installation.settings.fresh_minutes)
        council = _council(installation, connection, council_code)
        about = [each for each in _asked(installation, connection, council) if each.measure.id == given.measure_id]
        one = next((each for each in about if each.question.id == given.question), None)
        if one is None:
            raise Refusal(f"{council.name} is not asked this about {given.measure_id}.")
        _check_choice(one, given.choice, said)
        before = one.now
        same = before is not None and (before.answer.choice, before.answer.words) == (given.choice, said)
        if before and same and (given.told is Told.CHANGED or given.since in (None, before.since)):
            raise Refusal("This is the answer that stands. Nothing was changed.")
        check_since(before, given.told, given.since, at)
        if said:
            check_exact_counts(installation, connection, council_code, said)
        number = statements.add_counting_answer(
            connection,
            council_code=council_code,
            measure_id=given.measure_id,
            question=given.question,
            choice=given.choice,
            words=said,
            told=given.told.value,
            since=given.since,
            by_person=by.person_id,
            by_role=role,
            answered_at=at,
        )
        record.append(
            connection,
            entries.SAY_HOW_COUNTED.of(
                what={"council_code": council_code, "measure_id": given.measure_id, "question": given.question},
                private={
                    "number": number,
                    "choice": given.choice,
                    "told": given.told.value,
                    "since": given.since.isoformat() if given.since else None,
                    **record.of_words(f"counting-{number}", said),
                },
            ),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=council_code,
        )


def _council(installation: Installation, connection: Connection, council_code: str) -> Council:
    """One that exists today. Raises Refusal."""
    found = councils.load_all(connection).get(council_code)
    if found is None or not found.existed_on(day_of(installation.now())):
        raise Refusal(f"There is no council {council_code} today.")
    installation.check_reality([found])
    return found


def _asked(installation: Installation, connection: Connection, council: Council) -> list[Asked]:
    book, found = installation.book(), list[Asked]()
    every = stood(statements.counting_answers(connection, [council.code], installation.now()))
    for measure in book.asked(council.nation_code, None):
        for question in asked_of(book.counting_questions, measure.id):
            own = [each for each in every if each.answer.key == (council.code, measure.id, question.id)]
            found.append(Asked(measure, question, own[-1] if own else None, tuple(own[:-1])))
    return found


def _check_choice(one: Asked, choice: str, said: str) -> None:
    chosen = next((each for each in one.question.choices_of(one.measure.id) if each.id == choice), None)
    if chosen is None:
        raise Refusal("Choose one of the answers of the list.")
    if chosen.own_words and not said:
        raise Refusal(f"“{chosen.says}” needs your own words as well, up to {LONGEST:,} characters.")
