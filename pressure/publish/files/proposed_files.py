"""What proposed rules would change: proposed.csv, and `/method/proposed/` that says it in words and a picture."""

from collections.abc import Iterator
from functools import partial

from pressure.content.proposed import Totals, proposed_page
from pressure.document.dictionary import columns_of
from pressure.document.rows import ProposedRow
from pressure.drawing.templating import Frame
from pressure.publish.facts import Facts
from pressure.publish.files.csv_text import csv_bytes, text
from pressure.publish.proposed import Compared, compare, until
from pressure.release.draft import ReleaseDraft

PAGE = "method/proposed/index.html"


def add(draft: ReleaseDraft, facts: Facts) -> None:
    """The file, in every release; without a row where nothing is proposed."""
    rows = sorted(_rows(facts, _compared(draft, facts)), key=lambda row: (row["council_code"], row["rated_at"]))
    draft.put(_path(facts), str(rows), csv_bytes, columns_of(ProposedRow), rows)


def add_page(draft: ReleaseDraft, facts: Facts, frame: Frame) -> None:
    """The page, in every release; where nothing is proposed it says so."""
    found = _compared(draft, facts)
    rows = [{name: text(value) for name, value in row.items()} for row in _rows(facts, found)]
    names = {c.code: text(c.name) for c in facts.councils if c.code in found["councils"]}
    totals = Totals(found["published"], found["proposed"], {names[code]: n for code, n in found["councils"].items()})
    told = facts.rules.proposal()
    draft.put_page(
        PAGE,
        [facts.release.id, rows, found["published"], found["proposed"], facts.rules.digest],
        lambda: partial(proposed_page, told, totals, rows, facts.book, frame, file=f"{facts.base}/{_path(facts)}"),
    )


def _compared(draft: ReleaseDraft, facts: Facts) -> Compared:
    """Worked out once a scheduled release, and a week more with the next. In no time where nothing is proposed."""

    def more(before: Compared | None) -> Compared:
        last = until(facts)
        return before if before and last and before["release_id"] == last.id else compare(facts, before)

    found: Compared = draft.go_on("method/proposed", [facts.rules.digest, facts.councils_digest], more)
    return found


def _rows(facts: Facts, found: Compared) -> Iterator[ProposedRow]:
    names, at = {c.code: c.name for c in facts.councils}, {r.id: r.published_at for r in facts.releases}
    version = next((v.method_version for v in facts.rules.proposal().values()), "")
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


def _path(facts: Facts) -> str:
    return f"data/{facts.csv_name('proposed.csv')}"
