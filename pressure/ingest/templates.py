"""The weekly return, prefilled: code, week, every measure, and last week's figure beside it, never in it. As CSV it is
the bare table; as a workbook it explains each row."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pressure.domain.calendar import WEEK, week_ended
from pressure.domain.councils import Council
from pressure.domain.measures import Asked, CountingRule, Measure, Unit
from pressure.domain.rating.confirming import ITEM, items
from pressure.domain.readings import REGISTER_CONFIRMED, RETURN, Reading, Status
from pressure.domain.rulebook import Rulebook
from pressure.ingest.causes import RETURN_HEADER
from pressure.ingest.readers.weekly_return import WeeklyReturn
from pressure.ingest.sources import source
from pressure.ingest.workbooks import return_words as words
from pressure.ingest.workbooks.return_form import Form, FormRow, form

HEADER = RETURN_HEADER
TITLE = "Weekly return of pressure on adult social care"
HOURS = "hours"
Line = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A return for a council and a week, or for neither. `nation_code` says whose measures are asked for, where there
    is no council; `last` is what the council sent last, by measure; `site` is where the counting rules stand; `today`
    from when the next blocks are counted, and `parts` are measures whose denominator another row gives."""

    book: Rulebook
    today: date
    council: Council | None = None
    nation_code: str | None = None
    week_ending: date | None = None
    last: Mapping[str, Reading]
    site: str = ""
    parts: frozenset[str] = frozenset()

    @property
    def nation(self) -> str | None:
        return self.council.nation_code if self.council else self.nation_code

    @property
    def rows(self) -> list[Line]:
        """As they stand in the CSV."""
        return template_rows(self.council, self.book, self.week_ending, self.last, self.nation)


def parts_of(sources_dir: Path) -> frozenset[str]:
    """Measures of a return of which another row gives the denominator."""
    reader = source(RETURN, sources_dir).reader
    return frozenset(reader.shares) if isinstance(reader, WeeklyReturn) else frozenset()


def template_rows(
    council: Council | None,
    book: Rulebook,
    week_ending: date | None,
    last: Mapping[str, Reading],
    nation_code: str | None = None,
) -> list[Line]:
    """The header and a row for each measure that is asked for, and for each item of the register. Last week's figure
    stands in the note, so that an untouched row is
    rejected as blank and never passes for a new figure. Without a council or week, those cells stay empty."""
    asked = [m.id for m in book.asked(council.nation_code if council else nation_code, week_ending)]
    start = (council.code if council else "", week_ending.isoformat() if week_ending else "")
    return [
        HEADER,
        *(
            (*start, measure_id, "", "", "", "ok", _note(measure_id, book, last.get(measure_id)))
            for measure_id in [*asked, *items(book), REGISTER_CONFIRMED]
        ),
    ]


def template_csv(rows: Sequence[Line]) -> bytes:
    """UTF-8 with line feeds; no byte-order mark."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def template_xlsx(template: Template) -> bytes:
    """A workbook whose sheet "return" begins with the columns of the CSV; what explains each row follows beside them,
    and a second sheet says how to fill it in."""
    return form(
        Form(
            title=TITLE,
            council=template.council.name if template.council else "",
            week=template.week_ending.isoformat() if template.week_ending else "",
            header=HEADER,
            rows=tuple(_form_row(row, template) for row in template.rows[1:]),
            not_due=tuple(_not_due(template)),
            method=f"{template.site.rstrip('/')}/method/",
        )
    )


def write(template: Template, ending: str) -> bytes:
    """The file with an ending, csv or xlsx. Raises KeyError for another."""
    return {"csv": lambda: template_csv(template.rows), "xlsx": lambda: template_xlsx(template)}[ending]()


def _form_row(row: Line, template: Template) -> FormRow:
    book, measure_id = template.book, row[2]
    last = template.last.get(measure_id)
    if measure := book.measure(measure_id):
        return _of_measure(row, measure, last, template)
    exceptional = book.exceptional(measure_id.removeprefix(ITEM))
    yes_or_no = words.CONFIRMED if exceptional is None else words.YES_OR_NO
    return FormRow(
        cells=row,
        figure=words.REGISTER if exceptional is None else words.USED.format(title=exceptional.title),
        what=words.REGISTER_WHAT if exceptional is None else exceptional.meaning,
        rule="exceptional",
        statuses=("ok", "not_submitted"),
        values=yes_or_no,
        last=("", "", _last_answer(last)),
    )


def _of_measure(row: Line, measure: Measure, last: Reading | None, template: Template) -> FormRow:
    percent, part = measure.unit is Unit.PERCENT, measure.id in template.parts
    return FormRow(
        cells=row,
        figure=measure.title,
        what=measure.counting.get(CountingRule.WHO_IS_COUNTED, ""),
        rule=measure.id,
        statuses=("ok", "provisional", "not_submitted", *(["not_applicable"] if measure.may_not_apply else [])),
        numerator=True,
        denominator=percent and not part,
        decimals=measure.average_of_days or measure.counted == HOURS,
        values=tuple(measure.how_we_looked),
        due=_due(template) if measure.asked is Asked.BLOCK else "",
        last=_last_counts(last, percent=percent),
    )


def _due(template: Template) -> str:
    """When a figure of a block is asked for: now, or with which Sunday."""
    blocks = template.book.calendar.blocks
    if blocks is None:
        return ""
    if template.week_ending:
        return words.DUE_NOW.format(weeks=blocks.weeks, day=(template.week_ending + blocks.weeks * WEEK).isoformat())
    return words.DUE_ON.format(weeks=blocks.weeks, day=_next_block(template).isoformat())


def _next_block(template: Template) -> date:
    """The last Sunday of the newest block that ended, or that of the one going on where a week is filled in."""
    blocks = template.book.calendar.blocks
    if blocks is None:
        raise LookupError("these rules have no blocks of weeks")
    since = template.week_ending or week_ended(template.today)
    return blocks.due(since) + (blocks.weeks * WEEK if template.week_ending else 0 * WEEK)


def _not_due(template: Template) -> Iterator[tuple[str, str]]:
    """Figures of a block that this week's return does not ask for: title, and the Sunday with which they are due."""
    book = template.book
    asked = {row[2] for row in template.rows}
    for measure in book.asked(template.nation, None):
        if measure.id not in asked:
            yield measure.title, _next_block(template).isoformat()


def _last_counts(last: Reading | None, *, percent: bool) -> tuple[str, str, str]:
    """Numerator, denominator and how the council looked."""
    if last is None:
        return "", "", ""
    if last.status is Status.NOT_SUBMITTED or last.count is None:
        return last.status.value, "", ""
    below = str(last.denominator) if percent and last.denominator is not None else ""
    return _number(last), below, last.looked or ""


def _last_answer(last: Reading | None) -> str:
    if last is None:
        return ""
    return last.status.value if last.value is None else "yes" if last.value == 1 else "no"


def _note(measure_id: str, book: Rulebook, last: Reading | None) -> str:
    """Last week's figure, and what the value is for where it says how the council looked."""
    measure, said = book.measure(measure_id), _last_week(last)
    ways = ", ".join(measure.how_we_looked) if measure else ""
    how = f"value: how you looked ({ways})" if ways else ""
    return "; ".join(part for part in (said, how) if part)


def _last_week(reading: Reading | None) -> str:
    if reading is None:
        return ""
    if reading.numerator is None and reading.value is not None:
        return f"last week: {'yes' if reading.value == 1 else 'no'}"
    if reading.status is Status.NOT_SUBMITTED or reading.count is None:
        return f"last week: {reading.status.value.replace('_', ' ')}"
    return f"last week: {_number(reading)}"


def _number(reading: Reading) -> str:
    count = reading.count
    if count is None:
        return ""
    return str(count.numerator) if count.denominator == 1 else f"{float(count):.4f}".rstrip("0")
