"""Tables and progress on a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pressure.actions.installation import Progress as Report
from pressure.words.numbers import spaced


def table(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows as a table with the keys as headings."""
    grid = Table(title=title)
    for name in rows[0] if rows else ():
        grid.add_column(spaced(name))
    for row in rows:
        grid.add_row(*("" if v is None else str(v) for v in row.values()))
    Console().print(grid)


@contextmanager
def progress() -> Iterator[Report]:
    """A progress bar on standard error that names the work at hand."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda message, done, of: bar.update(task, description=message, completed=done, total=of)
