"""Words published by mistake: one administrator asks, another agrees, and they leave the database and every release."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pressure.access.permissions import Act, Actor, Role, require, require_fresh
from pressure.actions.installation import Installation
from pressure.actions.releases.agreeing import require_agreeing, roots
from pressure.actions.releases.publishing import finish_removal
from pressure.actions.releases.rebuilding import inputs_then, same_format
from pressure.document import entries
from pressure.domain.moments import day_of
from pressure.domain.redactions import REASONS, mark
from pressure.domain.refusals import Refusal
from pressure.publish import clearing, removing
from pressure.release import site
from pressure.release.draft import MadeFrom
from pressure.release.pieces import forget_pieces
from pressure.store import people, record, releases
from pressure.store.engine import Connection, Row, writing
from pressure.store.record import commitments, written_texts
from pressure.store.record.written_texts import Changed, Written

ASKED, DONE = entries.PROPOSE_REDACTION.action, entries.REDACT.action


@dataclass(frozen=True, slots=True)
class Removed:
    """The words that were taken out, to look for them once more, and the releases whose files are others now."""

    words: tuple[str, ...]
    releases: tuple[str, ...]
    whole: bool = True  # False while the database is in use and its free pages may hold them


@dataclass(frozen=True, slots=True)
class _Removal:
    """One removal while it is carried out."""

    text: Written
    stands: str
    changed: Changed
    telling: removing.Search
    every: removing.Search
    made_from: MadeFrom


def ask(installation: Installation, *, by: Actor, text_id: str, reason: str) -> None:
    """Ask that a text be removed whole. Nothing changes until another administrator agrees. Raises Refusal."""
    if reason not in REASONS:
        raise Refusal(f"Choose the public reason: {', '.join(REASONS)}.")
    with writing(installation.engine) as connection:
        text = _text(connection, text_id)
        role = _allowed(installation, by, text)
        record.append(
            connection,
            entries.PROPOSE_REDACTION.of(
                private={
                    "text": text.id,
                    "stored": commitments.plain(text.stored),
                    "reason": reason,
                }
            ),
            at=installation.moment(connection),
            by_person=by.person_id,
            by_role=role,
        )


def agree(installation: Installation, *, by: Actor, text_id: str) -> Removed:
    """Agree to what another administrator asked, and remove the words from the database and every release. One
    transaction: interrupted before its end nothing is changed, after it the next start finishes the files."""
    finish_removal(installation)
    try:
        removed = _carry_out(installation, by, text_id)
    finally:
        done = finish_removal(installation)
    return replace(removed, whole=done)


def _carry_out(installation: Installation, by: Actor, text_id: str) -> Removed:
    with writing(installation.engine) as connection:
        text, at = _text(connection, text_id), installation.moment(connection)
        role, asked = _allowed(installation, by, text), _asked(connection, text)
        if asked["person"] == by.person_id or people.manages(connection, asked["person"], by.person_id):
            raise Refusal("Somebody else must agree, who is not managed by whoever asked.")
        require_agreeing(installation, connection)
        for root in _sites(installation).values():
            clearing.begin(root)
        forget_pieces()
        stands = mark(day_of(at), asked["reason"])
        removal = _Removal(
            text,
            stands,
            written_texts.remove(connection, text, stands),
            removing.Search(removing.telling(text.words)),
            removing.Search(removing.parts(text.words)),
            {},
        )
        told = [
            one
            for track, root in _sites(installation).items()
            for row in releases.of_track(connection, track)
            if (one := _release(installation, connection, track, root, row, removal))
        ]
        record.append(
            connection,
            entries.REDACT.of(
                what={"reason": asked["reason"], "releases": told},
                private={
                    "asked_by": asked["person"],
                    "text": text.id,
                    "stored": asked["stored"],
                    "proposals": {
                        str(number): commitments.plain(kept) for number, kept in removal.changed.proposals.items()
                    },
                    "seals": {str(number): commitments.plain(kept) for number, kept in removal.changed.seals.items()},
                },
            ),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=text.council_code,
        )
    return Removed(tuple(text.words.values()), tuple(one["release_id"] for one in told if one["files"]))


def _release(
    installation: Installation, connection: Connection, track: str, root: Path, row: Row[Any], removal: _Removal
) -> dict[str, Any] | None:
    """Make a release again and say what it is now; None when the words were neither in its files nor in its ratings."""
    rated = (track, row.id) in removal.changed.releases
    try:
        published = site.release(root, row.id)
    except site.NotPublished:
        raise Refusal(f"Release {row.id} is not on disk. Put the site back first: see pressure doctor.") from None
    if not rated and removal.telling.parts and not removal.telling.within(published):
        return None
    same_format(published)
    with tempfile.TemporaryDirectory() as folder:
        inputs = inputs_then(installation, connection, track, row.id, published, Path(folder))
        files = removing.made_again(
            inputs, published, removal.every.within(published), removal.text.words, removal.stands, removal.made_from
        )
    other = removing.changed(published, files)
    if not other and not rated:
        return None
    manifest = removing.pending(published, files, row.rules_digest)
    again: dict[str, Any] = {}
    if row.nonce and rated:
        nonce = commitments.nonce()
        again = {"ratings": commitments.of_release(connection, track, row.id, nonce)}
        written_texts.restore_manifest(connection, track, row.id, nonce=nonce)
    written_texts.restore_manifest(connection, track, row.id, manifest_sha256=manifest["manifest_sha256"])
    return {
        "track": track,
        "release_id": row.id,
        "manifest_sha256_before": row.manifest_sha256,
        **manifest,
        **again,
        "files": {path: list(sums) for path, sums in sorted(other.items())},
    }


def _sites(installation: Installation) -> dict[str, Path]:
    return {track: root for track, root in roots(installation).items() if (root / "releases").is_dir()}


def _text(connection: Connection, text_id: str) -> Written:
    text = written_texts.get(connection, text_id)
    if text is None:
        raise Refusal(f"There is no text {text_id}. `pressure find-words` gives the ids of the texts that hold words.")
    if not text.words:
        raise Refusal(f"{text_id} holds no words, or they are removed already.")
    return text


def _allowed(installation: Installation, by: Actor, text: Written) -> Role:
    """An administrator of the council whose words they are; of any, where they are no council's."""
    own = [text.council_code] if text.council_code else sorted(by.councils_for(Act.REDACT))[:1]
    role = require(by, Act.REDACT, own)
    require_fresh(by, Act.REDACT, installation.now(), installation.settings.fresh_minutes)
    return role


def _asked(connection: Connection, text: Written) -> dict[str, Any]:
    """The newest request about the text as it is stored now."""
    for seal in reversed(record.opened(connection).values()):
        if seal.get("text") == text.id and seal.get("stored") == commitments.plain(text.stored) and "reason" in seal:
            return seal
    raise Refusal(f"Nobody has asked that {text.id} be removed. One administrator asks, another agrees.")
