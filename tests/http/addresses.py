"""Every address something published mentions, and whether it answers: pages, feeds, the data package, words."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from starlette.testclient import TestClient

IN_PAGE = re.compile(r'\b(?:href|src|action)="([^"]*)"')
IN_WORDS = re.compile(r"(?<![\w:/.@}><*+=-])/(?:[a-z][\w{}-]*(?:\.[a-z]+)?/?)(?:[\w./?=&{}…-]*[\w/}…])?")
NOT_WORDS = re.compile(r"<(style|script|svg)\b.*?</\1>|<[^>]*>", re.S)
ELSEWHERE = ("data:", "mailto:", "tel:", "#")
MOST_REDIRECTS = 4
MADE_WHEN_ASKED = ("everything.zip", "care-pressure.sqlite")
Wanted = Callable[[str], bool]


def mentioned(path: str, content_type: str, text: str, own: str) -> set[str]:
    """The addresses on this site that a file mentions. `own` is the public address it may spell out."""
    found = {urljoin(path, target) for target in _targets(path, content_type, text) if not target.startswith(ELSEWHERE)}
    here = {one.removeprefix(own) if own and one.startswith(own) else one for one in found}
    return {one.partition("#")[0] or "/" for one in here if not urlsplit(one).netloc}


def _targets(path: str, content_type: str, text: str) -> Iterable[str]:
    kind = content_type.partition(";")[0]
    if kind in {"text/html", "image/svg+xml"}:
        return [*map(unescape, IN_PAGE.findall(text)), *IN_WORDS.findall(unescape(re.sub(NOT_WORDS, " ", text)))]
    if kind == "application/atom+xml":
        return map(unescape, IN_PAGE.findall(unescape(text)))
    if kind == "application/xml":
        return re.findall("<loc>(.*?)</loc>", text)
    if path.endswith("datapackage.json"):
        package = json.loads(text)
        return [*(one["path"] for one in package["resources"]), package.get("homepage", path)]
    if kind == "application/feed+json":
        fields = re.findall(r'"(?:url|home_page_url|feed_url|next_url)":"([^"]*)"', text)
        return [*fields, *IN_PAGE.findall(text.replace(r"\"", '"'))]
    if path.endswith("robots.txt"):
        return re.findall(r"^(?:Sitemap|Disallow): (\S+)", text, re.M)
    if path.endswith("README.txt"):
        return [*IN_WORDS.findall(text), *re.findall(r"\b\w+\.(?:csv|json|txt)\b", text)]
    return ()


def on_page(texts: Iterable[str], own: str) -> set[str]:
    """The addresses in what a page below /app/ shows: links of its markup and words, and those in its examples."""
    text = "\n".join(texts)
    spelt = re.findall(rf"{own}/[^\s\"')<]*", unescape(text))
    shown = [*IN_PAGE.findall(text), *re.findall(r"\]\(([^)\s]+)\)", text), *spelt]
    return {
        one for one in (unescape(target).removeprefix(own).partition("#")[0] for target in shown) if one.startswith("/")
    }


def final(client: TestClient, address: str, method: str = "GET") -> tuple[int, str, str, str]:
    """Status, address, type and text at the end of all redirects."""
    for _ in range(MOST_REDIRECTS):
        answer = client.request(method, address)
        if answer.status_code not in range(301, 309):
            break
        address = urljoin(address, answer.headers["location"])
    kind = answer.headers.get("content-type", "")
    words = answer.text if method == "GET" and not kind.startswith(("image/png", "application/zip")) else ""
    return answer.status_code, address, kind, words


def crawled(
    client: TestClient, seeds: Iterable[str], *, own: str, wanted: Wanted = lambda _: True
) -> Iterator[tuple[str, str, int]]:
    """Address, where it was first mentioned and status of each address found from the seeds on. Only what is `wanted`
    is read for more; everything else mentioned is only asked for."""
    ways = deque((seed, "the beginning") for seed in seeds)
    known = {seed for seed, _ in ways}
    while ways:
        address, where = ways.popleft()
        follows = wanted(address) and not address.partition("?")[0].endswith(
            (".csv", ".parquet", ".sqlite", ".zip", ".xlsx")
        )
        status, path, kind, text = final(client, address, "GET" if follows else "HEAD")
        yield address, where, status
        new = sorted(mentioned(path, kind, text, own) - known) if status == 200 and text else []
        known.update(new)
        ways.extend((one, address) for one in new)
