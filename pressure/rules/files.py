"""Rule files as text: found, read without guessing a type, and refused by file, key, found and expected."""

import hashlib
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from pressure.domain.lawful import BrokenLawError
from pressure.domain.refusals import Refusal
from pressure.settings import SHIPPED

RULES_DIR = SHIPPED / "data" / "rules"


class DataFileError(Refusal, ValueError):
    """A file of `data/` that cannot be used, and where."""

    needed = "we need"
    next_step = "correct the file"

    def __init__(self, file: str, key: str, found: str, expected: str) -> None:
        self.file, self.key, self.found, self.expected = file, key, found, expected
        super().__init__(f"{file}: {key} has {found} where {self.needed} {expected}; {self.next_step}.")


class RuleFileError(DataFileError):
    """A rule file that cannot be used, and where."""

    needed = "the rules need"
    next_step = "correct the file and load the rules again"


class _TextLoader(yaml.CBaseLoader):
    """Reads every value as the text it is, so that 0.10 stays exact and 12:00 is not a number of seconds.
    White space between words is one space, however the file breaks its lines."""

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        return " ".join(str(super().construct_scalar(node)).split())

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise BrokenLawError(key, f"a second entry on line {key_node.start_mark.line + 1}", "each key once")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_files(directory: Path) -> dict[str, bytes]:
    """Every rule file by its path inside the directory, in sorted order."""
    files = {p.relative_to(directory).as_posix(): p.read_bytes() for p in directory.rglob("*.yaml")}
    return dict(sorted(files.items()))


def digest(files: Mapping[str, bytes]) -> str:
    """One sha256 over names and contents, so that any change to any file is seen."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()


def parsed(file: str, content: bytes, bad: type[DataFileError] = RuleFileError) -> Any:
    """The YAML of one file, every scalar still text. Raises `bad`."""
    try:
        return yaml.load(content.decode("utf-8"), Loader=_TextLoader)  # noqa: S506 it builds only text
    except UnicodeDecodeError as error:
        raise bad(file, f"byte {error.start}", "a byte that is not UTF-8", "text in UTF-8") from error
    except BrokenLawError as law:
        raise bad(file, law.key, law.found, law.expected) from law
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "the file"
        problem = getattr(error, "problem", None) or "no text"
        raise bad(file, where, f"broken YAML ({problem})", "valid YAML") from error


def first_fault(error: ValidationError, *before: str, said_as: Mapping[str, str] | None = None) -> tuple[str, str, str]:
    """Key, found and expected of pydantic's first fault, in our words. `said_as` gives a field's name in files."""
    fault, names = error.errors()[0], said_as or {}
    where = [
        *before,
        *(
            f"entry {part + 1}" if isinstance(part, int) else names.get(part, part).strip()
            for part in fault["loc"]
            if part != "[key]"
        ),
    ]
    law = fault.get("ctx", {}).get("error")
    if isinstance(law, BrokenLawError):
        return ": ".join([*where, law.key] if law.key else where), law.found, law.expected
    key, kind = ": ".join(where) or "the file", fault["type"]
    if kind in {"model_type", "model_attributes_type", "dataclass_type"}:
        return key, repr(fault["input"])[:80], "keys with values"
    if kind == "missing":
        return key, "nothing", "a value"
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        return key, "a key nobody reads", "only known keys"
    expected = fault["msg"].removeprefix("Input should be ").rstrip(".")
    if kind == "fraction_parsing":
        expected = "a number such as 25, 0.5 or 2/3"
    return key, repr(fault["input"])[:80], expected
