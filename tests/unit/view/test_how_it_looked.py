"""How a council looked for people without life-sustaining care stands beside its figure, wherever that is published."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.ratings.rating import rate_council
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.demo.places import HUB, PLACES
from pressure.document.rating import public_document
from pressure.release import site
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from pressure.words.nations import anywhere
from pressure.words.reasons import reason
from tests.installations import SUNDAY, new_installation, rows_of
from tests.level_cases import BOOK, everything, rated

CRITICAL = "ll_critical_unsourced"
SENTENCES = {
    "asked_providers": "asked care providers.",
    "brokerage_log": "counted from its brokerage log.",
    "duty_team": "counted from what its duty team knew.",
    "did_not_ask": "did not ask care providers.",
    "": "did not say how it looked.",
}


def said(band: int, looked: str) -> str:
    sent = [replace(r, looked=looked) if r.measure_id == CRITICAL else r for r in everything({CRITICAL: band})]
    document = public_document(rated(sent), BOOK)
    return reason(next(m for m in document["measures"] if m["measure_id"] == CRITICAL), BOOK, anywhere(BOOK))


@pytest.mark.parametrize("looked", SENTENCES)
def test_each_way_has_its_sentence(looked: str) -> None:
    assert f"The council knows of none. It {SENTENCES[looked]}" in said(1, looked)
    assert f"The council {SENTENCES[looked]}" in said(3, looked)
    assert "knows of none" not in said(3, looked)


def test_did_not_ask_says_so_in_the_words_of_the_method() -> None:
    assert "The council knows of none. It did not ask care providers." in said(1, "did_not_ask")


def test_no_other_measure_says_how_anybody_looked() -> None:
    document = public_document(rated(everything(1)), BOOK)
    for measure in document["measures"]:
        if measure["measure_id"] != CRITICAL:
            assert measure["how_we_looked"] is None
            assert "looked" not in reason(measure, BOOK, anywhere(BOOK))


def test_it_is_published_with_the_return_and_another_way_is_a_revision(tmp_path: Path) -> None:
    """File, document and page; the same figure with another way is a change that everybody sees."""
    installation, clock = new_installation(tmp_path)
    place = PLACES[0]

    def send(looked: str) -> int:
        rows = [r | ({"value": looked} if r["measure_id"] == CRITICAL else {}) for r in rows_of(place, SUNDAY)]
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        done = load(installation, by=HUB, source_id="weekly-return", data=out.getvalue().encode(), name="r.csv")
        clock.later(hours=1)
        return done.readings_revised

    send("did_not_ask")
    assert send("asked_providers") == 1
    with reading(installation.engine) as connection:
        found = rate_council(installation, connection, place.code, at=clock(), known_at=clock()).rating
    own = next(r for r in found.reasons if r.measure.id == CRITICAL)
    assert own.reading is not None
    assert own.reading.looked == "asked_providers"
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    release = site.current(installation.site_dir / "demo")
    rows = [r for r in release.rows("data/DEMO_readings.csv") if r["measure_id"] == CRITICAL and r["received_at"]]
    assert [r["how_we_looked"] for r in rows] == ["did_not_ask", "asked_providers"]
    document = json.loads(release.read(f"councils/{place.code}/rating.json"))["rating"]
    assert {m["how_we_looked"] for m in document["measures"]} == {None, "asked_providers"}
    assert "sked care providers." in release.read(f"councils/{place.code}/index.html").decode()


def test_every_way_is_seen_in_the_demonstration() -> None:
    ways = {r["value"] for place in PLACES for r in rows_of(place, SUNDAY) if r["measure_id"] == CRITICAL}
    assert ways == {*SENTENCES} - {""}
