"""What a page says, line by line, and which of it the glossary does not allow."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEADING = "## What we say, and what we do not say"
BLOCKS = {
    "p",
    "li",
    "dd",
    "dt",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "caption",
    "summary",
    "title",
    "text",
    "desc",
    "div",
    "tr",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "main",
    "header",
    "footer",
    "nav",
    "option",
    "label",
    "button",
    "br",
    "entry",
    "content",
    "a",
    "meta",
    "blockquote",
    "figcaption",
    "legend",
    "time",
    "pre",
}
INLINE_LINK = "a"
SILENT = {"script", "style", "id", "pre"}  # what is typed into a program is not said
PARTS = re.compile(r"(?<!\\)\|")
CODE = re.compile(r"`([^`]+)`")
ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Row:
    """One row of the glossary's table: what is not said, whether only where it stands alone, and what may be."""

    wanted: str
    alone: bool
    but: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        around = "^(?:{})$" if self.alone else r"(?<![\w.])(?:{})(?!\w)"
        return re.compile(around.replace("{}", self.wanted), re.IGNORECASE)

    def said_in(self, line: str) -> bool:
        for text in self.but:
            line = re.sub(rf"(?<!\w)(?:{text})(?!\w)", " ", line, flags=re.IGNORECASE)
        return bool(self.pattern.search(line.strip() if self.alone else line))


def forbidden() -> list[Row]:
    """The table as data."""
    table = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").partition(HEADING)[2]
    rows = []
    for line in table.splitlines():
        cells = [cell.strip() for cell in PARTS.split(line)][1:-1]
        if len(cells) == 3 and (code := CODE.search(cells[0])):
            rows.append(
                Row(
                    code[1].replace(r"\|", "|"),
                    "*alone*" in cells[0],
                    tuple(found.replace(r"\|", "|") for found in CODE.findall(cells[2])),
                )
            )
    return rows


SPOKEN = ("alt", "aria-label", "placeholder")


class Lines(HTMLParser):
    """The text of a page, one line a block; links stay inside their sentence."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.silent, self.term = 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        if tag in BLOCKS and tag != INLINE_LINK:
            self.lines.append("")
        if tag == "dt":
            self.term = len(self.lines) - 1
        known = dict(attrs)
        self.lines += [said for name in ("alt", "aria-label", "placeholder") if (said := known.get(name))] + [
            ""
        ] * bool({"alt", "aria-label", "placeholder"} & set(known))
        if tag == "meta" and known.get("name") == "description":
            self.lines += [known.get("content") or "", ""]

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        if tag == "dd":  # a term and what is said of it are read as one
            self.lines.append(f"{self.lines[self.term]}: {self.lines[-1]}")
        if tag in BLOCKS and tag != INLINE_LINK:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines[-1] += data


def lines(page: str) -> Iterator[str]:
    """Every line a reader sees or hears."""
    parser = Lines()
    parser.feed(page)
    yield from (flat for line in parser.lines if (flat := " ".join(line.split())))


def not_allowed(said: Iterable[str], rows: Iterable[Row]) -> list[tuple[str, str]]:
    """What the glossary does not say, with the line it stands in. An address that stands there is not ours to word."""
    rows = list(rows)
    return [(row.wanted, line) for line in said for row in rows if row.said_in(ADDRESS.sub("", line))]
