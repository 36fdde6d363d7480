"""reasons.csv beside the record: the public reasons of acts, with what anybody needs to check them against entries."""

from pressure.document.dictionary import columns_of
from pressure.document.rows import CommittedReasonRow
from pressure.publish.facts import Facts
from pressure.publish.files.csv_text import csv_bytes
from pressure.publish.record.record_reasons import rows
from pressure.release.draft import ReleaseDraft

COLUMNS = columns_of(CommittedReasonRow)


def path(facts: Facts) -> str:
    return f"record/{facts.csv_name('reasons.csv')}"


def add(draft: ReleaseDraft, facts: Facts) -> None:
    """One row an entry before the release's own that commits to words."""
    made = list(rows(facts.connection, facts.record_before[facts.release.id]["entries"]))
    draft.put(path(facts), str(made), csv_bytes, COLUMNS, made)
