"""The operator's file of ways to reach councils: a row is right or it is left out with its reason, never mended."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from pressure.domain.councils import Council, Councils
from pressure.ingest.csv_lines import csv_lines
from pressure.ingest.report import FileRefused, RowNote, RowRejected, quoted
from pressure.ingest.source import TableLayout
from pressure.ingest.tables import Row, rows_by_name
from pressure.ingest.workbooks.accept import safe
from pressure.ingest.workbooks.limits import Limits

WAYS = ("telephone", "out_of_hours_telephone", "email", "web_page")
TELEPHONES = WAYS[:2]
FILE = TableLayout(
    id="contacts",
    formats=("csv",),
    encoding="utf-8",
    columns={name: (name,) for name in ("council_code", *WAYS)},
    optional_columns=("council_name",),
)
MOST_BYTES = 1_000_000
LONGEST = 200
_TELEPHONE = re.compile(r"0[12378]\d{8,9}")
# Ofcom keeps these for films and books: they never ring, though the library takes some of them for numbers.
# 01234 567890 is everybody's example.
_NOBODYS = re.compile(
    r"01632960\d{3}|011[3-8]4960\d{3}|01[2-6]14960\d{3}|01914980\d{3}|02079460\d{3}|02896496\d{3}|"
    r"02920180\d{3}|03069990\d{3}|07700900\d{3}|08081570\d{3}|01234567890"
)
# Written apart from the rest, so that no program takes a column of telephones for numbers and drops the nought.
_AREA = re.compile(r"^(02\d|011\d|01\d1|0[38]\d\d|0\d{4})(?=\d)")
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+'-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)

Contact = Mapping[str, str]


@dataclass(frozen=True)
class Contacts:
    """`by_council` holds, by council code, the ways given, by their column; `faults` one sentence a row left out."""

    by_council: Mapping[str, Contact] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def read_contacts(path: Path, councils: Councils, today: date, limits: Limits) -> Contacts:
    """Every row that is right. Never raises: a file that cannot be used at all is one fault and no contacts."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Contacts(
            faults=(
                f"{path.name}: cannot be read ({error.strerror}). Correct PRESSURE_CONTACTS_FILE, or "
                "let the process read the file.",
            )
        )
    found: dict[str, Contact] = {}
    faults = []
    try:
        text = safe(FILE, data, name=path.name, limits=replace(limits, bytes=MOST_BYTES)).text
        for row in rows_by_name(csv_lines(text, path.name), FILE, path.name):
            try:
                code, ways = _contact(row, councils, today)
                if code in found:
                    raise RowRejected(
                        "council_code",
                        found=f"{code} a second time",
                        expected="one row a council",
                        next_step="Take one of the two out.",
                    )
                found[code] = ways
            except RowRejected as fault:
                note = RowNote(
                    row=row.number,
                    kind="rejected",
                    column=fault.column,
                    found=fault.found,
                    expected=fault.expected,
                    next_step=fault.next_step,
                )
                faults.append(f"{path.name}: {note.message} The row is left out.")
    except FileRefused as refusal:
        return Contacts(faults=(f"{refusal}. No contact of the file is used.",))
    return Contacts(found, tuple(faults))


def _contact(row: Row, councils: Councils, today: date) -> tuple[str, Contact]:
    if row.fault:
        raise row.fault
    match = councils.by_code(row["council_code"], today)
    if match.council is None:
        raise RowRejected(
            "council_code",
            found=match.reason if row["council_code"].strip() else "nothing",
            expected="the code of a council of today",
            next_step="See councils.csv for the codes.",
        )
    given = dict(_given(row, match.council))
    if not given:
        raise RowRejected(
            "",
            found="no telephone, e-mail or web page",
            expected="at least one of them",
            next_step="Fill one in, or take the row out.",
        )
    return match.council.code, given


def _given(row: Row, council: Council) -> Iterator[tuple[str, str]]:
    """The cells that are filled in, each checked."""
    for column in WAYS:
        if text := " ".join(row[column].split()):
            if len(text) > LONGEST:
                raise RowRejected(
                    column, found=f"{len(text)} characters", expected=f"at most {LONGEST}", next_step="Shorten it."
                )
            {"email": _email, "web_page": _web_page}.get(column, _telephone)(column, text, council)
            yield column, _AREA.sub(r"\1 ", text) if column in TELEPHONES and " " not in text else text


def _telephone(column: str, text: str, council: Council) -> None:
    digits = text.replace(" ", "")
    if not _TELEPHONE.fullmatch(digits):
        raise RowRejected(
            column,
            found=quoted(text),
            expected="a United Kingdom number of 10 or 11 digits that begins with "
            "01, 02, 03, 07 or 08, and nothing else but spaces",
            next_step="Copy it from the council's page.",
        )
    nobodys = _NOBODYS.fullmatch(digits) is not None
    if nobodys and not council.demonstration:
        raise RowRejected(
            column,
            found=f"{quoted(text)}, which never rings",
            expected="a number that reaches the council",
            next_step="Never guess: leave the cell empty if you do not know.",
        )
    if council.demonstration and not nobodys:
        raise RowRejected(
            column,
            found=quoted(text),
            expected="a number kept for films, such as 01632 960001",
            next_step="A made-up council must not ring a real telephone.",
        )
    if not nobodys and not _rings(digits):
        raise RowRejected(
            column,
            found=f"{quoted(text)}, which is no number of the United Kingdom",
            expected="a whole number that can ring",
            next_step="A digit is missing or wrong: copy it from the council's page.",
        )


def _rings(digits: str) -> bool:
    """The plans of every number in the world are read only where a number is looked at."""
    import phonenumbers

    return bool(phonenumbers.is_valid_number(phonenumbers.parse(digits, "GB")))


def _email(column: str, text: str, _: Council) -> None:
    if not _EMAIL.fullmatch(text):
        raise RowRejected(
            column,
            found=quoted(text),
            expected="an e-mail address such as care@council.gov.uk",
            next_step="Correct it, or leave it empty.",
        )


def _web_page(column: str, text: str, _: Council) -> None:
    try:
        parts = urlsplit(text)
        whole = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username and " " not in text
    except ValueError:
        whole = False
    if not whole or re.search(r"""[<>"'\\]""", text):
        raise RowRejected(
            column,
            found=quoted(text),
            expected="a whole address that begins with https://",
            next_step="Copy it from the browser's address bar.",
        )
