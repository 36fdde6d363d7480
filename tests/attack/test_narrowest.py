"""What all public files of all releases together leave open of each count of people: never less than the rule says."""

import io
import re
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median

import openpyxl
import pyarrow.ipc
import pytest
from streamlit.runtime.context import ContextProxy

from pressure.access.permissions import OPERATOR
from pressure.actions.releases.publishing import publish
from pressure.settings import settings
from pressure.store.record import commitments
from pressure.store.releases import DEMONSTRATION
from pressure.words import shell
from tests.app_pages import deep_link
from tests.attack import small_region
from tests.attack.attacker import STEP, Left, left, rounded
from tests.attack.public_numbers import Heard, Said, hear
from tests.attack.small_region import ADULTS, LARGE, MEASURES, MIDDLE, TINY, WITHDRAWN, Region
from tests.installations import RULES, SUNDAY, new_installation, rows_of


def _workbook(text: str) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["figure"])
    book.active.append([float(text)])
    book.save(content)
    return content.getvalue()


def _database(text: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE figures (figure REAL)")
        database.execute("INSERT INTO figures VALUES (?)", [float(text)])
        database.commit()
        return bytes(database.serialize())


WRITTEN = {
    ".json": lambda text: f'{{"a": [{{"b": {text}}}]}}'.encode(),
    ".jsonl": lambda text: f'{{"b": {text}}}\n'.encode(),
    ".html": lambda text: f"<p>It was {text}.</p>".encode(),
    ".atom": lambda text: f"<content>{text} a week</content>".encode(),
    ".svg": lambda text: f'<path d="M0 {text}"/>'.encode(),
    ".txt": lambda text: text.encode(),
    ".xlsx": _workbook,
    ".sqlite": _database,
}
"""How one number is written in a file of each kind."""


def _cells():
    for measure in MEASURES:
        for place in (TINY, MIDDLE, LARGE, WITHDRAWN):
            yield pytest.param(measure, place, id=f"{measure}-{place.name}")


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    return small_region.told(tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="module")
def found(region: Region):
    return left(region.heard.rows, MEASURES, ADULTS)


def periods(measure: str) -> int:
    """How many periods of a measure were sent: of a block of weeks, and of what a publication gives elsewhere, one."""
    weekly = {m.id for m in RULES.in_force(SUNDAY).asked(None, SUNDAY + timedelta(weeks=1))}
    return small_region.WEEKS if measure in weekly else 1


@pytest.mark.parametrize(("measure", "place"), _cells())
def test_no_count_is_narrower_than_the_rule_promises(found: list[Left], measure, place):
    """Numbers, bands, ratios and their decimals, of every file and release, held against each other."""
    own = [each for each in found if each.cell[:2] == (place.code, measure)]
    assert len(own) >= periods(measure)
    narrowest = own[0]
    print(f"narrowest: {narrowest.people} people, promised {narrowest.promised}: {narrowest.cell}")
    assert narrowest.people >= narrowest.promised


def test_the_attacker_is_right(region: Region, found):
    """The true count is always among those left, so none is called open that is not."""
    assert len(found) >= 4 * sum(map(periods, MEASURES))
    assert [each.cell for each in found if not each.counts & set(region.truth[each.cell[:3]])] == []


def test_every_kind_of_file_was_read(region: Region):
    """A kind that nobody can read would be a place to hide in."""
    assert region.heard.kinds >= {".csv", ".json", ".jsonl", ".sqlite", ".xlsx", ".zip", ".atom", ".html", ".svg"}
    assert {said.release for said in region.heard.numbers} == {
        m.stem for m in (region.root / "releases").glob("*.json")
    }


@pytest.mark.parametrize("column", ["numerator", "value"])
def test_an_exact_number_put_into_a_copy_of_a_public_file_is_caught(region: Region, column):
    """So the attack can find something: a count, or a ratio to four decimals."""
    key = next(k for k, truths in region.truth.items() if k[:2] == (LARGE.code, "wl_assess_rate"))
    exact = region.truth[key][0]
    row = next(
        r
        for _, path, r in region.heard.rows
        if path.endswith("readings.csv") and tuple(r[k] for k in ("council_code", "measure_id", "period_end")) == key
    )
    planted = {**row, column: str(exact) if column == "numerator" else f"{float(exact * 100_000 / LARGE.adults):.4f}"}
    copy = Heard()
    hear(copy, "copy", "data/copy.csv", (",".join(planted) + "\n" + ",".join(map(str, planted.values()))).encode())
    caught = left([*region.heard.rows, *copy.rows], MEASURES, ADULTS)[0]
    assert (caught.cell[:3], caught.people < STEP) == (key, True)
    if column == "value":
        assert exact_ones(region, copy.numbers)


def by_week(region: Region):
    """The true counts of each council and measure, oldest first."""
    weekly = defaultdict(list)
    for (code, measure, _), counts in sorted(region.truth.items()):
        weekly[code, measure] += counts
    return weekly


def ratios(counts, of, base):
    """A ratio of each count, of each difference of two and of each sum, mean and median of weeks in a row, as printed
    with 2 to 4 decimals."""
    changes = [abs(b - a) for a, b in pairwise(counts)]
    for value in (*counts, *changes, *in_a_row(counts)):
        for places in (2, 3, 4):
            for text in (f"{float(value / of * base):.{places}f}", f"{float(value):.{places}f}"):
                if len(text.replace(".", "").strip("0")) > 4:
                    yield text


def in_a_row(counts):
    """What a rolling figure could say of any weeks in a row."""
    for start in range(len(counts)):
        for end in range(start + 2, len(counts) + 1):
            weeks = counts[start:end]
            yield from (sum(weeks, Fraction(0)), sum(weeks, Fraction(0)) / len(weeks), Fraction(median(weeks)))


def exact_ones(region: Region, numbers: list[Said]):
    """Numbers anywhere that are worked out from exact counts of a measure over the weeks, and not from rounded ones."""
    exact, public = set(), set()
    for (code, measure), counts in by_week(region).items():
        if measure.endswith("_rate") and measure != "wl_discharge_rate":
            exact |= set(ratios(counts, ADULTS[code], 100_000))
            public |= set(ratios([Fraction(rounded(n)) for n in counts], ADULTS[code], 100_000))
    return [said for said in numbers if said.text.replace(",", "") in exact - public]


@pytest.mark.parametrize("kind", sorted(WRITTEN))
@pytest.mark.parametrize("figure", ["ratio", "sum", "mean", "median"])
def test_a_figure_of_exact_counts_put_into_any_kind_of_file_is_caught(region: Region, kind: str, figure: str):
    """So the search can find something in files that are no CSV."""
    counts = next(
        weekly
        for (code, measure), weekly in by_week(region).items()
        if (code, measure) == (LARGE.code, "wl_assess_rate")
    )
    value = {
        "ratio": counts[0],
        "sum": sum(counts[:3], Fraction(0)),
        "mean": sum(counts[:3], Fraction(0)) / 3,
        "median": Fraction(median(counts[:3])),
    }[figure]
    text, copy = f"{float(value * 100_000 / LARGE.adults):.4f}", Heard()
    hear(copy, "copy", f"planted{kind}", WRITTEN[kind](text))
    assert [said.text for said in exact_ones(region, copy.numbers)] == [text]


def test_no_ratio_change_or_mean_of_exact_counts_stands_anywhere(region: Region):
    """In no file, page, drawing or feed of any release."""
    assert exact_ones(region, region.heard.numbers) == []


HIDDEN = re.compile(r"[0-9a-f]{64}|[A-Za-z0-9+/]{43,}=*")


def behind(rows, adults):
    """The same return with every count moved to another that rounds, bands and is withheld the same."""
    for row in rows:
        if row["measure_id"] in MEASURES and row["numerator"].isdigit():
            of = int(row["denominator"] or adults)
            n = Fraction(row["numerator"])
            same = [
                m
                for m in map(Fraction, range(max(0, int(n) - 4), int(n) + 5))
                if m != n and rounded(m) == rounded(n) and m <= of
            ]
            row = row | {"numerator": str(same[-1] if same else n)}
        yield row


def plainly(folder, monkeypatch, change):
    """All public bytes of two weeks, without digests and signatures."""
    count = iter(range(10**6))
    monkeypatch.setattr(commitments, "source", lambda size: next(count).to_bytes(size, "big"))
    folder.mkdir()
    installation, clock = new_installation(folder)
    installation.settings.signing_key = "A" * 43 + "="
    for week in (0, 1):
        for place in (TINY, LARGE):
            sunday = SUNDAY + timedelta(weeks=week)
            small_region.send(installation, place, change(rows_of(place, sunday), place.adults))
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
        clock.later(weeks=1)
    return {
        (release, path): HIDDEN.sub("#", data.decode("latin-1" if path.endswith((".png", ".parquet")) else "utf-8"))
        for release, path, data in small_region.files(installation.site_dir / "demo")
        if not path.endswith(".xlsx")
    }


def test_returns_that_differ_behind_the_rounding_alone_publish_the_same_words_numbers_and_drawings(
    tmp_path, monkeypatch
):
    """So no chart coordinate, median, change or sentence of any release tells them apart."""
    sent = list(rows_of(LARGE, SUNDAY))
    assert sum(a != b for a, b in zip(sent, behind(sent, LARGE.adults), strict=True)) >= 4
    one = plainly(tmp_path / "one", monkeypatch, lambda rows, _: list(rows))
    other = plainly(tmp_path / "other", monkeypatch, lambda rows, adults: list(behind(rows, adults)))
    assert one.keys() == other.keys()
    assert [key for key in one if one[key] != other[key]] == []


def test_a_correction_that_changes_no_public_figure_shows_in_no_table_of_figures(tmp_path):
    """One person more, the same rounded number and band."""
    installation, clock = new_installation(tmp_path)
    rows = rows_of(LARGE, SUNDAY)
    small_region.send(installation, LARGE, rows)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    clock.later(weeks=1)
    small_region.send(installation, LARGE, list(behind(rows, LARGE.adults)))
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    figures = [
        [line.split(",")[:-1] for line in data.decode().splitlines()]
        for _, path, data in small_region.files(installation.site_dir / "demo")
        if path.endswith("_readings.csv")
    ]
    before, after = figures
    assert len(before) == len(after)


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted(p.address for p in shell.PAGES))
def test_no_message_of_a_page_that_explores_holds_more_than_the_files(region: Region, monkeypatch, page):
    """Charts, tables and drawings as they go through the websocket."""
    monkeypatch.setattr(settings, "site_dir", region.root)
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: {}))
    app = deep_link(f"{page.replace('-', '_')}.py", code=LARGE.code)
    said = payload(app.main)
    assert said, "the page said nothing"
    heard = Heard()
    for n, message in enumerate(said):
        hear(heard, "live", f"{page}/{n}", message)
    assert heard.numbers
    assert exact_ones(region, heard.numbers) == []


def payload(block):
    """Every message of a page as text, and each table of a chart in it, which goes as Arrow, as its values."""
    found = []
    for child in block.children.values():
        if hasattr(child, "children"):
            found += payload(child)
        found += [str(child.proto).encode(), *tables(child.proto)]
    return found


def tables(message):
    if isinstance(message, bytes):
        if message.startswith(b"\xff\xff\xff\xff"):
            yield str(pyarrow.ipc.open_stream(message).read_all().to_pylist()).encode()
    elif hasattr(message, "ListFields"):
        for _, value in message.ListFields():
            yield from tables(value)
    elif not isinstance(message, str | int | float | Mapping) and hasattr(message, "__iter__"):
        for each in message:
            yield from tables(each)
