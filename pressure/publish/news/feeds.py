"""News feeds: all councils together with an archive a month, and each council by itself, complete."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from itertools import groupby, pairwise
from typing import Any

from pressure.document.events import Event
from pressure.publish.news.events import News
from pressure.publish.news.feed_files import Feed, atom, json_feed
from pressure.publish.news.names import authority
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.blobs import digest_of
from pressure.release.draft import ReleaseDraft

NEWEST = 100
Write = Callable[[Feed, Sequence[Event], ReleaseInputs, str], bytes]
Told = tuple[str, Feed, Any, Callable[[], list[Event]]]
"""A path without its ending, the feed, what its events follow from, and what reads them."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its first and its last release."""

    name: str
    first: datetime
    last: datetime


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """`/feed.atom` and `/feed.json`, their archives, and both for every council."""
    news, site = News(inputs), [inputs.councils_digest, inputs.address, inputs.rules.digest, inputs.releases[0].id]
    for path, feed, told, read in (*_of_all(draft, inputs, news), *_of_councils(inputs, news)):
        events = cache(read)
        same = draft.remember(f"{path}#told", [told, *site], partial(_digest_of, events))
        made_from = [same, feed.title, feed.older, feed.archive, *site]
        for ending, write in (("atom", atom), ("json", json_feed)):
            draft.put(f"{path}.{ending}", made_from, _written, write, feed, events, inputs, path)


def _of_all(draft: ReleaseDraft, inputs: ReleaseInputs, news: News) -> Iterator[Told]:
    """The newest, never fewer than those of the present month; each month that closed in a file of its own."""
    *closed, present = _months(inputs)
    name, title = ("demo/", "Care Pressure demonstration") if inputs.demonstration else ("", "Care Pressure")
    newest, older = _newest(draft, news, [*closed, present]), f"feeds/{closed[-1].name}" if closed else None
    feed = Feed(
        id=f"{authority(inputs.releases)}{name}feed",
        title=f"{title}: every change",
        about=f"{inputs.base}/",
        older=older,
    )
    yield "feed", feed, _named(newest), lambda: newest
    for before, month in pairwise([None, *closed]):
        if month:
            older = f"feeds/{before.name}" if before else None
            archive = replace(feed, title=f"{title}: {month.name}", older=older, archive=True)
            yield f"feeds/{month.name}", archive, month.name, partial(news.told, month.first, month.last)


def _written(write: Write, feed: Feed, events: Callable[[], list[Event]], inputs: ReleaseInputs, path: str) -> bytes:
    return write(feed, events(), inputs, path)


def _count(news: News, month: Month) -> int:
    return len(news.told(month.first, month.last))


def _digest_of(events: Callable[[], list[Event]]) -> str:
    """Another rating often brings no news: then the feed of its council stays as it is."""
    return digest_of(repr(events()).encode())


def _newest(draft: ReleaseDraft, news: News, months: list[Month]) -> list[Event]:
    """The events of the present month, and at least a hundred where as many were ever told. How many a closed month
    told never changes."""
    since, events = months[-1].first, news.told(months[-1].first)
    count = present = len(events)
    for month in reversed(months[:-1]):
        if count >= NEWEST:
            break
        since = month.first
        count += draft.remember(
            f"feeds/{month.name}#count",
            month.name,
            partial(_count, news, month),
        )
    events = news.told(since) if count > present else events
    return events[-max(NEWEST, present) :]


def _months(inputs: ReleaseInputs) -> list[Month]:
    times = groupby((r.published_at for r in inputs.releases), key=lambda at: (at.year, at.month))
    every = ((key, list(own)) for key, own in times)
    return [Month(f"{year}-{month:02}", own[0], own[-1]) for (year, month), own in every]


def _of_councils(inputs: ReleaseInputs, news: News) -> Iterator[Told]:
    """Every council that has ever been rated has a feed, with all its events."""
    start = "Care Pressure demonstration" if inputs.demonstration else "Care Pressure"
    for council in (c for c in inputs.councils if c.code in inputs.current):
        feed = Feed(
            id=f"{authority(inputs.releases)}councils/{council.code}/feed",
            title=f"{start}: {council.name}",
            about=f"{inputs.base}/councils/{council.code}/",
        )
        told = [inputs.current[council.code].id, *_named(news.others_of.get(council.code, []))]
        yield f"councils/{council.code}/feed", feed, told, partial(news.of_council, council.code)


def _named(events: list[Event]) -> list[Any]:
    """Cache key: events are append-only, so count, first and last identify them."""
    return [len(events), *(e.id for e in (*events[:1], *events[-1:]))]
