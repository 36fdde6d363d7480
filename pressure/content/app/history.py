"""What the history page says: a finding, a sentence, a figure and tables that say the same, as now or as once
published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pressure.content.explore import charts
from pressure.content.explore import explorer_words as common
from pressure.content.explore import history_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.finding import Listed
from pressure.content.past import build, tables
from pressure.content.past.finding import finding
from pressure.content.past.lines import Lines, lines_of
from pressure.content.past.page import COPIES
from pressure.content.past.saying import counted_of, lanes_of, said_of
from pressure.content.steps import steps
from pressure.domain.level_history import cut
from pressure.drawing.block_markup import link_list, markup
from pressure.drawing.blocks import Block, Items, Link
from pressure.drawing.timeline import Timeline, year_of
from pressure.release.site import NotPublished, Release
from pressure.words.dates import as_moment, uk_moment
from pressure.words.history import history_sentence, told
from pressure.words.numbers import counted

NOW, EVERYTHING = "now", "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Built once per release, council, time, figure and earlier release."""

    sentence: str
    figure: Any
    links: str
    finding: str = ""
    said: str = ""
    tables: str = ""
    notice: str = ""
    file: str = ""


def as_of_choices(explorer: Explorer, council: Listed) -> Mapping[str, str]:
    """The newest release first, then every earlier one by the moment it came out."""
    newest = explorer.release_of(council)
    earlier = [r for r in reversed(explorer.releases(council)) if r["release_id"] != newest.id]
    return {NOW: words.NEWEST.format(day=uk_moment(newest.published_at))} | {
        r["release_id"]: uk_moment(r["published_at"]) for r in earlier if "published_at" in r
    }


def span_choices(explorer: Explorer, council: Listed) -> Mapping[str, str]:
    """Everything, the last weeks, and every calendar year there is something of."""
    known = explorer.steps(council)
    years = range(known[0].first_day.year, known[-1].end.year + 1) if known else ()
    return words.SPANS | {str(year): str(year) for year in reversed(years)}


def brushed(event: Mapping[str, Any], choices: Mapping[str, str]) -> str:
    """The year in which the middle of a dragged box lies, where it can be chosen; else nothing."""
    for box in event["selection"]["box"]:
        first, last = (as_moment(str(x).replace(" ", "T")) for x in (min(box["x"]), max(box["x"])))
        if first and last and (year := str((first + (last - first) / 2).year)) in choices:
            return year
    return ""


def figure_choices(explorer: Explorer, council: Listed) -> Mapping[str, str]:
    """The figures that can stand beneath."""
    lines = _lines(explorer, council, explorer.release_of(council))
    return {choice.id: choice.title for choice in build.choices(lines, explorer.book)}


def history_page(
    explorer: Explorer, council: Listed, span: str = EVERYTHING, as_of: str = NOW, beneath: str = ""
) -> HistoryPage:
    """The published history of one council."""
    release, notice = _release(explorer, council, as_of)
    until = datetime.fromisoformat(release.published_at)
    lines = _lines(explorer, council, release)
    whole = build.timeline(lines, explorer.book, nation_code=council.row["nation_code"], until=until, beneath=beneath)
    drawn = tuple(
        Link(words.PICTURE.format(kind=kind), f"{council.address}history/all/{file}") for kind, file in COPIES.items()
    )
    copy = drawn if whole else ()
    links, file = link_list((*copy, *_links(explorer, council, release))), _file(explorer, council, release)
    known, book = steps(lines.history, until), explorer.book
    if whole is None:
        return HistoryPage(
            sentence=history_sentence(known) if known else words.NONE_YET.format(name=council.name),
            tables=markup(tables.tables(None, known, book), book) if known else "",
            notice=notice,
            figure=None,
            links=links,
            file=file,
        )
    line = _part(whole, span)
    inside = cut(steps(lines.history, line.end), line.start)
    shown: list[Block] = [*tables.tables(line, inside, book)]
    return HistoryPage(
        finding=finding(known, book, measures=build.in_force(lines, until)),
        sentence=told(inside),
        notice=notice,
        figure=charts.history_figure(line, {name: short for name, (_, short) in lanes_of(line).items()}),
        said=markup((Items((*said_of(line, inside, book), *counted_of(lines, book))),), book),
        tables=markup(shown, book),
        links=links,
        file=file,
    )


def _lines(explorer: Explorer, council: Listed, release: Release) -> Lines:
    del explorer
    return lines_of(release, council.code, demonstration=council.demonstration)


def _part(whole: Timeline, span: str) -> Timeline:
    """What of it was asked for: everything, a calendar year, or so many days up to the end."""
    if span in words.SPANS:
        days = int(span) if span.isdigit() else 0
        start, end = (whole.end - timedelta(days=days) if days else whole.start), whole.end
    else:
        start, end = year_of(int(span))
    return whole.within(start, end)


def _release(explorer: Explorer, council: Listed, as_of: str) -> tuple[Release, str]:
    newest = explorer.release_of(council)
    if as_of in {NOW, newest.id}:
        return newest, ""
    try:
        release = explorer.past(council, as_of)
    except NotPublished:
        return newest, words.GONE
    return release, words.PAST.format(day=uk_moment(release.published_at))


def _file(explorer: Explorer, council: Listed, release: Release) -> str:
    path = explorer.history_path(council)
    if not release.has(path):
        return ""
    entry = release.entry(path)
    return words.FILE.format(
        name=path.rpartition("/")[2], rows=counted(int(entry.get("rows") or 0), "row"), sha256=entry["sha256"]
    )


def _links(explorer: Explorer, council: Listed, release: Release) -> tuple[Link, ...]:
    """The file now and as it was, the corrections and the page to print."""
    base, name = council.address.partition("/councils/")[0], explorer.file_name(council, "history.csv")
    return (
        Link(words.PLAIN_HISTORY, f"{council.address}history/"),
        Link(common.HISTORY_FILE, council.address + name),
        Link(words.DATED.format(release=release.id), f"{base}/releases/{release.id}/{council.folder}{name}"),
        Link(words.CORRECTIONS, f"{base}/corrections/"),
        Link(words.PLAIN, council.address),
    )
