"""An exceptional measure began on one day and was signed on another: both are told wherever its start is."""

import csv
import json
import re
from datetime import datetime, timedelta
from html import unescape
from io import StringIO

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations import declaring
from pressure.actions.releases.publishing import publish
from pressure.content.app import register
from pressure.content.explore.explorer import DEMONSTRATION as DEMONSTRATION_AREA
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.finding import listed
from pressure.content.past import build
from pressure.content.past.lines import lines_of
from pressure.demo.events import _text, sign_as_it_waits
from pressure.demo.places import PLACES, actor
from pressure.domain.declarations import Kind
from pressure.domain.moments import day_of
from pressure.drawing.block_markup import markup
from pressure.release import site
from pressure.store.releases import DEMONSTRATION
from pressure.words.dates import short_date, table_date
from tests.installations import new_installation

PLACE, MEASURE = PLACES[3], "reduced_risk_reviews"
BY, SIGNER = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)
EASY, NOTICE = f"councils/{PLACE.code}/easy-read/index.html", f"councils/{PLACE.code}/index.html"
FEEDS = ("feed.atom", f"councils/{PLACE.code}/feed.atom", "feed.json")


def signed(folder, days_before):
    """Signed now, begun some days before (or after)."""
    installation, clock = new_installation(folder)
    clock.at += timedelta(hours=3)
    found = declaring.propose(
        installation,
        by=BY,
        council_code=PLACE.code,
        measure_id=MEASURE,
        text=_text(PLACE, MEASURE, clock.at, installation.book()),
        starts_at=clock.at - timedelta(days=days_before),
        review_by=day_of(clock.at) + timedelta(days=10),
    )
    sign_as_it_waits(installation, SIGNER, found)
    clock.later(days=max(0, -days_before), minutes=1)
    publish(installation, by=OPERATOR, reason="declaration", track=DEMONSTRATION)
    return installation, clock, found


def plain(content: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", unescape(content.decode()))).split())


def told(text: str, day) -> bool:
    return bool(re.search(rf"\b({short_date(day)}|{table_date(day)})\b", text))


@pytest.mark.parametrize("days_before", [1, 40, -3])
def test_every_page_file_and_feed_tells_both_days(tmp_path, days_before):
    installation = signed(tmp_path, days_before)[0]
    release = site.current(installation.site_dir / "demo")
    row = next(csv.DictReader(StringIO(release.read("data/DEMO_declarations.csv").decode())))
    start, sign = row["starts_at"], row["signed_at"]
    assert day_of_text(start) != day_of_text(sign)
    pages = {path: plain(release.read(path)) for path in (EASY, NOTICE, "register/index.html", *FEEDS)}
    missing = [(path, day) for path, text in pages.items() for day in (start, sign) if not told(text, day)]
    assert missing == []
    entry = json.loads(release.read(f"councils/{PLACE.code}/rating.json"))["rating"]["register"][0]
    assert (entry["starts_at"], entry["signed_at"]) == (start, sign)
    assert entry["in_force_from"] == max(start, sign)


def test_it_is_told_on_the_pages_that_explore_and_after_it_ended(tmp_path, monkeypatch):
    installation, clock, found = signed(tmp_path, 1)
    release = site.current(installation.site_dir / "demo")
    explorer = Explorer(
        key="x y", release=release, invented=release, councils=listed(release), book=installation.book()
    )
    monkeypatch.setattr(register, "members", lambda seen, area: seen.councils)
    council = explorer.find(PLACE.code)
    days = [explorer.declarations(council)[0][name] for name in ("starts_at", "signed_at")]
    now = markup(register.sections(explorer, DEMONSTRATION_AREA)[0][0].blocks, explorer.book)
    line = build.timeline(
        lines_of(release, PLACE.code, demonstration=True),
        explorer.book,
        nation_code=PLACE.nation_code,
        until=datetime.fromisoformat(release.published_at) + timedelta(days=1),
    )
    assert line
    said = " ".join(m.said for m in line.marks)
    assert all(told(text, day) for text in (plain(now.encode()), said) for day in days)
    clock.later(days=2)
    digest = declaring.propose_change(
        installation, by=BY, kind=Kind.END, text={"reason": "Done."}, declaration_id=found
    )
    declaring.sign(installation, names_nobody=True, by=SIGNER, declaration_id=found, text_sha256=digest)
    publish(installation, by=OPERATOR, reason="declaration", track=DEMONSTRATION)
    release = site.current(installation.site_dir / "demo")
    ended = [plain(release.read(path)) for path in (NOTICE, "register/index.html")]
    assert all(told(text, day) for text in ended for day in days)


def test_a_measure_that_began_on_the_day_it_was_signed_gives_the_day_once(tmp_path):
    installation = signed(tmp_path, 0)[0]
    release = site.current(installation.site_dir / "demo")
    assert "It began and was signed on this day." in plain(release.read(NOTICE))
    assert "It was signed on" not in plain(release.read(EASY))


def test_a_renewed_declaration_names_the_text_it_renewed_and_one_that_was_not_names_none(tmp_path):
    """It named itself."""
    installation, clock, found = signed(tmp_path, 1)
    first = next(
        csv.DictReader(
            StringIO(site.current(installation.site_dir / "demo").read("data/DEMO_declarations.csv").decode())
        )
    )
    assert first["renewed_from"] == ""
    clock.later(days=2)
    digest = declaring.propose_change(
        installation,
        by=BY,
        kind=Kind.RENEW,
        text=_text(PLACE, MEASURE, clock.at, installation.book()),
        declaration_id=found,
        review_by=day_of(clock.at) + timedelta(days=9),
    )
    declaring.sign(installation, names_nobody=True, by=SIGNER, declaration_id=found, text_sha256=digest)
    publish(installation, by=OPERATOR, reason="declaration", track=DEMONSTRATION)
    row = next(
        csv.DictReader(
            StringIO(site.current(installation.site_dir / "demo").read("data/DEMO_declarations.csv").decode())
        )
    )
    assert (row["renewed_from"], row["text_sha256"]) == (first["text_sha256"], digest)
    assert row["signed_at"] == first["signed_at"]


def day_of_text(moment: str) -> str:
    return moment[:10]
