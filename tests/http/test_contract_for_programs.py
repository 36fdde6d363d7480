"""The OpenAPI description is kept true: no answer it does not describe, and never a server error."""

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressure.web.described import described
from tests.site_cases import FIRST, SECOND

DESCRIBED = yaml.safe_load(described())
KNOWN = {
    "code": ["E10000001", "S12000033", "X99000002"],
    "file": ["ratings.csv", "readings.csv", "manifest.json"],
    "time": ["2026-11-18", "2020-01-01", "2026-11-18T09:30:00Z"],
    "release_id": [FIRST, SECOND],
    "path": ["data/manifest.json", "councils/", "data/nope.csv"],
}


def test_the_description_itself_is_lawful_openapi():
    """Programs read it before they read us."""
    schema = schemathesis.openapi.from_dict(DESCRIBED)
    assert schema.raw_schema["openapi"].startswith("3.1")
    assert len(list(schema.get_all_operations())) == sum(
        len([m for m in p if m in {"get", "post"}]) for p in DESCRIBED["paths"].values()
    )


@pytest.mark.parametrize("path", sorted(path for path, methods in DESCRIBED["paths"].items() if "get" in methods))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_described_address_answers_only_as_described(client, released, path, data):
    """Known and unknown values alike: what is in the release is there, 4xx where nothing is, never 5xx, and the type
    that was promised. What is sent to /returns: tests/http/test_returns_by_token.py."""
    operation = DESCRIBED["paths"][path]["get"]
    address, query = path, {}
    for given_name in operation.get("parameters", []):
        parameter = _resolved(given_name)
        values = st.sampled_from(KNOWN.get(parameter["name"], ["1"])) | st.text(
            st.characters(whitelist_categories=("L", "N"), max_codepoint=0x17F), min_size=1, max_size=12
        )
        value = data.draw(values, label=parameter["name"])
        if parameter["in"] == "path":
            address = address.replace("{" + parameter["name"] + "}", value)
        elif data.draw(st.booleans()):
            query[parameter["name"]] = value
    answer = client.get(address, params=query)
    assert str(answer.status_code) in operation["responses"], (address, query, answer.status_code)
    name = address.removeprefix("/")
    if not query and (released.has(name) or released.has(f"{name}index.html")):
        assert answer.status_code < 400, (address, query)
    described = _resolved(operation["responses"][str(answer.status_code)]).get("content", {})
    if answer.content and described:
        assert answer.headers["content-type"].split(";")[0] in {t.split(";")[0] for t in described}, address


def _resolved(part):
    """What a reference points to."""
    while "$ref" in part:
        found = DESCRIBED
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part
