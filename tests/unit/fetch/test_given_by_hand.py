"""A file given by hand is compared as a fetched one is: nothing counts of what does not fit until somebody decides."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.returns import loading
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.loading import load
from pressure.council_list import load_councils
from pressure.domain.councils import Council, Councils
from pressure.domain.refusals import Refusal
from pressure.ingest.report import SECOND_LOOK, FileRefused
from pressure.store import councils as council_store
from pressure.store import schema, tables
from pressure.store.engine import open_engine, reading, writing
from tests.shipped_sources import source

FILES = Path(__file__).parent / "files"
PHS, CQC, CLD, TRAFFORD = (
    "phs-delayed-discharges",
    "cqc-latest-ratings-lincolnshire",
    "cld-and-workforce-2026",
    "trafford-cqc-ratings",
)
SUNDAY = "2026-11-01"
Said = dict[str, object]
Table = list[dict[str, str]]


def shipped(source_id: str) -> str:
    return source(source_id).shipped_files[0].read_text("utf-8-sig")


def table(text: str) -> Table:
    return list(csv.DictReader(io.StringIO(text)))


def as_csv(rows: Table) -> bytes:
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def give(installation: Installation, source_id: str, data: bytes | str, **options: object) -> Loaded:
    data = data.encode() if isinstance(data, str) else data
    return load(installation, by=OPERATOR, source_id=source_id, data=data, name="by-hand.csv", **options)


def figures(installation: Installation) -> int:
    with reading(installation.engine) as connection:
        return connection.execute(select(func.count()).select_from(tables.readings)).scalar_one()


def reasons(loaded: Loaded) -> str:
    return " ".join(n.found for n in loaded.notes if n.next_step == SECOND_LOOK)


@pytest.fixture
def scotland(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The last months that ship, and April as published: given once and copied."""
    own, kept = installation.site_dir.parent, tmp_path_factory.getbasetemp() / "months to April"
    installation.engine.dispose()
    if kept.is_dir():
        shutil.copytree(kept, own, dirs_exist_ok=True)
        return installation
    last = [r for r in table(shipped(PHS)) if "2024-03" <= r["date"] < "2025-04"]
    assert give(installation, PHS, as_csv(last)).readings
    assert give(installation, PHS, (FILES / "phs-2025-04-as-published.csv").read_bytes()).held == 0
    installation.engine.dispose()
    shutil.copytree(own, kept)
    return installation


def test_the_next_month_as_published_is_taken_whole(scotland: Installation) -> None:
    done = give(scotland, PHS, (FILES / "phs-2025-05-as-published.csv").read_bytes())
    assert (done.readings_added, done.held, done.rejected) == (32, 0, 0)


def test_a_displaced_month_counts_nowhere_until_somebody_decides(scotland: Installation) -> None:
    """Every council from one row down has the figures of the council above it."""
    before, data = figures(scotland), (FILES / "phs-2025-05-values-one-council-down.csv").read_bytes()
    done = give(scotland, PHS, data)
    assert (done.readings, done.held, done.nothing_counts) == ((), 32, True)
    assert "rows above better than those they stand beside" in reasons(done)
    assert figures(scotland) == before
    accepted = give(scotland, PHS, data, accept_held=done.load_id, reason="The publisher says so.")
    assert (accepted.readings_added, len(accepted.overruled)) == (32, 32)
    assert figures(scotland) == before + 32


def changed(rows: Table, change: Callable[[dict[str, str]], dict[str, str] | None]) -> bytes:
    return as_csv([new for row in rows if (new := change(dict(row))) is not None])


def may() -> Table:
    return table((FILES / "phs-2025-05-as-published.csv").read_text())


BED_DAYS = "num_delayed_bed_days"
AREA = "ltla_code"
GLASGOW = "S12000049"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: None if r[AREA] == GLASGOW else r, "31 areas where 32 are expected"),
        (lambda r: {**r, BED_DAYS: str(int(r[BED_DAYS]) * 10)}, "the total over all areas moved by more than half"),
        (lambda r: {**r, BED_DAYS: "#N/A" if r[AREA] == GLASGOW else r[BED_DAYS]}, "rows could not be read"),
        (lambda r: {**r, BED_DAYS: "0"}, "the total over all areas moved"),
    ],
    ids=["an area left out", "a digit gained", "an error in a row", "all zero"],
)
def test_a_publication_that_does_not_fit_is_held_whole(scotland: Installation, change: Callable, said: str) -> None:
    before = figures(scotland)
    done = give(scotland, PHS, changed(may(), change))
    assert said in reasons(done)
    assert done.readings == ()
    assert figures(scotland) == before
    assert done.read == done.accepted + done.held + done.rejected


@pytest.mark.parametrize("figure", [lambda n: n // 10, lambda n: n * 10, lambda n: 0], ids=["lost", "gained", "zero"])
def test_one_councils_figure_far_from_its_last_is_held_alone(scotland: Installation, figure: Callable) -> None:
    """A fall as well as a rise: of a middling council, so that the total does not tell."""
    fife = "S12000047"
    data = changed(may(), lambda r: {**r, BED_DAYS: str(figure(int(r[BED_DAYS]))) if r[AREA] == fife else r[BED_DAYS]})
    done = give(scotland, PHS, data)
    assert (done.held, done.readings_added) == (1, 31)
    assert fife not in {r.council_code for r in done.readings}
    accepted = give(scotland, PHS, data, accept_held=done.load_id, reason="The publisher says so.")
    assert (accepted.held, accepted.readings_added) == (0, 1)


def test_the_next_years_figures_under_last_years_header_ask_for_their_period(installation: Installation) -> None:
    """The file does not say its year, and none is assumed."""
    with pytest.raises(FileRefused, match="does not say its period"):
        give(installation, CLD, shipped(CLD).replace(".", ".1"))


def test_many_known_figures_revised_at_once_are_held(scotland: Installation) -> None:
    """As when next year's figures come under last year's date."""
    april = table((FILES / "phs-2025-04-as-published.csv").read_text())
    done = give(scotland, PHS, changed(april, lambda r: {**r, BED_DAYS: str(int(r[BED_DAYS]) * 5 // 4)}))
    assert "known figures to 30 April 2025 are revised" in reasons(done)
    assert done.readings == ()


def test_areas_that_a_later_file_leaves_out_are_named(installation: Installation) -> None:
    give(installation, TRAFFORD, shipped(TRAFFORD))
    rows = table(shipped(TRAFFORD))
    code = next(name for name in rows[0] if name.endswith("_code") or name == "area_code")
    left_out = sorted({r[code] for r in rows if r[code].startswith("E0")})[:2]
    done = give(installation, TRAFFORD, changed(rows, lambda r: None if r[code] in left_out else r))
    assert "2 areas of the period before are not in it" in reasons(done)


CASES = {
    "a renamed category": (lambda t: t.replace("Requires improvement", "Requires Improvement"), "cannot be read"),
    "another word for one": (lambda t: t.replace(",Inadequate,", ",Failing,"), "cannot be read"),
    "day before month": (
        lambda t: re.sub(r",(\d\d)/(\d\d)/(\d{4}),", r",\2/\1/\3,", t),
        "the day before the month",
    ),
    "one row cut": (lambda t: t.rstrip("\n").rpartition(",")[0].rpartition(",")[0] + "\n", "cannot be read"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_share_is_never_counted_from_a_file_part_of_which_was_refused(installation: Installation, case: str) -> None:
    change, said = CASES[case]
    with pytest.raises(FileRefused, match=said):
        give(installation, CQC, change(shipped(CQC)))
    assert figures(installation) == 0


def test_half_of_a_directory_is_held_beside_the_whole_one(installation: Installation) -> None:
    whole = shipped(CQC)
    give(installation, CQC, whole)
    rows = table(whole)
    done = give(installation, CQC, as_csv(rows[: len(rows) // 4]))
    assert done.readings == ()
    assert done.acceptable


def home(location: str, rating: str, provider: str = "1-1", **other: str) -> dict[str, str]:
    """A care home of the directory; two rows with equal words are of one house."""
    row = dict.fromkeys(table(shipped(CQC))[0], "-")
    return row | {
        "Location ID": location,
        "Location Name": "The Oaks",
        "Location Street Address": "1 High Street",
        "Location Post Code": "LN1 1AA",
        "Care Home?": "Y",
        "Location Type": "Social Care Org",
        "Location Local Authority": "Lincolnshire",
        "Service / Population Group": "Overall",
        "Domain": "Overall",
        "Latest Rating": rating,
        "Publication Date": "05/29/2026",
        "Provider ID": provider,
        **other,
    }


@pytest.mark.parametrize(
    ("second", "counted"),
    [
        (home("2", "Good", "1-2"), (0, 2)),  # registered for two providers: once
        (home("2", "Good", "1-2", **{"Location Post Code": "ln11aa"}), (0, 2)),
        (home("2", "Good", "1-1"), (0, 2)),  # the same house registered anew
        (home("2", "Inadequate", "1-1", **{"Location Street Address": "2 High Street"}), (1, 3)),  # two houses
        (home("2", "Inadequate", "1-2", **{"Location Post Code": "LN1 1AB"}), (1, 3)),
        (home("2", "Not Rated", "1-2"), (0, 2)),  # one of the two was never rated
        (home("2", "Inadequate", "1-2"), None),  # which is right is not ours to say
        (home("1", "Inadequate", "1-1"), None),
    ],
)
def test_a_home_of_two_providers_counts_once_and_two_ratings_of_it_are_held(
    installation: Installation, second: dict[str, str], counted: tuple[int, int] | None
) -> None:
    other = home("9", "Good", **{"Location Name": "The Elms", "Location Post Code": "LN9 9AA"})
    done = give(installation, CQC, as_csv([home("1", "Good"), second, other]), dry_run=True)
    assert [(r.numerator, r.denominator) for r in done.readings] == ([counted] if counted else [])
    assert done.read == done.accepted + done.held + done.rejected == 3
    if counted is None:
        assert done.held
        assert "rated “Good” in another row" in " ".join(n.found for n in done.notes)


WEEK = {
    "wl_assess_rate": "2310,",
    "wl_over_6m_share": "312,",
    "wl_care_start_rate": "280,",
    "wl_reviews_overdue": "1500,5200",
    "wl_discharge_rate": "112.5,",
    "cap_home_unavailable": "1300,10400",
    "cap_homecare_unfilled": "812,40210",
    "cap_vacancy_rate": "1400,19800",
    "cap_quality_ri_inad": "61,310",
    "ll_critical_unsourced": "0,",
    "ll_safeguarding_wait": "41,702",
}


def week(sunday: str, code: str = "E10000015", **figures: str) -> str:
    body = "".join(f"{code},{sunday},{m},{f},,ok,\n" for m, f in (WEEK | figures).items())
    return f"council_code,week_ending,measure_id,numerator,denominator,value,status,note\n{body}"


SLIPS = {
    "lists at zero": (dict.fromkeys(("wl_assess_rate", "wl_over_6m_share", "wl_care_start_rate"), "0,"), 3),
    "nothing unavailable": ({"cap_home_unavailable": "0,10400"}, 1),
    "critical from nothing": ({"ll_critical_unsourced": "9100,"}, 1),
    "a denominator lost a digit": ({"cap_homecare_unfilled": "812,4021"}, 1),
    "a denominator gained a digit": ({"cap_homecare_unfilled": "812,402100"}, 1),
    "vacancies of a tenth": ({"cap_vacancy_rate": "1400,1980"}, 1),
    "a count lost a digit": ({"wl_care_start_rate": "28,"}, 1),
    "a count gained a digit": ({"wl_care_start_rate": "2800,"}, 1),
    "nothing odd": ({"ll_critical_unsourced": "3,", "wl_care_start_rate": "200,"}, 0),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_return_is_looked_at_from_both_sides(installation: Installation, slip: str) -> None:
    """From and to nothing, denominators, and what is worked out of both."""
    figures, held = SLIPS[slip]
    give(installation, "weekly-return", week("2026-10-04"))
    done = give(installation, "weekly-return", week(SUNDAY, **figures))
    assert (done.held, {r.measure_id for r in done.readings} & set(figures)) == (held, set() if held else set(figures))


@pytest.mark.parametrize("code", ["S12000049", "W06000015", "E10000015"])
def test_the_second_look_is_the_same_in_every_nation(installation: Installation, code: str) -> None:
    give(installation, "weekly-return", week("2026-10-04", code))
    done = give(installation, "weekly-return", week(SUNDAY, code, wl_care_start_rate="0,"), dry_run=True)
    assert [n.column for n in done.notes if n.kind == "held"] == ["numerator"]


def test_what_was_accepted_as_nothing_is_not_asked_about_again(installation: Installation) -> None:
    """And what comes back as it was before is no surprise."""

    def sent(sunday: str, people: int, **options: object) -> Loaded:
        header = week(sunday).partition("\n")[0]
        row = f"E10000015,{sunday},wl_care_start_rate,{people},,,ok,"
        return give(installation, "weekly-return", f"{header}\n{row}\n", **options)

    sent("2026-10-25", 280)
    gone = sent(SUNDAY, 0)
    assert gone.held == 1
    sent(SUNDAY, 0, accept_held=gone.load_id, reason="The list was closed.")
    assert [sent("2026-11-08", 0).held, sent("2026-11-15", 290).held] == [0, 0]


def test_the_same_bytes_are_read_again_once_they_say_something_else(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A description corrected, a council added, a new reader: then the file counts, and a third time it is known."""
    deaf = replace(source(TRAFFORD), no_council=("E08000002",))
    with reading(installation.engine) as connection:
        every = council_store.load_all(connection)
    monkeypatch.setattr(council_store, "load_all", lambda _: Councils(c for c in every.all if c.code != "E08000002"))
    monkeypatch.setattr(loading, "source", lambda *_: deaf)
    monkeypatch.setattr(loading, "read_with", lambda *_: "with a slip")
    first = give(installation, TRAFFORD, shipped(TRAFFORD))
    assert first.held == 0
    assert give(installation, TRAFFORD, shipped(TRAFFORD)).already_loaded
    monkeypatch.undo()
    again = give(installation, TRAFFORD, shipped(TRAFFORD))
    assert not again.already_loaded
    assert again.readings_added == len({r.period_end for r in first.readings})
    assert give(installation, TRAFFORD, shipped(TRAFFORD)).already_loaded


def with_councils(installation: Installation, folder: Path, councils: Iterable[Council]) -> Installation:
    """The same with a database of its own, which knows these."""
    engine = open_engine(f"sqlite:///{folder / 'own.sqlite'}")
    schema.upgrade(engine)
    with writing(engine) as connection:
        council_store.replace_all(connection, councils)
    return replace(installation, engine=engine)


def test_the_same_bytes_with_another_list_of_councils_are_read_again(
    installation: Installation, tmp_path: Path
) -> None:
    every = load_councils().all
    installation = with_councils(installation, tmp_path, [c for c in every if c.code != "E08000002"])
    rows = shipped(TRAFFORD)
    first = give(installation, TRAFFORD, rows)
    with writing(installation.engine) as connection:
        council_store.replace_all(connection, every)
    assert (first.held > 0, give(installation, TRAFFORD, rows).readings_added) == (True, first.held)


def test_a_new_reader_that_reads_the_same_stores_nothing(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = give(installation, TRAFFORD, shipped(TRAFFORD))
    monkeypatch.setattr(loading, "read_with", lambda *_: "a later version")
    again = give(installation, TRAFFORD, shipped(TRAFFORD))
    assert (again.already_loaded, again.load_id) == (True, first.load_id)


def test_without_a_list_of_councils_nothing_is_loaded_and_the_next_step_is_named(
    installation: Installation, tmp_path: Path
) -> None:
    """A return sent then would be known and never count."""
    installation = with_councils(installation, tmp_path, [])
    with pytest.raises(Refusal, match="pressure upgrade"):
        give(installation, "weekly-return", week(SUNDAY))


def test_rows_for_no_council_are_decided_in_the_description(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then they are held, and say where to write it."""
    rows = may()
    extra = [{**rows[0], AREA: "OTHER"}]
    held = give(installation, PHS, as_csv(rows + extra), dry_run=True)
    assert any("no_council in phs-delayed-discharges.yaml" in n.next_step for n in held.notes)
    decided = replace(source(PHS), no_council=("OTHER",))
    monkeypatch.setattr(loading, "source", lambda *_: decided)
    taken = give(installation, PHS, as_csv(rows + extra), dry_run=True)
    assert (taken.held, taken.accepted) == (0, held.accepted + held.held)


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 10_000), st.sampled_from(["#N/A", "abc", "-1", "1,2", "", "S12000099", "0"])),
        max_size=4,
    )
)
def test_nothing_is_taken_from_a_publication_part_of_which_was_refused(
    scotland: Installation, slips: list[tuple[int, str]]
) -> None:
    """Whatever stands in whichever cells: what was read adds up, and one rejected row holds all."""
    rows = may()
    for place, text in slips:
        row = rows[place % len(rows)]
        row[list(row)[place % 4]] = text
    try:
        done = give(scotland, PHS, as_csv(rows), dry_run=True)
    except FileRefused:
        return
    assert done.read == done.accepted + done.held + done.rejected == len(rows)
    assert not (done.rejected and done.readings)


def test_a_refusal_is_json_where_json_was_asked_for(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With what was found, where, and what to do; and it ends with 1 whenever nothing counts."""
    from typer.testing import CliRunner

    from pressure.cli import app
    from pressure.commands import loads

    monkeypatch.setattr(loads, "ready_installation", lambda: installation)

    def run(
        text: str, *more: str, name: str = "r.csv", sent_to: str = "weekly-return"
    ) -> tuple[int, dict[str, object]]:
        (tmp_path / name).write_text(text)
        done = CliRunner().invoke(app, ["load", sent_to, str(tmp_path / name), "--json", *more])
        return done.exit_code, json.loads(done.stdout)

    code, said = run("\ufeff\ufeff" + week(SUNDAY))
    assert (code, said["refused"], said["row"], said["file"]) == (1, True, 1, "r.csv")
    assert said["next_step"] == "export the file again, or save it as CSV UTF-8"
    code, said = run(week(SUNDAY), sent_to="nothing-of-ours")
    assert (code, said["refused"]) == (1, True)
    code, said = run(week(SUNDAY).replace("E10000015", "E1000015"))
    assert (code, said["load_id"], said["rejected"]) == (1, None, len(WEEK))
    code, said = run(week(SUNDAY))
    assert (code, said["accepted"]) == (0, len(WEEK))
    code, said = run("x" * (installation.settings.upload_limit_bytes + 1))
    assert (code, "at most" in str(said["expected"])) == (1, True)
