"""The large tables as Parquet beside their CSVs: the same cells with their types, a row group for each segment of the
CSV, so that a release writes what is new and a footer. Nothing in it is packed, so that words that were removed can be
looked for as they lie; what is kept and sent is packed like every file (ADR 0064)."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from pressure.document.dictionary import Described, named
from pressure.document.names import as_parquet
from pressure.release.draft import ReleaseDraft, Segment
from pressure.release.site import kept_as

if TYPE_CHECKING:  # pyarrow takes a third of a second to import
    from pressure.publish.parquet.parts import Part

MAGIC = b"PAR1"


def add(draft: ReleaseDraft, *paths: str) -> None:
    """The Parquet file of each CSV of the draft that the dictionary wants one of."""
    for path in paths:
        known = named(path)
        if known is not None and known.parquet and path in draft.files:
            draft.put_segments(as_parquet(path), MAGIC, _segments(draft, path, known))


def _segments(draft: ReleaseDraft, path: str, known: Described) -> Iterator[Segment]:
    """A part of the file for each part of the CSV, then the footer that says where they lie. A part is taken up when
    those before it are made, and with them its place."""
    own, at, entry = as_parquet(path), len(MAGIC), draft.files[path]
    parts: Sequence[str] = kept_as(entry)[1 if "segments" in entry else 0 :]
    footers = []
    for number, digest in enumerate(parts):
        make = cache(partial(_part, draft, known, digest, at, headed="segments" not in entry))
        yield str(number), [digest, at], partial(_content, make)
        footers.append(draft.remember(f"{own}#{number} footer", [digest, at], partial(_said, make)))
        at += draft.size_of(f"{own}#{number}")
    yield "footer", footers, partial(_footer, known, footers)


def _part(draft: ReleaseDraft, known: Described, digest: str, at: int, *, headed: bool) -> "Part":
    from pressure.publish.parquet.parts import part

    return part(draft.read(digest), known.columns, at, headed=headed)


def _content(make: Callable[[], "Part"]) -> tuple[bytes, int]:
    return make().content, make().rows


def _said(make: Callable[[], "Part"]) -> str:
    return make().footer


def _footer(known: Described, footers: Sequence[str]) -> tuple[bytes, int]:
    from pressure.publish.parquet.parts import footer

    return footer(known.columns, footers), 0
