"""Finding a publisher's files by what it lists. An address of a file is never made up: publishers change folders, ids
and names; only an interface's own address is filled in with the id that the interface gave."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any, cast
from urllib.parse import urljoin

from pressure.ingest.fetch.found import Found, NotFetched
from pressure.ingest.fetch.periods import periods_named
from pressure.ingest.publisher import Ckan, Discover, GovUk, PageLinks, PxStat, StatsWales

LONGEST_NOTE = 500
Ask = Callable[[str, bool], bytes]
"""Asks for an address; True for an interface that is offered to programs."""


def discovered(discover: Discover, ask: Ask) -> list[Found]:
    """Every file that fits, in the publisher's order. Raises NotFetched when there is none."""
    finder = cast("Callable[[Discover, Ask], Iterator[Found]]", _FINDERS[type(discover)])
    files = list({found.address: found for found in finder(discover, ask)}.values())
    if not files:
        raise NotFetched(
            f"Nothing that fits is listed at {_place(discover)}: it was renamed, moved or taken away. Look there, and "
            "correct the fetch part of the source."
        )
    return files


def _place(discover: Discover) -> str:
    return next(str(v) for v in discover.model_dump().values() if str(v).startswith("https://"))


class _Anchors(HTMLParser):
    """The links of a page: where each leads and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.links, self._to, self._words = page, list[tuple[str, str]](), "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        to = dict(attrs).get("href") or ""
        if tag == "base" and to:
            self.page = urljoin(self.page, to)
        elif tag == "a" and to:
            self.close_link()
            self._to = urljoin(self.page, to.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.close_link()

    def handle_data(self, data: str) -> None:
        if self._to:
            self._words.append(data)

    def close_link(self) -> None:
        if self._to:
            self.links.append((self._to, " ".join("".join(self._words).split())))
        self._to, self._words = "", []


def _links(page: str, ask: Ask) -> list[tuple[str, str]]:
    anchors = _Anchors(page)
    anchors.feed(ask(page, False).decode("utf-8", "replace"))
    anchors.close()
    anchors.close_link()
    return anchors.links


def _of_page(discover: PageLinks, ask: Ask) -> Iterator[Found]:
    page = discover.page
    if discover.by_way_of:
        between = [to for to, words in _links(page, ask) if _fits(discover.by_way_of, to, words)]
        if not between:
            return
        page = max(between, key=lambda to: max(periods_named(to), default=date.min))
    for to, words in _links(page, ask):
        if _fits(discover.link, to, words) and not _fits(discover.leave_out, to, words):
            yield Found(address=to.partition("#")[0], title=words)


def _of_ckan(discover: Ckan, ask: Ask) -> Iterator[Found]:
    said = _json(discover.package, ask)
    if said.get("success") is not True:
        raise NotFetched(f"{discover.package} says that it has no such data set. Look for it in the catalogue.")
    for resource in _all(said, "result", "resources"):
        if _fits(discover.resource, str(resource.get("id", "")), str(resource.get("name", ""))):
            changed = resource.get("last_modified") or resource.get("created") or ""
            yield Found(address=str(resource.get("url", "")), title=str(resource.get("name", "")), changed=str(changed))


def _of_govuk(discover: GovUk, ask: Ask) -> Iterator[Found]:
    said = _json(discover.listing, ask)
    documents = _all(said, "links", "documents") if "links" in said else _all(said, "results")
    for document in documents:
        if document.get("withdrawn") or not _fits(discover.document, str(document.get("title", ""))):
            continue
        where = document.get("api_url") or f"/api/content{document.get('base_path') or document.get('link') or ''}"
        content = _json(urljoin(discover.listing, str(where)), ask)
        changed = str(content.get("public_updated_at") or document.get("public_updated_at") or "")
        note = _last_note(content)
        for file in _all(content, "details", "attachments"):
            names = str(file.get("filename", "")), str(file.get("title", ""))
            if file.get("url") and _fits(discover.attachment, *names) and not _fits(discover.leave_out, *names):
                yield Found(
                    address=urljoin(discover.listing, str(file["url"])),
                    title=f"{document.get('title', '')}: {file.get('title', '')}",
                    changed=changed,
                    note=note,
                )


def _last_note(content: dict[str, Any]) -> str:
    """What GOV.UK says of the last change: "Corrected the figures of three councils"."""
    last = max(_all(content, "details", "change_history"), key=lambda c: str(c.get("public_timestamp", "")), default={})
    words = " ".join(str(last.get("note") or "").split())
    return f"{str(last.get('public_timestamp', ''))[:10]}: {words[:LONGEST_NOTE]}" if words else ""


def _of_statswales(discover: StatsWales, ask: Ask) -> Iterator[Found]:
    for listed in _all(_json(discover.listing, ask), "data"):
        if not listed.get("archived_at") and _fits(discover.title, str(listed.get("title", ""))):
            yield Found(
                address=_filled(discover.file, "{id}", str(listed.get("id", ""))),
                title=str(listed.get("title", "")),
                changed=str(listed.get("last_updated_at") or ""),
                by_api=True,
            )


def _of_pxstat(discover: PxStat, ask: Ask) -> Iterator[Found]:
    for listed in _all(_json(discover.listing, ask), "link", "item"):
        matrix = str((listed.get("extension") or {}).get("matrix", ""))
        if matrix and _fits(discover.table, matrix, str(listed.get("label", ""))):
            yield Found(
                address=_filled(discover.file, "{matrix}", matrix),
                title=str(listed.get("label", "")),
                changed=str(listed.get("updated") or ""),
                by_api=True,
            )


_FINDERS: dict[type, Any] = {
    PageLinks: _of_page,
    Ckan: _of_ckan,
    GovUk: _of_govuk,
    StatsWales: _of_statswales,
    PxStat: _of_pxstat,
}


def _filled(address: str, place: str, given: str) -> str:
    """An id that could lead elsewhere within the address is refused."""
    if not re.fullmatch(r"[A-Za-z0-9-]+", given):
        raise NotFetched(f"The publisher's list gives {given!r} for an id, which is none. Look at the list.")
    return address.replace(place, given)


def _fits(pattern: str, *texts: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for text in texts)


def _json(address: str, ask: Ask) -> dict[str, Any]:
    try:
        said = json.loads(ask(address, True))
    except (ValueError, RecursionError) as error:
        raise NotFetched(f"{address} did not answer in JSON: probably a page that tells of an error.") from error
    if not isinstance(said, dict):
        raise NotFetched(f"{address} answered in a shape of its own: its interface has changed.")
    return said


def _all(said: dict[str, Any], *keys: str) -> Iterable[dict[str, Any]]:
    found: Any = said
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
