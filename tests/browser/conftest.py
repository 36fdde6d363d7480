"""One browser and the app on a small release, for each module that asks. `--write-accessibility`: the result of a whole
run of test_every_page.py becomes data/accessibility.json."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from tests import site_cases
from tests.browser import looks
from tests.browser.serving import chromium, served

RAN = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a small real release and without its first load."""
    root = tmp_path_factory.mktemp("site")
    site_cases.two_releases(root)
    with served(root, root / "pressure.sqlite") as here:
        yield here


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-accessibility",
        action="store_true",
        help="write data/accessibility.json from this run; needs -n 0 and every page in every look",
    )
    parser.addoption("--write-looks", action="store_true", help="keep how the pages of test_looks_stay.py look now")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Nothing is written of a run that left out a page."""
    if not session.config.getoption("--write-accessibility", default=False) or exitstatus not in RAN:
        return
    from tests.browser.test_every_page import TABLE

    try:
        looks.write(looks.statement(TABLE, datetime.now(UTC).date()))
    except LookupError as left_out:
        session.exitstatus = pytest.ExitCode.USAGE_ERROR
        print(f"\n{looks.STATEMENT} is not written; {left_out}")
