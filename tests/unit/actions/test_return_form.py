"""A return that is typed: the same as a file with the same figures, nothing before it is sent, nobody's answer lost."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pressure.access import return_links
from pressure.access.permissions import OPERATOR, TEAMS, Actor, Role
from pressure.actions.return_form import drafting, sending, unchanged
from pressure.actions.return_form.drafting import Overtaken
from pressure.actions.return_form.questions import (
    DENOMINATOR,
    NUMERATOR,
    VALUE,
    Answer,
    Choice,
    Kind,
    answer_of,
    file_of,
    in_rows,
    questions,
    slow,
)
from pressure.actions.returns import confirming
from pressure.actions.returns.loading import load, load_fetched
from pressure.demo.places import HUB, PLACES, Place, actor, councils
from pressure.domain.councils import Councils
from pressure.domain.rating.confirming import items
from pressure.domain.readings import REGISTER_CONFIRMED, RETURN
from pressure.domain.refusals import Refusal
from pressure.ingest.read import read_file
from pressure.ingest.workbooks.limits import limits_of
from pressure.rules.return_form import load_return_form
from pressure.settings import SHIPPED, Settings
from pressure.store import loads, readings, tables
from pressure.store.engine import reading
from tests.installations import RULES, SUNDAY, TestClock, new_installation, real_installation, return_of, rows_of
from tests.shipped_sources import source

PLACE, OTHER = PLACES[0], PLACES[1]
WEEK, DATA = timedelta(days=7), SHIPPED / "data"
ASKING = load_return_form()
SHARES = {"wl_over_6m_share": "wl_assess_rate"}
NATIONS = tuple({p.nation_code: p for p in reversed(PLACES)}.values())
WAYS = {Choice.NOT_COUNTED: "not_submitted", Choice.NOT_APPLICABLE: "not_applicable"}
OFFICER, DIRECTOR = actor(PLACE, Role.DATA_OFFICER), actor(PLACE, Role.DIRECTOR)


@pytest.fixture
def here(tmp_path):
    return new_installation(tmp_path)


def form(installation, by=OFFICER, week=SUNDAY):
    return drafting.opened(installation, by=by, council_code=PLACE.code, week_ending=week)


def save(installation, question_id, answer, *, by=OFFICER, seen=None, week=SUNDAY, code=PLACE.code):
    drafting.save(
        installation,
        by=by,
        council_code=code,
        week_ending=week,
        question_id=question_id,
        answer=answer,
        seen=seen,
    )


def send(installation, *, by=OFFICER, week=SUNDAY, **more):
    made = sending.as_file(form(installation, week=week))
    assert made
    return sending.send(installation, by=by, council_code=PLACE.code, week_ending=week, sha256=made.sha256, **more)


def typed(place: Place, sunday=SUNDAY, **changes: str) -> dict[str, Answer]:
    """What a council's file says, as it is typed."""
    found = {}
    for row in rows_of(place, sunday, **changes):
        said = {"yes": Choice.YES, "no": Choice.NO}.get(row["value"])
        figures = {name: row[name] for name in (NUMERATOR, DENOMINATOR, VALUE)}
        found[row["measure_id"]] = Answer(choice=said) if said else Answer(**figures)
    return found


def fill_in(installation, sunday=SUNDAY, **changes: str) -> None:
    for question_id, answer in typed(PLACE, sunday, **changes).items():
        save(installation, question_id, answer, week=sunday)


def kept(installation, by=OFFICER, week=SUNDAY):
    return {name: (one.answer, one.by_role) for name, one in form(installation, by, week).kept.items()}


def everything(installation, *but):
    """Every row of every table but some."""
    with reading(installation.engine) as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in tables.metadata.tables.items()
            if name not in but
        }


def returned(installation, week=SUNDAY):
    """What the return of a week says, without when it came and in which load and row."""
    with reading(installation.engine) as connection:
        found = readings.return_of_week(connection, PLACE.code, week, known_at=installation.now())
    return {name: replace(one, load_id=0, row=0, recorded_at=installation.now()) for name, one in found.items()}


counts = st.integers(0, 9_999).map(str)
texts = st.one_of(counts, st.sampled_from(["", "12.5", "-3", "many", "1,200", "=1+1", " 7", '"', "1\n2"]))


@st.composite
def answers(draw, place, week):
    """Some answers to the questions of a council's week, right and wrong, each with the row a file would have."""
    council = next(c for c in councils() if c.code == place.code)
    asked = questions(RULES.in_force(week), ASKING, council, week, SHARES)
    answered, rows = [], []
    for question in draw(st.lists(st.sampled_from(asked), unique_by=lambda q: q.id, max_size=8)):
        choice = draw(st.sampled_from(question.choices))
        said = {box: draw(texts) for box in question.boxes}
        if question.ways:
            said[VALUE] = draw(st.sampled_from(["", *question.ways]))
        answer = Answer(choice=choice, **(said if choice in {Choice.TYPED, Choice.NONE_KNOWN} else {}))
        answered.append((question, answer))
        row = {"numerator": "", "denominator": "", "value": "", "status": WAYS.get(choice, "ok")} | said
        if choice in WAYS:
            row |= {"numerator": "", "denominator": "", "value": ""}
        if choice is Choice.NONE_KNOWN:
            row["numerator"] = "0"
        if choice in {Choice.YES, Choice.NO}:
            row["value"] = choice.value
        silent = question.id == REGISTER_CONFIRMED and choice is Choice.NO
        empty = choice is Choice.TYPED and not any(said.values())
        if not silent and not empty:
            rows.append({"council_code": place.code, "week_ending": week.isoformat(), "measure_id": question.id, **row})
    return answered, rows


def as_file(rows):
    """The rows as a spreadsheet program writes them."""
    text = io.StringIO()
    names = ["council_code", "week_ending", "measure_id", "numerator", "denominator", "value", "status", "note"]
    table = csv.DictWriter(text, names, restval="", quoting=csv.QUOTE_ALL)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


@settings(max_examples=60)
@given(st.data(), st.sampled_from(NATIONS), st.sampled_from([SUNDAY, SUNDAY + WEEK]))
def test_a_form_gives_exactly_the_readings_and_the_notes_of_a_file_with_the_same_figures(data, place, week):
    """Whatever is typed, in every nation, in a week with a block and in one without."""
    answered, rows = data.draw(answers(place, week))
    if not rows:
        assert not list(in_rows(answered))
        return
    at = TestClock().at + 2 * WEEK
    taken = [
        read_file(
            source(RETURN),
            content,
            name="r.csv",
            councils=Councils(councils()),
            book=RULES.in_force(at.date()),
            today=at.date(),
            recorded_at=at,
            limits=limits_of(Settings(), source(RETURN)),
        )
        for content in (file_of(place.code, week, answered), as_file(rows))
    ]
    assert taken[0].readings == taken[1].readings
    assert taken[0].notes == taken[1].notes


@pytest.mark.parametrize("place", NATIONS, ids=lambda p: p.nation_code)
@pytest.mark.parametrize("week", [SUNDAY, SUNDAY + WEEK], ids=["block", "no block"])
def test_what_is_owed_is_asked_once_and_what_a_publication_gives_is_not_asked_for(place, week):
    book = RULES.in_force(week)
    council = next(c for c in councils() if c.code == place.code)
    asked = questions(book, ASKING, council, week, SHARES)
    owed = [q.id for q in asked if q.owed]
    assert owed == [*(m.id for m in book.asked(place.nation_code, week)), *items(book), REGISTER_CONFIRMED]
    assert len({q.id for q in asked}) == len(asked)
    given = {m.id for m in drafting.published(book, place.nation_code)}
    assert not given & set(owed)
    assert {q.id for q in asked if q.kind is Kind.OWN} == (given if week == SUNDAY else set())


def test_every_measure_that_is_asked_for_has_a_question_of_its_own_and_a_team_that_is_a_role():
    book = RULES.in_force(SUNDAY)
    for measure in book.measures:
        assert ASKING.asking(measure).asks.endswith("?"), measure.id
        assert ASKING.team_of(measure.id, measure.family) in TEAMS, measure.id
    assert set(ASKING.teams) == {role.value for role in TEAMS}


def test_a_return_that_is_typed_and_sent_says_what_its_file_would_have_said(here, tmp_path):
    installation, _ = here
    fill_in(installation)
    loaded = send(installation)
    (tmp_path / "other").mkdir()
    other, _ = new_installation(tmp_path / "other")
    load(other, by=HUB, source_id=RETURN, data=return_of(PLACE, SUNDAY), name="r.csv")
    assert loaded.held == loaded.rejected == 0
    assert returned(installation) == returned(other)
    assert kept(installation) == {}
    assert form(installation).unanswered == ()


def test_what_is_typed_and_not_sent_is_in_no_other_table(here):
    """So no page, file, feed, record or release can hold it: they are made of the others."""
    installation, _ = here
    before = everything(installation, "return_answers")
    fill_in(installation)
    assert everything(installation, "return_answers") == before
    assert len(form(installation).kept) == len(typed(PLACE))


def test_a_second_click_sends_nothing_twice_and_never_what_was_not_read(here):
    installation, _ = here
    fill_in(installation)
    made = sending.as_file(form(installation))
    save(
        installation, "wl_assess_rate", Answer(numerator="401"), seen=form(installation).kept["wl_assess_rate"].version
    )
    again = {"by": OFFICER, "council_code": PLACE.code, "week_ending": SUNDAY}
    with pytest.raises(Refusal, match="have changed since you read them"):
        sending.send(installation, sha256=made.sha256, **again)
    assert returned(installation) == {}
    made = sending.as_file(form(installation))
    sending.send(installation, sha256=made.sha256, **again)
    before = everything(installation)
    with pytest.raises(Refusal, match="Nothing is answered"):
        sending.send(installation, sha256=made.sha256, **again)
    assert everything(installation) == before


def test_what_is_far_from_the_last_figure_is_held_and_stays_typed_until_somebody_says_why_it_is_right(here):
    installation, _ = here
    load(installation, by=HUB, source_id=RETURN, data=return_of(PLACE, SUNDAY - WEEK), name="r.csv")
    fill_in(installation, wl_assess_rate="9000")
    first = send(installation)
    assert first.held == 2
    assert kept(installation)["wl_assess_rate"][0] == Answer(numerator="9000")
    checked = sending.look(installation, by=OFFICER, made=sending.as_file(form(installation)))
    assert checked.held == first.load_id
    send(installation, accept_held=checked.held, reason="joined_or_parted")
    assert returned(installation)["wl_assess_rate"].numerator == 9000
    assert kept(installation) == {}


def test_a_row_that_is_not_accepted_is_told_at_its_question_and_nothing_typed_is_lost(here):
    installation, _ = here
    fill_in(installation, wl_care_start_rate="many")
    made = sending.as_file(form(installation))
    found = sending.notes_of(sending.look(installation, by=OFFICER, made=made))
    assert [made.rows[n.row] for n in found if n.kind == "rejected"] == ["wl_care_start_rate"]
    send(installation)
    assert kept(installation).keys() == typed(PLACE).keys()
    assert "wl_care_start_rate" not in returned(installation)


def test_what_is_not_answered_is_named_and_a_part_leaves_what_was_sent_as_it_was(here):
    installation, _ = here
    load(installation, by=HUB, source_id=RETURN, data=return_of(PLACE, SUNDAY), name="r.csv")
    before = returned(installation)
    assert form(installation).unanswered == ()
    save(installation, "wl_care_start_rate", Answer(numerator="61"))
    send(installation)
    after = returned(installation)
    assert after.pop("wl_care_start_rate").numerator == 61
    assert after == {name: one for name, one in before.items() if name != "wl_care_start_rate"}


def test_a_confirmation_holds_for_the_figures_that_were_confirmed_and_for_no_typed_one_after(here):
    installation, _ = here
    fill_in(installation)
    send(installation)
    about = {"by": DIRECTOR, "council_code": PLACE.code, "week_ending": SUNDAY}
    read = confirming.to_confirm(installation, **about)
    confirming.confirm(installation, figures_sha256=read.sha256, **about)

    def word():
        with reading(installation.engine) as connection:
            return confirming.word(connection, PLACE.code, SUNDAY, installation.now())

    save(installation, "wl_care_start_rate", Answer(numerator="61"))
    assert word() == (Role.DIRECTOR, True)
    send(installation)
    assert word() == (Role.DIRECTOR, False)


TEAM = {role: Actor(person_id=f"{PLACE.code}-{role.value}", roles=frozenset({(PLACE.code, role)})) for role in TEAMS}


@pytest.mark.parametrize("role", sorted(TEAMS))
def test_a_team_answers_and_sees_its_own_questions_alone_and_sends_nothing(here, role):
    installation, _ = here
    load(installation, by=HUB, source_id=RETURN, data=return_of(PLACE, SUNDAY - WEEK), name="r.csv")
    fill_in(installation)
    own, whole = form(installation, TEAM[role]), form(installation)
    ids = {q.id for q in own.questions}
    assert ids == {q.id for q in whole.questions if q.team == role}
    assert ids >= {*own.kept, *own.before, *own.sent}
    assert not own.whole
    for question in (q for q in whole.questions if q.kind in {Kind.FIGURE, Kind.REGISTER}):
        seen = whole.kept[question.id].version if question.id in whole.kept else None
        if question.id in ids:
            save(installation, question.id, Answer(choice=Choice.TYPED, numerator="9"), by=TEAM[role], seen=seen)
            continue
        with pytest.raises(Refusal, match="not yours to answer"):
            save(installation, question.id, Answer(numerator="9"), by=TEAM[role], seen=seen)
    made = sending.as_file(form(installation, TEAM[role]))
    assert ids >= set(made.rows.values()) >= {q.id for q in own.questions if q.kind is Kind.FIGURE}
    sending.problems(installation, by=TEAM[role], form=form(installation, TEAM[role]), made=made)
    for act in (
        lambda: sending.look(installation, by=TEAM[role], made=made),
        lambda: sending.send(
            installation, by=TEAM[role], council_code=PLACE.code, week_ending=SUNDAY, sha256=made.sha256
        ),
    ):
        with pytest.raises(Refusal, match="Your role does not let you load a return"):
            act()


def test_every_question_about_figures_is_some_team_s(here):
    installation, _ = here
    seen = set().union(*({q.id for q in form(installation, by).questions} for by in TEAM.values()))
    of_register = {Kind.ITEM, Kind.REGISTER}
    assert seen == {q.id for q in form(installation).questions if q.kind not in of_register}


def test_of_two_who_answer_the_same_question_the_later_is_told_and_the_earlier_stands(here):
    installation, _ = here
    team = TEAM[Role.WAITING_LISTS_TEAM]
    save(installation, "wl_assess_rate", Answer(numerator="400"), by=team)
    with pytest.raises(Overtaken):
        save(installation, "wl_assess_rate", Answer(numerator="410"))
    first = form(installation).kept["wl_assess_rate"]
    assert (first.answer.numerator, first.by_role, first.mine) == ("400", team.person_id.partition("-")[2], False)
    save(installation, "wl_assess_rate", Answer(numerator="410"), seen=first.version)
    save(installation, "wl_care_start_rate", Answer(numerator="9"), by=team)
    with pytest.raises(Overtaken):
        save(installation, "wl_assess_rate", Answer(numerator="420"), by=team, seen=first.version)
    assert kept(installation)["wl_assess_rate"] == (Answer(numerator="410"), "data_officer")


def test_a_window_left_open_over_a_return_that_was_sent_overwrites_nothing(here):
    """Its version stands for no later answer, also not for the first of a new beginning."""
    installation, _ = here
    save(installation, "wl_care_start_rate", Answer(numerator="60"))
    old = form(installation).kept["wl_care_start_rate"].version
    send(installation)
    save(installation, "wl_care_start_rate", Answer(numerator="61"), by=DIRECTOR)
    with pytest.raises(Overtaken):
        save(installation, "wl_care_start_rate", Answer(numerator="62"), seen=old)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": OTHER.code}, "Your role does not let you"),
        ({"week": SUNDAY + WEEK}, "no form for this council and week"),
        ({"week": SUNDAY - timedelta(days=1)}, "no form for this council and week"),
        ({"week": SUNDAY - 13 * WEEK}, "no form for this council and week"),
        ({"question_id": "no_such"}, "not yours to answer"),
        ({"answer": Answer(numerator="1" * 31)}, "longer than 30"),
        ({"answer": Answer(choice=Choice.YES)}, "cannot be answered so"),
        ({"answer": Answer(choice=Choice.AS_BEFORE, numerator="1")}, "cannot be repeated"),
    ],
)
def test_what_is_no_answer_to_a_question_of_theirs_is_not_kept(here, changes, said):
    installation, _ = here
    before = everything(installation)
    with pytest.raises(Refusal, match=said):
        save(installation, **{"question_id": "wl_assess_rate", "answer": Answer(numerator="1")} | changes)
    assert everything(installation) == before


def test_an_answer_comes_back_as_it_was_kept():
    for answer in (Answer(), Answer(choice=Choice.YES), Answer(numerator="“1”", denominator="\n", value="é")):
        assert answer_of(answer.as_text()) == answer


def test_answers_are_forgotten_after_eight_weeks(here):
    installation, clock = here
    save(installation, "wl_assess_rate", Answer(numerator="1"))
    clock.later(weeks=8)
    save(installation, "wl_assess_rate", Answer(numerator="1"), week=SUNDAY + 8 * WEEK)
    assert len(everything(installation)["return_answers"]) == 2
    clock.later(weeks=1)
    save(installation, "wl_assess_rate", Answer(numerator="2"), week=SUNDAY + 9 * WEEK)
    assert len(everything(installation)["return_answers"]) == 2


def test_only_things_that_stand_still_may_be_repeated_and_never_a_weekly_figure(here):
    """Of all nations: neither a figure of each week, nor what happened to people in a block."""
    book = RULES.in_force(SUNDAY)
    for place in NATIONS:
        council = next(c for c in councils() if c.code == place.code)
        for question in questions(book, ASKING, council, SUNDAY, SHARES):
            measure = book.measure(question.id)
            if question.repeats and measure:
                assert slow(measure)
                assert measure.counted in {"beds", "posts", "providers"}, question.id


def test_a_repeated_answer_says_nothing_once_the_figure_it_repeats_was_corrected(sent_before):
    installation, _ = sent_before
    question = next(q for q in form(installation).questions if q.id == "cap_vacancy_rate")
    save(installation, question.id, form(installation).repeated(question))
    assert question.id in {q.id for q, _ in in_rows(form(installation).answered)}
    was = form(installation).before[question.id]
    corrected = return_of(PLACE, SUNDAY - 4 * WEEK).replace(
        f"{question.id},{was.numerator},".encode(), f"{question.id},{was.numerator + 1},".encode()
    )
    load(installation, by=HUB, source_id=RETURN, data=corrected, name="r.csv")
    assert form(installation).before[question.id].numerator == was.numerator + 1
    assert question.id not in {q.id for q, _ in in_rows(form(installation).answered)}


def linked(installation, by=OFFICER, week=SUNDAY, code=PLACE.code):
    return unchanged.link(installation, by.person_id, code, week).rpartition("=")[2]


def keep_unchanged(installation, given, shown, *, by=OFFICER, week=SUNDAY):
    unchanged.keep(installation, by=by, council_code=PLACE.code, week_ending=week, given=given, shown=shown)


def shown_by(installation, given, by=OFFICER):
    found = unchanged.look(installation, by=by, form=form(installation, by), given=given)
    return tuple(q.id for q, _ in found.answers), found.refused


@pytest.fixture
def sent_before(here):
    """A block's return four weeks ago, and one last week."""
    installation, _ = here
    for ago in (4, 1):
        load(installation, by=HUB, source_id=RETURN, data=return_of(PLACE, SUNDAY - ago * WEEK), name="r.csv")
    return here


def test_a_link_is_opened_as_often_as_anybody_likes_and_changes_nothing(sent_before):
    installation, _ = sent_before
    given, before = linked(installation), everything(installation)
    for _ in range(3):
        shown, refused = shown_by(installation, given)
        assert (bool(shown), refused) == (True, "")
    assert everything(installation) == before


def test_the_button_keeps_what_was_shown_once_and_sends_nothing(sent_before):
    """The register and the stocks; what the week's return owes besides is still to be typed."""
    installation, _ = sent_before
    given, loaded = linked(installation), everything(installation)["loads"]
    shown, _ = shown_by(installation, given)
    book = RULES.in_force(SUNDAY)
    assert set(shown) == {
        *items(book),
        REGISTER_CONFIRMED,
        "cap_home_unavailable",
        "cap_vacancy_rate",
        "cap_quality_ri_inad",
    }
    save(installation, "cap_vacancy_rate", Answer(numerator="1", denominator="90"))
    with pytest.raises(Refusal, match="has changed since you opened"):
        keep_unchanged(installation, given, shown)
    shown = tuple(name for name in shown if name != "cap_vacancy_rate")
    keep_unchanged(installation, given, shown)
    assert kept(installation)["cap_vacancy_rate"][0] == Answer(numerator="1", denominator="90")
    assert kept(installation).keys() == {*shown, "cap_vacancy_rate"}
    assert everything(installation)["loads"] == loaded
    assert {q.id for q in form(installation).unanswered} == {m.id for m in book.asked(PLACE.nation_code, SUNDAY)}
    assert shown_by(installation, given) == ((), unchanged.USED)
    with pytest.raises(Refusal, match="used already"):
        keep_unchanged(installation, given, ())


def test_a_link_is_for_one_person_one_council_and_one_week_until_the_next_return_is_due(sent_before):
    installation, clock = sent_before
    given = linked(installation)
    for wrong in (
        linked(installation, DIRECTOR),
        linked(installation, week=SUNDAY - WEEK),
        linked(installation, code=OTHER.code),
        given[:-1],
        "",
        "é",
        "A" * 22,
    ):
        assert shown_by(installation, wrong) == ((), unchanged.NOT_YOURS)
        with pytest.raises(Refusal, match="not yours"):
            keep_unchanged(installation, wrong, ())
    assert shown_by(installation, given, DIRECTOR) == ((), unchanged.NOT_YOURS)
    with pytest.raises(Refusal, match="Your role does not let you"):
        keep_unchanged(installation, given, (), by=TEAM[Role.BROKERAGE_TEAM])
    clock.later(days=8)
    assert shown_by(installation, given) == ((), unchanged.OVER)
    assert everything(installation)["return_links_used"] == []


def test_a_link_is_kept_as_a_digest_and_says_nothing_of_its_person(sent_before):
    installation, _ = sent_before
    given = linked(installation)
    keep_unchanged(installation, given, shown_by(installation, given)[0])
    assert given not in str(everything(installation))
    assert everything(installation)["return_links_used"][0][0] == return_links.digest(given)
    assert OFFICER.person_id not in unchanged.link(installation, OFFICER.person_id, PLACE.code, SUNDAY)


def test_a_figure_older_than_a_repeated_one_may_be_is_not_offered(here):
    installation, clock = here
    load(installation, by=HUB, source_id=RETURN, data=return_of(PLACE, SUNDAY - 12 * WEEK), name="r.csv")
    offered = {q.id for q, _ in unchanged.repeatable(form(installation))}
    assert "cap_vacancy_rate" in offered
    clock.later(weeks=4)
    assert unchanged.repeatable(form(installation, week=SUNDAY + 4 * WEEK)) == ()


def test_what_a_publication_gives_is_shown_with_its_newest_figure_and_is_not_asked_for(tmp_path):
    """A real council, of which a publisher has said something."""
    installation, _ = real_installation(tmp_path, "S12000033", at=datetime(2026, 9, 8, 9, tzinfo=UTC))
    file = next((DATA / "publications" / "phs-delayed-discharges").glob("*.csv"))
    read = {"source_id": "phs-delayed-discharges", "data": file.read_bytes(), "name": file.name}
    load_fetched(installation, by=OPERATOR, taken_by_a_person=True, **read)
    by = Actor(person_id="p", roles=frozenset({("S12000033", Role.DATA_OFFICER)}))
    seen = drafting.opened(installation, by=by, council_code="S12000033", week_ending=SUNDAY)
    ((measure, newest),) = seen.given_elsewhere
    assert measure.id == "wl_discharge_rate"
    with reading(installation.engine) as connection:
        every = readings.published(
            connection, councils=["S12000033"], measures=[measure.id], known_at=installation.now()
        )["S12000033"]
    assert newest.period_end == max(r.period_end for r in every)
    assert measure.id not in {q.id for q in seen.questions if q.owed}
    assert measure.id in {q.id for q in seen.questions if q.kind is Kind.OWN}


def test_a_load_that_failed_keeps_every_answer(here):
    installation, _ = here
    save(installation, "wl_over_6m_share", Answer(numerator="4"))
    loaded = send(installation)
    assert (loaded.load_id, loaded.nothing_taken) == (None, True)
    assert kept(installation).keys() == {"wl_over_6m_share"}
    with reading(installation.engine) as connection:
        assert loads.latest(connection, RETURN) is None
