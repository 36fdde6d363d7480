"""`pressure verify`. It loads no more of the program than the check of a release needs; what reads the record is loaded
when a record is to be read."""

import gc
from pathlib import Path

import typer

from pressure.commands.answering import print_json
from pressure.domain.refusals import Refusal
from pressure.publish.check.rehearsals import is_rehearsal
from pressure.publish.check.verify import verify
from pressure.release.as_tree import NotLookedAt, as_tree
from pressure.words.officers import rehearsal as words

NOT_LOOKED_AT = 2
SELDOM = 100_000
"""After how many new objects Python looks for those that only hold each other. A check makes many and hardly any of
those: at its usual 700 the looking takes a twelfth of the time."""


def run_verify(
    place: str,
    record: Path | None,
    checkpoints: list[Path],
    key: Path | None,
    fingerprint: str | None,
    *,
    as_json: bool,
) -> None:
    """Check a release; with the record also that it is the one recorded. Exit 1 on the first difference, 2 when
    there was nothing to look at."""
    if record and not (checkpoints and key):
        raise Refusal("Give --checkpoint and --key with --record: without them nothing shows that it is the record.")
    try:
        given = record.read_bytes() if record else None
        notes, public = [c.read_text("utf-8") for c in checkpoints], key.read_text("utf-8") if key else ""
    except (OSError, UnicodeDecodeError) as problem:
        raise Refusal(f"A file that was given cannot be read: {problem}.") from None
    try:
        gc.set_threshold(SELDOM)
        with as_tree(place) as tree:
            done, said = verify(tree), []
            practice = is_rehearsal(tree)
            if public:
                from pressure.publish.check.verify_history import own_history, verify_history

                own, note = (given, []) if given is not None else own_history(tree)
                said = verify_history(tree, own, [*note, *notes], public, fingerprint)
    except NotLookedAt as problem:
        typer.echo(f"Not checked: {problem}", err=True)
        raise typer.Exit(NOT_LOOKED_AT) from None
    if as_json:
        print_json({**done, "history": said, **({"rehearsal": True} if practice else {})})
    else:
        typer.echo(
            "\n".join(
                [
                    f"{done['files']} files and {done['ratings']} ratings checked: "
                    "every level follows from its reasons.",
                    *said,
                    *([words.VERIFIED] if practice else []),
                ]
            )
        )
