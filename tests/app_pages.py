"""A page below /app/ as a reader of a link meets it: its address is the first thing the session hears."""

from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pressure.words import shell

SCRIPT = Path(__file__).parents[1] / "pressure" / "shell" / "ui.py"
ADDRESSES = {page.script: page.address for page in (*shell.PAGES, *shell.OFFICER_PAGES)}

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
"""Streamlit looks through everything installed for each new AppTest; that changes in no run of the tests."""


def deep_link(script: str, **query: str) -> AppTest:
    """Opened by its address and drawn once. `AppTest.switch_page` would need the whole first page drawn before it."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app._page_hash = calc_hash(ADDRESSES[script])
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()
