"""What a publisher's server can answer that is not its file: refused in words, nothing of it stored."""

import gzip
import json
from dataclasses import replace
from datetime import date

import pytest

from pressure.store import fetches, loads
from pressure.store.engine import reading
from tests.unit.fetch.cases import PHS, ascof, give_ascof, phs_file
from tests.unit.fetch.publishers import ERROR_PAGE, ODS, packed

WHOLE = phs_file()


def answers(publishers, **page):
    publishers.put(PHS.file, **({"body": WHOLE} | page))


FAULTS = {
    "a page of an error, with status 200": ({"body": ERROR_PAGE, "content_type": "text/html"}, "web page"),
    "a page of an error that says it is a CSV": ({"body": ERROR_PAGE}, "web page"),
    "nothing": ({"body": b""}, "empty"),
    "a byte-order mark alone": ({"body": b"\xef\xbb\xbf\r\n"}, "empty"),
    "a length that promises more": ({"cut": 50_000}, "cut short"),
    "no length, and an end in the middle of a line": ({"body": WHOLE[:200_001], "no_length": True}, "cut short"),
    "a length that fits, and an end in the middle of a line": ({"body": WHOLE[:200_001]}, "cut short"),
    "gzip cut short with a length that fits": (packed(WHOLE, cut=9), "cut short"),
    "gzip cut short in its middle": (packed(WHOLE, cut=len(gzip.compress(WHOLE)) // 2), "cut short"),
    "gzip that is damaged": (
        {"body": b"\x1f\x8b\x08" + bytes(500), "headers": {"Content-Encoding": "gzip"}},
        "damaged",
    ),
    "gzip that unpacks without end": (packed(bytes(30_000_000)), "longer than 20,000,000"),
    "brotli, which was not asked for": ({"headers": {"Content-Encoding": "br"}}, "'br'"),
    "a file shorter than it can be": ({"body": WHOLE[: WHOLE.index(b"\n", 500) + 1]}, "at least 100,000"),
    "a file longer than it may be": ({"body": WHOLE * 60}, "at most 20,000,000"),
    "an endless file without a length": ({"body": WHOLE * 60, "no_length": True}, "longer than 20,000,000"),
    "a picture": ({"content_type": "image/png"}, "image/png"),
    "a workbook in a CSV's place": ({"body": b"PK\x03\x04" + bytes(200_000)}, "expected a CSV"),
    "bytes that are no text": ({"body": bytes(200_000) + b"\n"}, "neither text"),
    "another file under the same name": ({"body": b"a,b,c\n" + b"1,2,3\n" * 30_000}, "MonthOfDelay"),
    "moved to nowhere": ({"status": 404}, "answered 404"),
    "closed": ({"status": 403}, "answered 403"),
    "gone": ({"status": 410}, "answered 410"),
    "moved to a stranger": (
        {"status": 302, "headers": {"Location": "https://evil.example/file.csv"}},
        "evil.example, which is not among",
    ),
    "moved to this machine": ({"status": 302, "headers": {"Location": "http://127.0.0.1:9/x.csv"}}, "not among"),
    "moved to a file of this machine": ({"status": 301, "headers": {"Location": "file:///etc/passwd"}}, "not among"),
    "moved in a circle": ({"status": 301, "headers": {"Location": PHS.file}}, "on and on"),
    "busy for ever": ({"faults": [503] * 9}, "answered 503, 3 times"),
    "a part of a file that nobody asked for": ({"status": 206}, "answered 206"),
}


@pytest.mark.parametrize(("page", "said"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_the_file_is_refused_in_words_and_nothing_is_loaded(installation, publishers, visit, page, said):
    answers(publishers, **page)
    (result,) = visit()
    assert result.outcome == "refused"
    assert said in result.said
    with reading(installation.engine) as connection:
        assert loads.latest(connection, PHS.id) is None
        kept = fetches.newest(connection, PHS.id)
    assert kept.outcome == "refused"
    assert said in kept.said
    assert kept.sha256 == ""


def test_after_a_fault_the_next_look_takes_the_file(publishers, visit):
    """Marks of a refused answer are never given back: an error page with an ETag would be for ever unchanged."""
    answers(publishers, body=ERROR_PAGE)
    assert visit()[0].outcome == "refused"
    answers(publishers)
    assert visit()[0].outcome == "taken"


def test_a_file_that_comes_packed_and_whole_is_taken(publishers, visit):
    answers(publishers, **packed(WHOLE))
    assert visit()[0].outcome == "taken"


def test_a_fault_that_passes_is_tried_again(publishers, visit):
    answers(publishers, faults=[503, 429])
    assert visit()[0].outcome == "taken"
    assert publishers.times_asked("council-area.csv") == 3


@pytest.mark.parametrize(
    "asked", ["86400", "-5", "9" * 30, "Fri, 31 Dec 2100 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "soon", ""]
)
def test_whatever_retry_after_says_we_wait_between_nothing_and_our_own_bound(publishers, visit, asked):
    """A server that says "come back in a year", or yesterday, neither stops the timer nor breaks it."""
    answers(publishers, faults=[503], headers={"Retry-After": asked})
    assert visit()[0].outcome == "taken"


def test_a_redirect_to_another_host_of_the_source_is_followed(publishers, visit):
    answers(publishers, status=302, headers={"Location": "https://files.opendata.nhs.scot/new.csv"})
    publishers.put("https://files.opendata.nhs.scot/new.csv", WHOLE)
    (result,) = visit(allow=["www.opendata.nhs.scot", "files.opendata.nhs.scot"])
    assert result.outcome == "taken"


def test_a_workbook_without_its_end_is_cut_short(publishers, visit):
    give_ascof(publishers, ascof()[:-30])
    assert "cut short" in visit("ascof-2024-25")[0].said
    give_ascof(publishers, WHOLE)
    assert "does not begin as a workbook" in visit("ascof-2024-25", content_types=[ODS])[0].said


LISTINGS = {
    "the list is a page of an error": (ERROR_PAGE, "did not answer in JSON"),
    "the list is another shape": (b"[]", "shape of its own"),
    "the data set was taken away": (b'{"success": false, "error": {"__type": "Not Found Error"}}', "no such data set"),
    "the resource was renamed": (
        json.dumps({"success": True, "result": {"resources": [{"id": "x", "name": "other", "url": "u"}]}}).encode(),
        "Nothing that fits is listed",
    ),
    "the resource has no address": (
        json.dumps({"success": True, "result": {"resources": [{"id": PHS.resource, "name": "n"}]}}).encode(),
        "not among the hosts",
    ),
    **{
        f"the list leads to {address!r}": (
            json.dumps({"success": True, "result": {"resources": [{"id": PHS.resource, "url": address}]}}).encode(),
            said,
        )
        for address, said in (
            ("https://[", "which is no address"),
            ("https://www.opendata.nhs.scot/a\x00.csv", "which is no address"),
            ("https://www.opendata.nhs.scot/" + "a" * 70_000, "which is no address"),
            ("https://www.opendata.nhs.scot:8443/a.csv", "not among"),
            ("https://www.opendata.nhs.scot@evil.example/a.csv", "not among"),
            ("https://www.opendata.nhs.scot\\@evil.example/a.csv", "not among"),
            ("http://www.opendata.nhs.scot/a.csv", "not among"),
        )
    },
    "a list that is deeper than anything": (b"[" * 100_000, "did not answer in JSON"),
    "the list leads to a stranger": (
        json.dumps(
            {"success": True, "result": {"resources": [{"id": PHS.resource, "url": "https://evil.example/a.csv"}]}}
        ).encode(),
        "evil.example",
    ),
}


@pytest.mark.parametrize(("body", "said"), LISTINGS.values(), ids=LISTINGS)
def test_a_list_that_no_longer_leads_to_the_file_is_refused_in_words(publishers, visit, body, said):
    publishers.put(PHS.package, body, "application/json")
    (result,) = visit()
    assert result.outcome == "refused"
    assert said in result.said


def test_robots_txt_is_obeyed_for_files_and_an_offered_interface_is_asked(publishers, visit):
    """Catalogues close their interface to search engines in robots.txt while they offer it to programs."""
    publishers.put("https://www.opendata.nhs.scot/robots.txt", "User-agent: *\nDisallow: /api/\n", "text/plain")
    assert visit()[0].outcome == "taken"
    publishers.put("https://www.opendata.nhs.scot/robots.txt", "User-agent: *\nDisallow: /*/download/\n", "text/plain")
    (result,) = visit()
    assert "asks programs not to fetch" in result.said
    assert result.outcome == "refused"


def test_a_robots_txt_that_cannot_be_had_allows_nothing(publishers, visit):
    publishers.put("https://www.opendata.nhs.scot/robots.txt", b"", "text/plain", faults=[503] * 3)
    (result,) = visit()
    assert (result.outcome, publishers.times_asked("council-area.csv")) == ("refused", 0)


def test_what_cannot_be_kept_is_not_loaded(installation, publishers, visit, tmp_path):
    """A full disk, or a folder that is none: nothing counts that cannot be looked at later."""
    (tmp_path / "fetched").write_text("a file in the folder's place")
    (result,) = visit()
    assert (result.outcome, "cannot be kept" in result.said) == ("refused", True)
    with reading(installation.engine) as connection:
        assert loads.latest(connection, PHS.id) is None


def test_publishers_can_see_who_asks_and_are_asked_one_thing_at_a_time(publishers, visit):
    visit()
    assert {headers["User-Agent"] for _, headers in publishers.asked} == {"CarePressure/test (+data@council.example)"}
    assert publishers.most_at_once == 1


def test_a_day_since_when_nothing_is_listed_is_nothing_new(publishers, visit):
    give_ascof(publishers, ascof())
    assert visit("ascof-2024-25", since=date(2026, 1, 1))[0].outcome == "unchanged"


@pytest.mark.parametrize(
    ("page", "said"),
    [({"pause": 0.5}, "no answer in time, 3 times"), ({"drip": 20_000}, "took too long, 3 times")],
    ids=["a server that says nothing", "a server that never ends"],
)
def test_a_server_that_keeps_us_waiting_does_not_keep_the_timer(publishers, visit, page, said):
    answers(publishers, **page)
    assert said in replace(visit, seconds=0.1)()[0].said
