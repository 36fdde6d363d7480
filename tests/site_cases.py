"""Small real releases on disk: documents of every state, written through the same code that publishes."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.content.plain.councils import council_page, welsh_page
from pressure.content.plain.record import record_page
from pressure.content.plain.records import corrections_page
from pressure.document.rows import CorrectionRow
from pressure.drawing.templating import Frame
from pressure.publish.files import reason_files
from pressure.publish.files.csv_text import csv_bytes
from pressure.publish.record.record_files import PROGRAM
from pressure.publish.release import settle
from pressure.release.draft import ReleaseDraft
from pressure.release.site import Release, manifest_path, release
from pressure.release.trees import materialise, switch
from pressure.store.record import merkle
from pressure.store.record.checkpoint import Checkpoint, sign, verifier_key
from pressure.words.nations import nation_of
from tests import notice_cases
from tests.official_cases import hospital, official
from tests.rating_cases import BOOK
from tests.shipped_sources import all_sources

STATES = {
    "E10000001": ("Calmshire", notice_cases.calm, ((400, 2), (120, 1))),
    "E10000002": ("Middleham", notice_cases.declared, ((200, 2),)),
    "E10000003": ("Highbury", notice_cases.high, ((300, 2), (120, None), (60, 4), (21, 3))),
    "E10000004": ("Heldover", notice_cases.not_sent, ((21, 3),)),
    "E10000005": ("Floorsea", notice_cases.floor_only, ((90, 2),)),
    "S12000033": ("Stillwater", notice_cases.no_level, ((500, 2), (300, None))),
    "E10000007": ("Raisedon", notice_cases.raised_level, ((30, 3),)),
}
ALIASES = {"E10000003": ["Highbury on the Hill", "HBY"]}
DEMONSTRATION = "X99000001"
CSV_ROWS = 12000
FIRST, SECOND = "20261118T093000Z-1", "20261125T093000Z-2"
RELEASED = (f"{FIRST},2026-11-18T09:30:00Z", f"{SECOND},2026-11-25T09:30:00Z")
FRAME = Frame(release_id=SECOND, published_at="2026-11-25T09:30:00Z", method_version=BOOK.method_version)
CORRECTIONS: list[CorrectionRow] = [
    {
        "correction_id": "W1-E10000001",
        "published_at": "2026-11-25T09:30:00Z",
        "release_id": SECOND,
        "corrects_release_id": FIRST,
        "council_code": "E10000001",
        "council_name": "Calmshire",
        "what": "2 figures were withdrawn.",
        "why": "Sent for the wrong week.",
    }
]
MONTHS = ("2023-11-30", "2024-10-31", "2024-11-30")
IN_FORCE, OVERDUE, ENDED = ("E10000002", "in_force"), ("E10000005", "review_overdue"), ("E10000001", "ended")


def as_csv(head: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(head), lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


OFFICIAL = {"S12000033": official(hospital(), code="S12000033", name="Stillwater")}
"""What publications say, by council."""


def add_council(draft: ReleaseDraft, document: Any, steps: Iterable[tuple[int, int | None]]) -> None:
    """One council's files: rating, history and plain page."""
    demonstration = document["demonstration"]
    folder = f"councils/{document['council']['code']}/"
    rows: Any = notice_cases.history(*steps)
    rows = [{**row, "level_calculated": row["level_published"]} for row in rows]
    history = f"{folder}{'DEMO_' if demonstration else ''}history.csv"
    draft.put(folder + "rating.json", document, lambda: json.dumps(document).encode())
    draft.put(history, rows, lambda: (as_csv(rows[0], rows), len(rows)))
    figures = OFFICIAL.get(document["council"]["code"])
    if figures:
        draft.put(folder + "official.json", figures, lambda: json.dumps(figures).encode())
    page = council_page(document, rows, BOOK, base="/demo" if demonstration else "", figures=figures)
    draft.put(folder + "index.html", document, lambda: page)
    if nation_of(document["council"], BOOK).welsh:
        welsh = welsh_page(document, rows, BOOK, base="/demo" if demonstration else "")
        draft.put(f"cy/{folder}index.html", document, lambda: welsh)


def documents() -> dict[str, Any]:
    """One rating.json per state."""
    made: dict[str, Any] = {}
    for code, (name, make, _) in STATES.items():
        document: Any = make()
        facts = {"code": code, "name": name, "official_name": f"{name} Council", "aliases": ALIASES.get(code, [])}
        facts |= {"nation": "Scotland", "nation_code": "S92000003"} if code.startswith("S") else {}
        made[code] = {
            **document,
            "council": {**document["council"], **facts},
            "release_id": SECOND,
            "rating": {**document["rating"], "council_code": code},
        }
    return made


def publish(root: Path, release_id: str, published_at: str, *, front: str = "Front page") -> Release:
    """Write one release and make it the current one."""
    draft = ReleaseDraft(root, release_id, published_at, "rules", "code")
    for code, document in documents().items():
        add_council(draft, document, STATES[code][2])
    draft.put("index.html", front, lambda: f"<!DOCTYPE html><title>{front}</title><h1>{front}</h1>".encode())
    draft.put("councils/index.html", "list", lambda: b"<!DOCTYPE html><title>All</title><h1>All councils</h1>")
    draft.put("councils/E10000001/badge.svg", "", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    draft.put("corrections/index.html", "", lambda: corrections_page(CORRECTIONS, BOOK, FRAME))
    draft.put("councils/E10000001/feed.atom", "", lambda: b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>')
    segments = [
        (year, year, lambda year=year: (f"{year},row\n".encode() * CSV_ROWS, CSV_ROWS))
        for year in ("2024", "2025", "2026")
    ]
    draft.put_segments("data/ratings.csv", b"year,text\n", segments)
    add_tables(draft)
    add_record(draft)
    few = [(line, line, lambda line=line: (f"{line}\n".encode(), 1)) for line in RELEASED]
    draft.put_segments("data/releases.csv", b"release_id,published_at\n", few)
    return in_force(draft)


def readings() -> list[dict[str, Any]]:
    """Delayed discharges of three councils over some months, one of them revised, and one not sent."""
    line = {
        "measure_id": "wl_discharge_rate",
        "family": "waiting_list",
        "unit": "per_100k",
        "status": "ok",
        "marker": "",
        "source_id": "phs-delayed-discharges",
        "received_at": "2026-11-01T00:00:00Z",
    }
    rows = [
        {
            **line,
            "council_code": code,
            "period_start": f"{day[:8]}01",
            "period_end": day,
            "value": value + month,
            "band": 2,
        }
        for code, value in (("E10000001", 26), ("E10000003", 30), ("S12000033", 35))
        for month, day in enumerate(MONTHS)
    ]
    revised = {**rows[0], "value": 66, "band": 4, "received_at": "2026-11-02T00:00:00Z"}
    not_sent = {**rows[1], "council_code": "E10000002", "value": "", "band": "", "status": "not_submitted"}
    return [*rows, revised, not_sent, *weekly()]


def national() -> list[dict[str, Any]]:
    """What is known of England in April 2022, and of Scotland: a figure, and one whose load was withdrawn."""
    line = {
        "period_start": "2022-04-30",
        "period_end": "2022-04-30",
        "unit": "per_100k",
        "numerator": "",
        "denominator": "",
        "value_is_rounded": "yes",
        "marker": "[e]",
        "source_id": "anchors",
        "received_at": "2026-11-01T00:00:00Z",
        "release_id": FIRST,
    }
    england, scotland = ("E92000001", "England"), ("S92000003", "Scotland")
    given = (
        (england, "wl_assess_rate", 654.0, "estimated", 8),
        (england, "wl_over_6m_share", 25.06, "estimated", 11),
        (england, "wl_care_start_rate", 83.0, "estimated", 14),
        (england, "cap_homecare_unfilled", 3.0, "estimated", 10),
        (england, "ctx_turnover", 28.5, "ok", 11),
        (scotland, "wl_assess_rate", 120.0, "provisional", 12),
        (scotland, "wl_over_6m_share", 99.0, "withdrawn", 13),
    )
    return [
        {
            **line,
            "area_code": code,
            "area_name": name,
            "measure_id": measure_id,
            "value": value,
            "status": status,
            "source_row": row,
        }
        for (code, name), measure_id, value, status, row in given
    ]


def sources() -> list[dict[str, Any]]:
    """Every source, as the release names them."""
    return [
        {
            "source_id": s.id,
            "title": s.title,
            "publisher": s.publisher,
            "licence": s.licence,
            "url": s.url,
            "cadence": s.cadence.value,
            "from_council": "yes" if s.from_council else "no",
        }
        for s in all_sources()
    ]


def week_of(sunday: str) -> str:
    """The Monday of the week that ends on a day."""
    return (date.fromisoformat(sunday) - timedelta(days=6)).isoformat()


def weekly() -> list[dict[str, Any]]:
    """Highbury's own returns: a number, one that the council marked as withheld, and a number again; and critical care
    of three blocks."""
    line = {
        "council_code": "E10000003",
        "unit": "per_100k",
        "source_id": "weekly-return",
        "received_at": "2026-11-03T00:00:00Z",
    }
    days = ("2026-10-11", "2026-10-18", "2026-10-25")
    waiting = [
        {
            **line,
            "measure_id": "wl_assess_rate",
            "family": "waiting_list",
            "period_start": week_of(day),
            "period_end": day,
            "value": value,
            "band": 1 if value else "",
            "status": "ok" if value else "suppressed",
            "marker": "" if value else "[c]",
        }
        for day, value in zip(days, (120, "", 130), strict=True)
    ]
    critical = [
        {
            **line,
            "measure_id": "ll_critical_unsourced",
            "family": "life_and_limb",
            "period_start": (date.fromisoformat(day) - timedelta(days=27)).isoformat(),
            "period_end": day,
            "value": value,
            "band": band,
            "status": "ok",
            "marker": "",
        }
        for day, value, band in (("2026-09-06", 0.8, 2), ("2026-10-04", 1.2, 3), ("2026-11-01", 1.6, 3))
    ]
    return [*waiting, *critical]


def declarations() -> list[dict[str, str]]:
    """One in force, one with an overdue review, one ended."""
    return [
        {
            "declaration_id": f"{code}-1",
            "council_code": code,
            "measure_id": "essential_activities_only",
            "stage": "2",
            "area": "The north",
            "people": "Adults at home",
            "reason": "A provider closed",
            "psw_view": "",
            "starts_at": "2026-10-01T09:00:00Z",
            "published_at": "2026-10-02T09:00:00Z",
            "declared_late_days": "1",
            "review_by": "2026-10-28",
            "ended_at": "2026-11-01T09:00:00Z" if status == "ended" else "",
            "end_reason": "Care is back" if status == "ended" else "",
            "what_helped": "Shared rotas each morning" if status == "ended" else "",
            "status": status,
            "renewed_from": "",
            "proposed_by_role": "director",
            "signed_by_role": "chief executive",
            "signed_at": "2026-10-02T09:00:00Z",
        }
        for code, status in (IN_FORCE, OVERDUE, ENDED)
    ]


def add_tables(draft: ReleaseDraft) -> None:
    """The tables of all councils that pages read."""
    for name, rows in (
        ("readings.csv", readings()),
        ("national.csv", national()),
        ("sources.csv", sources()),
        ("declarations.csv", declarations()),
        ("corrections.csv", CORRECTIONS),
    ):
        draft.put(f"data/{name}", rows, lambda rows=rows: (as_csv(rows[0], rows), len(rows)))  # type: ignore[misc]


def add_record(draft: ReleaseDraft) -> None:
    """A record of one entry, signed by a key of its own."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    entry = json.dumps(
        {
            "action": "publish",
            "at": "2026-11-18T09:30:00Z",
            "by": {"person": "p-1", "role": "operator"},
            "prev": "0" * 64,
            "seq": 1,
            "what": {"release_id": FIRST},
        }
    )
    checkpoint = Checkpoint("pressure.example/record", 1, merkle.root([entry.encode()]))
    files = {
        "record.jsonl": f"{entry}\n".encode(),
        "reasons.csv": csv_bytes(reason_files.COLUMNS, ())[0],
        "checkpoint": sign(checkpoint, key).encode(),
        "public_key": f"{verifier_key(checkpoint.origin, key.public_key())}\n".encode(),
        "verify_record.py": PROGRAM.read_bytes(),
        "index.html": record_page([(1, entry, "")], checkpoint, BOOK, FRAME, "record/record.jsonl", (), (), ""),
    }
    for name, content in files.items():
        draft.put(f"record/{name}", content.decode(), lambda content=content: content)  # type: ignore[misc]


def publish_bare(root: Path) -> Release:
    """One council without a level, and none of the tables: what a page has on an installation's first day."""
    draft = ReleaseDraft(root, FIRST, "2026-11-18T09:30:00Z", "rules", "code")
    add_council(draft, documents()["S12000033"], ((1, None),))
    draft.put("index.html", "", lambda: b"<!DOCTYPE html><title>Front</title><h1>Front</h1>")
    return in_force(draft)


def by_week() -> list[dict[str, str]]:
    """Two invented councils over three Sundays."""
    return [
        {"council_code": code, "week_ending": day, "level_published": level}
        for code, levels in ((DEMONSTRATION, "234"), ("X99000002", "11 "))
        for day, level in zip(("2026-11-08", "2026-11-15", "2026-11-22"), levels.replace(" ", "-"), strict=True)
        if level != "-"
    ]


def publish_invented(root: Path) -> Release:
    """The Demonstration Region, in a directory of its own."""
    draft = ReleaseDraft(root / "demo", SECOND, "2026-11-25T09:30:00Z", "rules", "code")
    invented: Any = {**notice_cases.high(), "demonstration": True}
    invented["council"] = {**invented["council"], "name": "Invented Vale", "official_name": "Invented Vale Council"}
    invented["council"]["nation_code"] = "W92000004"  # its notice stands in Welsh too
    add_council(draft, invented, ((40, 2), (21, 3)))
    draft.put("data/DEMO_levels_by_week.csv", "", lambda: (as_csv(by_week()[0], by_week()), 5))
    draft.put("index.html", "", lambda: b"<!DOCTYPE html><title>Demonstration</title><h1>Demonstration</h1>")
    return in_force(draft)


def in_force(draft: ReleaseDraft) -> Release:
    """Saved, written out and switched to, by the code that publishes."""
    settle(draft.root, draft.release_id, draft.save())
    return made(draft.root, draft.release_id)


def made(root: Path, release_id: str) -> Release:
    published = release(root, release_id)
    materialise(root, published, manifest_path(root, release_id).read_bytes())
    switch(root, release_id)
    return published


def ratings_csv() -> bytes:
    """What /data/ratings.csv must be, byte for byte."""
    return b"year,text\n" + b"".join(f"{y},row\n".encode() * CSV_ROWS for y in ("2024", "2025", "2026"))


def two_releases(root: Path) -> Release:
    """A past release and the current one, and the Demonstration Region beside them."""
    publish_invented(root)
    publish(root, FIRST, "2026-11-18T09:30:00Z", front="An older front page")
    return publish(root, SECOND, "2026-11-25T09:30:00Z")


__all__ = ["DEMONSTRATION", "FIRST", "SECOND", "STATES", "publish", "ratings_csv", "two_releases"]
