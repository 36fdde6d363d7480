"""What proposed rules would change: proposed.csv, and `/method/proposed/` that says it in words and a picture."""

from collections.abc import Iterator
from functools import partial

from pressure.content.proposed import Totals, proposed_page
from pressure.document.dictionary import columns_of
from pressure.document.rows import ProposedRow
from pressure.drawing.templating import Frame
from pressure.publish.files.csv_text import csv_bytes, text
from pressure.publish.proposed import Compared, compare, until
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft

PAGE = "method/proposed/index.html"


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """The file, in every release; without a row where nothing is proposed."""
    rows = sorted(_rows(inputs, _compared(draft, inputs)), key=lambda row: (row["council_code"], row["rated_at"]))
    draft.put(_path(inputs), str(rows), csv_bytes, columns_of(ProposedRow), rows)


def add_page(draft: ReleaseDraft, inputs: ReleaseInputs, frame: Frame) -> None:
    """The page, in every release; where nothing is proposed it says so."""
    found = _compared(draft, inputs)
    rows = [{name: text(value) for name, value in row.items()} for row in _rows(inputs, found)]
    names = {c.code: text(c.name) for c in inputs.councils if c.code in found["councils"]}
    totals = Totals(found["published"], found["proposed"], {names[code]: n for code, n in found["councils"].items()})
    told = inputs.rules.proposal()
    draft.put_page(
        PAGE,
        [inputs.release.id, rows, found["published"], found["proposed"], inputs.rules.digest],
        lambda: partial(
            proposed_page,
            told,
            totals,
            rows,
            inputs.book,
            frame.at("method/proposed/"),
            file=f"{inputs.base}/{_path(inputs)}",
        ),
    )


def _compared(draft: ReleaseDraft, inputs: ReleaseInputs) -> Compared:
    """Worked out once a scheduled release, and a week more with the next. In no time where nothing is proposed."""

    def more(before: Compared | None) -> Compared:
        last = until(inputs)
        return before if before and last and before["release_id"] == last.id else compare(inputs, before)

    found: Compared = draft.go_on("method/proposed", [inputs.rules.digest, inputs.councils_digest], more)
    return found


def _rows(inputs: ReleaseInputs, found: Compared) -> Iterator[ProposedRow]:
    names, at = {c.code: c.name for c in inputs.councils}, {r.id: r.published_at for r in inputs.releases}
    version = next((v.method_version for v in inputs.rules.proposal().values()), "")
    for week in found["differing"]:
        yield {
            "council_code": week["council_code"],
            "council_name": names[week["council_code"]],
            "rated_at": at[week["release_id"]],
            "level_figures": week["published"],
            "level_proposed": week["proposed"],
            "deciding_rule": week["deciding_rule"],
            "method_version": version,
            "release_id": week["release_id"],
        }


def _path(inputs: ReleaseInputs) -> str:
    return f"data/{inputs.csv_name('proposed.csv')}"
