"""`/record/`: the newest entries as roles only, the record's length and root, and how anyone checks it."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from pressure.domain.rulebook import Rulebook
from pressure.publish.checkpoint import Checkpoint
from pressure.publish.templating import Frame, Page, render
from pressure.view.blocks import Facts, Grid, Items, Link, Section, Term, says
from pressure.view.wording import counted
from pressure.view.words_dates import uk_moment

SHOWN = 40
HEAD = ("Entry", "When", "What", "By", "About")
ABOUT = ("council_code", "declaration_id", "release_id", "source", "load_id")


def record_page(entries: Sequence[tuple[int, str, str]], checkpoint: Checkpoint, book: Rulebook, frame: Frame,
                jsonl: str) -> bytes:
    """Never a person: what is printed is the role under which somebody acted."""
    base = frame.base
    newest = [json.loads(body) for _, body, _ in reversed(entries[-SHOWN:])]
    page = Page(
        title="The record", heading="The record", description="Every act that changed something public, in one chain.",
        lead=(says("Every act that changes something public has an entry here: loads, signatures, releases, changes of "
                   "officers. Each entry holds the fingerprint of the one before, so none can be changed or removed "
                   "without it being seen."),),
        sections=(
            Section("now", "Now", (Facts((
                Term("Length", (counted(checkpoint.size, "entry", "entries"),)),
                Term("Root", (base64.b64encode(checkpoint.root).decode(),)), Term("Name", (checkpoint.origin,)))),)),
            Section("check", "Check it yourself", (
                says("Download these four files and run: python3 verify_record.py record.jsonl checkpoint --key "
                     "public_key. Keep the checkpoint: an older one shows whether the record was rewritten since."),
                Items(((Link("Every entry", f"{base}/{jsonl}"),), (Link("Checkpoint", f"{base}/record/checkpoint"),),
                       (Link("Public key", f"{base}/record/public_key"),),
                       (Link("The program that checks", f"{base}/record/verify_record.py"),))))),
            Section("entries", "The newest entries", (
                Grid("Newest first", HEAD, tuple(_cells(entry) for entry in newest),
                     (Link("Every entry, as a file", f"{base}/{jsonl}"), ".")),))))
    return render("sections.html", page, frame, book)


def _cells(entry: dict[str, Any]) -> tuple[str, ...]:
    about = next((f"{name.removesuffix('_id').removesuffix('_code').replace('_', ' ')} {entry['what'][name]}"
                  for name in ABOUT if entry["what"].get(name)), "–")
    return (str(entry["seq"]), uk_moment(entry["at"]), entry["action"].replace("_", " "),
            entry["by"]["role"].replace("_", " "), about)
