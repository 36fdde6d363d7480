"""Pages run as Streamlit runs them, on a small real release."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from streamlit import config
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from pressure.actions.installation import open_installation
from pressure.settings import settings
from pressure.words.shell import FAULT_TITLE
from tests import site_cases
from tests.app_pages import deep_link
from tests.installations import copy_folder
from tests.pages import officer_cases

Opened = Callable[..., AppTest]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    site_cases.two_releases(root)
    return root


@pytest.fixture
def opened(site: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a page by its address, as a deep link does."""
    monkeypatch.setattr(settings, "site_dir", site)
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: {}))  # nobody is signed in
    config.set_option("runner.magicEnabled", False)

    def open_page(address: str = "council", *, faults_expected: bool = False, **query: str) -> AppTest:
        app = deep_link(f"{address}.py", **query)
        assert not [e.value for e in app.error if FAULT_TITLE in e.value] or faults_expected
        return app

    return open_page


def said(app: AppTest) -> str:
    """Everything on the page as text."""
    parts = [
        e.value
        for kind in (app.title, app.header, app.subheader, app.markdown, app.info, app.warning, app.error)
        for e in kind
    ]
    return "\n".join(map(str, parts)) + "\n".join(t.value.to_string(index=False) for t in app.table)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The officers' installation as a folder, made once."""
    folder = tmp_path_factory.mktemp("officers")
    officer_cases.build(folder)
    return folder


@pytest.fixture
def pages(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[officer_cases.Pages]:
    """A copy of it for one test, at the time of the test, and its pages."""
    copy_folder(installed, tmp_path / "own")
    monkeypatch.setattr(settings, "database_url", f"sqlite:///{tmp_path / 'own' / 'pressure.sqlite'}")
    monkeypatch.setattr(settings, "site_dir", tmp_path / "own" / "site")
    config.set_option("runner.magicEnabled", False)
    with time_machine.travel(officer_cases.NOW + timedelta(minutes=10)):
        installation = open_installation(settings)
        yield officer_cases.Pages(installation, monkeypatch)
        installation.engine.dispose()
