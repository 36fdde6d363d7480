"""A council has one address. Under every other code it has or had, each of its addresses leads there."""

import re
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse

from pressure.release import site
from pressure.release.site import Release
from pressure.settings import settings

IN_PATH = re.compile(r"(?<![^/])councils/([A-Z0-9]{3,12})(?=/|$)")


def leads_to(request: Request, release: Release, headers: dict[str, str]) -> RedirectResponse | None:
    """The same address under the code the council has in this release; None where no council has had the code."""
    asked = IN_PATH.search(request.url.path)
    code = present_code(release, asked[1]) if asked else None
    if asked is None or code is None:
        return None
    path = f"{request.url.path[: asked.start(1)]}{code}{request.url.path[asked.end(1) :]}"
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(path + query, 308, headers=headers)


def present_code(release: Release, code: str) -> str | None:
    """The code that a council has in this release which has or had another one; None where none has had it."""
    name = f"data/{site.csv_name('councils.csv', demonstration=release.root != settings.site_dir)}"
    if not release.has(name):
        return None
    return _codes(release.root, release.id, name, release.entry(name)["sha256"]).get(code)


@lru_cache(maxsize=8)
def _codes(root: Path, release_id: str, name: str, sha256: str) -> dict[str, str]:
    """The present code by every other one; the same file always says the same."""
    del sha256
    rows = site.release(root, release_id).rows(name)
    return {code: row["council_code"] for row in rows for code in row["former_codes"].split(";") if code}
