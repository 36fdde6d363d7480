"""Checkpoints handed over to somebody else: a git repository of theirs, one file a release, never changed again.

Whoever keeps it can show later that the record, or a published release, was rewritten (docs/record.md)."""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation
from pressure.actions.releases.agreeing import roots
from pressure.domain.refusals import Refusal
from pressure.publish.record.record_files import CHECKPOINT
from pressure.release import site

SECONDS = 120
AUTHOR = ("-c", "user.name=Care Pressure", "-c", "user.email=checkpoints@care-pressure.invalid")


class NotHandedOver(Refusal):
    """The other side could not be reached, or keeps something else. The next time tries again with all that waits."""


def hand_over(installation: Installation, repository: str, *, by: Actor) -> list[str]:
    """Put the checkpoint of every release of the site that is not there yet into the repository; returns the files.
    Raises NotHandedOver."""
    require(by, Act.PUBLISH, ())
    with TemporaryDirectory() as folder:
        clone = Path(folder) / "checkpoints"
        _git("clone", "--quiet", "--", repository, str(clone))
        new = [path for path, note in _notes(installation).items() if _is_new(clone / path, note)]
        if new:
            _git("-C", str(clone), "add", "--", *new)
            _git("-C", str(clone), *AUTHOR, "commit", "--quiet", "-m", f"Checkpoint of release {Path(new[-1]).stem}")
            _git("-C", str(clone), "push", "--quiet", "origin", "HEAD")
    return new


def _notes(installation: Installation) -> dict[str, bytes]:
    """The signed note of every release, by the file that it is kept in."""
    every = {
        (track, release_id): site.release(root, release_id)
        for track, root in roots(installation).items()
        for release_id in sorted(site.published(root))
    }
    return {
        f"{track}/{release_id}.txt": release.read(CHECKPOINT)
        for (track, release_id), release in every.items()
        if release.has(CHECKPOINT)
    }


def _is_new(file: Path, note: bytes) -> bool:
    """Written now. One that is kept there and says something else is never written over."""
    if file.is_file():
        if file.read_bytes() != note:
            raise NotHandedOver(
                f"The repository keeps another checkpoint of release {file.stem}. Somebody has changed "
                "what was published, here or there. Nothing was handed over."
            )
        return False
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(note)
    return True


def _git(*arguments: str) -> None:
    """Neither its output nor the address is told on: an address may hold a password."""
    try:
        done = subprocess.run(  # noqa: S603 the operator's own repository
            ["git", *arguments],  # noqa: S607 the git that is installed
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NotHandedOver(f"git did not do it ({type(problem).__name__}). Checkpoints wait.") from None
    if done.returncode:
        what = next(word for word in arguments if word in {"clone", "add", "commit", "push"})
        raise NotHandedOver(
            f"git {what} ended with {done.returncode}. Checkpoints wait for the next release. Check "
            "PRESSURE_CHECKPOINT_REPOSITORY and that this account may write to it."
        )
