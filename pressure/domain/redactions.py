"""Words removed after they were published: what stands in their place, and what each release may be since then."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pressure.domain.refusals import Refusal

REASONS = {
    "name": "they named a person",
    "health": "they told of somebody's health",
    "address": "they told where or how somebody is reached",
    "other": "they were published by mistake",
}
"""A fixed list: a reason in somebody's own words could tell it again."""
MARK = "[Words removed on "
LONG = 20
"""Characters. So many are removed wherever they stand; fewer only where a field of the same name says just that."""
_WHOLE = re.compile(rf"{re.escape(MARK)}\d+ \w+ \d{{4}}: (?:{'|'.join(map(re.escape, REASONS.values()))})\]")
TERMS = frozenset({"declaration", "level", "measure_id"})
ReleaseKey = tuple[str, str]


def unbroken(stored: str) -> dict[str, Any]:
    """A text that waits for a signature. Raises Refusal where words were taken out: the digest is of other words."""
    text: dict[str, Any] = json.loads(stored)
    for kept in text.values():
        said = kept if isinstance(kept, list) else [kept]
        if any(isinstance(one, str) and _WHOLE.fullmatch(one) for one in said):
            raise Refusal("Words were taken out of this proposal. Send it back, and have it proposed anew.")
    return text


def mark(day: date, reason: str) -> str:
    """What stands in place of the words."""
    return f"{MARK}{day.day} {day:%B %Y}: {REASONS[reason]}]"


def said_in(text: Mapping[str, Any]) -> dict[str, str]:
    """Every field of a signed text that somebody wrote, a list's by `name/0` and so on; no term, date or mark."""
    fields = {
        f"{name}/{at}" if isinstance(kept, list) else name: said
        for name, kept in text.items()
        if name not in TERMS
        for at, said in enumerate(kept if isinstance(kept, list) else [kept])
    }
    return {
        name: said
        for name, said in fields.items()
        if isinstance(said, str) and said and not _is_day(said) and not _WHOLE.fullmatch(said)
    }


def marked(text: Mapping[str, Any], stands: str) -> dict[str, Any]:
    """A signed text with every such field replaced, its terms as they were."""
    gone = {name.partition("/")[0] for name in said_in(text)}
    return {
        name: [stands] if name in gone and isinstance(said, list) else stands if name in gone else said
        for name, said in text.items()
    }


def without(kept: str, gone: Mapping[str, str], stands: str) -> str:
    """A stored text, plain or JSON, without a copy of the words."""
    for name, words in sorted(gone.items(), key=lambda one: -len(one[1])):
        if kept == words and len(words) >= LONG // 2:
            return stands
        for spelled in dict.fromkeys(
            form
            for said in (words, " ".join(words.split()))
            for form in (json.dumps(said, ensure_ascii=False)[1:-1], json.dumps(said)[1:-1], said)
        ):
            if len(words) >= LONG:
                kept = kept.replace(spelled, stands)
            elif name:
                kept = re.sub(
                    rf'("{re.escape(name)}": ?)"{re.escape(spelled)}"', lambda found: f'{found[1]}"{stands}"', kept
                )
    return kept


def manifests_now(entries: Iterable[Mapping[str, Any]]) -> dict[ReleaseKey, dict[str, Any]]:
    """By track and release: `seq`, `files_sha256`, `manifest_sha256` and `ratings`, as far as entries name them, of
    what a release is now. These bytes and no others are the release. Raises ValueError where one entry contradicts
    another: the entry after a release, or of a removal, names the whole manifest that was there."""
    now: dict[ReleaseKey, dict[str, Any]] = {}
    for entry in entries:
        what, seq = entry["what"], entry["seq"]
        if entry["action"] == "publish":
            if before := what.get("before"):
                _was(now, seq, (what["track"], before["release_id"]), before["manifest_sha256"])
            now[what["track"], what["release_id"]] = {**what, "seq": seq}
        elif entry["action"] == "redact":
            for one in what["releases"]:
                key = one["track"], one["release_id"]
                _was(now, seq, key, one["manifest_sha256_before"])
                now[key] = {**now.get(key, {}), **one, "seq": seq}
    return now


def _was(now: dict[ReleaseKey, dict[str, Any]], seq: int, key: ReleaseKey, manifest_sha256: str) -> None:
    if now.get(key, {}).setdefault("manifest_sha256", manifest_sha256) != manifest_sha256:
        raise ValueError(f"entry {seq}: release {key[1]} was not what it says it was")


def _is_day(said: str) -> bool:
    try:
        return bool(date.fromisoformat(said))
    except ValueError:
        return False
