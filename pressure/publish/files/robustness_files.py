"""How firmly the rules stand: `/method/robustness/` with its pictures beside it. Its table is data/robustness.csv."""

from functools import partial

from pressure.content.national_years import Dated
from pressure.content.robustness import robustness_page
from pressure.drawing.templating import Frame
from pressure.publish import official
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft
from pressure.robustness.england import read_england
from pressure.robustness.pictures import pictures
from pressure.robustness.rows import csv_text
from pressure.robustness.shipped import digest, shipped_rows
from pressure.words.nations import ENGLAND

FOLDER = "method/robustness"


def add(draft: ReleaseDraft, inputs: ReleaseInputs, frame: Frame) -> None:
    """The page in every release, and its pictures where a table was made of its rules."""
    book, rows, england = inputs.book, shipped_rows(inputs.book), read_england()
    figures = [
        Dated(measure_id, day, value)
        for (nation, measure_id, day), value in sorted(official.gathered(inputs).of_nations.items())
        if nation == ENGLAND
    ]
    draft.put_page(
        f"{FOLDER}/index.html",
        [inputs.release.id, digest(book), csv_text(rows or ()), str(figures)],
        lambda: partial(robustness_page, rows, england, book, frame.at("method/robustness/"), figures),
    )
    for name, svg in (pictures(rows, england, book) if rows else {}).items():
        draft.put(f"{FOLDER}/{name}", svg, svg.encode)
