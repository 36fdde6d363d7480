"""How long people waited, as councils answered it: one sheet, in which years stand in bands over the same columns."""

from collections.abc import Mapping, Sequence
from datetime import date

from pressure.domain.readings import Reading
from pressure.ingest.columns import decimal_number
from pressure.ingest.intake import Intake
from pressure.ingest.marks import standing_alone
from pressure.ingest.report import Fault, Refused, quoted
from pressure.ingest.sources import Source
from pressure.ingest.tables import Row

Lines = Sequence[tuple[int, list[str]]]
Bands = Mapping[str, tuple[date, date]]


def wanted(source: Source) -> list[str]:
    return [source.settings["sheet"]]


def read(sheets: Mapping[str, Lines], intake: Intake, name: str) -> None:
    """Every council of the sheet, each year that the settings name. A cell is named by its band."""
    source = intake.source
    lines = sheets[source.settings["sheet"]]
    bands: Bands = {band: (first, last) for band, (first, last) in source.settings["years"].items()}
    where = _columns(lines, source, bands, name)
    intake.each(
        (
            Row(number, {column: cells[at].strip() if at < len(cells) else "" for column, at in where.items()})
            for number, cells in lines[2:]
            if any(cell.strip() for cell in cells)
        ),
        lambda row, into: _read_row(row, into, bands),
    )


def _columns(lines: Lines, source: Source, bands: Bands, name: str) -> dict[str, int]:
    """Where the name stands and, for each band, the wait: a merged cell names the columns up to the next one."""
    title, waited = source.columns["name"][0], source.columns["waited"][0]
    over, head = ([cell.strip() for cell in cells] for _, cells in (*lines[:2], (0, []), (0, []))[:2])
    where, band = ({"name": head.index(title)} if title in head else {}), ""
    for at, column in enumerate(head):
        band = (over[at] if at < len(over) else "") or band
        if column == waited and band in bands and band not in where:
            where[band] = at
    if set(where) != {"name", *bands}:
        raise Refused(
            file=name,
            row=2,
            found=f"the columns {quoted(', '.join(head), 200)}",
            expected=f"{title}, and {waited} under each of {', '.join(bands)}",
            next_step="check whether the publisher has renamed a column",
        )
    return where


def _read_row(row: Row, intake: Intake, bands: Bands) -> tuple[Reading, ...]:
    """One council. Half a row would say less than its publisher did, so one year that cannot be read rejects it."""
    return tuple(_reading(row, intake, band, year) for band, year in sorted(bands.items()))


def _reading(row: Row, intake: Intake, band: str, year: tuple[date, date]) -> Reading:
    council, measure_id = intake.council_by_name(row, "name", year[1]), intake.source.settings["measure"]
    if mark := standing_alone(row[band]):
        return intake.reading(
            council=council, measure_id=measure_id, period=year, status=mark.status, marker=mark.marker
        )
    days = decimal_number(row[band], band)
    if days < 0:
        raise Fault(band, found=quoted(row[band]), expected="a number of days", next_step="Ask the publisher.")
    return intake.reading(council=council, measure_id=measure_id, period=year, value=days)
