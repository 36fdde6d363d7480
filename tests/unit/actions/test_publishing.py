"""Releases: immutable, complete, rebuilt byte for byte, verified from their files alone."""

import csv
import hashlib
import io
import json
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.declarations.declaring import propose
from pressure.actions.releases import publishing
from pressure.actions.releases.publishing import finish_interrupted, publish, site_of
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.returns.loading import load, withdraw
from pressure.demo.events import sign_as_it_waits
from pressure.demo.figures import as_csv
from pressure.demo.places import HUB, PLACES, actor
from pressure.document.names import as_parquet
from pressure.domain.refusals import Refusal
from pressure.publish.check.verify import Difference, verify
from pressure.release import site
from pressure.release.trees import materialise
from pressure.rules import load_rules
from pressure.store import tables
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.first_edition import second_edition
from tests.installations import RULES, SUNDAY, new_installation, return_of, rows_of

WEEK = timedelta(days=7)


def send(installation, content):
    return load(installation, by=HUB, source_id="weekly-return", data=content, name="return.csv").load_id


def release(installation, reason="scheduled"):
    return publish(installation, by=OPERATOR, reason=reason, track=DEMONSTRATION).release_id


def declare(installation, place, measure_id="reduced_risk_reviews"):
    at = installation.now()
    declaration_id = propose(
        installation,
        by=actor(place, Role.DIRECTOR),
        council_code=place.code,
        measure_id=measure_id,
        text={"area": "The harbour", "public_words": "Fewer reviews for now."},
        starts_at=at,
        review_by=at.date() + timedelta(days=14),
    )
    sign_as_it_waits(installation, actor(place, Role.SIGNATORY), declaration_id)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Twenty releases with new returns, a revision, a withdrawal, a declaration and an expiry between them."""
    folder = tmp_path_factory.mktemp("told")
    installation, clock = new_installation(folder)
    root, made = site_of(installation.site_dir, DEMONSTRATION), {}

    def take(reason="scheduled"):
        clock.later(minutes=1)
        release_id = release(installation, reason)
        made[release_id] = site.manifest_path(root, release_id).read_bytes()

    wrong = None
    for week in range(8):
        sunday = SUNDAY + week * WEEK
        for place in PLACES[:4]:
            if place is not PLACES[3] or week < 2:  # the fourth falls silent and runs out
                send(installation, return_of(place, sunday))
        take()
        clock.later(hours=2)
        if week == 1:
            send(
                installation,
                as_csv(
                    [r for r in rows_of(PLACES[0], sunday, wl_assess_rate="990") if r["measure_id"] == "wl_assess_rate"]
                ),
            )
            take("revision")
        if week == 2:
            wrong = send(
                installation,
                as_csv(
                    [
                        r | {"numerator": str(2 * int(r["numerator"]))}
                        for r in rows_of(PLACES[1], sunday)
                        if r["measure_id"] == "wl_assess_rate"
                    ]
                ),
            )
            take()
        if week == 3:
            withdraw(installation, by=HUB, load_id=wrong, reason="Counted twice.")
            take("correction")
        if week == 4:
            declare(installation, PLACES[2])
            take("declaration")
        clock.later(days=7, hours=-2)
        if week % 2:
            take("expiry")
    while len(made) < 20:
        clock.later(days=7)
        take()
    return installation, root, made


def tree_of(installation, root, release_id, folder):
    """One release as plain files."""
    found = site.release(root, release_id)
    shutil.rmtree(folder, ignore_errors=True)
    made = materialise(root, found, site.manifest_path(root, release_id).read_bytes())
    return shutil.copytree(made, folder)


def rows(tree, name):
    return list(csv.DictReader(io.StringIO((tree / "data" / f"DEMO_{name}").read_text())))


def test_twenty_releases_later_every_file_hashes_as_on_its_day(told):
    """Nothing published is ever changed or lost."""
    _, root, made = told
    assert len(made) == 20
    for release_id, manifest in made.items():
        assert site.manifest_path(root, release_id).read_bytes() == manifest
        found = site.release(root, release_id)
        for path, entry in found.manifest["files"].items():
            assert hashlib.sha256(found.read(path)).hexdigest() == entry["sha256"], (release_id, path)


def test_every_release_is_rebuilt_from_the_database_byte_for_byte(told):
    """CSV, JSON and manifest: the store is enough."""
    installation, _, made = told
    for release_id in made:
        done = rebuild(installation, release_id, DEMONSTRATION)
        assert done.different == ()
        assert done.manifest_same, release_id


def test_a_release_of_an_earlier_format_is_said_to_be_one_and_not_called_different(told):
    """It stays as it was; what changed is how this program writes."""
    installation, root, made = told
    release_id = next(iter(made))
    kept = site.manifest_path(root, release_id)
    kept.write_bytes(json.dumps(json.loads(made[release_id]) | {"format_version": "1"}).encode())
    try:
        with pytest.raises(Refusal, match=r"format 1, and this program writes format \d.* not made again"):
            rebuild(installation, release_id, DEMONSTRATION)
    finally:
        kept.write_bytes(made[release_id])


def test_verify_passes_on_every_release(told, tmp_path):
    """Every level follows from the published bands, disclosure control and all."""
    installation, root, made = told
    for release_id in made:
        assert verify(tree_of(installation, root, release_id, tmp_path / "tree"))["ratings"] >= len(PLACES)


@pytest.mark.parametrize(
    "name",
    [
        "ratings.csv",
        "ratings_as_published.csv",
        "readings.csv",
        "levels_by_week.csv",
        "reasons_as_published.csv",
        "declarations.csv",
        "releases.csv",
        "councils.csv",
    ],
)
def test_one_flipped_figure_is_found_and_its_file_named(told, tmp_path, name):
    """The check is of bytes: no figure is too small to notice."""
    installation, root, made = told
    tree = tree_of(installation, root, list(made)[-1], tmp_path / "tree")
    path = tree / "data" / f"DEMO_{name}"
    content = path.read_bytes()
    place = max(i for i, byte in enumerate(content) if chr(byte).isdigit())
    flipped = b"7" if content[place : place + 1] != b"7" else b"8"
    path.unlink()
    path.write_bytes(content[:place] + flipped + content[place + 1 :])
    with pytest.raises(Difference, match=f"data/DEMO_{name}"):
        verify(tree)


def rewrite(tree, name, every, **manifest_says):
    """Another file under the same name, and a manifest that agrees with it."""
    path, out = tree / "data" / f"DEMO_{name}", io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(every[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(every)
    path.unlink()
    path.write_bytes(out.getvalue().encode())
    manifest = json.loads((tree / "data" / "manifest.json").read_bytes()) | manifest_says
    manifest["files"].pop(as_parquet(f"data/DEMO_{name}"), None)  # whoever forges one leaves the copy out
    entry = manifest["files"][f"data/DEMO_{name}"]
    entry |= {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
    (tree / "data" / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(("form", "agrees"), [("1", True), ("2", False), ("3", False)])
def test_a_release_is_verified_by_the_format_it_was_written_in(told, tmp_path, form, agrees):
    """What was right when it was published stays right: then a rating ran to the next, whatever `valid_until` said."""
    installation, root, made = told
    tree = tree_of(installation, root, list(made)[-1], tmp_path / "tree")
    then = [row | {"valid_to": row["superseded_at"]} for row in rows(tree, "ratings_as_published.csv")]
    rewrite(tree, "ratings_as_published.csv", then, format_version=form)
    if agrees:
        assert verify(tree)["ratings"] == 0
    else:
        with pytest.raises(Difference):
            verify(tree)


@pytest.mark.parametrize(
    ("name", "column", "wrong"),
    [
        ("ratings_as_published.csv", "level_published", "1"),
        ("ratings_as_published.csv", "points", "3"),
        ("ratings_as_published.csv", "level_calculated", "1"),
        ("reasons_as_published.csv", "points", "2"),
        ("ratings_as_published.csv", "since", "2026-01-01T00:00:00Z"),
        ("level_runs.csv", "days", "99"),
        ("ratings_as_published.csv", "valid_to", "2099-01-01T00:00:00Z"),
        ("level_runs.csv", "ended", "no"),
        ("ratings.csv", "valid_to", "2099-01-01T00:00:00Z"),
    ],
)
def test_a_forged_figure_with_a_forged_hash_is_found_by_working_it_out_again(told, tmp_path, name, column, wrong):
    """Whoever rewrites the manifest too is caught by the arithmetic."""
    installation, root, made = told
    tree = tree_of(installation, root, list(made)[-1], tmp_path / "tree")
    every = rows(tree, name)
    line = next(r for r in every if r[column] not in ("", wrong))
    line[column] = wrong
    rewrite(tree, name, every)
    with pytest.raises(Difference, match=line["council_code"]):
        verify(tree)


def test_the_files_hold_what_the_database_holds(told, tmp_path):
    """Rows and sums by an independent count."""
    installation, root, made = told
    tree = tree_of(installation, root, list(made)[-1], tmp_path / "tree")
    with reading(installation.engine) as connection:

        def count(table, *where):
            return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()

        published = connection.execute(select(func.sum(tables.ratings.c.points))).scalar_one()
        assert len(rows(tree, "ratings_as_published.csv")) == count(tables.ratings)
        assert sum(int(r["points"]) for r in rows(tree, "ratings_as_published.csv")) == published
        assert sum(1 for r in rows(tree, "readings.csv") if r["received_at"]) == count(tables.readings)
        assert len(rows(tree, "releases.csv")) == count(tables.releases)
    nations = {row["council_code"]: row["nation_code"] for row in rows(tree, "councils.csv")}
    sets = (RULES.in_force(SUNDAY).set_of(nations[r["council_code"]]) for r in rows(tree, "ratings_as_published.csv"))
    assert len(rows(tree, "reasons_as_published.csv")) == sum(map(len, sets))


def test_what_is_now_believed_differs_only_where_a_correction_says_so(told, tmp_path):
    """ratings.csv stands beside ratings_as_published.csv, line by line. There `correction_id` names what the rating
    before had been put right by."""
    installation, root, made = told
    tree = tree_of(installation, root, list(made)[-1], tmp_path / "tree")
    pairs = list(zip(rows(tree, "ratings.csv"), rows(tree, "ratings_as_published.csv"), strict=True))
    changed = [now for now, then in pairs if any(now[k] != then[k] for k in now if k != "correction_id")]
    assert changed
    assert all(now["correction_id"] for now in changed)


def test_a_withdrawal_is_on_the_corrections_page_with_its_reason(told):
    """Whoever read the wrong level finds out why."""
    _, root, _ = told
    page = site.current(root).read("corrections/index.html").decode()
    assert "Counted twice." in page


def test_a_silent_council_loses_its_level_by_itself(told, tmp_path):
    """Unknown is never shown as fine, nor the last level as today's."""
    installation, root, made = told
    tree = tree_of(installation, root, list(made)[-1], tmp_path / "tree")
    last = [r for r in rows(tree, "ratings_as_published.csv") if r["council_code"] == PLACES[3].code][-1]
    assert (last["level_published"], last["status"]) == ("", "not_rated")


def test_no_real_council_is_in_the_demonstration_tree(told):
    """Real and simulated never share a file."""
    _, root, made = told
    found = site.release(root, list(made)[-1])
    for path in found.manifest["files"]:
        assert not path.startswith("councils/") or path.startswith(("councils/X99", "councils/index.html")), path
        assert not path.endswith(".csv") or "/DEMO_" in path, path


def test_a_failure_while_publishing_leaves_the_release_before_in_force(tmp_path, monkeypatch):
    """A full disk or a crash is never half a release."""
    here, clock = new_installation(tmp_path)
    send(here, return_of(PLACES[0], SUNDAY))
    first = release(here)
    clock.later(days=1)
    monkeypatch.setattr("pressure.release.blobs.COMPRESSION", 99)  # every write of a new blob now fails
    send(here, return_of(PLACES[1], SUNDAY))
    with pytest.raises(Exception, match=r".+"):
        release(here)
    monkeypatch.undo()
    root = site_of(here.site_dir, DEMONSTRATION)
    assert site.current(root).id == first
    clock.later(days=1)
    assert release(here) == site.current(root).id != first
    assert verify(root / "current")["ratings"] >= 1


def test_a_release_stored_but_not_switched_to_is_finished_at_the_next_start(tmp_path, monkeypatch):
    """The process may die between the two."""
    installation, _ = new_installation(tmp_path)
    send(installation, return_of(PLACES[0], SUNDAY))
    monkeypatch.setattr(publishing.making, "make_current", lambda *_: None)
    release_id = release(installation)
    root = site_of(installation.site_dir, DEMONSTRATION)
    monkeypatch.undo()
    with pytest.raises(site.NotPublished):
        site.current(root)
    finish_interrupted(installation)
    assert site.current(root).id == release_id


def test_only_an_operator_publishes(tmp_path):
    """Least privilege is checked inside the action."""
    installation, _ = new_installation(tmp_path)
    nobody = Actor(person_id="x", roles=frozenset({(PLACES[0].code, Role.DIRECTOR)}))
    with pytest.raises(Refusal):
        publish(installation, by=nobody, track=DEMONSTRATION)


def test_what_was_published_before_a_rule_was_put_right_still_verifies(tmp_path):
    """A retrospective version changes what is worked out from now on, and nothing that was said before it was known."""
    installation, clock = new_installation(tmp_path)
    clock.at = datetime(2027, 4, 21, 9, tzinfo=UTC)
    rules = second_edition(tmp_path / "rules")
    for known_on, week in ((date(2027, 4, 21), date(2027, 4, 18)), (date(2027, 6, 16), date(2027, 6, 13))):
        installation.rules = load_rules(rules, known_on=known_on)
        send(installation, return_of(PLACES[0], week, wl_assess_rate="9000"))
        made = release(installation)
        clock.later(days=56)
        weigh_anew(rules / "measures/wl_assess_rate.yaml", 2, 1)
        weigh_anew(rules / "measures/wl_over_6m_share.yaml", 1, 2)
    root = site_of(installation.site_dir, DEMONSTRATION)
    tree = materialise(tmp_path / "tree", site.release(root, made), site.manifest_path(root, made).read_bytes())

    told = [row for row in rows(tree, "ratings_as_published.csv") if row["council_code"] == PLACES[0].code]
    assert {row["method_version"] for row in told} == {"2", "3"}
    assert verify(tree)["ratings"] > 0


def weigh_anew(file, before, after):
    """A third version, known two months after it takes effect, with another weight."""
    text = file.read_text(encoding="utf-8")
    if "2027-06-01" not in text:
        second = text[text.rindex("  - effective_from:") :]
        for old, new in (
            ("effective_from: 2015-01-01", "effective_from: 2027-04-01"),
            ("published_on: 2026-11-28", "published_on: 2027-06-01"),
            ("next_review: 2027-05-29", "next_review: 2027-12-01"),
            ('method_version: "2"', 'method_version: "3"'),
            (f"weight: {before}", f"weight: {after}"),
        ):
            assert old in second
            second = second.replace(old, new)
        file.write_text(text + second, encoding="utf-8")
