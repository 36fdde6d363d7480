"""Each page as an earlier checkout drew it and as this one does, on a telephone and on a desk, light and dark, side by
side in one picture: opt in, never run by tests. Both demonstrations are told first, some minutes.

python -m tests.browser.before_and_after /path/of/earlier/checkout            # every page, to docs/screenshots/before
python -m tests.browser.before_and_after /path/of/earlier/checkout front map  # these only
"""

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Error

from tests.browser.screenshots import PICTURES, SHOTS, Scheme, Shot, small, take
from tests.browser.serving import ROOT, chromium
from tests.load.demonstrations import OK, demonstration, status

WIDTHS = (390, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WEEKS, TALL, GAP, HEAD = "60", 1000, 12, 26
PRINTED = "printed.txt"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def password(folder: Path) -> str:
    """Everyone's, as the demonstration prints it."""
    lines = (folder / PRINTED).read_text().splitlines()
    return next(line for line in lines if "Password" in line).split(":")[1].split()[0]


def taken(browser: Browser, address: str, word: str, shot: Shot, width: int, scheme: Scheme) -> Image.Image:
    """The top of a page; empty paper where that checkout has no such page."""
    try:
        picture = Image.open(io.BytesIO(take(browser, address, word, shot, width, scheme))).convert("RGB")
    except Error:
        picture = Image.new("RGB", (width, TALL), "white")
    return picture.crop((0, 0, width, min(TALL, picture.height)))


def beside(pictures: dict[str, Image.Image]) -> Image.Image:
    """Pictures in one row, each below its name."""
    whole = Image.new("RGB", (sum(p.width + GAP for p in pictures.values()) - GAP, TALL + HEAD), "#888888")
    pen, font, left = ImageDraw.Draw(whole), ImageFont.truetype(FONT, HEAD - 8), 0
    for name, picture in pictures.items():
        pen.text((left + 4, 2), name, "white", font)
        whole.paste(picture, (left, HEAD))
        left += picture.width + GAP
    return whole


def main(arguments: Iterable[str]) -> None:
    """Take the pictures asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.before_and_after")
    parser.add_argument("before", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(shot.name for shot in SHOTS))
    parser.add_argument("--to", type=Path, default=PICTURES / "before")
    asked = parser.parse_intermixed_args(list(arguments))
    asked.to.mkdir(parents=True, exist_ok=True)
    wanted = [s for s in SHOTS if not s.broken and not s.upload and (not asked.names or s.name in asked.names)]
    found: dict[tuple[str, str], dict[str, Image.Image]] = {}
    for name, checkout in (("before", asked.before), ("now", ROOT)):
        with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
            folder = Path(temporary)
            with demonstration(checkout, folder, WEEKS, folder / PRINTED) as here:
                while status(f"{here}/readyz") != OK:
                    time.sleep(1)
                for shot in wanted:
                    for scheme in SCHEMES:
                        for width in WIDTHS:
                            picture = taken(browser, here, password(folder), shot, width, scheme)
                            found.setdefault((shot.name, scheme), {})[f"{name}, {width} pixels, {scheme}"] = picture
    for (shot_name, shade), pictures in found.items():
        content = io.BytesIO()
        whole = beside(dict(sorted(pictures.items(), key=lambda one: "1280" in one[0])))
        whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS).save(content, "PNG")
        target = asked.to / f"{shot_name}-{shade}.png"
        target.write_bytes(small(content.getvalue()))
        print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
