"""The real app, in process, on a small real release."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from streamlit import config

from pressure.release.site import Release
from pressure.settings import settings
from pressure.web import lifespan
from tests import site_cases

ROOT = Path(__file__).parents[2]
HERE = "http://127.0.0.1:8501"


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return site_cases.two_releases(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def whole_app(released: Release) -> Iterator[TestClient]:
    """One app a process: Streamlit's runtime starts once."""
    before, settings.site_dir = settings.site_dir, released.root
    config._main_script_path = str(ROOT / "app.py")
    config.set_option("server.baseUrlPath", "app")
    from app import app

    lifespan.before_serving.clear()  # loading the shipped publications has tests of its own
    lifespan.while_serving.clear()
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield client
    settings.site_dir = before


@pytest.fixture
def client(whole_app: TestClient) -> TestClient:
    """Asks for plain bytes unless a test says otherwise."""
    whole_app.headers["Accept-Encoding"] = "identity"
    return whole_app
