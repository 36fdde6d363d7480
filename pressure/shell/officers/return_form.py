"""The form of a return on its page: each question with its boxes, kept as it is typed, and never over somebody else's
answer without a word."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from pressure.actions.return_form import drafting
from pressure.actions.return_form.drafting import Form, Kept
from pressure.actions.return_form.questions import (
    DENOMINATOR,
    NUMERATOR,
    VALUE,
    Answer,
    Choice,
    Kind,
    Question,
)
from pressure.domain.measures import Measure
from pressure.domain.readings import Reading
from pressure.drawing.block_markup import fold, literal, markup
from pressure.drawing.blocks import DefinitionList, Term, says
from pressure.ingest.report import SECOND_LOOK, RowNote
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.shell.officers.acts import Inside
from pressure.web import kept_answers
from pressure.words.dates import short_date, uk_moment
from pressure.words.numbers import figure as number
from pressure.words.numbers import lowered, spaced
from pressure.words.officers import return_form as words

CHOICE = "choice"
Seen = tuple[int | None, Answer]


@dataclass(frozen=True, slots=True)
class Typing:
    """One question as somebody types it; the values of its boxes are the page's own."""

    inside: Inside
    form: Form
    question: Question

    def key(self, part: str) -> str:
        return f"{self.form.council.code} {self.form.week_ending} {self.question.id} {part}"

    @property
    def parts(self) -> tuple[str, ...]:
        """The boxes it has."""
        asked = self.question
        looked = (VALUE,) if asked.ways and VALUE not in asked.boxes else ()
        return (*((CHOICE,) if self.choices else ()), *asked.boxes, *looked)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """How it can be answered besides typing; none where there is only that."""
        again = (Choice.AS_BEFORE,) if Choice.TYPED in self.question.choices and self.repeated else ()
        whole = (*self.question.choices, *again)
        return whole if len(whole) > 1 else ()

    @property
    def repeated(self) -> Answer | None:
        return self.form.repeated(self.question)

    @property
    def stored(self) -> Seen:
        kept = self.form.kept.get(self.question.id)
        return (kept.version, kept.answer) if kept else (None, Answer())

    def show(self, answer: Answer) -> None:
        """Have its boxes say this. Before they are drawn."""
        for part, text in self.shown(answer).items():
            st.session_state[self.key(part)] = text
            kept_answers.taken(self.inside.person_id, self.key(part))  # what stood there before is over

    def shown(self, answer: Answer) -> dict[str, str | None]:
        """What its boxes say for an answer."""
        told: dict[str, str | None] = {
            CHOICE: None if answer.choice is Choice.TYPED and not self.typed else answer.choice.value,
            NUMERATOR: answer.numerator,
            DENOMINATOR: answer.denominator,
            VALUE: answer.value,
        }
        if answer.choice is Choice.AS_BEFORE:
            told |= {NUMERATOR: "", DENOMINATOR: ""}
        return {part: told[part] for part in self.parts}

    def base(self, seen: Seen) -> None:
        """Note which answer the boxes were filled from; as text too, which is kept for whoever has to sign in again."""
        st.session_state[self.key("seen")] = seen
        st.session_state[self.key("base")] = json.dumps([seen[0], self.shown(seen[1])])

    def begin(self) -> None:
        """Fill the boxes with what is kept, or with what was typed into them after a session had ended: where nobody
        has answered since."""
        who, before = self.inside.person_id, kept_answers.taken(self.inside.person_id, self.key("base"))
        typed = {part: kept_answers.taken(who, self.key(part)) for part in self.parts}
        self.show(self.stored[1])
        self.base(self.stored)
        if before and before == st.session_state[self.key("base")]:
            for part, text in typed.items():
                if text:
                    st.session_state[self.key(part)] = text

    @property
    def typed(self) -> bool:
        return Choice.TYPED in self.question.choices

    def says(self) -> Answer:
        """What its boxes say now."""
        said = {part: str(st.session_state[self.key(part)] or "").strip() for part in self.parts}
        choice = Choice(said.pop(CHOICE, "") or Choice.TYPED)
        if choice is Choice.AS_BEFORE:
            return self.repeated or Answer()
        if choice in {Choice.TYPED, Choice.NONE_KNOWN}:
            left = {NUMERATOR} if choice is Choice.NONE_KNOWN else set()
            return Answer(choice=choice, **{part: text for part, text in said.items() if part not in left})
        return Answer(choice=choice)

    def settle(self) -> bool:
        """Bring the boxes and what is kept together: whichever of the two changed alone is taken over by the other.
        Returns whether anything was kept. Where both changed, nothing is done: the page asks. Nobody's answer is in
        the way where it was sent meanwhile. A figure that was to be repeated and was corrected is to be said anew."""
        if any(self.key(part) not in st.session_state for part in (*self.parts, "seen")):
            self.begin()
        seen: Seen = st.session_state[self.key("seen")]
        mine, (version, stored) = self.says(), self.stored
        corrected = seen[1].choice is mine.choice is Choice.AS_BEFORE and mine != seen[1]
        if mine == stored or corrected or (mine == seen[1] and version != seen[0]):
            if mine != stored:
                self.show(stored)
            self.base(self.stored)
            return False
        return version in {seen[0], None} and self.keep(mine)

    def keep(self, mine: Answer) -> bool:
        """Keep it in place of what is kept now. Whether it was; why not is said."""
        done = acts.tried(
            lambda: drafting.save(
                self.inside.installation,
                by=self.inside.actor,
                council_code=self.form.council.code,
                week_ending=self.form.week_ending,
                question_id=self.question.id,
                answer=mine,
                seen=self.stored[0],
            ),
            address.here(),
        )
        return acts.show(done)

    @property
    def overtaken(self) -> Kept | None:
        """The answer of somebody else that came while this one was typed."""
        kept = self.form.kept.get(self.question.id)
        mine, seen = self.says(), st.session_state[self.key("seen")]
        return kept if kept and kept.version != seen[0] and mine != kept.answer else None


def settled(inside: Inside, form: Form) -> Form:
    """The form once everything that was typed is kept."""
    kept = [Typing(inside, form, question).settle() for question in form.questions]
    if not any(kept):
        return form
    again = drafting.opened(
        inside.installation, by=inside.actor, council_code=form.council.code, week_ending=form.week_ending
    )
    for question in again.questions:
        Typing(inside, again, question).settle()
    return again


def draw(typing: Typing, notes: list[RowNote]) -> None:
    """One question: what is asked, the boxes, what was before, what to count, and what is wrong with the answer. What
    comes and goes has a place of its own: else what follows it is drawn anew, and a keyboard loses its place."""
    asked = typing.question
    with st.container(border=True):
        with st.container():
            _ask_which(typing)
        _boxes(typing)
        with st.container():
            _beside(typing)
        wrong = st.container()
        for note in notes:
            mild = note.kind == "warning" or note.next_step == SECOND_LOOK
            (wrong.warning if mild else wrong.error)(literal(problem(note)))
        if asked.counting:
            told = DefinitionList(
                tuple(Term(words.COUNTING[rule.value], (text,)) for rule, text in asked.counting.items())
            )
            put(fold(words.WHAT_COUNTS, markup([told])))
        elif asked.note:
            put(fold(words.WHAT_COUNTS, markup([says(asked.note)])))


def problem(note: RowNote) -> str:
    """What is wrong with an answer, for somebody who has no file before them."""
    said = words.FAR if note.next_step == SECOND_LOOK else words.PROBLEM
    return said.format(found=note.found, expected=note.expected, next_step=note.next_step)


def figure(question: Question, reading: Reading | None) -> str:
    """“354”, “19 of 227”, yes or no; words where there is no number."""
    if reading is None:
        return words.NO_FIGURE
    if question.kind in {Kind.ITEM, Kind.REGISTER} and reading.value is not None:
        return words.YES if reading.value == 1 else words.NO
    if reading.count is None:
        return str(reading.value) if reading.value is not None else spaced(reading.status.value)
    count = f"{float(reading.count):,.10g}"
    whole = reading.denominator if question.share else None
    return words.OF.format(part=count, whole=f"{whole:,}") if whole else count


def elsewhere(measure: Measure, reading: Reading | None) -> str:
    """What a publication says of a measure, and to when."""
    value = None if reading is None else reading.exact(measure.unit)
    if reading is None or value is None:
        return words.NOT_GIVEN.format(title=measure.title)
    told = number(float(value), measure.unit.value)
    return words.GIVEN.format(title=measure.title, figure=told, day=short_date(reading.period_end))


def said(answer: Answer) -> str:
    """An answer in a few words."""
    typed = [text for text in (answer.numerator, answer.denominator, answer.value) if text]
    if answer.choice in {Choice.TYPED, Choice.AS_BEFORE}:
        return " / ".join(typed) or words.NOTHING
    return " / ".join([words.CHOICES[answer.choice.value], *typed])


def missing(form: Form) -> list[str]:
    """What is not answered, by the team that answers it."""
    by_team: dict[str, list[str]] = {}
    for question in form.unanswered:
        by_team.setdefault(question.team, []).append(named(question))
    return [
        words.MISSING_OF.format(team=form.teams.get(team, words.NO_TEAM), what="; ".join(what))
        for team, what in by_team.items()
    ]


def named(question: Question) -> str:
    """Its title, as pages say it."""
    return words.REGISTER if question.kind is Kind.REGISTER else question.title


def _ask_which(typing: Typing) -> None:
    """Of two answers to one question somebody says which stands; both are shown."""
    if (theirs := typing.overtaken) is None:
        return
    told = words.OVERTAKEN_MINE if theirs.mine else words.OVERTAKEN
    mine = typing.says()
    st.warning(
        literal(
            told.format(
                role=spaced(theirs.by_role), when=_when(theirs.saved_at), theirs=said(theirs.answer), mine=said(mine)
            )
        )
    )
    about = (typing.key("which"), theirs.version, mine.as_text())
    if acts.button(words.KEEP_MINE, "keep mine", *about) and typing.keep(mine):
        st.rerun()
    if acts.button(words.TAKE_THEIRS, "take theirs", *about):
        typing.show(theirs.answer)
        typing.base(typing.stored)
        st.rerun()


def _boxes(typing: Typing) -> None:
    asked = typing.question
    chosen = str(st.session_state.get(typing.key(CHOICE)) or Choice.TYPED)
    labels = _labels(asked)
    for box in asked.boxes:
        st.text_input(
            labels[box],
            key=typing.key(box),
            max_chars=drafting.LONGEST,
            disabled=chosen not in {Choice.TYPED, Choice.NONE_KNOWN}
            or (chosen == Choice.NONE_KNOWN and box == NUMERATOR),
        )
    if asked.ways and VALUE not in asked.boxes:
        picking.answer(words.LOOKED, typing.key(VALUE), {"": words.NOT_SAID, **asked.ways})
    if typing.choices:
        picking.beside(
            words.HOW.format(title=lowered(asked.title)) if typing.typed else labels[CHOICE],
            typing.key(CHOICE),
            {choice.value: _choice(typing, choice.value) for choice in typing.choices},
            seen=not typing.typed,
        )


def _labels(asked: Question) -> Mapping[str, str]:
    if asked.kind is Kind.REGISTER:
        return {CHOICE: words.CONFIRM}
    if asked.kind is Kind.ITEM:
        return {CHOICE: asked.asks}
    if asked.kind is Kind.CONTEXT:
        return {
            NUMERATOR: words.HOW_MANY.format(title=asked.title),
            DENOMINATOR: words.OUT_OF.format(title=asked.title),
            VALUE: words.FIGURE_OF.format(title=asked.title),
        }
    return {NUMERATOR: asked.asks, DENOMINATOR: asked.of or words.OUT_OF.format(title=asked.title)}


def _choice(typing: Typing, choice: str) -> str:
    if typing.question.kind is Kind.REGISTER:
        return words.CONFIRM_YES if choice == Choice.YES else words.CONFIRM_NO
    before = typing.form.before.get(typing.question.id)
    return words.CHOICES[choice].format(figure=figure(typing.question, before))


def _beside(typing: Typing) -> None:
    """The last figure as sent and as everybody sees it, what this one will be in public, and who answered when."""
    asked, form = typing.question, typing.form
    parts = []
    if asked.id in form.sent:
        parts.append(words.SENT.format(figure=figure(asked, form.sent[asked.id])))
    if asked.id in form.before and not (asked.id in form.sent and asked.kind in {Kind.ITEM, Kind.REGISTER}):
        parts.append(_before(typing, form.before[asked.id]))
    if (shown := _typed_in_public(typing)) is not None:
        parts.append(words.WILL_BE_PUBLIC.format(figure=_pair(shown)))
    if kept := form.kept.get(asked.id):
        told = words.SAVED_MINE if kept.mine else words.SAVED_BY
        parts.append(told.format(role=spaced(kept.by_role), when=_when(kept.saved_at)))
    say(" ".join(parts))


def _before(typing: Typing, last: Reading) -> str:
    told = words.BEFORE.format(week=short_date(last.period_end), figure=figure(typing.question, last))
    book = typing.inside.installation.book()
    shown = None if last.count is None else drafting.in_public(book, typing.question, last.count, last.denominator)
    return told + (words.BEFORE_PUBLIC.format(figure=_pair(shown)) if shown else "")


def _typed_in_public(typing: Typing) -> tuple[int, int | None] | None:
    """How everybody will see what stands in the boxes; None while it is no number."""
    answer = typing.says()
    if answer.choice not in {Choice.TYPED, Choice.AS_BEFORE} or not answer.numerator.isdecimal():
        return None
    of = int(answer.denominator) if answer.denominator.isdecimal() else None
    return drafting.in_public(typing.inside.installation.book(), typing.question, int(answer.numerator), of)


def _pair(counts: tuple[int, int | None]) -> str:
    count, of = counts
    return f"{count:,}" if of is None else words.OF.format(part=f"{count:,}", whole=f"{of:,}")


def _when(at: datetime) -> str:
    return f"at {uk_moment(at)}"
