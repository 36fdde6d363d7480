"""Version 1 named an author and a checker of whom there was nobody: the page and the data both say so."""

import html
import json

from pressure.content.method_words import ERRATUM
from tests.publish_cases import Told


def test_the_page_and_the_data_of_the_method_say_that_nobody_of_that_description_existed(installed: Told) -> None:
    page = html.unescape(installed.release.read("method/index.html").decode())
    document = json.loads(installed.release.read("method/method.json"))

    assert "Nobody of that description existed" in ERRATUM
    assert ERRATUM in page
    assert document["erratum"] == ERRATUM


def test_the_rule_files_keep_the_words_of_version_1_below_the_new_ones(installed: Told) -> None:
    for name in ("actions", "context", "plausibility"):
        said = installed.release.read(f"method/rules/{name}.yaml").decode()
        assert said.index("authored_by: Method editor") < said.index("authored_by: the Care Pressure project")
