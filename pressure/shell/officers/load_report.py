"""What a file says and would do, in words and rows: before it is stored and after."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pressure.actions.ratings.changed_figures import Changed
from pressure.document.loads import LoadAccount, NoteLine
from pressure.domain.measures import Unit
from pressure.domain.rating.confirming import ITEM
from pressure.domain.readings import REGISTER_CONFIRMED, Reading
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Cell, Grid, Marked, Words, lines, says
from pressure.ingest.report import rows_said
from pressure.words.dates import short_date, table_date, uk_moment
from pressure.words.numbers import spaced
from pressure.words.officers import layout as layout_words
from pressure.words.officers import pages as words
from pressure.words.officers.measures import titled

NOTES_A_PAGE = 25
Figures = Mapping[str, Reading]


def account(loaded: LoadAccount) -> str:
    """read = accepted + held + rejected, and what became of the figures."""
    figures = words.FIGURES.format(
        added=loaded["readings_added"], revised=loaded["readings_revised"], unchanged=loaded["readings_unchanged"]
    )
    start = words.ALREADY.format(load_id=loaded["load_id"]) + " " if loaded["already_loaded"] else ""
    return f"{start}{words.RECONCILED.format(**loaded)} {figures}"


def note_pages(notes: Sequence[NoteLine]) -> int:
    return -(-len(notes) // NOTES_A_PAGE)


def notes_page(notes: Sequence[NoteLine], page: int) -> Grid:
    """One page of notes, by row: the file's own cell, what was expected in it, what became of it and what to do."""
    own = sorted(notes, key=lambda n: n["row"])[(page - 1) * NOTES_A_PAGE : page * NOTES_A_PAGE]
    return Grid(words.NOTES_CAPTION, words.NOTES_HEAD, tuple(_note(n) for n in own), titled=True)


def _note(note: NoteLine) -> tuple[Cell, ...]:
    return (
        rows_said(note["row"], note["rows"]) if note["row"] else words.NOTE_FILE,
        note["column"],
        Marked(note["found"], "late" if note["kind"] == "rejected" else "") if note["found"] else "",
        note["expected"],
        words.NOTE_KINDS[note["kind"]],
        note["next_step"],
    )


def moved(sentences: Iterable[str], names: Mapping[str, str]) -> Block:
    """Each council's sentence, by its name."""
    found = []
    for sentence in sentences:
        code, _, rest = sentence.partition(" ")
        found.append(f"{names.get(code, code)} {rest}")
    return lines(*found) if found else says(words.NO_MOVE)


def register_said(
    confirmed: Mapping[str, bool], in_force: Mapping[str, Sequence[str]], names: Mapping[str, str], book: Rulebook
) -> Block:
    """For each council in the file whether it confirms the register, and what that register holds."""
    return lines(
        *(
            (words.REGISTER_SAID if said else words.REGISTER_SILENT).format(
                council=names.get(code, code),
                what="; ".join(titled(each, book) for each in in_force.get(code, ())) or words.NONE_IN_FORCE,
            )
            for code, said in sorted(confirmed.items())
        )
    )


def figures(sent: Figures, before: Figures, book: Rulebook) -> list[tuple[Words, ...]]:
    """Every figure of a week, old and new, exactly as it was sent."""
    shares = {m.id for m in book.measures if m.unit is Unit.PERCENT}
    known = [*(m.id for m in book.measures), REGISTER_CONFIRMED]
    return [
        (
            (named(each, book),),
            (_figure(before.get(each), share=each in shares),),
            (_figure(sent[each], share=each in shares),),
        )
        for each in sorted(sent, key=lambda each: (each not in known, each))
    ]


def changed(found: Iterable[Changed], book: Rulebook) -> list[tuple[Words, ...]]:
    """Each figure that was put right: week, figure, from what, to what, and when."""
    shares = {m.id for m in book.measures if m.unit is Unit.PERCENT}
    return [
        (
            (short_date(one.week_ending),),
            (named(one.measure_id, book),),
            (_figure(one.before, share=one.measure_id in shares),),
            (_figure(one.after, share=one.measure_id in shares),),
            (uk_moment(one.at),),
        )
        for one in found
    ]


def named(measure_id: str, book: Rulebook) -> str:
    """By its title: a measure, the register, or an exceptional measure that the return says is in use or not."""
    if measure_id == REGISTER_CONFIRMED:
        return words.REGISTER
    if measure_id.startswith(ITEM):
        return words.IN_USE.format(title=titled(measure_id.removeprefix(ITEM), book))
    measure = book.measure(measure_id)
    return measure.title if measure else spaced(measure_id)


def _figure(reading: Reading | None, *, share: bool) -> str:
    """“354”, “19 of 227” where a share is worked out from them, or yes and no; words where there is no number."""
    if reading is None:
        return words.NO_FIGURE
    if reading.count is None:
        answers = reading.measure_id == REGISTER_CONFIRMED or reading.measure_id.startswith(ITEM)
        answer = words.ANSWERS.get(int(reading.value)) if answers and reading.value is not None else None
        return answer or spaced(reading.status.value)
    count = f"{float(reading.count):,.10g}"
    whole = reading.denominator if share else None
    return words.PART_OF.format(part=count, whole=f"{whole:,}") if whole else count


def stored(loaded: LoadAccount, next_release: Any) -> str:
    return words.STORED.format(when=uk_moment(next_release), **loaded)


def read_by(loaded: LoadAccount, names: Mapping[str, str]) -> Block:
    """By which version of which council's own columns a file was read."""
    said = [(names.get(one["council_code"], one["council_code"]), one["version"]) for one in loaded["read_through"]]
    return lines(*(layout_words.READ_THROUGH.format(council=name, version=version) for name, version in said))


def load_row(row: Any) -> tuple[Words, ...]:
    """One load: by role, never by name."""
    state = (
        words.LOAD_WITHDRAWN.format(when=short_date(row.withdrawn_at), reason=row.withdrawn_because)
        if row.withdrawn_at
        else words.LOAD_COUNTS
    )
    rows = words.LOAD_ROWS.format(accepted=row.accepted, held=row.held, rejected=row.rejected)
    return (
        (str(row.id),),
        (table_date(row.newest_week),),
        (words.LOAD_RECEIVED.format(when=uk_moment(row.recorded_at), role=spaced(row.by_role)),),
        (rows,),
        (state,),
    )


def choice(row: Any) -> str:
    """One load in a list to choose from."""
    return words.LOAD_CHOICE.format(
        id=row.id, week=short_date(row.newest_week), when=uk_moment(row.recorded_at), role=spaced(row.by_role)
    )
