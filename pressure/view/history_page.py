"""What the history page says: a sentence, a figure and a table that say the same."""

from dataclasses import dataclass
from typing import Any

from pressure.view import charts
from pressure.view import explorer_words as words
from pressure.view.block_markup import link_list
from pressure.view.blocks import Link
from pressure.view.explorer import Explorer
from pressure.view.finding import Listed
from pressure.view.words_dates import short_date
from pressure.view.words_history import changes_sentence, history_sentence, run_words


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Built once per release and council."""

    sentence: str
    figure: Any
    rows: tuple[dict[str, str], ...]
    links: str


def history_page(explorer: Explorer, council: Listed) -> HistoryPage:
    """The published history of one council."""
    published, calculated = explorer.runs(council), explorer.runs(council, "level_calculated")
    rows = tuple(dict(zip(words.HISTORY_HEAD, (
        words.FROM_TO.format(start=short_date(run.start), end=short_date(run.end)), f"{run.days:,}",
        run_words(run, explorer.book)), strict=True))
        for run in reversed(published))
    file = council.address + explorer.file_name(council, "history.csv")
    return HistoryPage(sentence=f"{history_sentence(published)} {changes_sentence(published)}",
                       figure=charts.history_figure(published, calculated, explorer.book) if published else None,
                       rows=rows, links=link_list([Link(words.HISTORY_FILE, file)]))
