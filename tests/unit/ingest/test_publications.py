"""Every shipped file against counts and values worked out here in another way, straight from the raw file."""

import csv
import io
import re
import zipfile
from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import openpyxl
import pytest

from pressure.domain.councils import Councils
from pressure.domain.readings import Reading, Status
from pressure.ingest.report import FileAccount, FileRefused
from tests.shipped_sources import all_sources, source

YEAR = {"": (date(2025, 4, 1), date(2026, 3, 31))}
SHIPPED = [s.id for s in all_sources() if s.shipped]


def raw(source_id: str) -> list[dict[str, str]]:
    return list(csv.DictReader(source(source_id).shipped_file.read_text(encoding="utf-8").splitlines()))


def the(taken: FileAccount, code: str, measure_id: str, period_end: date) -> Reading:
    wanted = (code, measure_id, period_end)
    (found,) = [r for r in taken.readings if (r.council_code, r.measure_id, r.period_end) == wanted]
    return found


def ods_rows(sheet: str) -> list[list[str]]:
    """The ODS read without any spreadsheet library: its XML, repeats unrolled."""
    table, text = "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    with zipfile.ZipFile(source("ascof-2024-25").shipped_file) as archive:
        tree = ElementTree.parse(archive.open("content.xml"))
    found = next(t for t in tree.iter(f"{{{table}}}table") if t.get(f"{{{table}}}name") == sheet)
    rows = []
    for row in found.iter(f"{{{table}}}table-row"):
        cells: list[str] = []
        for cell in row:
            shown = "".join("".join(p.itertext()) for p in cell.iter(f"{{{text}}}p"))
            cells += [shown] * min(int(cell.get(f"{{{table}}}number-columns-repeated", "1")), 50)
        rows.append(cells)
    return rows


@pytest.mark.parametrize("source_id", SHIPPED)
def test_the_account_of_every_shipped_file_adds_up(take_shipped: Callable[[str], FileAccount], source_id: str) -> None:
    """Every row is accepted, held or rejected, and the sum is the file."""
    taken = take_shipped(source_id)

    assert taken.rejected == 0
    assert taken.read == taken.accepted + taken.held
    assert len([n for n in taken.notes if n.kind == "held"]) == taken.held
    assert taken.readings


def test_phs_has_32_councils_by_77_months_and_nothing_is_counted_twice(
    take_shipped: Callable[[str], FileAccount],
) -> None:
    """Totals stand among their parts: only one row in fifteen may count."""
    rows, taken = raw("phs-delayed-discharges"), take_shipped("phs-delayed-discharges")
    wanted = [
        r
        for r in rows
        if r["age_group"] == "18plus"
        and r["delay_reason"] == "Health and Social Care Reasons"
        and re.fullmatch(r"S12\d{6}", r["ltla_code"])
    ]
    other = sum(r["ltla_code"] == "NA" for r in rows)

    assert (taken.read, taken.held, len(taken.readings)) == (39_270, 0, 32 * 77)
    assert (len(rows), other, len(wanted)) == (39_270, 1_155, 32 * 77)
    assert taken.not_needed == 39_270 - 2_464
    assert set(Counter(r.council_code for r in taken.readings).values()) == {77}
    assert sum(r.numerator for r in taken.readings) == sum(int(r["num_delayed_bed_days"]) for r in wanted)
    assert all(r.scale == monthrange(r.period_end.year, r.period_end.month)[1] for r in taken.readings)


@pytest.mark.parametrize(
    ("code", "end", "bed_days", "days", "adults"),
    [
        ("S12000005", date(2019, 1, 31), 386, 31, 41_841),
        ("S12000033", date(2024, 11, 30), 1_471, 30, 184_842),
        ("S12000036", date(2024, 2, 29), 3_611, 29, 430_906),
        ("S12000013", date(2020, 4, 30), 37, 30, 21_638),
    ],
)
def test_phs_values_are_those_of_the_raw_file(
    take_shipped: Callable[[str], FileAccount],
    councils: Councils,
    code: str,
    end: date,
    bed_days: int,
    days: int,
    adults: int,
) -> None:
    """Beds a day by 18+ population, exactly; leap years included."""
    reading = the(take_shipped("phs-delayed-discharges"), code, "wl_discharge_rate", end)

    assert (reading.numerator, reading.scale, reading.period_start) == (bed_days, days, end.replace(day=1))
    assert reading.denominator == adults == councils.get(code).adults_18plus
    assert reading.count == Fraction(bed_days, days)


def test_both_headers_of_the_phs_file_give_the_same_readings(take: Callable[..., FileAccount]) -> None:
    """The publisher's own file must load without conversion."""
    ours = (
        "ltla_code,date,age_group,delay_reason,num_delayed_bed_days,average_daily_delayed_beds\n"
        "S12000033,2024-11-01,18plus,Health and Social Care Reasons,930,31\n"
    )
    theirs = (
        "MonthOfDelay,CA,CAQF,AgeGroup,AgeGroupQF,ReasonForDelay,ReasonForDelayQF,NumberOfDelayedBedDays,"
        "AverageDailyNumberOfDelayedBeds\n202411,S12000033,,18plus,d,Health and Social Care Reasons,d,930,31\n"
    )

    assert (
        take(ours.encode(), "phs-delayed-discharges").readings
        == take(theirs.encode(), "phs-delayed-discharges").readings
    )


def test_ascof_6b_has_152_councils_with_a_value_in_2024_25(take_shipped: Callable[[str], FileAccount]) -> None:
    """The City of London is [x]; Cumberland and its neighbour have no figure for 2023-24."""
    taken, rows = take_shipped("ascof-2024-25"), ods_rows("Table_6b")
    header = next(r for r in rows if r and r[0] == "Local authority code")
    at = header.index("2024 to 2025 - other numerator")
    valued = [r for r in rows if re.match(r"E(06|08|09|10)", "".join(r[2:3])) and r[at].replace(",", "").isdigit()]
    of_year = [r for r in taken.readings if r.measure_id == "cap_quality_ri_inad" and r.period_end == date(2025, 3, 31)]

    assert len(valued) == len([r for r in of_year if r.numerator is not None]) == 152
    assert sum(int(r[at].replace(",", "")) for r in valued) == sum(r.numerator or 0 for r in of_year) == 2_533
    assert [r.council_code for r in of_year if r.status is Status.NOT_SUBMITTED] == ["E09000001"]
    assert the(taken, "E06000063", "cap_quality_ri_inad", date(2024, 3, 31)).status is Status.NOT_SUBMITTED


@pytest.mark.parametrize(
    ("code", "year", "numerator", "denominator", "turnover"),
    [
        ("E10000015", 2025, 47, 228, "24.3"),
        ("E10000019", 2025, 63, 260, "30.2"),
        ("E06000057", 2024, 18, 92, "27.3"),
        ("E06000061", 2025, 19, 108, "23.4"),
        ("E06000059", 2025, 11, 107, "34.6"),
    ],
)
def test_ascof_values_are_those_of_the_workbook(
    take_shipped: Callable[[str], FileAccount], code: str, year: int, numerator: int, denominator: int, turnover: str
) -> None:
    """Hertfordshire, Lincolnshire, Northumberland, North Northamptonshire, and Dorset under its dead code."""
    quality = the(take_shipped("ascof-2024-25"), code, "cap_quality_ri_inad", date(year, 3, 31))
    staff = the(take_shipped("ascof-2024-25"), code, "ctx_turnover", date(year, 3, 31))

    assert (quality.numerator, quality.denominator) == (numerator, denominator)
    assert quality.period_start == date(year - 1, 4, 1)
    assert (staff.value, staff.value_is_rounded) == (Decimal(turnover), True)


def test_ascof_says_what_was_odd(take_shipped: Callable[[str], FileAccount]) -> None:
    """A combined row is held, a dead code is accepted by its CASSR code with a warning, totals are not needed."""
    taken = take_shipped("ascof-2024-25")

    assert (taken.read, taken.held, taken.not_needed) == (168 + 169, 1, 30)
    assert [n.found for n in taken.notes if n.kind == "held"] == ["“Cornwall and Isles of Scilly”, without a code"]
    assert {n.expected for n in taken.notes if n.kind == "warning"} == {"E06000059, Dorset"}


def test_cumbria_is_held_for_years_after_its_end(take: Callable[..., FileAccount]) -> None:
    """A county's figure is never given to a successor."""
    row = "la_code,la_name,vacancy_rate_pct,assess_count_12m,lts_count\nE10000006,Cumbria,7.1,100,200\n"

    taken = take(row.encode(), "cld-and-workforce-2026", periods=YEAR)

    assert (taken.held, taken.readings) == (1, ())
    assert "Cumberland (E06000063), Westmorland and Furness (E06000064)" in taken.notes[-1].found


def test_one_council_under_two_codes_with_different_figures_is_rejected_twice(take: Callable[..., FileAccount]) -> None:
    """A row with several figures goes as a whole, whichever of them contradict."""
    rows = (
        "la_code,la_name,vacancy_rate_pct,assess_count_12m,lts_count\n"
        "E08000016,Barnsley,7.1,100,200\nE08000038,Barnsley,7.2,105,200\nE08000017,Doncaster,,100,200\n"
    )

    taken = take(rows.encode(), "cld-and-workforce-2026", periods=YEAR)

    assert (taken.read, taken.accepted, taken.rejected) == (3, 1, 2)
    assert {r.council_code for r in taken.readings} == {"E08000017"}


def test_workforce_has_153_councils_and_147_vacancy_rates(take_shipped: Callable[[str], FileAccount]) -> None:
    """A blank is "not submitted", never zero."""
    rows, taken = raw("cld-and-workforce-2026"), take_shipped("cld-and-workforce-2026")
    vacancy = [r for r in taken.readings if r.measure_id == "cap_vacancy_rate"]
    blank = [r["la_code"] for r in rows if not r["vacancy_rate_pct"]]

    assert (taken.read, taken.accepted, len(rows)) == (153, 153, 153)
    assert len([r for r in vacancy if r.value is not None]) == 153 - len(blank) == 147
    assert sorted(r.council_code for r in vacancy if r.status is Status.NOT_SUBMITTED) == sorted(blank)
    assert sum(r.value or 0 for r in vacancy) == sum(Decimal(r["vacancy_rate_pct"] or 0) for r in rows)


@pytest.mark.parametrize(
    ("code", "vacancy", "assessments", "supported"),
    [
        ("E09000002", "13.792345", 1190, 2640),
        ("E09000003", "7.485167", 2305, 4650),
        ("E08000016", "4.773878", 3685, 3135),
        ("E06000022", "6.880812", 925, 1875),
    ],
)
def test_workforce_values_are_those_of_the_raw_file(
    take_shipped: Callable[[str], FileAccount], code: str, vacancy: str, assessments: int, supported: int
) -> None:
    taken = take_shipped("cld-and-workforce-2026")

    assert the(taken, code, "cap_vacancy_rate", date(2025, 3, 31)).value == Decimal(vacancy)
    assert the(taken, code, "ctx_assessments", date(2026, 3, 31)).numerator == assessments
    assert the(taken, code, "ctx_long_term_support", date(2026, 3, 31)).numerator == supported


def test_trafford_has_16_councils_by_30_months_and_england_is_not_needed(
    take_shipped: Callable[[str], FileAccount],
) -> None:
    rows, taken = raw("trafford-cqc-ratings"), take_shipped("trafford-cqc-ratings")

    assert (taken.read, taken.not_needed, len(taken.readings)) == (510, 30, 16 * 30)
    assert sum(r["area_name"] == "England" for r in rows) == 30
    assert sum(r.value for r in taken.readings) == sum(
        Decimal(100) - Decimal(r["value"]) for r in rows if r["area_name"] != "England"
    )
    assert all(r.period_start == r.period_end and r.period_end.day == 1 and r.value_is_rounded for r in taken.readings)


@pytest.mark.parametrize(
    ("code", "month", "left"),
    [("E08000009", "Nov 2023", "12.7"), ("E06000036", "Jun 2022", "40"), ("E09000029", "Nov 2024", "12.9")],
)
def test_trafford_values_are_what_is_left_of_a_hundred(
    take_shipped: Callable[[str], FileAccount], code: str, month: str, left: str
) -> None:
    (row,) = [r for r in raw("trafford-cqc-ratings") if (r["area_code"], r["period"]) == (code, month)]
    first = date(int(month[-4:]), {"Nov": 11, "Jun": 6}[month[:3]], 1)

    reading = the(take_shipped("trafford-cqc-ratings"), code, "cap_quality_ri_inad", first)

    assert reading.value == Decimal(left)
    assert reading.value + Decimal(row["value"]) == 100


def test_lincolnshire_counts_every_care_home_once(take_shipped: Callable[[str], FileAccount]) -> None:
    """4,159 rows, 262 homes, one figure: many rows a home, and doctors and hospitals among them."""
    rows, taken = raw("cqc-latest-ratings-lincolnshire"), take_shipped("cqc-latest-ratings-lincolnshire")
    overall: dict[str, dict[str, str]] = {}
    for r in rows:
        if r["Care Home?"] == "Y" and r["Location Type"] == "Social Care Org" and r["Domain"] == "Overall":
            overall.setdefault(r["Location ID"], {})[r["Service / Population Group"]] = r["Latest Rating"]
    rated = ("Outstanding", "Good", "Requires improvement", "Inadequate")
    final = [next(g[k] for k in ("Overall", "Care Homes") if g.get(k) in rated) for g in overall.values()]
    (reading,) = taken.readings

    assert len(overall) == len(final) == reading.denominator == 262
    assert reading.numerator == final.count("Requires improvement") + final.count("Inadequate")
    assert (reading.council_code, reading.period_end) == ("E10000019", date(2026, 5, 29))
    assert (taken.read, taken.accepted, taken.not_needed) == (4_159, 4_159, 4_159 - 262)


def test_any_monthly_directory_counts_each_council_and_says_who_is_unrated(take: Callable[..., FileAccount]) -> None:
    """The file a council has each month may hold several councils, and new columns."""
    header = (
        "Location ID,New column,Care Home?,Location Type,Location Local Authority,Service / Population Group,"
        "Domain,Latest Rating,Publication Date"
    )
    rows = [
        '1,,Y,Social Care Org,"Bristol, City of",Overall,Overall,Good,05/01/2026',
        '2,,Y,Social Care Org,"Bristol, City of",Overall,Overall,Inadequate,05/02/2026',
        '2,,Y,Social Care Org,"Bristol, City of",Overall,Safe,Good,05/02/2026',
        '3,,Y,Social Care Org,"Bristol, City of",Overall,Overall,Not Rated,',
        "4,,Y,Social Care Org,Durham,Overall,Overall,Not Rated,",
        "4,,Y,Social Care Org,Durham,Care Homes,Overall,Requires improvement,04/30/2026",
        "5,,N,Social Care Org,Durham,Overall,Overall,Inadequate,04/30/2026",
        "6,,Y,Social Care Org,Cumbria,Overall,Overall,Good,04/30/2026",
        "7,,Y,Social Care Org,Nowhere,Overall,Overall,Good,",
    ]

    taken = take("\n".join((header, *rows)).encode(), "cqc-latest-ratings-lincolnshire")

    assert [(r.council_code, r.numerator, r.denominator, r.period_end) for r in taken.readings] == [
        ("E06000023", 1, 2, date(2026, 5, 2)),
        ("E06000047", 1, 1, date(2026, 5, 2)),
    ]
    assert [n.kind for n in taken.notes] == ["warning", "held", "held"]
    assert "1 of 3 care homes in Bristol, City of without a rating (1 Not Rated)" in taken.notes[0].found


def test_anchors_give_nations_only_what_counts_the_same_thing(take_shipped: Callable[[str], FileAccount]) -> None:
    """Survey figures are context for a nation; one sample of 96 councils is not a nation."""
    rows, taken = raw("anchors"), take_shipped("anchors")

    assert (taken.read, taken.held, len(rows)) == (44, 1, 44)
    assert {r.council_code for r in taken.readings} == {"E92000001", "S92000003"}
    assert len(taken.readings) == taken.accepted - taken.not_needed == 12
    assert all(r.value is not None and not r.from_council for r in taken.readings)


@pytest.mark.parametrize(
    ("area", "measure_id", "day", "value", "status"),
    [
        ("E92000001", "wl_assess_rate", date(2022, 4, 30), "654", Status.ESTIMATED),
        ("E92000001", "wl_over_6m_share", date(2022, 4, 30), "25.06", Status.ESTIMATED),
        ("E92000001", "wl_care_start_rate", date(2022, 4, 30), "83", Status.ESTIMATED),
        ("E92000001", "cap_homecare_unfilled", date(2022, 3, 31), "5.2", Status.ESTIMATED),
        ("E92000001", "cap_quality_ri_inad", date(2025, 3, 31), "18.3", Status.OK),
        ("E92000001", "cap_home_unavailable", date(2025, 7, 14), "89.2", Status.OK),
        ("S92000003", "wl_assess_rate", date(2025, 5, 5), "149", Status.PROVISIONAL),
    ],
)
def test_anchor_values_are_those_of_the_raw_file_or_of_two_of_its_lines(
    take_shipped: Callable[[str], FileAccount], area: str, measure_id: str, day: date, value: str, status: Status
) -> None:
    reading = the(take_shipped("anchors"), area, measure_id, day)

    assert (reading.value, reading.status) == (Decimal(value), status)


@pytest.mark.parametrize(
    ("measure_id", "days"),
    [("wl_over_6m_share", {date(2022, 4, 30)}), ("cap_home_unavailable", {date(2025, 7, 14)})],
)
def test_a_national_figure_of_two_lines_is_there_only_where_the_file_has_both(
    take_shipped: Callable[[str], FileAccount], measure_id: str, days: set[date]
) -> None:
    """Half of a sum, or a share of an unknown number, would be another figure."""
    assert {r.period_end for r in take_shipped("anchors").readings if r.measure_id == measure_id} == days


def test_65_537_rows_are_all_read(take: Callable[..., FileAccount]) -> None:
    """One more than the old limit of a spreadsheet: the last row must count like the first."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["ltla_code", "date", "age_group", "delay_reason", "num_delayed_bed_days", "average_daily_delayed_beds"]
    )
    for _ in range(65_536):
        writer.writerow(["S92000003", "2024-11-01", "75plus", "Code 9 AWI", "0", "0"])
    writer.writerow(["S12000033", "2024-11-01", "18plus", "Health and Social Care Reasons", "930", "31"])

    taken = take(out.getvalue().encode(), "phs-delayed-discharges")

    assert (taken.read, taken.not_needed) == (65_537, 65_536)
    assert [(r.numerator, r.row) for r in taken.readings] == [(930, 65_538)]


def bbc_rows() -> list[dict[str, str]]:
    """The sheet without any spreadsheet library: its XML, each cell by its column."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(source("bbc-foi-2023").shipped_file) as archive:
        sheet = ElementTree.parse(archive.open("xl/worksheets/sheet2.xml"))
    return [
        {re.sub(r"\d", "", cell.get("r", "")): "".join(cell.itertext()).strip() for cell in row}
        for row in sheet.iter(f"{main}row")
    ]


def test_bbc_has_a_wait_for_every_council_that_gave_one_and_no_zero_for_a_blank(
    take_shipped: Callable[[str], FileAccount],
) -> None:
    """Nine in twenty answered about assessments, a quarter about care; E and G are 2021-22, I and K 2022-23."""
    taken, rows = take_shipped("bbc-foi-2023"), bbc_rows()[2:]
    assert (taken.read, taken.held) == (len([r for r in rows if r.get("A")]), 1) == (209, 1)
    assessed, started = "ctx_assess_median_days", "ctx_start_median_days"
    for column, year, measure in (
        ("E", 2022, assessed),
        ("G", 2022, started),
        ("I", 2023, assessed),
        ("K", 2023, started),
    ):
        numbers = [Decimal(r[column]) for r in rows if re.fullmatch(r"[\d.]+", r.get(column, ""))]
        own = [r for r in taken.readings if (r.period_end, r.measure_id) == (date(year, 3, 31), measure)]
        assert sorted(r.value for r in own if r.value is not None) == sorted(numbers)
        assert sum(r.status is Status.REFUSED for r in own) == sum(r.get(column) == "Cost exceeded" for r in rows)
    assert {r.measure_id for r in taken.readings} == {assessed, started}


@pytest.mark.parametrize(
    ("code", "year", "days", "status"),
    [
        ("W06000001", 2022, "41", Status.OK),
        ("W06000001", 2023, "38", Status.OK),
        ("E08000029", 2023, "32.2", Status.OK),
        ("S12000042", 2023, "0", Status.OK),
        ("E10000014", 2023, None, Status.REFUSED),
        ("E10000016", 2023, None, Status.NOT_SUBMITTED),
        ("E10000027", 2023, "45.4", Status.OK),
        ("E10000006", 2022, None, Status.NOT_SUBMITTED),
    ],
)
def test_bbc_values_are_those_of_the_workbook(
    take_shipped: Callable[[str], FileAccount], code: str, year: int, days: str | None, status: Status
) -> None:
    """Anglesey, Solihull, Dundee, Hampshire, Kent, and Somerset and Cumbria as they were then."""
    reading = the(take_shipped("bbc-foi-2023"), code, "ctx_assess_median_days", date(year, 3, 31))
    assert (reading.value, reading.status) == (None if days is None else Decimal(days), status)
    assert reading.period_start == date(year - 1, 4, 1)


@pytest.mark.parametrize(("cell", "text"), [("E1", "2021-22"), ("I2", "Median wait (days)"), ("A2", "Council")])
def test_a_renamed_band_or_column_refuses_the_workbook(take: Callable[..., FileAccount], cell: str, text: str) -> None:
    """Columns repeat, so a shifted one would put one year's waits into another."""
    workbook = openpyxl.load_workbook(source("bbc-foi-2023").shipped_file)
    workbook["Wait times and deaths"][cell] = text
    changed = io.BytesIO()
    workbook.save(changed)
    with pytest.raises(FileRefused, match=r"“Upper tier LA”|at least 4 with a title such as"):
        take(changed.getvalue(), "bbc-foi-2023", name="renamed.xlsx")


DRD = "discharge-ready-date"


def test_the_discharges_of_2024_25_are_shares_of_the_raw_file_and_too_few_are_withheld(
    take: Callable[..., FileAccount],
) -> None:
    """Ten months of 153 councils and England; only the two smallest ever have fewer than 23 people."""
    path = source(DRD).shipped_files[0]
    taken = take(path.read_bytes(), DRD, name=path.name)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    few = {(r["utla_code"], r["month"]) for r in rows if int(r["discharges_acceptable_trusts"]) < 22.5}

    assert (taken.read, taken.rejected, taken.held, len(taken.readings)) == (1540, 0, 0, 154 * 10)
    withheld = [r for r in taken.readings if r.status is Status.SUPPRESSED]
    assert {(r.council_code, r.period_end.strftime("%Y-%m")) for r in withheld} == few
    assert {code for code, _ in few} == {"E06000053", "E09000001"}
    assert {r.measure_id for r in taken.readings} == {"ctx_discharged_late"}


@pytest.mark.parametrize(
    ("code", "share"),
    [("E08000035", "18.8899"), ("E08000012", "16.8000"), ("E10000014", "19.9780"), ("E06000053", "0.0000")],
)
def test_the_discharges_of_july_2026_are_those_of_the_raw_file(
    take_shipped: Callable[[str], FileAccount], code: str, share: str
) -> None:
    """Copied by hand: Leeds 0.18889904…, Liverpool 0.168, Hampshire 0.19977973…"""
    taken = take_shipped(DRD)

    assert len(taken.readings) == len({r.council_code for r in taken.readings}) == 153
    assert the(taken, code, "ctx_discharged_late", date(2026, 7, 31)).value == Decimal(share)


@pytest.mark.slow
def test_the_whole_file_of_the_catalogue_since_2016_is_read_as_it_comes(take: Callable[..., FileAccount]) -> None:
    """56,100 rows under the publisher's own header: the shipped years again, before them, as 2016 to 2018."""
    text = io.StringIO(newline="")
    out = csv.writer(text)
    header = "MonthOfDelay CA CAQF AgeGroup AgeGroupQF ReasonForDelay ReasonForDelayQF NumberOfDelayedBedDays"
    out.writerow([*header.split(), "AverageDailyNumberOfDelayedBeds"])
    months = 0
    for row in (*raw("phs-delayed-discharges"), *raw("phs-delayed-discharges")):
        year, month, own = int(row["date"][:4]), row["date"][5:7], row["ltla_code"].replace("NA", "")
        earlier = months >= 39_270
        months += 1
        if earlier and not 2019 <= year <= 2021:
            continue
        words = [own, "", row["age_group"], "", row["delay_reason"], "d", row["num_delayed_bed_days"], "0"]
        out.writerow([f"{year - 3 if earlier else year}{month}", *words])

    taken = take(text.getvalue().encode("utf-8-sig"), "phs-delayed-discharges", name="beddays.csv")

    assert taken.read == 39_270 + 36 * 510
    assert (taken.rejected, len(taken.readings)) == (0, 32 * (77 + 36))
