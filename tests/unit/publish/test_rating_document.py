"""rating.json is what openapi.yaml says it is: every key described, none forgotten, in every state a council has."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs
import pytest
import yaml

from pressure.publish.files.context import context
from pressure.web.described import described
from tests import notice_cases as cases
from tests.publish_cases import Told
from tests.rating_cases import BOOK, DAY, published

DESCRIBED = yaml.safe_load(described())
SCHEMA = jsonschema_rs.Draft202012Validator(
    {"$ref": "#/components/schemas/RatingDocument", "components": DESCRIBED["components"]}
)
SAID = {name: cases.with_everything()[name] for name in ("contact", "statement", "context", "sources")}


def faults(document: Mapping[str, Any]) -> list[str]:
    return [f"{'/'.join(map(str, e.instance_path))}: {e.message}" for e in SCHEMA.iter_errors(document)]


def whole(made: dict[str, Any]) -> dict[str, Any]:
    council = {**made["council"], "demonstration": False, "aliases": []}
    return {**made, "council": council, **SAID, "rating": {**made["rating"], "confirmed_by_role": "director"}}


def test_every_document_of_a_release_is_as_described(installed: Told) -> None:
    files = [p for p in installed.release.manifest["files"] if p.endswith("/rating.json")]
    assert len(files) == 12
    assert {path: found for path in files if (found := faults(installed.release.json(path)))} == {}


@pytest.mark.parametrize("state", cases.EVERY_STATE)
def test_every_state_with_all_that_may_be_said_beside_it_is_as_described(state: Any) -> None:
    assert faults(whole(state())) == []


def test_the_figures_of_publications_are_as_described() -> None:
    figures = context([published("ctx_assess_median_days", "34")], BOOK, DAY)
    assert len(figures) == 1
    assert faults({**whole(cases.high()), "context": figures}) == []


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ((), {"colour": "red"}),
        (("statement",), {"by_name": "A. Person"}),
        (("contact",), {"fax": "1"}),
        (("rating",), {"level_published": 5}),
        (("rating",), {"rank": 3}),
        (("council",), {"rank": 3}),
    ],
)
def test_a_key_nobody_described_or_an_impossible_value_is_found(part: tuple[str, ...], change: dict[str, Any]) -> None:
    """Else the test above could not fail."""
    document = whole(cases.high())
    inside = document
    for name in part:
        inside[name] = dict(inside[name])
        inside = inside[name]
    inside.update(change)
    assert faults(document)
