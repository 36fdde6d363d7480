"""The picture of the rooms in docs/architecture.md, made from the imports:
`python -m tests.docs.imports_picture --write`."""

import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/architecture.md"
BEGIN, END = "```mermaid\n", "```\n"


def floors() -> list[list[str]]:
    """The rooms of each floor, the highest first, as the contract of the imports names them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["type"] == "layers")
    return [[name.strip().removeprefix("pressure.") for name in layer.split(":")] for layer in layers]


def imports() -> dict[str, set[str]]:
    """Which rooms each room imports, those imported by way of another left out."""
    graph = grimp.build_graph("pressure", exclude_type_checking_imports=True)
    rooms: dict[str, set[str]] = {room: set() for floor in floors() for room in floor}
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            here, there = (name.split(".")[1] if "." in name else "" for name in (importer, imported))
            if here and there and here != there:
                rooms[here].add(there)
    return {room: _direct(room, rooms) for room in TopologicalSorter(rooms).static_order()}


def modules(room: str) -> int:
    """How many modules a room holds."""
    folder = ROOT / "pressure" / room
    return sum(path.name != "__init__.py" for path in folder.rglob("*.py")) if folder.is_dir() else 1


def picture() -> str:
    """The picture as Mermaid text: an arrow points to what is imported."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "flowchart TD"
    for number, rooms in enumerate(floors()):
        yield f'  subgraph floor{6 - number}["floor {6 - number}"]'
        yield from (f'    {room}["{room} · {modules(room)}"]' for room in sorted(rooms))
        yield "  end"
    for room, wanted in sorted(imports().items()):
        yield from (f"  {room} --> {other}" for other in sorted(wanted))


def _direct(room: str, rooms: dict[str, set[str]]) -> set[str]:
    return {other for other in rooms[room] if not any(other in _all(third, rooms) for third in rooms[room] - {other})}


def _all(room: str, rooms: dict[str, set[str]]) -> set[str]:
    return rooms[room] | {far for near in rooms[room] for far in _all(near, rooms)}


def drawn(page: str) -> str:
    """The picture that stands in the page."""
    return page.split(BEGIN, 1)[1].split(END, 1)[0]


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    if "--write" in sys.argv:
        PAGE.write_text(page.replace(drawn(page), picture()), "utf-8")
    else:
        sys.stdout.write(picture())
