"""A council says how it counts: who may, what is refused, when it is public, and that no level is made of it."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pressure.access.permissions import ALLOWED, OPERATOR, Act, Actor, Role
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.statements import counting
from pressure.actions.statements.counting import Given, say_how_counted
from pressure.content.past.lines import lines_of
from pressure.content.past.saying import counted_of
from pressure.demo.places import PLACES, actor
from pressure.domain.counting.answers import Told
from pressure.domain.refusals import Refusal
from pressure.publish.check.verify import Difference, verify
from pressure.release import site
from pressure.store import record
from pressure.store.engine import reading, writing
from pressure.store.record.altered import altered
from pressure.store.releases import DEMONSTRATION
from pressure.store.tables import immutability
from tests.attack.small_region import send
from tests.installations import SUNDAY, TestClock, copy_of, new_installation, rows_of
from tests.unit.publish.test_verify import put

PLACE, OTHER = PLACES[0], PLACES[1]
OFFICER = actor(PLACE, Role.DATA_OFFICER)
STOPS = Given(measure_id="wl_assess_rate", question="clock_stops", choice="at_allocation")
AREA = replace(STOPS, question="area", choice="part", words="One team keeps a list of its own.")
CHANGED = replace(STOPS, choice="as_the_rule", told=Told.CHANGED, since=date(2026, 9, 7))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Installation, TestClock]:
    """A week of two councils, one of which has answered two questions, in one release."""
    installation, clock = new_installation(tmp_path_factory.mktemp("counted"))
    for place in (PLACE, OTHER):
        send(installation, place, rows_of(place, SUNDAY))
    for given in (STOPS, AREA):
        say(installation, given)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    clock.later(minutes=5)
    return installation, clock


@pytest.fixture
def here(told: tuple[Installation, TestClock], tmp_path: Path) -> Iterator[tuple[Installation, TestClock]]:
    installation, clock = copy_of(told[0], tmp_path)
    yield installation, clock
    installation.engine.dispose()


def say(installation: Installation, given: Given, by: Actor = OFFICER, *, names_nobody: bool = True) -> None:
    say_how_counted(installation, by=by, council_code=PLACE.code, given=given, names_nobody=names_nobody)


def release_of(installation: Installation) -> site.Release:
    return site.current(installation.site_dir / "demo")


def rows(installation: Installation) -> list[dict[str, str]]:
    return release_of(installation).rows("data/DEMO_counting_answers.csv")


def document(installation: Installation, code: str = PLACE.code) -> Any:
    return release_of(installation).json(f"councils/{code}/rating.json")


def notice(installation: Installation, code: str = PLACE.code) -> str:
    return release_of(installation).read(f"councils/{code}/index.html").decode()


@pytest.mark.parametrize("role", [role for role in Role if role not in ALLOWED[Act.SAY_HOW_COUNTED]])
def test_only_the_director_and_data_officers_of_the_council_may_say(
    told: tuple[Installation, TestClock], role: Role
) -> None:
    for by in (actor(PLACE, role), actor(OTHER, Role.DIRECTOR), OPERATOR):
        with pytest.raises(Refusal, match="say how the council counts"):
            say(told[0], CHANGED, by)
        with pytest.raises(Refusal, match="say how the council counts"):
            counting.asked(told[0], by=by, council_code=PLACE.code)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (replace(STOPS, choice="provider_says_yes"), "one of the answers of the list"),
        (replace(STOPS, question="area", choice="part"), "needs your own words"),
        (replace(STOPS, measure_id="cap_vacancy_rate"), "is not asked this"),
        (replace(STOPS, measure_id="cap_quality_ri_inad", question="area", choice="whole"), "is not asked this"),
        (STOPS, "Say whether you count otherwise|answer that stands"),
        (replace(CHANGED, choice="at_allocation"), "answer that stands"),
        (replace(CHANGED, since=None), "Give the day"),
        (replace(CHANGED, since=date(2026, 9, 30)), "a day that has come"),
        (replace(CHANGED, words="x" * 301), "keep it to 300"),
        (replace(CHANGED, words="as\u200bthe rule"), "Nobody could see it"),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_kept(
    here: tuple[Installation, TestClock], given: Given, why: str
) -> None:
    with reading(here[0].engine) as connection:
        before = record.size(connection)
    with pytest.raises(Refusal, match=why):
        say(here[0], given)
    with reading(here[0].engine) as connection:
        assert record.size(connection) == before


def test_words_are_read_for_names_and_hold_no_exact_count(here: tuple[Installation, TestClock]) -> None:
    installation, _ = here
    send(installation, PLACE, rows_of(PLACE, SUNDAY, wl_care_start_rate="247"))
    with pytest.raises(Refusal, match="names no person"):
        say(installation, replace(CHANGED, words="The list of Mrs Brown is in."), names_nobody=False)
    with pytest.raises(Refusal, match="“247 people”, the exact number"):
        say(installation, replace(CHANGED, words="It holds 247 people now."))


def test_an_answer_is_in_the_file_the_document_and_the_notice_of_the_release(
    told: tuple[Installation, TestClock],
) -> None:
    installation, _ = told
    stops = next(row for row in rows(installation) if row["question"] == "clock_stops")
    assert (stops["choice"], stops["told"], stops["replaced_at"], stops["by_role"]) == (
        "at_allocation",
        "first",
        "",
        "data_officer",
    )
    assert stops["release_id"] == release_of(installation).id
    assert {line["question"] for line in document(installation)["counting"]} == {"clock_stops", "area"}
    assert "When a worker is given the case." in notice(installation)
    assert "In the council&#39;s own words: “One team keeps a list of its own”." in notice(installation)


def test_a_council_that_answered_nothing_has_not_said_how_it_counts(told: tuple[Installation, TestClock]) -> None:
    assert document(told[0], OTHER.code)["counting"] == []
    sent = sum(m["source"] == "return" for m in document(told[0], OTHER.code)["rating"]["measures"])
    assert notice(told[0], OTHER.code).count("The council has not said how it counts this.") == sent > 0


def test_a_change_keeps_the_answer_before_it_and_breaks_the_series_in_public(
    here: tuple[Installation, TestClock],
) -> None:
    installation, clock = here
    say(installation, CHANGED)
    clock.later(days=7)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)

    before, now = [row for row in rows(installation) if row["question"] == "clock_stops"]
    assert before["replaced_at"] == now["answered_at"]
    assert (now["replaced_at"], now["counting_changed_on"]) == ("", "2026-09-07")
    page = notice(installation)
    assert page.count("ounted differently since 7 September 2026") == 2, "in the fold and beside the history"
    assert verify(release_of(installation).root / "current")["ratings"] > 0


def test_a_day_that_is_put_right_is_the_only_one_beside_the_history(here: tuple[Installation, TestClock]) -> None:
    installation, clock = here
    for given in (CHANGED, replace(CHANGED, told=Told.PUT_RIGHT, since=date(2026, 9, 1))):
        say(installation, given)
        clock.later(minutes=1)
    say(installation, replace(CHANGED, choice="at_first_visit", since=date(2026, 9, 8)))
    clock.later(days=7)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)

    said = list(counted_of(lines_of(release_of(installation), PLACE.code, demonstration=True), installation.book()))
    title = "Adults waiting for a care assessment: counted differently since"
    assert [line[:1][0].split(": figures")[0] for line in said] == [
        f"{title} 1 September 2026",
        f"{title} 8 September 2026",
    ]
    assert document(installation)["counting"][1]["changed_on"] == ["2026-09-01", "2026-09-08"]
    assert "counted differently since 1 September 2026" in notice(installation)
    assert verify(release_of(installation).root / "current")["ratings"] > 0


def test_an_answer_comes_out_with_the_weekly_release_and_not_with_another_councils_act(
    here: tuple[Installation, TestClock],
) -> None:
    installation, clock = here
    say(installation, CHANGED)
    publish(installation, by=OPERATOR, track=DEMONSTRATION, reason="declaration")
    assert len(rows(installation)) == 2
    clock.later(days=7)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    assert len(rows(installation)) == 3


def test_no_level_is_made_of_an_answer(here: tuple[Installation, TestClock]) -> None:
    installation, clock = here
    clock.later(days=7)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    before = document(installation)["rating"]
    say(installation, CHANGED)
    clock.later(minutes=5)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    after = document(installation)["rating"]
    assert document(installation)["counting"][1]["choice"] == "as_the_rule"
    moving = {"at", "rated_at"}
    assert {k: v for k, v in before.items() if k not in moving} == {k: v for k, v in after.items() if k not in moving}


def test_a_release_is_made_again_byte_for_byte_after_later_answers(here: tuple[Installation, TestClock]) -> None:
    installation, clock = here
    say(installation, CHANGED)
    clock.later(days=7)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    for release_id in site.published(installation.site_dir / "demo"):
        assert rebuild(installation, release_id, DEMONSTRATION).different == ()


HARM = {
    "another choice": ("data", {"choice": "as_the_rule"}, "column says"),
    "an answer that no rule has": ("data", {"choice": "at_will"}, "no rule has at_will"),
    "replaced by nothing": ("data", {"replaced_at": "2026-09-09T09:00:00Z"}, "column replaced_at"),
    "a break that was never told": ("data", {"counting_changed_on": "2026-09-01"}, "column counting_changed_on"),
    "another release": ("data", {"release_id": "20200101T000000Z-1"}, "column release_id"),
    "other words in the document": ("document", {"own_words": "All of it."}, "rating.json counting"),
}


@pytest.mark.parametrize("name", HARM)
def test_verify_works_out_which_answer_stood_when(here: tuple[Installation, TestClock], name: str) -> None:
    where, change, why = HARM[name]
    tree = (release_of(here[0]).root / "current").resolve()
    copy = tree.parent / "harmed"
    _copied(tree, copy)
    if where == "data":
        file = copy / "data/DEMO_counting_answers.csv"
        head, *lines = csv.reader(file.read_text("utf-8").splitlines())
        cells = dict(zip(head, lines[-1], strict=True)) | change
        text_now = "\n".join([*file.read_text("utf-8").splitlines()[:-1], ",".join(cells.values())]) + "\n"
        put(copy, "data/DEMO_counting_answers.csv", text_now.encode())
    else:
        path = f"councils/{PLACE.code}/rating.json"
        whole = json.loads((copy / path).read_bytes())
        whole["counting"][0] |= change
        put(copy, path, json.dumps(whole).encode())
    with pytest.raises(Difference, match=why):
        verify(copy)


def _copied(tree: Path, copy: Path) -> None:
    for path in tree.rglob("*"):
        if path.is_file():
            (copy / path.relative_to(tree)).parent.mkdir(parents=True, exist_ok=True)
            (copy / path.relative_to(tree)).write_bytes(path.read_bytes())


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE counting_answers SET choice = 'as_the_rule' WHERE id = 1", "answer 1 about counting: it is not that"),
        ("UPDATE counting_answers SET words = 'All of it.' WHERE id = 2", "counting-2: its words are not those"),
        ("DELETE FROM counting_answers WHERE id = 1", "answer 1 about counting: its entry stands alone"),
        (
            "INSERT INTO counting_answers (council_code, measure_id, question, choice, words, told, by_person, "
            "by_role, answered_at) SELECT council_code, measure_id, 'system', 'asked', '', told, by_person, by_role, "
            "answered_at FROM counting_answers WHERE id = 2",
            "answer 3 about counting: no entry tells of it",
        ),
    ],
)
def test_the_record_tells_an_answer_that_was_changed(
    here: tuple[Installation, TestClock], statement: str, why: str
) -> None:
    with writing(here[0].engine) as connection:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER counting_answers_no_{verb}")
        connection.execute(text(statement))
        for made in immutability.sqlite("counting_answers"):
            connection.exec_driver_sql(made)
        assert any(why in line for line in altered(connection))


def test_the_record_is_whole_and_tells_no_answer(told: tuple[Installation, TestClock]) -> None:
    with reading(told[0].engine) as connection:
        assert list(altered(connection)) == []
        bodies = [body for _, body, _ in record.entries(connection) if "say_how_counted" in body]
    assert len(bodies) == 2
    assert not any("at_allocation" in body or "One team" in body for body in bodies)
