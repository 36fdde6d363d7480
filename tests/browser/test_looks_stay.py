"""Ten pages look as they did when somebody last looked at them and kept a picture, at both widths.

    pytest -n 0 -m slow tests/browser/test_looks_stay.py --write-looks    # after looking: keep them as they are now

The font is fixed, pixels may differ a little where a browser draws an edge otherwise, and a page may grow by a
line. What is shown where they differ more is kept beside the test's own temporary files.
"""

from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from tests.browser.serving import needs_chromium
from tests.unit.publish.every_page import every_page

pytestmark = [needs_chromium, pytest.mark.slow]
KEPT = Path(__file__).parent / "looks_kept"
PAGES = {
    "notice": "notice, level 3",
    "notice-no-level": "notice, no level",
    "brief": "brief, level 3",
    "easy-read": "easy read",
    "front": "front",
    "front-demonstration": "front, demonstration",
    "councils": "councils",
    "register": "register",
    "method": "method",
    "data": "data",
}
WIDTHS, TALL, COLOURS = (390, 1280), 1400, 32
FONT = "*{font-family:'DejaVu Sans'!important}"
ANOTHER, SHARE = 48, 0.004
"""A pixel is another one when a colour of it is so far off, of 255; and what part of a picture may be others."""


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return every_page()


def taken(browser: Browser, content: bytes, width: int, file: Path) -> Image.Image:
    page = browser.new_context(viewport={"width": width, "height": TALL}).new_page()
    page.set_content(content.decode())
    page.add_style_tag(content=FONT)
    page.screenshot(path=file)
    page.context.close()
    return Image.open(file).convert("RGB")


def share_of_others(one: Image.Image, other: Image.Image) -> float:
    """What part of the pixels differ visibly."""
    apart = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value > ANOTHER else 0)
    return apart.histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_kept(
    browser: Browser, pages: dict[str, bytes], tmp_path: Path, request: pytest.FixtureRequest, name: str, width: int
) -> None:
    now, kept = taken(browser, pages[PAGES[name]], width, tmp_path / "now.png"), KEPT / f"{name}-{width}.png"
    if request.config.getoption("--write-looks"):
        KEPT.mkdir(exist_ok=True)
        now.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)
    assert share_of_others(now, Image.open(kept).convert("RGB")) <= SHARE, f"see {tmp_path / 'now.png'} and {kept}"


@pytest.mark.parametrize(
    "changed",
    [
        "h1{font-size:3.2rem}",
        "main{padding-top:3rem}",
        ".panel{background:#0b4f87!important}",
        ".strip{display:none}",
        "table{display:none}",
    ],
)
def test_a_change_that_anybody_sees_is_noticed(
    browser: Browser, pages: dict[str, bytes], tmp_path: Path, changed: str
) -> None:
    """The comparison is not blind."""
    page = pages[PAGES["notice"]]
    other = page.replace(b"</head>", f"<style>{changed}</style></head>".encode())
    before = taken(browser, page, WIDTHS[0], tmp_path / "before.png")
    assert share_of_others(before, taken(browser, page, WIDTHS[0], tmp_path / "again.png")) <= SHARE
    assert share_of_others(before, taken(browser, other, WIDTHS[0], tmp_path / "other.png")) > SHARE
