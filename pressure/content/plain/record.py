"""`/record/`: the newest entries as roles only, the record's length and root, and how anyone checks it."""

import base64
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import DefinitionList, Grid, Items, Link, Section, Term, says
from pressure.drawing.templating import Frame, Page, render
from pressure.release.site import csv_name
from pressure.store.record.checkpoint import Checkpoint
from pressure.words.dates import table_date, uk_time
from pressure.words.numbers import counted, spaced

SHOWN = 40
MOST_WEEKS, MOST_REASONS = 500, 500
HEAD = ("Entry", "When", "What", "By", "About")
ABOUT = ("council_code", "declaration_id", "release_id", "source", "load_id")


LEAD = (
    "Every act that changes something public has an entry here: loads, signatures, releases, changes of officers. Each "
    "entry holds the fingerprint of the one before, so none can be changed or removed without it being seen. A "
    "proposal nobody has signed is private: its entry has a role and a seal, and no council. A change of officers is "
    "sealed whole and counted by week."
)
KEEP = (
    "Keep the checkpoint: an older one shows whether the record was rewritten since. Note the fingerprint of the "
    "key down, and give it with --fingerprint: then nobody can show you another key later."
)

REASONS = (
    "Why somebody did it, in their words. The entry holds a commitment to them, so that words published by mistake "
    "can be taken out. "
)


def record_page(
    entries: Sequence[tuple[int, str, str]],
    checkpoint: Checkpoint,
    book: Rulebook,
    frame: Frame,
    jsonl: str,
    weeks: Sequence[tuple[date, str, int]],
    reasons: Sequence[tuple[int, str, str, str]],
    fingerprint: str,
) -> bytes:
    """Never a person: what is printed is the role under which somebody acted."""
    base, reasons_csv = frame.base, csv_name("reasons.csv", demonstration=frame.demonstration)
    newest = [json.loads(body) for _, body, _ in reversed(entries[-SHOWN:])]
    page = Page(
        title="The record",
        heading="The record",
        description="Every act that changed something public, in one chain.",
        lead=(says(LEAD),),
        sections=(
            Section(
                "now",
                "Now",
                (
                    DefinitionList(
                        (
                            Term("Length", (counted(checkpoint.size, "entry", "entries"),)),
                            Term("Root", (base64.b64encode(checkpoint.root).decode(),)),
                            Term("Name", (checkpoint.origin,)),
                            Term("Fingerprint of the key", (fingerprint,)),
                        )
                    ),
                ),
            ),
            Section(
                "check",
                "Check it yourself",
                (
                    says("Download the five files below, and run:"),
                    says(
                        f"python3 verify_record.py {jsonl.rpartition('/')[2]} checkpoint --key public_key "
                        f"--reasons {reasons_csv}",
                        tone="code",
                    ),
                    says(KEEP),
                    Items(
                        (
                            (Link("Every entry", f"{base}/{jsonl}"),),
                            (Link("The reasons given", f"{base}/record/{reasons_csv}"),),
                            (Link("Checkpoint", f"{base}/record/checkpoint"),),
                            (Link("Public key", f"{base}/record/public_key"),),
                            (Link("The program that checks", f"{base}/record/verify_record.py"),),
                        )
                    ),
                ),
            ),
            Section(
                "entries",
                "The newest entries",
                (
                    Grid(
                        "Newest first",
                        HEAD,
                        tuple(cells(entry) for entry in newest),
                        (Link("Every entry, as a file", f"{base}/{jsonl}"), "."),
                    ),
                ),
            ),
            Section(
                "reasons",
                "Reasons given",
                (
                    Grid(
                        "The newest first",
                        ("Entry", "When", "What", "Why"),
                        tuple(
                            (str(seq), table_date(at), spaced(action), words)
                            for seq, at, action, words in reasons[:MOST_REASONS]
                        ),
                        (REASONS, Link("Every reason, as a file", f"{base}/record/{reasons_csv}"), "."),
                    ),
                )
                if reasons
                else (says("No act has been recorded that has to give a reason."),),
            ),
            Section(
                "officers",
                "Changes of officers by week",
                (
                    Grid(
                        "Every week that had one, the newest first",
                        ("Week ending", "Council", "Changes"),
                        tuple((table_date(week), place, str(acts)) for week, place, acts in weeks[:MOST_WEEKS]),
                    ),
                )
                if weeks
                else (says("None in a week that is over."),),
            ),
        ),
    )
    return render("sections.html", page, frame, book)


def cells(entry: dict[str, Any]) -> tuple[str, ...]:
    """One entry as a row under HEAD."""
    return (
        str(entry["seq"]),
        f"{table_date(entry['at'])}, {uk_time(entry['at'])}",
        spaced(entry["action"]),
        spaced(entry["by"]["role"]),
        about(entry["what"]),
    )


def about(what: dict[str, Any]) -> str:
    """What an entry is about: a council, a release, or the roles somebody was given or lost."""
    if roles := what.get("roles"):
        return "; ".join(f"{spaced(role)} at {code}" for code, role in roles)
    return next(
        (f"{spaced(name.removesuffix('_id').removesuffix('_code'))} {what[name]}" for name in ABOUT if what.get(name)),
        "–",
    )
