"""A feed as Atom (RFC 4287, archives by RFC 5005) and as JSON Feed 1.1: the same entries, the same names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from pressure.document.events import Event, FeedItem
from pressure.document.values import moment, stamp
from pressure.domain.moments import day_of
from pressure.publish.files.documents import dump
from pressure.publish.release_inputs import ReleaseInputs
from pressure.words import events as words
from pressure.words.quote import LICENCE

ATOM = "http://www.w3.org/2005/Atom"
OWN = "tag:care-pressure.invalid,2026:feed"
HISTORY = "http://purl.org/syndication/history/1.0"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
AUTHOR = "Care Pressure"
ABOUT = "Every change of a council’s pressure level, and every exceptional measure: one entry each, none is removed."
Xml.register_namespace("", ATOM)
Xml.register_namespace("fh", HISTORY)
Xml.register_namespace("cp", OWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed is called, the page it is about, and the path of the archive that goes before."""

    id: str
    title: str
    about: str
    older: str | None = None
    archive: bool = False


def atom(feed: Feed, events: Sequence[Event], inputs: ReleaseInputs, path: str) -> bytes:
    """The feed as Atom, newest first; events come oldest first."""
    root = Xml.Element(f"{{{ATOM}}}feed", {XML_LANGUAGE: "en-GB"})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", ABOUT)
    _text(root, "updated", _updated(events, inputs))
    _text(_part(root, "author"), "name", AUTHOR)
    _text(root, "rights", LICENCE)
    if feed.archive:
        Xml.SubElement(root, f"{{{HISTORY}}}archive")
    for relation, target in _links(feed, inputs, path, "atom"):
        _part(
            root,
            "link",
            rel=relation,
            href=target,
            type=("text/html" if relation == "alternate" else "application/atom+xml"),
        )
    for event in reversed(events):
        _entry(root, event, inputs)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def json_feed(feed: Feed, events: Sequence[Event], inputs: ReleaseInputs, path: str) -> bytes:
    """The feed as JSON Feed, newest first; events come oldest first."""
    links = dict(_links(feed, inputs, path, "json"))
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": ABOUT,
        "language": "en-GB",
        "authors": [{"name": AUTHOR}],
        "home_page_url": links["alternate"],
        "feed_url": links["self"],
        "items": [_item(e, inputs) for e in reversed(events)],
    }
    if "prev-archive" in links:
        document["next_url"] = links["prev-archive"]
    return dump(document)


def _links(feed: Feed, inputs: ReleaseInputs, path: str, ending: str) -> Iterator[tuple[str, str]]:
    here = f"{inputs.address}{inputs.base}"
    yield "self", f"{here}/{path}.{ending}"
    yield "alternate", f"{inputs.address}{feed.about}"
    if feed.archive:
        yield "current", f"{here}/feed.{ending}"
    if feed.older:
        yield "prev-archive", f"{here}/{feed.older}.{ending}"


def _updated(events: Sequence[Event], inputs: ReleaseInputs) -> str:
    last = events[-1].dated if events else inputs.releases[0].published_at
    return moment(last) or ""


def _said(event: Event, inputs: ReleaseInputs) -> tuple[str, str]:
    book = inputs.rules.in_force(day_of(event.published_at))
    return words.title(event, book), words.body(event, book)


def _pages(event: Event, inputs: ReleaseInputs) -> tuple[str, str]:
    here = f"{inputs.address}{inputs.base}"
    return f"{here}/councils/{event.council_code}/", f"{here}/corrections/{event.release_id}/"


def _entry(root: Xml.Element, event: Event, inputs: ReleaseInputs) -> None:
    entry, (title, body), (page, corrections) = _part(root, "entry"), _said(event, inputs), _pages(event, inputs)
    _text(entry, "id", event.id)
    _text(entry, "title", title)
    for name in ("published", "updated"):
        _text(entry, name, moment(event.dated) or "")
    _part(entry, "link", rel="alternate", href=page, type="text/html")
    _part(entry, "link", rel="related", href=corrections, type="text/html", title="Corrections to this release")
    _part(entry, "category", term=event.kind)
    _text(entry, "content", body, type="text")
    if before := inputs.record_before.get(event.release_id):
        Xml.SubElement(entry, f"{{{OWN}}}record-before", {name: str(value) for name, value in before.items()})


def _item(event: Event, inputs: ReleaseInputs) -> FeedItem:
    (title, body), (page, corrections) = _said(event, inputs), _pages(event, inputs)
    return {
        "id": event.id,
        "url": page,
        "title": title,
        "content_text": body,
        "tags": [event.kind],
        "date_published": stamp(event.dated),
        "_care_pressure": {
            "council_code": event.council_code,
            "kind": event.kind,
            "at": stamp(event.at),
            "level_before": event.level_before,
            "level_after": event.level_after,
            "release_id": event.release_id,
            "corrections_url": corrections,
            "demonstration": event.demonstration,
            "record_before": inputs.record_before.get(event.release_id),
        },
    }


def _part(parent: Xml.Element, name: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)


def _text(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    _part(parent, name, **attributes).text = text
