"""Where words that should not be public stand: the first thing to know when a name was published by mistake."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation
from pressure.domain.refusals import Refusal
from pressure.publish.words_found import folded, found_in, holds, published_as
from pressure.store.engine import reading
from pressure.store.record import written_texts
from pressure.store.record.every_text import every_text

LEAST = 4
"""Letters and digits. Fewer stand in too many other words."""


@dataclass(frozen=True, slots=True)
class Found:
    """`published` names releases and their files, `files` every file on disk, `rows` tables and columns with the number
    of rows, `texts` the ids by which `pressure redact` knows texts. The words themselves are in none."""

    published: tuple[str, ...]
    files: tuple[str, ...]
    rows: dict[str, int]
    texts: tuple[str, ...] = ()

    @property
    def nowhere(self) -> bool:
        return not (self.published or self.files or self.rows)


def find_words(installation: Installation, text: str, *, by: Actor, also: Iterable[Path] = ()) -> Found:
    """Look through every file of every release and what was made from them, the database, and `also`. Changes nothing
    and writes the words nowhere. Raises Refusal for words too short to look for."""
    require(by, Act.PUBLISH, ())
    words = folded(text)
    if len(words) < LEAST:
        raise Refusal(f"Give at least {LEAST} letters or digits: fewer stand in too many other words.")
    places = [installation.site_dir, *also]
    if missing := [str(place) for place in places[1:] if not place.exists()]:
        raise Refusal(f"There is nothing at {', '.join(missing)}. Give files or folders that exist.")
    files = sorted({path for place in places for path in found_in(place, words)})
    names = published_as(installation.site_dir)
    real = {name for path in files for name in names.get(path, ())}
    demonstration = published_as(installation.site_dir / "demo")
    shown = real | {f"demo/{name}" for path in files for name in demonstration.get(path, ())}
    with reading(installation.engine) as connection:
        rows = Counter(
            place for place, value in every_text(connection) if holds(value.encode("utf-8", "replace"), words)
        )
        texts = sorted(
            text.id
            for text in written_texts.every(connection)
            if any(words in folded(said) for said in text.words.values())
        )
    return Found(tuple(sorted(shown)), tuple(map(str, files)), dict(sorted(rows.items())), tuple(texts))
