"""Random histories through the real publishing code: every page, file and feed tells the same level in force."""

import json
import re
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import dropwhile
from math import ceil
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations import declaring
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish, site_of
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.returns.loading import load
from pressure.content.app.history import history_page
from pressure.content.brief.brief import brief
from pressure.content.explore import finding
from pressure.content.explore.explorer import Explorer
from pressure.content.notice.notice import notice
from pressure.content.past.finding import long
from pressure.demo.events import sign_as_it_waits
from pressure.demo.figures import Row, as_csv
from pressure.demo.places import HUB, PLACES, Place, actor, councils, person_id
from pressure.domain.measures import UNIT_BASE, Unit
from pressure.domain.moments import day_of, end_of
from pressure.drawing.blocks import Grid, flat
from pressure.publish.bundles import chunks
from pressure.publish.check.verify import verify
from pressure.publish.files.sqlite_copy import write
from pressure.release import site
from pressure.release.site import Release
from pressure.settings import Settings
from pressure.store import councils as council_store
from pressure.store import people, schema
from pressure.store.engine import open_engine, writing
from pressure.store.releases import DEMONSTRATION
from pressure.words.dates import days_in_words, table_date
from tests.installations import RULES, TestClock, rows_of, viewed
from tests.rating_cases import SEARCHES

TWO = PLACES[1:3]
# The Wednesdays before clocks change, before a new year, and one of no account.
STARTS = [
    datetime(2026, 10, 21, 8, 30, tzinfo=UTC),
    datetime(2027, 3, 24, 9, 30, tzinfo=UTC),
    datetime(2026, 12, 9, 9, 30, tzinfo=UTC),
    datetime(2026, 9, 9, 8, 30, tzinfo=UTC),
]
WAITS = st.sampled_from(
    [
        timedelta(minutes=30),
        timedelta(hours=9),
        timedelta(days=1),
        timedelta(days=7),
        timedelta(days=7),
        timedelta(days=16),
        timedelta(days=23),
        timedelta(days=37),
    ]
)
ACTS = st.one_of(
    st.tuples(st.sampled_from(TWO), st.sampled_from(["new", "new", "new", "late"]), st.integers(1, 4)),
    st.tuples(st.sampled_from(TWO), st.sampled_from(["declare", "raise", "nothing"]), st.just(0)),
)
STEPS = st.lists(st.tuples(WAITS, st.lists(ACTS, max_size=2)), min_size=2, max_size=6)
SEEN: Counter[str] = Counter()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two councils and their officers, copied for every history."""
    path = tmp_path_factory.mktemp("empty") / "pressure.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing(engine) as connection:
        council_store.replace_all(connection, councils(TWO))
        for place in TWO:
            for role in (Role.DIRECTOR, Role.SIGNATORY, Role.PRINCIPAL_SOCIAL_WORKER):
                people.add(
                    connection,
                    person_id=person_id(place, role),
                    name=f"{role} {place.name}",
                    roles=[(place.code, role)],
                    created_at=STARTS[-1],
                )
    engine.dispose()
    return path


def rows_in_band(place: Place, sunday: date, band: int) -> list[Row]:
    """A whole return with every figure in one band."""
    book = RULES.in_force(sunday)
    rows, found = rows_of(place, sunday), list[Row]()
    for row in rows:
        measure = book.measure(row["measure_id"])
        if measure:
            value = measure.edges[band].value if band > 1 else 0
            if measure.unit is Unit.PER_100K:
                of = place.adults
            else:
                of = int(
                    row["denominator"] or next(r for r in rows if r["measure_id"] == "wl_assess_rate")["numerator"]
                )
            row = row | {"numerator": str(ceil(value * of / UNIT_BASE[measure.unit]) + (band > 1))}
        found.append(row)
    return found


def act(installation: Installation, place: Place, what: str, band: int) -> None:
    """A return for the last Sunday or the one three weeks before it, or something two officers sign."""
    sunday = day_of(installation.now()) - timedelta(days=(day_of(installation.now()).weekday() + 1) % 7 or 7)
    if what in {"new", "late"}:
        week = sunday - timedelta(weeks=3 if what == "late" else 0)
        load(
            installation,
            by=HUB,
            source_id="weekly-return",
            data=as_csv(rows_in_band(place, week, band)),
            name="return.csv",
        )
        return
    director, signatory, today = actor(place, Role.DIRECTOR), actor(place, Role.SIGNATORY), day_of(installation.now())
    try:
        made = (
            declaring.raise_level(
                installation,
                by=director,
                council_code=place.code,
                level=4,
                reason="A home closes.",
                review_by=today + timedelta(days=20),
            )
            if what == "raise"
            else declaring.propose(
                installation,
                by=director,
                council_code=place.code,
                measure_id="life_sustaining_care_only",
                text={"area": "The harbour", "public_words": "Only the most urgent care for now."},
                starts_at=installation.now(),
                review_by=today + timedelta(days=5),
            )
        )
        if what != "raise":
            viewed(installation, place, made)
        sign_as_it_waits(installation, signatory, made)
    except declaring.Refusal:
        SEEN["refused acts"] += 1


def told(folder: Path, database: Path, start: datetime, steps: Sequence[Any]) -> tuple[Installation, list[str]]:
    """An installation that lived through the steps, each followed by a release."""
    shutil.copy(database, folder / "pressure.sqlite")
    clock = TestClock(start)
    installation = Installation(
        engine=open_engine(f"sqlite:///{folder / 'pressure.sqlite'}"),
        rules=RULES,
        site_dir=folder / "site",
        settings=Settings(),
        now=clock,
        simulated=True,
    )
    made = []
    for number, (wait, acts) in enumerate([(timedelta(), [(p, "new", 1 + n) for n, p in enumerate(TWO)]), *steps]):
        clock.later(seconds=wait.total_seconds())
        for one in acts:
            if one[1] != "nothing":
                act(installation, *one)
            clock.later(minutes=1)
        last = number == len(steps)
        made.append(publish(installation, by=OPERATOR, track=DEMONSTRATION, pages=last or number % 3 == 0).release_id)
    return installation, made


class Truth:
    """One council's history worked out anew from nothing but what was published when, and until when it was valid."""

    def __init__(self, rows: list[dict[str, str]], until: datetime) -> None:
        self.rows, self.until = rows, until
        self.at = [datetime.fromisoformat(r["published_at"]) for r in rows]
        self.ends = [datetime.fromisoformat(r["valid_until"]) if r["valid_until"] else None for r in rows]

    def level(self, moment: datetime) -> str:
        place = max((n for n, at in enumerate(self.at) if at <= moment), default=None)
        if place is None or (self.ends[place] is not None and self.ends[place] <= moment):  # type: ignore[operator]
            return ""
        return self.rows[place]["level_published"]

    def changes(self) -> list[tuple[datetime, str]]:
        """Each run's start and level. A level that ran out and was followed by one that day was not lost."""
        found: list[tuple[datetime, str]] = []
        for moment in sorted({*self.at, *(e for e in self.ends if e and e <= self.until)}):
            level = self.level(moment)
            following = min((n for n, at in enumerate(self.at) if at > moment), default=None)
            if (
                not level
                and moment in self.ends
                and following is not None
                and (self.rows[following]["level_published"] and day_of(self.at[following]) == day_of(moment))
            ):
                continue
            if not found or found[-1][1] != level:
                found.append((moment, level))
        return found

    def runs(self) -> list[tuple[datetime, datetime, str]]:
        ends = [*(at for at, _ in self.changes()[1:]), self.until]
        return [(at, end, level) for (at, level), end in zip(self.changes(), ends, strict=True)]

    def whole_days(self) -> Counter[str]:
        first, last = day_of(self.at[0]).toordinal(), day_of(self.until).toordinal()
        return Counter(self.level(end_of(date.fromordinal(n))) for n in range(first, last))


def told_long(days: int) -> str:
    return long(days) if days else days_in_words(0)


def days_of(start: datetime, end: datetime) -> int:
    return sum(
        1
        for n in range(day_of(start).toordinal(), day_of(end).toordinal() + 1)
        if start <= end_of(date.fromordinal(n)) < end
    )


def checked(release: Release, code: str, folder: Path) -> Iterator[tuple[str, Any, Any]]:
    """Surface, what it says, what is so."""
    until = datetime.fromisoformat(release.published_at)
    own = [r for r in release.rows("data/DEMO_ratings_as_published.csv") if r["council_code"] == code]
    SEEN["signed levels"] += sum(r["status"] == "floor_only" or r["deciding_rule"] == "raised" for r in own)
    true = Truth(own, until)
    runs, now = true.runs(), true.level(until)
    document = release.json(f"councils/{code}/rating.json")
    rating = document["rating"]
    seen = datetime.fromisoformat(document["published_at"])

    yield "rating.json level", str(rating["level_published"] or ""), now
    yield "rating.json since", datetime.fromisoformat(rating["since"]), runs[-1][0]
    yield "level before", str(rating["level_before"] or ""), runs[-2][2] if len(runs) > 1 else ""
    yield (
        "badge",
        f"Level {now} of" in release.read(f"councils/{code}/badge.svg").decode()
        or (f"At least level {now} of" in release.read(f"councils/{code}/badge.svg").decode()),
        bool(now),
    )
    yield from _files(release, code, true, own)
    yield from _pages(release, code, Truth(own, seen), true)
    yield from _news(release, code, true)
    with closing(sqlite3.connect(folder / "copy.sqlite")) as copy:
        found = copy.execute(
            "SELECT since, coalesce(level, ''), days, ended FROM level_runs WHERE council_code = ? ORDER BY since",
            (code,),
        ).fetchall()
    yield (
        "SQLite copy",
        [(datetime.fromisoformat(a), str(b), c, d) for a, b, c, d in found],
        [
            (a, level, days_of(a, b), "no" if b == until and (a, b, level) == runs[-1] else "yes")
            for a, b, level in runs
        ],
    )


def _files(release: Release, code: str, true: Truth, own: list[dict[str, str]]) -> Iterator[tuple[str, Any, Any]]:
    listed = [r for r in release.rows("data/DEMO_level_runs.csv") if r["council_code"] == code]
    yield (
        "level_runs.csv",
        [(r["since"], r["level"], r["days"], r["ended"]) for r in listed],
        [
            (
                f"{a.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                level,
                str(days_of(a, b)),
                "no" if place == len(true.runs()) else "yes",
            )
            for place, (a, b, level) in enumerate(true.runs(), start=1)
        ],
    )
    whole = next(
        (
            r
            for r in release.rows("data/DEMO_days_at_level.csv")
            if r["council_code"] == code and r["period_kind"] == "all"
        ),
        None,
    )
    counted = true.whole_days()
    yield (
        "days_at_level.csv",
        whole and [whole[f"days_level_{n}"] for n in range(1, 5)] + [whole["days_unknown"]],
        ([str(counted[str(n)]) for n in range(1, 5)] + [str(counted[""])] if counted else None),
    )
    for row in (r for r in release.rows("data/DEMO_levels_by_week.csv") if r["council_code"] == code):
        yield "levels_by_week.csv", row["level_published"], true.level(end_of(date.fromisoformat(row["week_ending"])))
    for name in ("ratings_as_published.csv", "ratings.csv"):
        lines = [r for r in release.rows(f"data/DEMO_{name}") if r["council_code"] == code]
        for line in lines:
            yield (
                f"{name} valid_to",
                bool(line["valid_to"] and line["valid_until"]) and (line["valid_to"] > line["valid_until"]),
                False,
            )
        brought = [line["release_id"] for line in lines]
        if name == "ratings_as_published.csv":
            as_published = brought
        elif brought != as_published:  # later figures say otherwise, be it a correction or the first that came
            SEEN["restated"] += 1
            continue
        for moment in {true.until, *true.at, *(e for e in true.ends if e and e <= true.until)}:
            text = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            held = [
                r["level_published"]
                for r in lines
                if r["valid_from"] <= text and (not r["valid_to"] or text < r["valid_to"])
            ]
            yield f"{name} at {text}", held or [""], [true.level(moment)]
    for line in (r for r in own if r is own[-1]):
        yield "history.csv", release.rows(f"councils/{code}/DEMO_history.csv")[-1], line


def _history(table: Grid, html: str, page: Truth) -> Iterator[tuple[str, Any, Any]]:
    """The table of a page, newest first."""
    runs = page.runs()
    said = [
        (cells[0][:1] if "No current" not in cells[0] else "", cells[1])
        for cells in ([flat((c,)) for c in row] for row in table.rows)
    ]
    yield (
        "table",
        [(level.replace("A", level_of(row[0])), start) for (level, start), row in zip(said, table.rows, strict=True)],
        [(level, table_date(at)) for at, _, level in runs[::-1][:12]],
    )
    goes_on, by = [flat((c,)) for c in table.rows[0]][2:], table_date(page.until)
    days = days_of(runs[-1][0], page.until)
    yield "goes on", goes_on, ["goes on", f"{days} day{'s' * (days != 1)} by {by}" if days else f"from today, {by}"]
    yield "page", all(text in html for text in ("goes on", goes_on[1])), True
    if page.until > page.at[0]:
        moves = len(list(dropwhile(lambda r: not r[2], runs))) - 1
        yield "changes counted", f"It changed {moves} time" in html, moves > 0


def _pages(release: Release, code: str, page: Truth, true: Truth) -> Iterator[tuple[str, Any, Any]]:
    """`page` is the history up to the moment the page was made: it stays as it is until something changes."""
    runs = page.runs()
    made = notice(
        release.json(f"councils/{code}/rating.json"),
        release.rows(f"councils/{code}/DEMO_history.csv"),
        RULES.in_force(day_of(page.until)),
    )
    html = release.read(f"councils/{code}/index.html").decode()
    table = next((b for s in made.sections if s.id == "history" for b in s.blocks if isinstance(b, Grid)), None)
    if table is None:
        yield "no history", [level for _, _, level in runs if level], []
    else:
        yield from _history(table, html, page)
    counts = json.loads(release.read(f"councils/{code}/days.json"))

    if counts["counted_from"]:
        last = date.fromisoformat(counts["counted_to"])
        recent = {
            true.level(end_of(last - timedelta(days=n)))
            for n in range(14)
            if end_of(last - timedelta(days=n)) >= true.at[0]
        } | {str(counts["level_now"] or "")}
        top = max((level for level in recent if level), default="")
        yield "last 14 days", str(counts["highest_14_days"] or ""), top
        yield "or now", any("or now" in s for s in counts["sentences"]), bool(counts["level_now"])
    explorer = Explorer(
        key="",
        release=release,
        invented=release,
        councils=finding.listed(release),
        book=RULES.in_force(day_of(true.until)),
    )
    council = explorer.find(code)
    assert council
    shown = history_page(explorer, council)
    whole = true.runs()
    table = shown.tables[: shown.tables.index("</table>")]
    cells = [
        re.sub(r"<[^>]+>", "", cell)
        for cell in re.findall(r"<t[hd] (?:scope=.row.|data-head)[^>]*>(.*?)</t[hd]>", table)
    ]
    yield (
        "/app/history rows",
        list(zip(cells[::4], cells[2::4], strict=True))[: len(whole)],
        [(table_date(a), told_long(days_of(a, b))) for a, b, _ in whole[::-1]],
    )
    drawn = {
        base: str(int(y))
        for trace in shown.figure.data
        if trace.type == "bar" and not trace.marker.pattern.shape
        for base, y in zip(trace.base, trace.y, strict=True)
        if y >= 1
    }
    yield "/app/history chart", drawn[max(drawn)] if true.level(true.until) else "", true.level(true.until)
    for moment in {true.until, *(e for e in true.ends if e and e > page.until)}:
        on = day_of(moment)
        one = brief(
            release.json(f"councils/{code}/rating.json"),
            release.rows(f"councils/{code}/DEMO_history.csv"),
            (),
            (),
            explorer.book,
            at=moment,
            on=on,
            today=on,
            published_at=release.published_at,
            release_id=release.id,
        )
        yield "brief", str(one.level or ""), true.level(moment)
    area = release.json("areas/X99000000/area.json")["levels"]
    yield "area adds up", sum(row["councils"] for row in area), len(TWO)


def level_of(cell: Any) -> str:
    return flat((cell,)).removeprefix("At least ")[:1]


def _news(release: Release, code: str, true: Truth) -> Iterator[tuple[str, Any, Any]]:
    items = json.loads(release.read(f"councils/{code}/feed.json"))["items"][::-1]
    moved = [i for i in items if i["_care_pressure"]["kind"] in {"up", "down", "given", "out_of_date"}]
    heard: list[tuple[datetime, str]] = []
    for item in moved:
        level = str(item["_care_pressure"]["level_after"] or "")
        if not heard or heard[-1][1] != level:
            heard.append((datetime.fromisoformat(item["_care_pressure"]["at"]), level))
        if item["_care_pressure"]["kind"] == "out_of_date":
            yield "a lapse is dated by itself", item["date_published"], item["_care_pressure"]["at"]
    yield "feed.json", heard, [(at, level) for place, (at, level) in enumerate(true.changes()) if place or level]
    atom = {e.id: e.published for e in feedparser.parse(release.read(f"councils/{code}/feed.atom")).entries}
    yield "feed.atom", atom, {i["id"]: i["date_published"] for i in items}


def compare(empty: Path, start: datetime, steps: Sequence[Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        installation, releases = told(folder, empty, start, steps)
        root = site_of(installation.site_dir, DEMONSTRATION)
        release = site.current(root)
        write(release, folder / "copy.sqlite", chunks)
        said = [(place.code, *one) for place in TWO for one in checked(release, place.code, folder)]
        wrong = [(surface, code, says, is_so) for code, surface, says, is_so in said if says != is_so]
        SEEN["statements"] += len(said)
        SEEN["histories"] += len(TWO)
        SEEN["contradictions"] += len(wrong)
        assert not wrong, wrong[:3]
        levels = release.json("areas/X99000000/area.json")["levels"]
        now = Counter(release.json(f"councils/{p.code}/rating.json")["rating"]["level_published"] for p in TWO)
        assert {r["level"]: r["councils"] for r in levels if r["councils"]} == now
        assert verify(root / "current")["ratings"] >= len(TWO)
        for release_id in (releases[0], releases[len(releases) // 2], releases[-1]):
            again = rebuild(installation, release_id, DEMONSTRATION)
            assert (again.different, again.manifest_same) == ((), True)
        installation.engine.dispose()


@pytest.mark.parametrize("late", [timedelta(minutes=30), timedelta(days=1)])
def test_a_file_for_a_week_before_the_first_one_is_told_by_every_release_after_it(empty: Path, late: timedelta) -> None:
    """The month it belongs to was closed, and a rebuild tells what was missed in it."""
    place, other = TWO
    compare(
        empty, STARTS[0], [(timedelta(days=16), [(place, "new", 3)]), (late, [(place, "late", 2), (other, "late", 4)])]
    )


def search(empty: Path, examples: int) -> None:
    """Many histories, and how many contradictions were met in how many. A failing one is shown as it was found."""
    SEEN.clear()

    @settings(
        max_examples=examples * SEARCHES,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(start=st.sampled_from(STARTS), steps=STEPS)
    def tried(start: datetime, steps: list[Any]) -> None:
        compare(empty, start, steps)

    try:
        tried()
    finally:
        print(
            f"\n{SEEN['contradictions']} contradictions / {SEEN['histories']} random histories, "
            f"{SEEN['restated']} of them restated, {SEEN['signed levels']} signed levels, "
            f"{SEEN['statements']} statements compared; {SEEN['refused acts']} acts refused"
        )
    assert SEEN["histories"] >= examples


def test_every_surface_tells_the_same_level_on_random_histories(empty: Path) -> None:
    search(empty, 3)


@pytest.mark.fuzz
@pytest.mark.timeout(3600)
def test_every_surface_tells_the_same_level_on_many_random_histories(empty: Path) -> None:
    search(empty, 20)
