"""What `pressure doctor` says of the database and the public site side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from pressure.actions.installation import Installation
from pressure.actions.releases.agreeing import DECIDE, OTHER_KEY, other_key, parted, roots
from pressure.publish import clearing
from pressure.release import site
from pressure.store import releases
from pressure.store.engine import reading


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: "ok", "warning" or "fault"."""

    state: str
    what: str
    next_step: str = ""


def agreement(installation: Installation) -> Iterator[Finding]:
    """A record rolled back, another key, a release stored and not public, or a file of one that never happened."""
    with reading(installation.engine) as connection:
        doubt = installation.clock_doubt(connection)
        problem, changed = parted(installation, connection), other_key(installation, connection)
        stored = {track: releases.of_track(connection, track) for track in roots(installation)}
    if doubt:
        yield Finding("fault", "clock: far from the newest act in the record", doubt)
    if problem:
        yield Finding("fault", f"history: {problem}", DECIDE)
    if changed:
        yield Finding(
            "fault",
            f"history: {OTHER_KEY}",
            "If a change of key broke off, run pressure record "
            "change-key again. If the key is lost: pressure record begin-again",
        )
    if any(clearing.flag(root).is_file() for root in roots(installation).values()):
        yield Finding("fault", "history: words are being removed, or it was interrupted", "Run: pressure upgrade")
    for track, root in roots(installation).items():
        shown, rows = site.published(root), stored[track]
        if not problem and rows and rows[-1].id not in shown:
            yield Finding("fault", f"history: release {rows[-1].id} is stored and not public", "Run: pressure upgrade")
        if rows and rows[-1].published_at > installation.now():
            yield Finding("fault", f"history: release {rows[-1].id} is dated in the future", "Set the clock right.")
        known = {*shown, *(row.id for row in rows)}
        files = [*(root / "releases").glob("*.json"), *(root / "releases" / ".pending").glob("*.json")]
        for orphan in sorted(path.stem for path in files if path.stem not in known):
            yield Finding(
                "fault",
                f"history: release {orphan} never happened, and its list of files is kept",
                f"Nobody is shown it. Remove {orphan}.json when no release is being made.",
            )
