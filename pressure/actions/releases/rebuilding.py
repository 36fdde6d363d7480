"""Making a past release again from the database: the proof that nothing of it was changed or lost."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pressure.actions.installation import Installation, track_of
from pressure.actions.releases.publishing import site_of
from pressure.document.manifest import Files
from pressure.document.values import moment
from pressure.domain.refusals import Refusal
from pressure.ingest.contacts import WAYS, Contact
from pressure.publish import release as making
from pressure.publish.files import reason_files
from pressure.publish.record import record_files
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.release import site
from pressure.release.draft import FORMAT_VERSION, ReleaseDraft
from pressure.rules import load_rules
from pressure.store import councils, ratings, releases
from pressure.store.engine import Connection, reading
from pressure.store.releases import DEMONSTRATION


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came out: `different` names every file that is not the same, byte for byte."""

    release_id: str
    files: int
    different: tuple[str, ...]
    manifest_same: bool


def rebuild(installation: Installation, release_id: str, track: str) -> Rebuilt:
    """Make the CSV and JSON files and the manifest of a release again and compare them with what was published.
    Pages are kept as published and only carried over. Changes nothing. Refused for a release of another format."""
    root = site_of(installation.site_dir, track)
    published = site.release(root, release_id)
    same_format(published)
    with tempfile.TemporaryDirectory() as folder, reading(installation.engine) as connection:
        inputs = inputs_then(installation, connection, track, release_id, published, Path(folder))
        draft = ReleaseDraft(
            root=Path(folder) / "site",
            release_id=release_id,
            rules_digest=inputs.rules.digest,
            code="",
            published_at=moment(inputs.release.published_at) or "",
        )
        making.add_data(draft, inputs)
        record_files.add_entries(draft, inputs)
        for later in (reason_files.path(inputs), site.WHOLE_REGISTER):
            if later not in published.manifest["files"]:
                del draft.files[later]  # a release from before reasons or whole entries had a file of their own
        made = dict(draft.files)
        for path, entry in published.manifest["files"].items():
            if not path.endswith(making.REBUILT):
                draft.carry(path, entry)
        same = draft.manifest() == site.manifest_path(root, release_id).read_bytes()
    return Rebuilt(release_id, len(made), _different(made, published.manifest["files"]), same)


def same_format(published: site.Release) -> None:
    """Raises Refusal for a release that another version of the program has to make again."""
    if (written := published.manifest["format_version"]) != FORMAT_VERSION:
        raise Refusal(
            f"Release {published.id} is written in format {written}, and this program writes format "
            f"{FORMAT_VERSION}: it was not made again, and nothing in it is known to differ. Make it again "
            f"with a version of the program that writes format {written}. `pressure verify` checks it as it "
            "is. docs/csv.md says what changed between formats."
        )


def _different(made: Files, published: Files) -> tuple[str, ...]:
    wanted = {p: e for p, e in published.items() if p.endswith(making.REBUILT)}
    return tuple(
        sorted(
            p
            for p in wanted.keys() | made.keys()
            if p.endswith(making.REBUILT) and _sha256(wanted, p) != _sha256(made, p)
        )
    )


def _sha256(files: Files, path: str) -> str:
    return files[path]["sha256"] if path in files else ""


def inputs_then(
    installation: Installation,
    connection: Connection,
    track: str,
    release_id: str,
    published: site.Release,
    folder: Path,
) -> ReleaseInputs:
    """The facts as they were known at the release, with the rule files published in it."""
    lines = [ReleaseLine.of(r) for r in releases.of_track(connection, track)]
    index = next((i for i, line in enumerate(lines) if line.id == release_id), None)
    if index is None:
        raise Refusal(f"The database has no release {release_id}.")
    line = lines[index]
    for path in (p for p in published.manifest["files"] if p.startswith("method/rules/")):
        target = folder / "rules" / path.removeprefix("method/rules/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(published.read(path))
    members = tuple(c for c in councils.as_known(connection, line.published_at).all if track_of(c) == track)
    return ReleaseInputs(
        connection=connection,
        track=track,
        rules=load_rules(folder / "rules"),
        releases=tuple(lines[: index + 1]),
        councils=members,
        current=ratings.current_of_track(connection, track, line.published_at),
        settings=installation.settings,
        contacts=_contacts(published, track),
    )


def _contacts(published: site.Release, track: str) -> Mapping[str, Contact]:
    """The ways to reach councils as that release holds them: the operator's file may say something else by now."""
    rows = published.rows(f"data/{site.csv_name('contacts.csv', demonstration=track == DEMONSTRATION)}")
    return {row["council_code"]: {way: row[way] for way in WAYS if row[way]} for row in rows}
