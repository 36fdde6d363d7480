"""Whether the public texts of a declaration speak of its own measure: words each must use, and words of another."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from pressure.document.shapes import SignedText
from pressure.words.numbers import listed
from pressure.words.officers import declare as words

FIELDS: tuple[Literal["public_words"], Literal["easy_read"]] = ("public_words", "easy_read")


@lru_cache(maxsize=4)
def measure_words(data_dir: Path) -> Mapping[str, Mapping[str, list[str]]]:
    """By exceptional measure: `one_of` and `not`, from words/exceptional_measures.yaml of the data."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(
        (data_dir / "words" / "exceptional_measures.yaml").read_text(encoding="utf-8")
    )
    return found


def off_the_measure(
    measure_id: str, text: SignedText, labels: Mapping[str, str], title: str, data_dir: Path
) -> tuple[str, ...]:
    """What in a text seems to be about another measure, a sentence each. An empty part is not judged."""
    own = measure_words(data_dir).get(measure_id)
    if own is None:
        return ()
    lines = []
    for name in FIELDS:
        said = text.get(name, "")
        if said and not used(own["one_of"], said):
            lines.append(words.NOT_NAMED.format(field=labels[name], title=title, words=listed(own["one_of"], "or")))
        if other := used(own["not"], said):
            lines.append(words.OTHER_MEASURE.format(field=labels[name], title=title, words=listed(other)))
    return tuple(lines)


def used(wanted: Iterable[str], text: str) -> list[str]:
    """Which of the words begin somewhere in the text."""
    flat = " ".join(text.casefold().split())
    return [word for word in wanted if re.search(rf"\b{re.escape(word)}", flat)]
