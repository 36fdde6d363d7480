"""Loading a return from the page: looked at first, stored when somebody says so, taken back with a correction."""

import csv
import io
import re

import openpyxl
import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.desk.checking import check, own_loads, withdrawable
from pressure.actions.releases.publishing import publish
from pressure.actions.returns import confirming
from pressure.actions.returns.loading import load
from pressure.demo.figures import HEADER as HEADER_LINE
from pressure.demo.places import HUB, actor
from pressure.domain.refusals import Refusal
from pressure.drawing.block_markup import literal
from pressure.ingest.workbooks.annotate import annotated_csv
from pressure.ingest.workbooks.write import Sheet, workbook
from pressure.release.site import current
from pressure.store import loads, statements
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from pressure.web import officer_files
from pressure.words.officers import pages as words
from tests.installations import SUNDAY, return_of
from tests.pages.conftest import said
from tests.pages.officer_cases import OTHER, PLACE, Pages, checked, figures_now, read_for_names

HEADER = HEADER_LINE.strip()


def stored(pages: Pages) -> int:
    with reading(pages.installation.engine) as connection:
        return loads.latest(connection, "weekly-return").id


def upload(page, data: bytes, name: str = "return.csv"):
    page.file_uploader(key="return").set_value([(name, data, "text/csv")])
    return checked(page.run())


def press(page, starts: str):
    next(b for b in read_for_names(page).button if b.label.startswith(starts)).click()
    return checked(page.run())


def test_a_file_is_looked_at_first_and_stored_only_when_the_button_is_pressed(pages: Pages) -> None:
    """With the level it would move, and why."""
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    before = stored(pages)
    page = upload(pages.open("officer_load"), return_of(OTHER, SUNDAY))
    assert "accepted + 0 held + 0 not accepted" in said(page)
    assert "this file confirms that the register is right. In force now: none." in said(page)
    assert stored(pages) == before
    page = press(page, "Load this file")
    assert page.success[0].value.startswith(f"Stored as load {before + 1}")
    assert stored(pages) == before + 1


def test_what_would_move_is_said_by_the_name_of_the_council_with_its_reasons(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = upload(pages.open("officer_load"), return_of(PLACE, SUNDAY, wl_assess_rate="900"))
    assert f"{PLACE.name} would" in said(page)
    assert "goes from band" in said(page)


def test_a_wrong_row_is_named_in_words_and_an_annotated_copy_is_offered(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = upload(pages.open("officer_load"), return_of(PLACE, SUNDAY, wl_assess_rate="many"))
    text = said(page)
    assert "Not accepted" in text
    assert "“many”" in text
    assert "/officer/kept/" in text


def test_a_file_that_cannot_be_read_is_refused_whole(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = upload(pages.open("officer_load"), b"hello\n")
    assert "nothing was stored" in page.error[0].value


def test_a_return_of_another_council_is_refused(pages: Pages) -> None:
    """On the page, by the action itself."""
    pages.sign_in(Role.DATA_OFFICER)
    page = upload(pages.open("officer_load"), return_of(OTHER, SUNDAY))
    assert f"of {OTHER.name} ({OTHER.code})" in page.error[0].value
    assert "take them out" in page.error[0].value
    with pytest.raises(Refusal):
        check(pages.installation, by=actor(PLACE, Role.DATA_OFFICER), data=return_of(OTHER, SUNDAY), name="r.csv")


def test_what_was_held_for_a_second_look_is_accepted_by_loading_the_same_file_again(pages: Pages) -> None:
    """A figure of five times last week's is not wrong by itself; the share that is out of it waits with it."""
    pages.sign_in(Role.DATA_OFFICER)
    data = return_of(PLACE, SUNDAY, wl_assess_rate="9000")
    page = press(upload(pages.open("officer_load"), data), "Load this file")
    assert "2 held" in page.success[0].value
    page = upload(pages.open("officer_load"), data)
    assert "already loaded" in said(page)
    assert "Held for a second look" in said(page)
    assert "Say why" in press(read_for_names(page), "I have looked").error[0].value
    assert [told for told in page.radio[0].options if "counted twice" in told] == [], "held is not taken back"
    page.radio[0].set_value("joined_or_parted")
    page.text_input[0].set_value("Two teams.")
    assert "names no person" in press(page, "I have looked").error[0].value
    page = press(read_for_names(page), "I have looked")
    assert "0 held" in page.success[0].value


def test_a_second_click_on_load_never_accepts_what_was_held(pages: Pages) -> None:
    """The button belongs to one act on one file; after the act there is none, and the next one has another key."""
    pages.sign_in(Role.DATA_OFFICER)
    page = upload(pages.open("officer_load"), return_of(PLACE, SUNDAY, wl_assess_rate="9000"))
    button = next(b for b in page.button if b.label == "Load this file")
    before = stored(pages)
    button.click()
    page = checked(page.run())
    assert not [b for b in page.button if b.label in {"Load this file", words.HELD_BUTTON}]
    for _ in range(2):
        button.click()
        page = checked(page.run())
        assert stored(pages) == before + 1


def test_a_file_of_which_nothing_can_be_taken_has_no_button_and_no_success(pages: Pages) -> None:
    """A council's name in place of its code."""
    pages.sign_in(Role.DATA_OFFICER)
    before = stored(pages)
    page = upload(pages.open("officer_load"), return_of(PLACE, SUNDAY).replace(PLACE.code.encode(), b"Nowhere"))
    assert "Nothing was stored" in page.warning[0].value
    assert "Correct it and load the file again" in said(page)
    assert "second look" not in said(page)
    assert (list(page.success), stored(pages)) == ([], before)
    assert not [b for b in page.button if b.label in {"Load this file", words.HELD_BUTTON}]


def test_a_load_is_withdrawn_with_a_reason_and_a_release_says_so(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = pages.open("officer_returns")
    assert "reason is public" in press(page, "Withdraw and").error[0].value
    page.text_input(key="why").set_value("Two files.")
    page.run()
    assert "choose a reason" in press(page, "Withdraw and").error[0].value
    page.radio[0].set_value("counted_twice")
    page.text_input(key="why").set_value("The list of one team was in both.")
    assert "names no person" in press(page, "Withdraw and").error[0].value
    page = press(read_for_names(page), "Withdraw and")
    assert "is withdrawn. Release" in page.success[0].value
    page = pages.open("officer_returns")
    assert "Something was counted twice. The list of one team was in both." in said(page)


def test_the_director_confirms_the_week_and_it_is_kept_with_their_role(pages: Pages) -> None:
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_returns")
    page.text_area[0].set_value("As expected.")
    shown = said(page)
    assert "You confirm exactly these figures" in shown
    page = press(page, "Confirm the week")
    assert page.success[0].value.startswith("Confirmed")
    assert "As expected." in said(page)
    with reading(pages.installation.engine) as connection:
        row = statements.confirmation(connection, PLACE.code, SUNDAY, pages.installation.now())
    assert (row.by_role, row.comment) == ("director", "As expected.")


@pytest.mark.parametrize("seen", [True, False], ids=["read again", "not read again"])
def test_figures_that_change_after_they_were_read_are_not_confirmed(pages: Pages, seen: bool) -> None:
    """The director confirms what is on the page, not whatever has come since."""
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_returns")
    digest = figures_now(pages.installation)
    load(
        pages.installation,
        by=HUB,
        source_id="weekly-return",
        data=return_of(PLACE, SUNDAY, wl_assess_rate="401"),
        name="r.csv",
    )
    if seen:
        assert press(checked(page.run()), "Confirm the week").success
        return
    with pytest.raises(Refusal, match="have changed since you read them"):
        confirming.confirm(
            pages.installation,
            by=actor(PLACE, Role.DIRECTOR),
            council_code=PLACE.code,
            week_ending=SUNDAY,
            figures_sha256=digest,
        )


def test_a_change_after_the_confirmation_is_said_on_the_desk_and_to_everybody(pages: Pages) -> None:
    """And the same figures sent again are no change."""
    confirming.confirm(
        pages.installation,
        by=actor(PLACE, Role.DIRECTOR),
        council_code=PLACE.code,
        week_ending=SUNDAY,
        figures_sha256=figures_now(pages.installation),
    )
    pages.sign_in(Role.DATA_OFFICER)
    for figure, desk, public in (
        (None, "Confirmed by the director.", "Confirmed by the director."),
        ("401", "Changed after the director had confirmed it.", "Changed after the director had confirmed it."),
    ):
        changed = {"wl_assess_rate": figure} if figure else {}
        load(
            pages.installation,
            by=HUB,
            source_id="weekly-return",
            data=return_of(PLACE, SUNDAY, **changed),
            name="r.csv",
        )
        assert desk in said(pages.open("officer_desk"))
        publish(pages.installation, by=OPERATOR, track=DEMONSTRATION)
        site = current(pages.installation.site_dir / "demo")
        assert public in site.read(f"councils/{PLACE.code}/index.html").decode()
        rating = site.json(f"councils/{PLACE.code}/rating.json")["rating"]
        assert ("confirmed_by_role" in rating, rating.get("changed_after_confirmation", False)) == (
            figure is None,
            figure is not None,
        )


def test_those_who_may_not_load_see_no_upload(pages: Pages) -> None:
    pages.sign_in(Role.AUDITOR)
    page = pages.open("officer_load")
    assert "role does not let you" in page.info[0].value
    assert not page.get("file_uploader")


def test_an_annotated_copy_has_every_line_of_the_file_and_nothing_a_spreadsheet_would_run() -> None:
    data = "\ufeffcouncil_code,note\nX99000001,=1+1\nX99000001,-5\n".encode()
    lines = annotated_csv(data, {3: "look"}).decode("utf-8-sig").splitlines()
    assert lines == ["council_code,note,what_to_look_at", "X99000001, =1+1,", "X99000001,-5,look"]


def test_a_workbook_is_checked_like_a_csv_and_its_annotated_copy_is_a_workbook(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    rows = list(csv.reader(return_of(PLACE, SUNDAY, wl_assess_rate="many").decode().splitlines()))
    page = upload(pages.open("officer_load"), workbook([Sheet("return", rows, header=0)]), "return.xlsx")
    address = re.search(r"/officer/kept/([0-9a-f]+)", said(page))
    assert address is not None
    kept = officer_files._kept.found(address[1])
    assert kept is not None
    assert kept.name == "notes-return.xlsx"
    notes = [row[8].value for row in openpyxl.load_workbook(io.BytesIO(kept.content))["return"].iter_rows()]
    assert [n for n in notes if n and "“many”" in n]


def test_a_loaded_file_with_held_figures_says_what_accepting_them_would_move(pages: Pages) -> None:
    """Somebody who takes a second look decides on the consequence, not on a number alone."""
    pages.sign_in(Role.DATA_OFFICER)
    last = next(
        r for r in csv.DictReader(return_of(PLACE, SUNDAY).decode().splitlines()) if r["measure_id"] == "wl_assess_rate"
    )
    data = return_of(PLACE, SUNDAY, wl_assess_rate=str(int(last["numerator"]) * 6))
    page = upload(pages.open("officer_load"), data)
    assert "Held for a second look" in said(page)
    assert "adults waiting for a care assessment goes" not in said(page).casefold()
    page = press(page, "Load this file")
    page = upload(pages.open("officer_load"), data)
    assert "What the held figures would change" in said(page)
    assert "adults waiting for a care assessment goes from band" in said(page).casefold()
    page.radio[0].set_value("another")
    page.text_input[0].set_value("Counted anew.")
    page.run()
    assert press(read_for_names(page), "I have looked at the held figures").success


def test_a_director_may_take_back_the_return_of_their_council_and_never_a_file_for_others_too(pages: Pages) -> None:
    both = (
        return_of(PLACE, SUNDAY, wl_assess_rate="401")
        + return_of(OTHER, SUNDAY, wl_assess_rate="402").partition(b"\n")[2]
    )
    load(pages.installation, by=HUB, source_id="weekly-return", data=both, name="hub.csv")
    newest = stored(pages)
    director = actor(PLACE, Role.DIRECTOR)
    found = own_loads(pages.installation, director)
    assert newest in {row.id for row in found}
    assert newest not in withdrawable(pages.installation, director, found)
    assert set(withdrawable(pages.installation, director, found)) == {row.id for row in found} - {newest}
    assert newest in withdrawable(pages.installation, HUB, own_loads(pages.installation, HUB))
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_returns")
    assert [o for o in page.selectbox(key="which").options if o.startswith(f"Load {newest}:")] == []
    assert "week ending 6 September 2026" in page.selectbox(key="which").options[0]


def test_a_director_with_nothing_to_confirm_is_told_so(pages: Pages) -> None:
    pages.sign_in(Role.DIRECTOR, OTHER)
    assert "has not come yet, so there is nothing to confirm" in said(pages.open("officer_returns"))


def own_columns(**changes: str) -> bytes:
    """A measure a column, as a council's own system gives it."""
    row = {"Week": f"{SUNDAY:%d/%m/%Y}", "Waiting for assessment": "310", "Waiting for care": "45"} | changes
    return f"{','.join(row)}\n{','.join(row.values())}\n".encode()


def test_columns_of_their_own_are_proposed_confirmed_once_and_read_from_then_on(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = upload(pages.open("officer_load"), own_columns())
    assert "columns of your own" in said(page)
    week = page.selectbox[0]
    assert (week.label, week.value) == (literal(f"“Week”, such as {SUNDAY:%d/%m/%Y}"), "week_ending")
    assert not page.error

    page = press(page, "Keep this")

    assert "Read 2 rows = 2 accepted" in said(page)
    assert "own columns, version 1." in said(page)
    assert page.expander[0].label.startswith(f"How {PLACE.name}'s own file is read: version 1")

    page = press(page, "Stop using this layout")
    assert "columns of your own" in said(page)
    page = press(page, "Use version 1 again")
    assert "own columns, version 3." in said(page)


def test_a_layout_that_cannot_be_read_is_refused_in_words_and_not_kept(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = upload(pages.open("officer_load"), own_columns())
    page.selectbox[0].set_value("")
    page = press(checked(page.run()), "Keep this")
    assert "Say which of your columns has the day" in page.error[0].value
    assert not page.expander


def test_figures_that_all_wait_for_a_second_look_are_never_a_success(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    row = f"{PLACE.code},{SUNDAY},wl_assess_rate,25100,,,ok,"
    page = upload(pages.open("officer_load"), f"{HEADER}\n{row}\n".encode())
    page = press(page, "Load this file")
    assert not page.success
    assert "nothing of it counts yet" in page.warning[0].value
