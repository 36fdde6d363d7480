"""What somebody types to find a council goes nowhere: not into a log, a cache, memory, or the address of another page;
and page, redirect and the box below /app/ give one answer."""

import functools
import gc
import logging
import re

import pytest
from hypothesis import HealthCheck, assume, example, given
from hypothesis import settings as how
from hypothesis import strategies as st
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from pressure.content.explore import finding
from pressure.content.search.hits import COUNCIL
from pressure.content.search.matching import find
from pressure.lookups.shipped import lookups
from pressure.settings import settings
from pressure.shell import finder
from pressure.web.installation_now import published
from tests.site_cases import ALIASES, STATES
from tests.unit.search.cases import SEARCHES, linked, offered

SECRET = "Notwrittenanywhere ZZ99 9ZZ"
NAMES = [*STATES, *(name for name, _, _ in STATES.values()), *(name for own in ALIASES.values() for name in own)]
PLACES = [p.name for p in lookups().places if set(p.bodies) & set(STATES)]
POSTCODES = [name for name, shares in lookups().shares.items() if {code for code, _ in shares} & set(STATES)]


def finder_alone() -> None:
    """The box as a page of its own."""
    from pressure.shell import finder
    from pressure.web.installation_now import published

    opened = published()
    if typed := finder._typed(opened):
        finder._offer(opened, typed, finder.search(opened.councils, typed))


@functools.cache
def box() -> AppTest:
    return AppTest.from_function(finder_alone, default_timeout=30).run()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]):
    """Everything any part of the process writes down, at every level."""
    caplog.set_level(logging.DEBUG)
    before = logging.getLogger("httpx").level
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it is the test's own reader, and notes what it asks

    def written() -> str:
        out, err = capfd.readouterr()
        return out + err + caplog.text

    yield written
    logging.getLogger("httpx").setLevel(before)


def test_no_log_has_what_was_typed_even_when_the_answer_is_a_fault(
    client: TestClient, logged, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/councils/", params={"q": SECRET}).status_code == 200
    assert client.get("/demo/councils/", params={"q": SECRET}).status_code == 200
    monkeypatch.setattr(settings, "postcodes_file", None)
    assert client.get("/councils/", params={"q": SECRET}).status_code == 500
    text = logged()
    assert '"event": "fault"' in text
    assert not re.search("notwritten|zz99", text, re.IGNORECASE)


def test_the_answer_is_not_kept_and_tells_no_other_page_what_was_typed(client: TestClient) -> None:
    for query in (SECRET, "Highbury", "h"):
        headers = client.get("/councils/", params={"q": query}).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-robots-tag"] == "noindex"
        assert "location" not in headers or "?" not in headers["location"]
    page = client.get("/councils/", params={"q": SECRET}).text
    assert not [link for link in re.findall(r'(?:href|src|action)="([^"]*)"', page) if "otwritten" in link]


def test_nothing_in_memory_has_what_was_typed(client: TestClient) -> None:
    """No cache of names grows by it."""
    typed = "Qwzyx" + "vutsr"
    client.get("/councils/", params={"q": typed})
    gc.collect()
    caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    before = {id(one): one.cache_info().currsize for one in caches if one.__module__.startswith("pressure.")}
    for number in range(20):
        client.get("/councils/", params={"q": f"{typed}{number} Lane"})
    own = [one for one in caches if id(one) in before]
    assert {one.__name__ for one in own if one.cache_info().currsize > before[id(one)] + 5} == set()


def test_in_the_demonstration_no_real_place_is_found(client: TestClient) -> None:
    """Its councils are invented, and nobody lives there."""
    for query in ("OX1 1AA", "Bicester", "Cumbria", "SG8", "Lisburn"):
        page = client.get("/demo/councils/", params={"q": query})
        assert (page.status_code, offered(page.text, "/demo/councils/")) == (200, ())


queries = st.one_of(
    st.sampled_from([search["typed"] for search in SEARCHES]),
    st.sampled_from(NAMES),
    st.sampled_from(PLACES),
    st.sampled_from(POSTCODES),
    st.sampled_from([*NAMES, *PLACES]).flatmap(lambda n: st.integers(1, len(n)).map(lambda i: n[:i])),
    st.text(max_size=12),
)


@given(queries)
@example("ham")
@example("h")
@example("Highbury")
@example("Cambridge")
@example("<b>*_`$x$")
@how(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_page_redirect_and_the_box_below_app_give_one_answer(client: TestClient, query: str) -> None:
    """What opens, opens in all of them; what is offered is the same, in the same order."""
    everywhere = published().councils
    found = find(finding.names_of(c for c in everywhere if not c.demonstration), query)
    assume(query.strip() and find(finding.names_of(everywhere), query) == found)  # an invented one is only below /app/
    answer = client.get("/councils/", params={"q": query})
    app = box()
    app.text_input[0].set_value(query.strip()).run()
    assert not app.exception
    if found.named:
        assert (answer.status_code, answer.headers["location"]) == (302, f"/councils/{found.named}/")
        assert app.session_state["code"] == found.named
        assert app.text_input[0].value == ""
        return
    assert answer.status_code == 200
    assert offered(answer.text) == found.offered
    drawn = "".join(part.value for part in app.markdown)
    assert linked(drawn, "/app/council?code=") == found.offered


@pytest.mark.parametrize("typed", ["h", "high", "mid", "shire", "water", "hby", "on the hill"])
def test_the_list_below_app_is_narrowed_to_the_councils_that_a_search_finds(client: TestClient, typed: str) -> None:
    """A list shows the options with the letters typed in them: the names a search looks in."""
    opened = published()
    labels, others = finder.names(opened.key)
    narrowed = {others.get(each, each) for each, label in labels.items() if typed in label.casefold()}
    hits = find(finding.names_of(opened.councils), typed).hits
    assert narrowed == {code for hit in hits if hit.kind == COUNCIL for code in hit.bodies} != set()
