"""For journalists, and the numbers behind the page."""

from pressure.content.notice import context
from pressure.content.notice.parts import Parts
from pressure.document.shapes import MeasureLine, RatingDocument
from pressure.domain.readings import RETURN
from pressure.drawing.block_markup import badge
from pressure.drawing.blocks import Block, Fold, Items, Link, Section, Words, lines, says
from pressure.words.brief import LINK as BRIEF
from pressure.words.data import BADGE_SAYS, BADGE_TITLE
from pressure.words.level import CHALLENGE, CHALLENGE_AT
from pressure.words.measures import name
from pressure.words.numbers import difference, figure, plain, starts
from pressure.words.periods import of_figure
from pressure.words.quote import LICENCE, MAY_NOT, absent, citation, not_reported, quotable
from pressure.words.readers.tell_me import TELL_ME
from pressure.words.reasons import NO_POPULATION

BADGE_OF = "Put this into a page of yours. The picture updates by itself, and turns grey when the level is out of date:"


def journalists(parts: Parts) -> Section:
    """A sentence to quote, how to cite it, what is not there, and what may not be concluded."""
    document = parts.document
    late, count = not_reported(parts.rating), len(absent(parts.rating))
    blocks: list[Block] = [
        says(quotable(document, parts.book, parts.nation), tone="quote"),
        says("Cite as: ", citation(document, f"{parts.address}{parts.place}"), "."),
        says(f"Our ratings are free to use under the {LICENCE}. ", *_sources(document, parts)),
        says("You may not conclude:", tone="strong"),
        lines(*(f"{parts.nation.say(text)};" for text in MAY_NOT[:-1]), f"{MAY_NOT[-1]}."),
    ]
    if late:
        blocks.append(Fold(f"Not reported here, and for how long ({count})", (lines(*late),)))
    blocks.append(says(Link("Who has reported and who is late", f"{parts.base}/due/"), tone=""))
    return Section("journalists", "For journalists", tuple(blocks), printed=False)


def links(parts: Parts) -> Section:
    """Where the data, the method and the corrections are."""
    return Section(
        "links",
        "The numbers behind this page",
        (
            *context.others(parts),
            Items(_addresses(parts)),
            *embedded(parts),
        ),
        printed=False,
    )


def embedded(parts: Parts) -> tuple[Block, ...]:
    """What to put into another page to show the badge there; nothing where the site does not know its own address."""
    if not parts.address:
        return ()
    code = badge(f"{parts.address}{parts.base}", parts.council["code"], BADGE_SAYS)
    return (Fold(BADGE_TITLE, (says(BADGE_OF), says(code))),)


def _addresses(parts: Parts) -> tuple[Words, ...]:
    base, place, council = parts.base, parts.place, parts.council
    release = parts.document["release_id"]
    return (
        (Link("Easy read version of this page", f"{place}easy-read/"),),
        (Link(BRIEF, f"{place}brief/"),),
        (
            Link("This rating as data", f"{place}rating.json"),
            ", ",
            Link("its history", parts.history_file),
            ", ",
            Link("its news feed", f"{place}feed.atom"),
            " and ",
            Link("a badge", f"{place}badge.svg"),
        ),
        (Link(TELL_ME, f"{place}tell-me/"),),
        (Link(parts.nation.say(f"{council['region']}: all councils"), f"{base}/areas/{council['region_code']}/"),),
        (Link("How the level is worked out", f"{base}/method/"),),
        (Link(CHALLENGE, f"{base}{CHALLENGE_AT}"),),
        (Link("Corrections to this release", f"{base}/corrections/{release}/"),),
        (Link("All the data", f"{base}/data/"),),
        (Link(f"Explore this {parts.body} further", f"/app/council?code={council['code']}"), " (needs JavaScript)"),
    )


def _sources(document: RatingDocument, parts: Parts) -> Words:
    used = {source_id for m in document["rating"]["measures"] if (source_id := m["source_id"])}
    named = {s: document["sources"][s] for s in sorted(used) if s in document["sources"]}
    if not named:
        return ()
    said: list[str | Link] = ["Figures from: "]
    for source_id, source in named.items():
        title = f"{source['title']} ({source['publisher']}, {source['licence']})"
        own = parts.nation.say(title) if source_id == RETURN else title
        said += [Link(own, source["url"]) if source.get("url") else own, "; "]
    return (*said[:-1], ".")


def measure_row(measure: MeasureLine, parts: Parts) -> tuple[str, ...]:
    """One measure in the columns of `HEAD`."""
    most = measure["weight"] * (len(parts.book.levels) - 1)
    scored, counted = measure["band"] is not None, measure["missing_counted_as"]
    return (
        f"{name(measure)}{' *' if measure['assumed'] else ''}",
        _figure(measure),
        of_figure(measure, parts.book, narrow=True) if measure.get("period_end") else "–",
        str(measure["band"]) if scored else f"counts as {counted}" if counted else "not scored",
        f"{measure['points']} of {most}" if scored or counted else "–",
        _edges(measure),
        _distance(measure),
    )


def _figure(measure: MeasureLine) -> str:
    if measure["state"] == NO_POPULATION and measure["numerator"] is not None:
        return f"{plain(measure['numerator'])} counted"
    if measure["value"] is None:
        return f"not shown {measure['marker']}" if measure["marker"] else "–"
    return figure(measure["value"], measure["unit"], starts(measure["bands"]))


def _edges(measure: MeasureLine) -> str:
    return (
        "; ".join(
            f"{band}: {'' if edge['inclusive'] else 'above '}{plain(edge['from'] or 0)}"
            for band, edge in sorted(measure["bands"].items())
        )
        or "by stage"
    )


def _distance(measure: MeasureLine) -> str:
    """Distances as the rating gives them; none where it gives none."""
    steps, band = [], measure["band"] or 0
    if measure["to_worse"] is not None:
        steps.append(f"{difference(measure['to_worse'], measure['unit'])} more: band {band + 1}")
    if measure["to_better"] is not None and band > 1:
        steps.append(f"over {difference(measure['to_better'], measure['unit'])} less: band {band - 1}")
    return "; ".join(steps) or "–"
