"""A release between two Wednesdays shows its own act. What other councils have sent waits for the scheduled one."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions import after_acts
from pressure.actions.declarations import declaring, social_worker_views
from pressure.actions.releases.publishing import publish, site_of
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.returns import confirming
from pressure.actions.returns.loading import load
from pressure.actions.statements.replying import CORRECTION, say
from pressure.actions.tokens import managing, sending
from pressure.demo.figures import as_csv
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.declarations import Kind
from pressure.publish.check.verify import verify
from pressure.release import site
from pressure.release.trees import materialise
from pressure.store.releases import DEMONSTRATION
from pressure.words.dates import uk_moment, uk_time
from tests.installations import SUNDAY, new_installation, return_of, rows_of

ACTING, OTHERS = PLACES[0], PLACES[1:9]
NEXT = SUNDAY + timedelta(days=7)
MEASURE = "wl_assess_rate"


def send(installation, content, **more):
    return load(installation, by=HUB, source_id="weekly-return", data=content, name="return.csv", **more).load_id


def one_figure(place, sunday, **changes):
    return as_csv([r | changes for r in rows_of(place, sunday) if r["measure_id"] == MEASURE])


def more(place, sunday, by):
    number = next(int(r["numerator"]) for r in rows_of(place, sunday) if r["measure_id"] == MEASURE)
    return one_figure(place, sunday, numerator=str(number + by))


def proposed(installation, place):
    at = installation.now()
    return declaring.propose(
        installation,
        by=actor(place, Role.DIRECTOR),
        council_code=place.code,
        measure_id="reduced_risk_reviews",
        text={"area": "The harbour", "public_words": "Fewer reviews for now."},
        starts_at=at,
        review_by=at.date() + timedelta(days=14),
    )


def signed(installation, place, declaration_id):
    return after_acts.sign_and_publish(
        installation,
        names_nobody=True,
        by=actor(place, Role.SIGNATORY),
        declaration_id=declaration_id,
        text_sha256=declaring.waiting(installation, declaration_id)[1],
    )


def confirm(installation, place):
    by = actor(place, Role.DIRECTOR)
    shown = confirming.to_confirm(installation, by=by, council_code=place.code, week_ending=SUNDAY)
    confirming.confirm(installation, by=by, council_code=place.code, week_ending=SUNDAY, figures_sha256=shown.sha256)


def view_of_a_proposal(installation, place):
    social_worker_views.write_view(
        installation,
        names_nobody=True,
        by=actor(place, Role.PRINCIPAL_SOCIAL_WORKER),
        view="supports",
        words="It is right.",
        declaration_id=proposed(installation, place),
    )


def by_token(installation, place):
    """A program of the council sends its new return."""
    made = managing.make(installation, by=actor(place, Role.DATA_OFFICER), council_code=place.code)
    sender = sending.sender(installation, made.token)
    sending.send(installation, by=sender, data=return_of(place, NEXT), name="return.csv", dry_run=False)


WAITING = {
    "a return by token": by_token,
    "a new return": lambda o, p: send(o, return_of(p, NEXT)),
    "a corrected figure": lambda o, p: send(o, more(p, SUNDAY, 60)),
    "a figure called not submitted": lambda o, p: send(
        o, one_figure(p, SUNDAY, numerator="", denominator="", value="", status="not_submitted")
    ),
    "a confirmation": confirm,
    "an unsigned proposal": proposed,
    "a view of an unsigned proposal": view_of_a_proposal,
    "a request to correct": lambda o, p: say(
        o, by=actor(p, Role.DIRECTOR), council_code=p.code, kind=CORRECTION, words="The count is wrong."
    ),
}
SHOWS_LATER = {
    "a return by token",
    "a new return",
    "a corrected figure",
    "a figure called not submitted",
    "a confirmation",
}


def change(kind):
    def act(installation, kept):
        at = installation.now()
        text = (
            {"reason": "It is over."}
            if kind is Kind.END
            else {
                "measure_id": "reduced_risk_reviews",
                "area": "The harbour",
                "public_words": "Fewer reviews for now.",
                "what_changed": "Staff are still ill.",
            }
        )
        declaring.propose_change(
            installation,
            by=actor(ACTING, Role.DIRECTOR),
            declaration_id=kept["measure"],
            kind=kind,
            text=text,
            review_by=None if kind is Kind.END else at.date() + timedelta(days=20),
        )
        signed(installation, ACTING, kept["measure"])

    return act


def declare(installation, kept):
    kept["measure"] = proposed(installation, ACTING)
    signed(installation, ACTING, kept["measure"])


def raise_it(installation, kept):
    review_by = installation.now().date() + timedelta(days=9)
    found = declaring.raise_level(
        installation,
        by=actor(ACTING, Role.DIRECTOR),
        council_code=ACTING.code,
        level=4,
        reason="Two care homes are closing.",
        review_by=review_by,
    )
    signed(installation, ACTING, found)


def by_itself(reason):
    return lambda installation, _kept: publish(installation, by=OPERATOR, reason=reason, track=DEMONSTRATION)


ACTS = {
    "declaration": declare,
    "renewal": change(Kind.RENEW),
    "raised level": raise_it,
    "view": lambda o, k: after_acts.view_and_publish(
        o,
        names_nobody=True,
        by=actor(ACTING, Role.PRINCIPAL_SOCIAL_WORKER),
        declaration_id=k["measure"],
        view="supports",
        words="It is right.",
    ),
    "end": change(Kind.END),
    "statement": lambda o, _: after_acts.say_and_publish(
        o, names_nobody=True, by=actor(ACTING, Role.DIRECTOR), council_code=ACTING.code, words="We act."
    ),
    "withdrawal": lambda o, k: after_acts.withdraw_and_publish(
        o, by=HUB, load_id=k["wrong"], reason="Counted twice.", names_nobody=True
    ),
    "expiry": by_itself("expiry"),
    "overdue review": by_itself("review"),
    "revision": by_itself("revision"),
}


def public(installation):
    """Every public file of the newest release as text, without what names the release and its time."""
    release = site.current(site_of(installation.site_dir, DEMONSTRATION))
    at = datetime.fromisoformat(release.published_at)
    same = (
        release.id,
        release.published_at,
        release.published_at.replace("+00:00", "Z"),
        uk_moment(at),
        uk_time(at),
        at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
    )
    found = {}
    for path in release.manifest["files"]:
        text = release.read(path).decode("utf-8", "replace")
        for words in same:
            text = text.replace(words, "@")
        found[path] = re.sub(r"\d{8}T\d{6}Z-\d{4}", "@", text)
    return found


def of_council(files, code):
    """What the public can read of one council: its own files, and its rows in every table."""
    own = {path: text for path, text in files.items() if f"/{code}" in path}
    for path, text in files.items():
        if path.startswith("data/") and path.endswith(".csv"):
            rows = csv.DictReader(io.StringIO(text))
            own[path] = [r for r in rows if r.get("council_code") == code]
    return own


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    """A scheduled release, and a day later another change waiting at each of the other councils. The acting council
    has a wrong figure in public, the right one loaded after it, and a new return that waits as well."""
    installation, clock = new_installation(tmp_path_factory.mktemp("waiting"))
    for place in PLACES[:9]:
        send(installation, return_of(place, SUNDAY))
    clock.later(minutes=5)
    kept = {"wrong": send(installation, more(ACTING, SUNDAY, 75))}
    clock.at = datetime(2026, 9, 9, 8, 30, tzinfo=UTC)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    clock.at = datetime(2026, 9, 14, 9, tzinfo=UTC)
    publish(installation, by=OPERATOR, reason="expiry", track=DEMONSTRATION)
    before = public(installation)
    for place, happen in zip(OTHERS, WAITING.values(), strict=True):
        clock.later(minutes=1)
        happen(installation, place)
    send(installation, return_of(ACTING, NEXT))
    send(installation, more(ACTING, SUNDAY, 30))
    return installation, clock, kept, before


@pytest.mark.slow
def test_every_act_against_every_change_that_waits(waiting, capsys):
    """Byte for byte but for the release's name and time; and on Wednesday everything that waited is there."""
    installation, clock, kept, before = waiting
    root = site_of(installation.site_dir, DEMONSTRATION)
    tried = 0
    for name, act in ACTS.items():
        clock.later(minutes=1)
        act(installation, kept)
        after = public(installation)
        for place, what in zip(OTHERS, WAITING, strict=True):
            own, then = of_council(after, place.code), of_council(before, place.code)
            assert own == then, (name, what, [p for p in own if own[p] != then.get(p)])
            tried += 1
        weeks = {r["period_end"] for r in of_council(after, ACTING.code)["data/DEMO_readings.csv"]}
        assert weeks == {SUNDAY.isoformat()}, name
        release = site.current(root)
        assert rebuild(installation, release.id, DEMONSTRATION).manifest_same, name
        verify(materialise(root, release, site.manifest_path(root, release.id).read_bytes()))
        line = release.rows("data/DEMO_releases.csv")[-1]
        assert line["facts_as_of"].startswith("2026-09-09T08:30"), name
    clock.at = datetime(2026, 9, 16, 8, 30, tzinfo=UTC)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    after = public(installation)
    shown = {
        what
        for place, what in zip(OTHERS, WAITING, strict=True)
        if of_council(after, place.code)["data/DEMO_readings.csv"]
        != of_council(before, place.code)["data/DEMO_readings.csv"]
        or (
            what == "a confirmation"
            and '"confirmed_by_role":"director"' in after[f"councils/{place.code}/rating.json"].replace(" ", "")
        )
    }
    assert shown >= SHOWS_LATER
    with capsys.disabled():
        print(f"\nacts x waiting changes tried: {tried}")


def test_a_withdrawal_brings_out_what_had_replaced_the_figures_and_nothing_else(tmp_path):
    """The wrong figure of a public week goes; the right one, loaded before, is shown at once and keeps its release."""
    installation, clock = new_installation(tmp_path)
    send(installation, return_of(ACTING, SUNDAY))
    clock.later(minutes=1)
    wrong = send(installation, more(ACTING, SUNDAY, 75))
    clock.later(days=1)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    clock.later(days=2)
    send(installation, more(ACTING, SUNDAY, 30))
    send(installation, return_of(ACTING, NEXT - timedelta(days=14), wl_assess_rate="700"))
    clock.later(minutes=1)
    after_acts.withdraw_and_publish(installation, by=HUB, load_id=wrong, reason="Counted twice.", names_nobody=True)
    root = site_of(installation.site_dir, DEMONSTRATION)
    correction = site.current(root)
    rows = [r for r in correction.rows("data/DEMO_readings.csv") if r["measure_id"] == MEASURE and r["received_at"]]
    assert [(r["status"], bool(r["withdrawn_at"]), r["period_end"]) for r in rows] == [
        ("ok", False, SUNDAY.isoformat()),
        ("ok", True, SUNDAY.isoformat()),
        ("ok", False, SUNDAY.isoformat()),
    ]
    assert [r["release_id"] == correction.id for r in rows] == [False, False, True]
    clock.later(days=5)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    later = [
        r
        for r in site.current(root).rows("data/DEMO_readings.csv")
        if r["measure_id"] == MEASURE
        and r["received_at"] == rows[2]["received_at"]
        and r["period_end"] == SUNDAY.isoformat()
    ]
    assert [r["release_id"] for r in later] == [correction.id]
    for release_id in (correction.id, site.current(root).id):
        assert rebuild(installation, release_id, DEMONSTRATION).manifest_same
