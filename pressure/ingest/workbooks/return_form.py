"""The workbook in which a weekly return is typed: the columns that are sent, help beside them, lists to choose from,
and checks at the cell. No meaning is told by colour alone: what stays empty is striped, and said in words."""

import io
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pressure.ingest.workbooks import return_words as words
from pressure.ingest.workbooks.write import EPOCH, NOT_ASKED

COUNTS, VALUE, STATUS, NOTE = (3, 4), 5, 6, 7
WIDTHS = (13, 12, 25, 12, 12, 17, 15, 22, 36, 24, 60, 30, 12, 12, 14, 34)
GUIDE_WIDTHS = (20, 100)
STRIPES = 14  # a thin diagonal, seen in print and without colour


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One figure: its cells as they stand in the CSV, what is asked for in words, where its rule stands on the page of
    the method, what may be chosen as status and value, whether its counts are asked for and may have decimals, and what
    was sent last: numerator, denominator, value."""

    cells: tuple[str, ...]
    figure: str
    what: str
    rule: str
    statuses: tuple[str, ...]
    numerator: bool = False
    denominator: bool = False
    decimals: bool = False
    values: tuple[str, ...] = ()
    due: str = ""
    last: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A whole workbook. `not_due` are titles of figures that this week does not ask for, each with its Sunday;
    `method` is the address of the page with the counting rules."""

    title: str
    council: str
    week: str
    header: tuple[str, ...]
    rows: tuple[FormRow, ...]
    not_due: tuple[tuple[str, str], ...]
    method: str


@dataclass(frozen=True, slots=True)
class _Look:
    head: Format
    text: Format
    help: Format
    number: Format
    empty: Format
    link: Format
    title: Format


def form(asked: Form) -> bytes:
    """The same bytes for the same form and the same version of the library."""
    made = io.BytesIO()
    with Workbook(made, NOT_ASKED) as book:
        book.set_properties({"title": asked.title, "created": EPOCH, "subject": asked.council, "comments": words.ALT})
        edge = {"border": 1, "border_color": "#595959", "valign": "top", "text_wrap": True}
        look = _Look(
            head=book.add_format({**edge, "bold": True, "num_format": "@"}),
            text=book.add_format({**edge, "num_format": "@"}),
            help=book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"}),
            number=book.add_format({**edge, "num_format": "General"}),
            empty=book.add_format({**edge, "pattern": STRIPES, "fg_color": "#767676", "bg_color": "#E7E6E6"}),
            link=book.add_format({"valign": "top", "text_wrap": True, "font_color": "#0000FF", "underline": 1}),
            title=book.add_format({"bold": True, "font_size": 14}),
        )
        _return(book.add_worksheet(words.SHEET), asked, look)
        _guide(book.add_worksheet(words.GUIDE), asked, look)
    return made.getvalue()


def _return(page: Worksheet, asked: Form, look: _Look) -> None:
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    for column, name in enumerate((*asked.header, *words.HELP)):
        page.write_string(0, column, name, look.head)
    for place, row in enumerate(asked.rows, start=1):
        _row(page, place, row, asked, look)
    page.freeze_panes(1, 3)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{_printed(asked.title)}&C{_printed(asked.council)}&R{_printed(asked.week)}")


def _row(page: Worksheet, place: int, row: FormRow, asked: Form, look: _Look) -> None:
    for column, text in enumerate(row.cells):
        if text and (column < COUNTS[0] or column == STATUS):
            page.write_string(place, column, text, look.text)
        else:
            page.write_blank(place, column, None, look.text)
    open_cells = dict(zip((*COUNTS, VALUE), (row.numerator, row.denominator, bool(row.values)), strict=True))
    for column, is_open in open_cells.items():
        page.write_blank(place, column, None, _style(column, look, is_open=is_open))
        page.data_validation(place, column, place, column, _check(place, column, row, is_open=is_open))
    names = words.ONE_OF.format(names=", ".join(row.statuses))
    page.data_validation(place, STATUS, place, STATUS, _list(row.statuses, "status", names))
    start = len(asked.header)
    fill_in = words.FILL_IN[row.numerator, row.denominator, bool(row.values)]
    for offset, text in enumerate((row.figure, fill_in, row.what, "", *row.last, row.due)):
        if text:
            page.write_string(place, start + offset, text, look.help)
    rule = start + words.HELP.index("counting_rule")
    page.write_url(place, rule, f"{asked.method}#{row.rule}", look.link, f"{asked.method}#{row.rule}")


def _style(column: int, look: _Look, *, is_open: bool) -> Format:
    if not is_open:
        return look.empty
    return look.text if column == VALUE else look.number


def _check(place: int, column: int, row: FormRow, *, is_open: bool) -> dict[str, Any]:
    """What a spreadsheet lets somebody type into a cell."""
    if not is_open:
        return _refusing("=FALSE", words.LEAVE_EMPTY, row.figure)
    if column == VALUE:
        return _list(row.values, row.figure, words.ONE_OF.format(names=", ".join(row.values)))
    own, kind = xl_rowcol_to_cell(place, column), words.DECIMAL if row.decimals else words.WHOLE
    rules = [f"ISNUMBER({own})", f"{own}>=0", *([] if row.decimals else [f"{own}=INT({own})"])]
    if row.denominator:
        upper, lower = (xl_rowcol_to_cell(place, count) for count in COUNTS)
        rules.append(f"OR(ISBLANK({upper}),ISBLANK({lower}),{upper}<={lower})")
        kind = words.NOT_ABOVE.format(kind=kind)
    return _refusing(f"=AND({','.join(rules)})", kind, row.figure)


def _refusing(formula: str, said: str, figure: str) -> dict[str, Any]:
    return {
        "validate": "custom",
        "value": formula,
        "input_title": _short(figure, 32),
        "input_message": _short(said, words.SHORT),
        "error_title": words.STOPPED,
        "error_message": _short(said, words.SHORT),
    }


def _list(names: tuple[str, ...], figure: str, said: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(names),
        "input_title": _short(figure, 32),
        "input_message": _short(said, words.SHORT),
        "error_title": words.STOPPED,
        "error_message": _short(said, words.SHORT),
    }


def _short(text: str, most: int) -> str:
    """At a word's end, where a spreadsheet shows no more."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _guide(page: Worksheet, asked: Form, look: _Look) -> None:
    for column, width in enumerate(GUIDE_WIDTHS):
        page.set_column(column, column, width)
    told: list[tuple[str, str]] = [
        (words.COUNCIL, asked.council or words.ANY_COUNCIL),
        (words.WEEK, asked.week or words.ANY_WEEK),
        ("", ""),
        (words.HEADING, ""),
        *((str(number), step) for number, step in enumerate(words.STEPS, start=1)),
        ("", ""),
        (words.COLUMNS_HEADING, ""),
        *words.COLUMNS,
    ]
    if asked.not_due:
        told += [("", ""), (words.LATER_HEADING, "")]
        told += [("", words.LATER.format(title=title, day=day)) for title, day in asked.not_due]
    page.write_string(0, 0, asked.title, look.title)
    for place, (name, text) in enumerate(told, start=1):
        if name:
            page.write_string(place, 0, name, look.help if text else look.title)
        if text:
            page.write_string(place, 1, text, look.help)
    page.write_string(len(told) + 2, 0, words.RULES, look.help)
    page.write_url(len(told) + 2, 1, asked.method, look.link, asked.method)
    page.set_portrait()
    page.fit_to_pages(1, 0)


def _printed(text: str) -> str:
    """A sign that begins a code of a header is written twice."""
    return text.replace("&", "&&")
