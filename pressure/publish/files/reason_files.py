"""reasons.csv beside the record: the public reasons of acts, with what anybody needs to check them against entries."""

from pressure.document.dictionary import columns_of
from pressure.document.rows import CommittedReasonRow
from pressure.publish.files.csv_text import csv_bytes
from pressure.publish.record.record_reasons import rows
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft

COLUMNS = columns_of(CommittedReasonRow)


def path(inputs: ReleaseInputs) -> str:
    return f"record/{inputs.csv_name('reasons.csv')}"


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """One row an entry before the release's own that commits to words."""
    made = list(rows(inputs.connection, inputs.record_before[inputs.release.id]["entries"]))
    draft.put(path(inputs), str(made), csv_bytes, COLUMNS, made)
