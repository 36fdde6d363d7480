"""Pictures of the demonstration for docs/screenshots, on a telephone and on a desk: opt in, never run by tests.

python -m tests.browser.screenshots                    # every page; builds the demonstration, two minutes
python -m tests.browser.screenshots notice register    # these only
python -m tests.browser.screenshots --keep DIR …       # keep the demonstration there and use it again next time
"""

import argparse
import contextlib
import io
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import open_installation
from pressure.actions.releases.publishing import publish
from pressure.commands.demonstrating import CONTACTS
from pressure.settings import Settings
from pressure.store.releases import DEMONSTRATION, REAL
from tests.browser import demonstration, officer_business, serving
from tests.browser.serving import ROOT, chromium

PICTURES = ROOT / "docs" / "screenshots"
WIDTHS = (320, 1280)
WEEKS, TALLEST, COLOURS = 156, 1600, 96
Scheme = Literal["light", "dark"]
PASSWORD_FILE = "password.txt"
DOMAIN = "brackwater.example"


@dataclass(frozen=True, slots=True)
class Shot:
    """One page. `ready` is a selector to wait for; `officer` is the role to sign in as (Brackwater's), if any;
    `part` scrolls to a selector and takes the picture from there; `broken` takes it of a site with a file gone;
    `upload` chooses a return with faults first."""

    name: str
    address: str
    ready: str = "main h1"
    officer: str = ""
    part: str = ""
    broken: bool = False
    upload: bool = False


DEMO = "/demo"
PLAIN = (
    Shot("front", f"{DEMO}/"),
    Shot("front-real", "/"),
    Shot("notice", f"{DEMO}/councils/X99000004/"),
    Shot("notice-no-level", f"{DEMO}/councils/X99000011/"),
    Shot("notice-real", "/councils/E10000015/"),
    Shot("history", f"{DEMO}/councils/X99000004/history/"),
    Shot("weeks", f"{DEMO}/areas/X99000000/weeks/"),
    Shot("map", "/map/"),
    Shot("areas", f"{DEMO}/areas/"),
    Shot("register", f"{DEMO}/register/"),
    Shot("method", "/method/"),
    Shot("robustness", "/method/robustness/"),
    Shot("due", f"{DEMO}/due/"),
    Shot("corrections", f"{DEMO}/corrections/"),
    Shot("easy-read", f"{DEMO}/councils/X99000004/easy-read/"),
    Shot("days", f"{DEMO}/councils/X99000002/days/"),
    Shot("data", f"{DEMO}/data/"),
    Shot("record", f"{DEMO}/record/"),
    Shot("letter", f"{DEMO}/take-part/letter/"),
    Shot("brief", f"{DEMO}/councils/X99000002/brief/"),
)
STREAMLIT_READY = "[data-testid=stApp][data-test-script-state=notRunning] h1"
SERIES = "wl_discharge_rate.phs-delayed-discharges"
EXPLORING = (
    Shot("app-council", "/app/council?code=X99000006", STREAMLIT_READY),
    Shot("app-council-real", "/app/council?code=S12000033", STREAMLIT_READY),
    Shot("app-history", "/app/history?code=X99000006", STREAMLIT_READY),
    Shot("app-compare", "/app/compare?code=S12000033&with=S12000036,S12000049", STREAMLIT_READY),
    Shot("app-councils", "/app/councils", STREAMLIT_READY),
    Shot("app-map", f"/app/map?area=S92000003&show={SERIES}", STREAMLIT_READY),
    Shot("app-register", "/app/register?area=demo", STREAMLIT_READY),
    Shot("app-method", "/app/method?code=X99000006", STREAMLIT_READY, part="h3"),
    Shot("app-what-if", "/app/what-if?v.wl_assess_rate=500&t2.wl_assess_rate=300", STREAMLIT_READY),
    Shot("app-back-test", f"/app/back-test?show={SERIES}&t2.{SERIES}=30", STREAMLIT_READY),
    Shot("app-data", "/app/data", STREAMLIT_READY),
    Shot("app-fault", "/app/map?area=S92000003", STREAMLIT_READY, broken=True),
)
OFFICERS = (
    Shot("officer-desk", "/app/officer-desk", STREAMLIT_READY, "director"),
    Shot("officer-load", "/app/officer-load", STREAMLIT_READY, "data-officer", upload=True),
    Shot("officer-returns", "/app/officer-returns", STREAMLIT_READY, "director"),
    Shot("officer-moves", "/app/officer-moves", STREAMLIT_READY, "director"),
    Shot("officer-declare", "/app/officer-declare", STREAMLIT_READY, "director"),
    Shot("officer-sign", "/app/officer-sign", STREAMLIT_READY, "signatory"),
    Shot("officer-view", "/app/officer-view", STREAMLIT_READY, "principal-social-worker"),
    Shot("officer-reply", "/app/officer-reply", STREAMLIT_READY, "director"),
)
SHOTS = (*PLAIN, *EXPLORING, *OFFICERS)


def ready(folder: Path) -> str:
    """A demonstration in the folder, built if it is not there, else published again by the present code.
    Returns everyone's password."""
    kept = folder / PASSWORD_FILE
    if not kept.exists():
        kept.write_text(demonstration.build(folder, WEEKS))
    else:
        installation = open_installation(
            Settings(
                database_url=f"sqlite:///{folder / 'pressure.sqlite'}", site_dir=folder / "site", contacts_file=CONTACTS
            )
        )
        for track in (REAL, DEMONSTRATION):
            publish(installation, by=OPERATOR, track=track)
    officer_business.begin(folder)
    return kept.read_text()


@contextlib.contextmanager
def without_outlines(folder: Path) -> Iterator[str]:
    """The same site where the file of outlines is gone, so that drawing a map fails."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("boundaries.geojson", "publications"))
        with serving.served(folder / "site", folder / "pressure.sqlite", PRESSURE_DATA_DIR=str(data)) as here:
            yield here


def take(browser: Browser, address: str, password: str, shot: Shot, width: int, scheme: Scheme = "light") -> bytes:
    """The page from its top (or from `part`), as tall as it is, up to TALLEST pixels."""
    page = browser.new_context(viewport={"width": width, "height": TALLEST}, color_scheme=scheme).new_page()
    if shot.officer:
        _sign_in(page, address, password, shot)
    else:
        page.goto(address + shot.address)
    page.locator(shot.ready).first.wait_for(timeout=60_000)
    if "/app/" in shot.address:
        page.wait_for_timeout(1500)  # charts draw after the script has run
    if shot.upload:
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
            [FilePayload(name="return.csv", mimeType="text/csv", buffer=officer_business.faulty_return())]
        )
        page.get_by_text("Rows to look at").first.wait_for(timeout=20_000)
    if shot.part:
        page.locator(shot.part).first.evaluate("element => element.scrollIntoView()")
    height = page.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    if "/app/" not in shot.address:
        page.set_viewport_size({"width": width, "height": min(TALLEST, height)})
    taken = page.screenshot()
    page.context.close()
    return taken


def _sign_in(page: Page, address: str, password: str, shot: Shot) -> None:
    page.goto(f"{address}/sign-in?next={shot.address}")
    page.get_by_label("E-mail address").fill(f"{shot.officer}@{DOMAIN}")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Signed in as").wait_for(timeout=60_000)


def small(picture: bytes) -> bytes:
    """The same picture in few colours: text and flat shapes lose nothing."""
    made = io.BytesIO()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)
    few.save(made, "PNG", optimize=True)
    return made.getvalue()


def main(arguments: Iterable[str]) -> None:
    """Take the pictures asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(shot.name for shot in SHOTS))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--to", type=Path, default=PICTURES)
    asked = parser.parse_args(list(arguments))
    if unknown := set(asked.names) - {shot.name for shot in SHOTS}:
        parser.error(f"no page is called {', '.join(sorted(unknown))}")
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        password = ready(folder)
        wanted = [s for s in SHOTS if not asked.names or s.name in asked.names]
        with demonstration.served(folder) as whole, without_outlines(folder) as broken, chromium() as browser:
            for shot in wanted:
                address = broken if shot.broken else whole
                for width in WIDTHS:
                    target = asked.to / f"{shot.name}-{width}.png"
                    target.write_bytes(small(take(browser, address, password, shot, width)))
                    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
