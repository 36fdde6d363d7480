"""What a notice is made of: sections of plain blocks that a page of any kind can draw, in the order given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `lang` where the page there is in another language."""

    text: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A small hand-made SVG with a text of its own, and the words that stand after it."""

    svg: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody else wrote, marked as what it is about: "late" for what was not taken."""

    text: str
    tone: str = ""
    marked: ClassVar[bool] = True


Words = tuple[str | Link, ...]
Cell = str | Link | Drawn | Marked | Words


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. `tone` is "" or "urgent", "strong", "quiet", "quote"; `lang` where it is in another language than
    its page."""

    words: Words
    tone: str = ""
    lang: str = ""
    kind: ClassVar[str] = "para"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, in its own order. `tone` "quiet" is for figures too old to count."""

    items: tuple[Words, ...]
    tone: str = ""
    kind: ClassVar[str] = "items"


@dataclass(frozen=True, slots=True)
class Term:
    """A name, what is said of it, and the level whose bars stand beside it."""

    name: str
    words: Words
    level: int | None = None


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Names and what is said of each. `tone` "quiet" is for figures too old to count."""

    facts: tuple[Term, ...]
    tone: str = ""
    kind: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption; the first cell of a row names the row. `note` says what was left out and where it is.
    Where a heading above it says the same (`titled`), the caption is for screen readers alone. On a phone each row of
    one that `stacks` is a small list; below /app/ that is so of every table of more than two columns."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Words = ()
    titled: bool = False
    stacks: bool = False
    kind: ClassVar[str] = "grid"


@dataclass(frozen=True, slots=True)
class Picture:
    """A hand-made SVG with its own title and description. A sentence and a table always stand beside it."""

    svg: str
    kind: ClassVar[str] = "picture"


@dataclass(frozen=True, slots=True)
class Pair:
    """Pictures of one matter, each under its name: side by side on a desk."""

    pictures: tuple[tuple[str, str], ...]
    kind: ClassVar[str] = "pair"


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that is a file of its own, at `src`: what it says in words, its width and height, the same for a phone
    where there is one, what stands below it, and where it can be had as a copy. A table always stands beside it."""

    src: str
    said: str
    size: tuple[int, int]
    narrow: str = ""
    narrow_size: tuple[int, int] = (0, 0)
    caption: str = ""
    copies: tuple[Link, ...] = ()
    kind: ClassVar[str] = "picture_file"


@dataclass(frozen=True, slots=True)
class Heading:
    """A smaller heading inside a section; with an id, an address leads to it."""

    text: str
    id: str = ""
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Code:
    """What somebody types or copies, line by line."""

    text: str
    kind: ClassVar[str] = "code"


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that open when asked for, without script."""

    title: str
    blocks: tuple["Para | Items | DefinitionList | Grid", ...]
    kind: ClassVar[str] = "fold"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure as a line of a table: pictures are drawn here, `change` is one with its words; `more` is what the row
    opens to. `high` where its band is one of the upper half."""

    id: str
    name: str
    value: str
    unit: str
    bullet: str
    band: str
    high: bool
    line: str
    change: tuple[str, str]
    to: str
    more: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures of one family."""

    title: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of a place as one table; `head` names its six columns."""

    caption: str
    head: tuple[str, ...]
    groups: tuple[FigureGroup, ...]
    kind: ClassVar[str] = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLine:
    """A family of figures: its own level in words, and which way its points went."""

    name: str
    level: int | None
    said: str
    of: str
    sign: str
    way: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The first screen of a council with a level, beside its sign; `more` is where the whole history is."""

    facts: tuple[Term, ...]
    finding: str
    strip: str
    families: tuple[FamilyLine, ...]
    decided: str
    more: str


Block = Para | Items | DefinitionList | Grid | Picture | Pair | PictureFile | Heading | Code | Fold | Figures


@dataclass(frozen=True, slots=True)
class Section:
    """One question and its answer. `printed` says whether it belongs on the single printed side."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    printed: bool = True


def says(*words: str | Link, tone: str = "") -> Para:
    """A paragraph from its parts."""
    return Para(words, tone)


def lines(*texts: str, tone: str = "") -> Items:
    """A list of plain sentences."""
    return Items(tuple((text,) for text in texts), tone)


def flat(words: Words) -> str:
    """Words as plain text, without the addresses behind them."""
    return "".join(part if isinstance(part, str) else part.text for part in words)


def cell_text(cell: Cell) -> str:
    """A cell of a table in the same way."""
    return cell if isinstance(cell, str) else cell.text if isinstance(cell, Link | Drawn | Marked) else flat(cell)
