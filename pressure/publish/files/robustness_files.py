"""How firmly the rules stand: `/method/robustness/`, with its table and its pictures as files beside it."""

from functools import partial

from pressure.content.robustness import robustness_page
from pressure.drawing.templating import Frame
from pressure.publish.facts import Facts
from pressure.release.draft import ReleaseDraft
from pressure.robustness.england import read_england
from pressure.robustness.pictures import pictures
from pressure.robustness.rows import csv_text
from pressure.robustness.shipped import digest, shipped_rows

FOLDER = "method/robustness"


def add(draft: ReleaseDraft, facts: Facts, frame: Frame) -> None:
    """The page in every release; table and pictures where a table was made of its rules."""
    book, rows, england = facts.book, shipped_rows(facts.book), read_england()
    table = csv_text(rows) if rows else ""
    inputs = [digest(book), table]
    draft.put_page(
        f"{FOLDER}/index.html",
        [facts.release.id, inputs],
        lambda: partial(robustness_page, rows, england, book, frame),
    )
    if rows:
        draft.put(f"{FOLDER}/robustness.csv", inputs, lambda: (table.encode(), len(rows)))
        for name, svg in pictures(rows, england, book).items():
            draft.put(f"{FOLDER}/{name}", svg, svg.encode)
