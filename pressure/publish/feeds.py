"""News feeds: all councils together with an archive a month, and each council by itself, complete."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pressure.publish.draft import Draft
from pressure.publish.events import AUTHORITY, Event
from pressure.publish.facts import Facts
from pressure.publish.feed_files import Feed, atom, json_feed

NEWEST = 100
Files = Sequence[tuple[str, Feed]]


@dataclass(frozen=True, slots=True)
class Month:
    """The events that releases of one month told."""

    name: str
    events: list[Event]


def add(draft: Draft, facts: Facts, events: Sequence[Event]) -> None:
    """`/feed.atom` and `/feed.json`, their archives, and both for every council."""
    known = {e.id: repr(e) for e in events}
    for path, feed in (*_of_all(facts, events), *_of_councils(facts, events)):
        inputs = [[known[e.id] for e in feed.events], feed.title, feed.older, feed.archive, facts.address,
                  facts.rules.digest, facts.releases[0].id]
        for ending, write in (("atom", atom), ("json", json_feed)):
            draft.put(f"{path}.{ending}", inputs, lambda feed=feed, write=write, path=path: write(feed, facts, path))  # type: ignore[misc]


def _of_all(facts: Facts, events: Sequence[Event]) -> Files:
    """The newest, never fewer than those of the present month; all that is older in a file a closed month."""
    months = _months(events)
    present = f"{facts.release.published_at:%Y-%m}"
    closed = [m for m in months if m.name != present]
    open_count = len(events) - sum(len(m.events) for m in closed)
    name, title = ("demo/", "Care Pressure demonstration") if facts.demonstration else ("", "Care Pressure")
    older = [None, *(f"feeds/{m.name}" for m in closed)]
    newest = events[-max(NEWEST, open_count):]
    present_feed = Feed(id=f"{AUTHORITY}{name}feed", title=f"{title}: every change", events=newest,
                        about=f"{facts.base}/", older=older[-1])
    return [("feed", present_feed), *(
        (f"feeds/{month.name}", replace(present_feed, title=f"{title}: {month.name}", events=month.events,
                                        older=before, archive=True))
        for month, before in zip(closed, older, strict=False))]


def _months(events: Sequence[Event]) -> list[Month]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(f"{event.published_at:%Y-%m}", []).append(event)
    return [Month(name, own) for name, own in sorted(found.items())]


def _of_councils(facts: Facts, events: Sequence[Event]) -> Files:
    """Every council that has ever been rated has a feed, with all its events."""
    own: dict[str, list[Event]] = {}
    for event in events:
        own.setdefault(event.council_code, []).append(event)
    start = "Care Pressure demonstration" if facts.demonstration else "Care Pressure"
    return [(f"councils/{c.code}/feed", Feed(
        id=f"{AUTHORITY}councils/{c.code}/feed", title=f"{start}: {c.name}", events=own.get(c.code, []),
        about=f"{facts.base}/councils/{c.code}/")) for c in facts.councils if c.code in facts.levels]
