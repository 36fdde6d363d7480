"""What the history page says: a sentence, a figure and tables that say the same, as now or as once published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pressure.content.explore import charts
from pressure.content.explore import explorer_words as common
from pressure.content.explore import history_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.finding import Listed
from pressure.content.explore.history_marks import marks
from pressure.domain.level_history import cut, runs
from pressure.drawing.block_markup import link_list
from pressure.drawing.blocks import Link
from pressure.release.site import NotPublished, Release
from pressure.words.dates import as_moment, short_date, uk_moment
from pressure.words.history import changes_sentence, history_sentence, run_words
from pressure.words.numbers import counted

NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Built once per release, council, time and earlier release."""

    sentence: str
    figure: Any
    rows: tuple[dict[str, str], ...]
    links: str
    notice: str = ""
    marks: tuple[tuple[tuple[str], tuple[str]], ...] = ()
    file: str = ""


def as_of_choices(explorer: Explorer, council: Listed) -> Mapping[str, str]:
    """The newest release first, then every earlier one by the moment it came out."""
    newest = explorer.release_of(council)
    earlier = [r for r in reversed(explorer.releases(council)) if r["release_id"] != newest.id]
    return {NOW: words.NEWEST.format(day=uk_moment(newest.published_at))} | {
        r["release_id"]: uk_moment(r["published_at"]) for r in earlier if "published_at" in r
    }


def history_page(explorer: Explorer, council: Listed, span: str = "all", as_of: str = NOW) -> HistoryPage:
    """The published history of one council."""
    release, notice = _release(explorer, council, as_of)
    until = as_moment(release.published_at)
    start = until - timedelta(days=int(span)) if until and span.isdigit() else None
    published = explorer.steps(council, release=release)
    calculated = explorer.steps(council, "level_calculated", release)
    if start:
        published, calculated = cut(published, start), cut(calculated, start)
    unbroken = runs(published)
    happened = [m for m in marks(explorer, council, release) if not start or m.at >= start]
    rows = tuple(
        dict(
            zip(
                common.HISTORY_HEAD,
                (
                    common.GOES_ON.format(start=short_date(run.start))
                    if run is unbroken[-1]
                    else common.FROM_TO.format(
                        start=short_date(run.start), end=short_date(run.last_day or run.first_day)
                    ),
                    f"{run.days:,}",
                    run_words(run, explorer.book),
                ),
                strict=True,
            )
        )
        for run in reversed(unbroken)
    )
    sentence = f"{history_sentence(published)} {changes_sentence(unbroken)}"
    return HistoryPage(
        sentence=sentence if published else words.NONE_YET.format(name=council.name),
        notice=notice,
        rows=rows,
        figure=charts.history_figure(published, calculated, explorer.book, happened) if published else None,
        marks=tuple(((short_date(m.at),), (m.said,)) for m in reversed(happened)),
        links=link_list(_links(explorer, council, release)),
        file=_file(explorer, council, release),
    )


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
        Link(common.HISTORY_FILE, council.address + name),
        Link(words.DATED.format(release=release.id), f"{base}/releases/{release.id}/{council.folder}{name}"),
        Link(words.CORRECTIONS, f"{base}/corrections/"),
        Link(words.PLAIN, council.address),
    )
