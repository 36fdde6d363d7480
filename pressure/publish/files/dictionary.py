"""What every column of every CSV means, read from one file: for the data package, the SQLite copy and a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DICTIONARY = Path(__file__).with_name("dictionary.yaml")
CONSTRAINTS = ("required", "enum", "minimum", "maximum", "pattern")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its type by Frictionless Table Schema and what it means."""

    name: str
    type: str
    description: str
    constraints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One CSV by the name it has for real councils."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    folder: str = "data"


@lru_cache(maxsize=1)
def dictionary() -> dict[str, Described]:
    """Every file described, in the order of the dictionary."""
    document = yaml.safe_load(DICTIONARY.read_text("utf-8"))
    return {name: _described(name, known, document["columns"]) for name, known in document["files"].items()}


@lru_cache(maxsize=1)
def column_types() -> Mapping[str, str]:
    """The one type of each column by its name, whichever files it is in."""
    return {c.name: c.type for known in dictionary().values() for c in known.columns}


def named(path: str) -> Described | None:
    """What is known of a file in /data/, whichever councils it is about."""
    return dictionary().get(path.rpartition("/")[2].removeprefix("DEMO_"))


def _described(name: str, known: Mapping[str, Any], columns: Mapping[str, Any]) -> Described:
    own = known.get("own", {})
    return Described(
        name=name,
        title=known["title"],
        about=known["about"],
        key=tuple(known.get("key", ())),
        copies=known.get("copies", {}),
        folder=known.get("folder", "data"),
        columns=tuple(_column(c, {**columns[c], **own.get(c, {})}) for c in known["columns"]),
    )


def _column(name: str, known: Mapping[str, Any]) -> Column:
    return Column(
        name=name,
        type=known["type"],
        description=known["description"],
        constraints={k: known[k] for k in CONSTRAINTS if known.get(k) not in (None, False)},
    )
