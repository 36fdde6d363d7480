"""What the form for a council's return of a week asks, of whom, and what an answer becomes in the return's file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum

from pressure.domain.councils import Council
from pressure.domain.measures import Asked, ContextMeasure, CountingRule, Measure, Unit
from pressure.domain.national import From
from pressure.domain.rating.confirming import ITEM, items
from pressure.domain.rating.disclosure import MEDIAN, RATIO
from pressure.domain.readings import REGISTER_CONFIRMED, USABLE, Reading, Status
from pressure.domain.rulebook import Rulebook
from pressure.ingest.templates import HEADER, template_csv
from pressure.rules.return_form import ReturnForm

NUMERATOR, DENOMINATOR, VALUE = "numerator", "denominator", "value"
HOURS = "hours_a_week"


class Kind(StrEnum):
    """What a question is about: a figure the return owes, the register, or what a council may add."""

    FIGURE = "figure"
    ITEM = "item"
    REGISTER = "register"
    OWN = "own"
    CONTEXT = "context"


class Choice(StrEnum):
    """How a question is answered: by what was typed, or without typing."""

    TYPED = "typed"
    NONE_KNOWN = "none_known"
    NOT_COUNTED = "not_counted"
    NOT_APPLICABLE = "not_applicable"
    AS_BEFORE = "as_before"
    YES = "yes"
    NO = "no"


WITHOUT_FIGURE = {Choice.NOT_COUNTED: Status.NOT_SUBMITTED, Choice.NOT_APPLICABLE: Status.NOT_APPLICABLE}
YES_OR_NO = {Choice.YES: "yes", Choice.NO: "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as typed: text, so that the checks of a file are the checks of the form. `value` also says how the
    council looked."""

    choice: Choice = Choice.TYPED
    numerator: str = ""
    denominator: str = ""
    value: str = ""

    @property
    def given(self) -> bool:
        """Whether it says anything: how the council looked, without what it found, says nothing."""
        return self.choice is not Choice.TYPED or bool(self.numerator or self.denominator or self.value)

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def answer_of(text: str) -> Answer:
    """What `as_text` kept."""
    told = json.loads(text)
    return Answer(**told | {"choice": Choice(told["choice"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `boxes` are the columns that are typed, `of` asks for the denominator, `ways` are how a council can
    have looked, `team` is the role that answers besides whoever sends. `repeats` says that it may be answered as
    before: what stands still by its nature, looked at again. Of a `share` the denominator is a part of what is said."""

    id: str
    kind: Kind
    title: str
    asks: str
    of: str = ""
    boxes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = (Choice.TYPED,)
    ways: Mapping[str, str] = field(default_factory=dict)
    counting: Mapping[CountingRule, str] = field(default_factory=dict)
    note: str = ""
    team: str = ""
    repeats: bool = False
    share: bool = False

    @property
    def owed(self) -> bool:
        """Whether a return without its answer lacks something."""
        return self.kind not in {Kind.OWN, Kind.CONTEXT}


def questions(
    book: Rulebook, form: ReturnForm, council: Council, week_ending: date, shares: Iterable[str]
) -> tuple[Question, ...]:
    """Everything the form can ask for a week: what is owed first, then the register, then what may be added. `shares`
    are measures whose denominator another question gives. Raises Refusal for a nation without rules."""
    nation, shared = council.nation_code, frozenset(shares)
    owed = book.asked(nation, week_ending)
    return (
        *(_measure(m, Kind.FIGURE, form, shared) for m in owed),
        *_register(book),
        *(_measure(m, Kind.OWN, form, shared) for m in published(book, nation) if _may_be_sent(book, m, week_ending)),
        *(_context(c, form) for c in book.context if not c.published_only),
    )


def published(book: Rulebook, nation_code: str) -> tuple[Measure, ...]:
    """The measures of a nation that a publication gives, so that nobody is asked for them."""
    nation = book.nation(nation_code)
    return tuple(m for m in book.set_of(nation_code) if nation.source_of(m.id).comes_from is From.PUBLICATION)


def slow(measure: Measure) -> bool:
    """Whether a figure may be said to be as it was: once a block, and a stock of things. What happens to people is
    counted anew each time (METHOD, how often)."""
    return measure.asked is Asked.BLOCK and not measure.about_people


def row_of(question: Question, answer: Answer) -> dict[str, str]:
    """What an answer says in the columns of a return besides council, week and measure."""
    if answer.choice in WITHOUT_FIGURE:
        return {"status": WITHOUT_FIGURE[answer.choice].value}
    if answer.choice in YES_OR_NO:
        return {VALUE: YES_OR_NO[answer.choice], "status": Status.OK.value}
    said = {NUMERATOR: answer.numerator, DENOMINATOR: answer.denominator, VALUE: answer.value}
    if answer.choice is Choice.NONE_KNOWN:
        said[NUMERATOR] = "0"
    columns = (*question.boxes, *((VALUE,) if question.ways else ()))
    return {name: text for name, text in said.items() if name in columns} | {"status": Status.OK.value}


def file_of(council_code: str, week_ending: date, answered: Iterable[tuple[Question, Answer]]) -> bytes:
    """The return as the file a council would send: one row an answer, in the order of the form."""
    start = {"council_code": council_code, "week_ending": week_ending.isoformat()}
    rows = [{**start, "measure_id": q.id, **row_of(q, a)} for q, a in in_rows(answered)]
    return template_csv([HEADER, *(tuple(row.get(name, "") for name in HEADER) for row in rows)])


def in_rows(answered: Iterable[tuple[Question, Answer]]) -> Iterator[tuple[Question, Answer]]:
    """Those answers that make a row. A register that is not confirmed is no row: a return confirms it or is silent."""
    for question, answer in answered:
        if answer.given and not (question.kind is Kind.REGISTER and answer.choice is not Choice.YES):
            yield question, answer


def as_before(question: Question, last: Reading | None, oldest: date) -> Answer | None:
    """The answer that says what the last return said; None where it may not be repeated, there was no figure, or it is
    older than a repeated figure may be."""
    if last is None or not question.repeats or last.status not in USABLE or last.period_end < oldest:
        return None
    if question.kind in {Kind.ITEM, Kind.REGISTER}:
        said = {1: Choice.YES, 0: Choice.NO}.get(int(last.value)) if last.value is not None else None
        return None if said is None else Answer(choice=said)
    if last.numerator is None or last.scale != 1:
        return None
    below = str(last.denominator) if DENOMINATOR in question.boxes and last.denominator is not None else ""
    return Answer(choice=Choice.AS_BEFORE, numerator=str(last.numerator), denominator=below)


def _measure(measure: Measure, kind: Kind, form: ReturnForm, shares: frozenset[str]) -> Question:
    asking = form.asking(measure)
    both = measure.unit is Unit.PERCENT and measure.id not in shares
    choices = [Choice.TYPED, Choice.NONE_KNOWN]
    if kind is Kind.FIGURE:
        choices.append(Choice.NOT_COUNTED)
    if measure.may_not_apply:
        choices.append(Choice.NOT_APPLICABLE)
    return Question(
        id=measure.id,
        kind=kind,
        title=measure.title,
        asks=asking.asks,
        of=asking.of if both else "",
        boxes=(NUMERATOR, DENOMINATOR) if both else (NUMERATOR,),
        choices=tuple(choices),
        ways=measure.how_we_looked,
        counting=measure.counting,
        team=form.team_of(measure.id, measure.family),
        repeats=slow(measure),
        share=measure.unit is Unit.PERCENT,
    )


def _register(book: Rulebook) -> Iterator[Question]:
    for item in items(book):
        measure = book.exceptional(item.removeprefix(ITEM))
        assert measure is not None
        yield Question(
            id=item,
            kind=Kind.ITEM,
            title=measure.title,
            asks=measure.title,
            choices=(Choice.YES, Choice.NO),
            note=measure.meaning,
            repeats=True,
        )
    yield Question(
        id=REGISTER_CONFIRMED,
        kind=Kind.REGISTER,
        title=REGISTER_CONFIRMED,
        asks=REGISTER_CONFIRMED,
        choices=(Choice.YES, Choice.NO),
        repeats=True,
    )


def _context(measure: ContextMeasure, form: ReturnForm) -> Question:
    two = {MEDIAN: (VALUE, DENOMINATOR), RATIO: (NUMERATOR, DENOMINATOR), "percent": (NUMERATOR, DENOMINATOR)}
    return Question(
        id=measure.id,
        kind=Kind.CONTEXT,
        title=measure.title,
        asks=measure.title,
        share=measure.unit == "percent",
        boxes=two.get(measure.unit, (VALUE,) if measure.unit == HOURS else (NUMERATOR,)),
        note=measure.note,
        team=form.team_of(measure.id, measure.family),
    )


def _may_be_sent(book: Rulebook, measure: Measure, week_ending: date) -> bool:
    blocks = book.calendar.blocks
    return measure.asked is Asked.WEEKLY or (blocks is not None and blocks.ends(week_ending))
