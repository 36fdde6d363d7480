"""Officers in a real browser: two people, one text, and everybody sees it, however they sign in."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from pressure import clock
from pressure.access.permissions import Role
from pressure.actions.declarations import drafts
from pressure.actions.installation import open_installation
from pressure.demo.places import actor, person_id
from pressure.settings import Settings
from pressure.words.officers import declaration_form as form
from tests.browser import demonstration
from tests.browser.officer_steps import (
    COUNCIL_ACCOUNT,
    LOCAL,
    PLACE,
    Here,
    choose,
    confirm,
    fetched,
    fill,
    give_day,
    go_on,
    press_until,
    prove,
    read_for_names,
    running_here,
    settled,
    signed_in,
)
from tests.browser.serving import needs_chromium

CODE, MEASURE = PLACE.code, "Fewer or shorter visits"
SAID = "For now some people get shorter visits. We phone each person every two days."
WEEKS, GOAL_SECONDS = 12, 5
with_a_password = pytest.mark.parametrize("here", [LOCAL], indirect=True)
pytestmark = [needs_chromium, pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    with running_here(tmp_path_factory.mktemp("officers"), request.param) as made:
        yield made


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """A demonstration as it is printed: real publications and twelve weeks of twelve councils."""
    folder = tmp_path_factory.mktemp("demonstration")
    password = demonstration.build(folder, WEEKS)
    with demonstration.served(folder) as address:
        yield Here(folder, address, LOCAL, password)


def public(here: Here, path: str) -> str:
    return fetched(f"{here.address}/demo/{path}")


def level(here: Here) -> int:
    return int(re.search(r"[Ll]evel ([1-4]) of 4", public(here, f"councils/{CODE}/")).group(1))


def begun(here: Here) -> str:
    """A draft with everything but the review date and the public words; returns its id."""
    installation = open_installation(Settings(database_url=str(here.engine.url), site_dir=here.folder / "site"))
    by, today = actor(PLACE, Role.DIRECTOR), clock.now().date()
    draft_id = drafts.start(
        installation, by=by, council_code=CODE, kind=form.DECLARE, measure_id="fewer_or_shorter_visits"
    )
    draft = next(d for d in drafts.mine(installation, by) if d.id == draft_id)
    given = {
        f.id: today.isoformat() if f.kind == form.DAY else f"Words for {f.id}."
        for f in form.form_of(form.DECLARE, draft.nation)
        if f.id not in {"review_by", "public_words"}
    } | {"people_about": "43"}
    drafts.save(installation, by=by, draft=replace(draft, fields=given))
    return draft_id


def signs(page: Page, here: Here) -> float:
    """Read and sign; the seconds from the click until the plain public page has it."""
    page.get_by_role("link", name="Read and sign").first.click()
    button = page.get_by_role("button", name="Sign this text")
    button.wait_for(timeout=15_000)
    assert re.fullmatch(r"[0-9a-f]{64}", page.get_by_test_id("stCode").inner_text().strip())
    here.stale("signatory")
    read_for_names(page)
    button.click()
    confirm(page, here, "signatory")
    button.wait_for(timeout=15_000)
    assert MEASURE not in public(here, "register/")
    read_for_names(page)
    clicked = time.monotonic()
    button.click()
    while MEASURE not in public(here, f"councils/{CODE}/"):
        assert time.monotonic() - clicked < 60
        time.sleep(0.05)
    seconds = time.monotonic() - clicked
    page.get_by_text("Signed and in force").wait_for(timeout=15_000)
    print(f"\n{here.kind}: {seconds:.2f} s from the click on Sign to the plain public page")
    print(page.get_by_text("Signed and in force").inner_text())
    return seconds


def everybody_sees_it(here: Here, before: int) -> None:
    assert level(here) >= 3 > before
    assert "every two days" in public(here, "register/")
    assert MEASURE in public(here, "feed.atom")
    assert f"{CODE}-" in public(here, "data/DEMO_declarations.csv")


@pytest.mark.slow
@pytest.mark.parametrize("here", [LOCAL, COUNCIL_ACCOUNT], indirect=True)
def test_two_people_declare_and_everybody_sees_it_at_once(browser: Browser, here: Here) -> None:
    """The step from managed under the radar to public: proposed by somebody who has just proved who they are, not
    signable by its author, signed by another who has just proved it too, seen."""
    before, draft_id = level(here), begun(here)
    director = signed_in(browser, here, "director", f"/app/officer-declare?draft={draft_id}")
    director.get_by_text("Step 1 of 6").wait_for(timeout=15_000)
    settled(director)
    give_day(director, "Review by", 7)
    for step in (2, 3, 4):
        go_on(director, f"Step {step} of 6")
    words = director.get_by_role("textbox", name="The public words")
    words.wait_for(timeout=15_000)
    settled(director)
    words.fill(SAID)
    words.press("Tab")
    go_on(director, "Step 5 of 6")
    go_on(director, "Step 6 of 6")
    here.stale("director")
    press_until(director, "Propose for signature", "Confirm that it is you")
    confirm(director, here, "director")
    director.get_by_text("Step 6 of 6").wait_for(timeout=15_000)
    director.get_by_text(SAID).first.wait_for(timeout=15_000)
    press_until(director, "Propose for signature", f"Proposed as {CODE}-")
    director.goto(f"{here.address}/app/officer-sign")
    director.get_by_text("Your role does not let you do this").wait_for(timeout=15_000)
    assert not director.get_by_role("button", name="Sign this text").count()
    assert MEASURE not in public(here, "register/")

    seconds = signs(signed_in(browser, here, "signatory", "/app/officer-desk"), here)
    everybody_sees_it(here, before)
    assert seconds < GOAL_SECONDS
    assert '"signed_in"' in here.printed
    told = {*here.secret, SAID, "127.0.0.1", *(f"{role} {PLACE.name}" for role in Role), "@brackwater", "subject-"}
    assert [text for text in told if text in here.printed] == []


@pytest.mark.slow
def test_the_whole_form_is_filled_in_by_hand_on_a_demonstration_as_it_is_printed(browser: Browser, whole: Here) -> None:
    """Nothing prepared, everything published: what the time from signature to public page is with real figures."""
    before = min(level(whole), 2)  # a stage 2 measure gives at least level 3, where figures alone may give it already
    director = signed_in(browser, whole, "director", "/app/officer-declare")
    choose(director, "Which one", f"{MEASURE} (stage 2)")
    director.wait_for_timeout(2_000)  # the button is for the choice on the page: until that is drawn it is another one
    director.get_by_role("button", name="Start a draft").click()
    director.get_by_role("heading", name="New measure").wait_for(timeout=30_000)
    fill(director)
    whole.stale("director", 0)
    press_until(director, "Propose for signature", f"Proposed as {CODE}-")
    seconds = signs(signed_in(browser, whole, "signatory", "/app/officer-desk"), whole)
    everybody_sees_it(whole, before)
    assert seconds < GOAL_SECONDS


@pytest.mark.slow
@with_a_password
def test_a_file_for_one_session_is_given_to_no_other(browser: Browser, here: Here) -> None:
    """Nor to somebody who only has its address."""
    officer = signed_in(browser, here, "data-officer", "/app/officer-load")
    template = officer.request.get(f"{here.address}/officer/template.csv?council={CODE}")
    assert template.headers["cache-control"] == "no-store"
    assert "last week:" in template.text()
    officer.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": "return.csv", "mimeType": "text/csv", "buffer": template.body()}]
    )
    link = officer.get_by_role("link", name="Your file with a note")
    link.wait_for(timeout=20_000)
    kept = f"{here.address}{link.get_attribute('href')}"
    assert "what_to_look_at" in officer.request.get(kept).text()
    other = signed_in(browser, here, "director", "/app/officer-desk")
    assert other.request.get(kept).status == 404
    stranger = browser.new_context().new_page()
    assert "/sign-in" in stranger.request.get(kept).url
    assert other.request.get(f"{here.address}/officer/template.csv?council=X99000003").status == 404


@pytest.mark.slow
@pytest.mark.parametrize("here", [LOCAL, COUNCIL_ACCOUNT], indirect=True)
def test_signing_out_in_one_window_ends_the_other_at_its_next_click_and_loses_no_word(
    browser: Browser, here: Here
) -> None:
    """The page that is open refuses in plain words, does nothing, and has the words again after signing in."""
    page = signed_in(browser, here, "director", f"/app/officer-reply?council={CODE}")
    page.get_by_label("Statement (public)").fill("We have opened a second team.")
    window = page.context.new_page()
    window.goto(f"{here.address}/sign-out")
    window.get_by_role("button", name="Sign out").click()
    window.get_by_text("You are signed out").wait_for(timeout=10_000)
    page.get_by_role("button", name="Publish the statement").click()
    page.get_by_text("You are no longer signed in, so nothing was done.").wait_for(timeout=15_000)
    assert page.get_by_text("Signed in as").count() == 0
    assert "second team" not in public(here, f"councils/{CODE}/")
    page.get_by_role("link", name="Sign in").last.click()
    prove(page, here, "director", remembered=True)
    statement = page.get_by_label("Statement (public)")
    statement.wait_for(timeout=30_000)
    assert statement.input_value() == "We have opened a second team."
    assert "second team" not in here.printed


@pytest.mark.slow
@with_a_password
def test_whoever_leaves_while_the_last_words_are_unsaved_is_asked_first(browser: Browser, here: Here) -> None:
    draft_id = begun(here)
    page = signed_in(browser, here, "director", f"/app/officer-declare?draft={draft_id}&step=4")
    box, asked = page.get_by_role("textbox", name="The public words"), []
    box.wait_for(timeout=30_000)
    settled(page)
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    box.click()
    page.keyboard.type("Not yet sent")
    page.close(run_before_unload=True)
    window = page.context.new_page()
    window.wait_for_timeout(1000)
    assert asked == ["beforeunload"]


@pytest.mark.slow
@with_a_password
def test_words_under_the_caret_are_kept_when_the_window_is_closed(browser: Browser, here: Here) -> None:
    """As the page says: saved as you type. Nobody left the box, pressed a key or a button."""
    draft_id, words = begun(here), "We phone every two days."
    page = signed_in(browser, here, "director", f"/app/officer-declare?draft={draft_id}&step=4")
    box = page.get_by_role("textbox", name="The public words")
    box.wait_for(timeout=30_000)
    settled(page)
    box.click()
    page.keyboard.type(words)
    page.wait_for_timeout(3000)
    assert box.evaluate("box => document.activeElement === box")
    assert box.input_value() == words
    window = page.context.new_page()
    page.close()
    window.goto(f"{here.address}/app/officer-declare?draft={draft_id}&step=4")
    kept = window.get_by_role("textbox", name="The public words")
    kept.wait_for(timeout=30_000)
    settled(window)
    assert kept.input_value() == words


@pytest.mark.slow
@with_a_password
def test_a_revoked_session_is_refused_at_the_next_click_in_an_open_page(browser: Browser, here: Here) -> None:
    """An administrator ends it; the page that is open shows nothing more."""
    page = signed_in(browser, here, "director", "/app/officer-moves")
    page.get_by_text("Exact figures, for officers only").wait_for(timeout=15_000)
    admin = signed_in(browser, here, "administrator", "/app/officer-people")
    settled(admin)
    choose(admin, "Who", f"director {PLACE.name} ({person_id(PLACE, Role.DIRECTOR)})")
    choose(admin, "What to do", "Sign out everywhere")
    press_until(admin, "Do it", "They are signed out everywhere.")
    page.get_by_role("link", name="Load the return").first.click()
    page.get_by_text("You are no longer signed in").wait_for(timeout=15_000)
    assert page.get_by_text("Signed in as").count() == 0
    assert page.get_by_text(PLACE.name).count() == 0
