"""A page below /app/ gives blocks, and one module hands Streamlit their markup: nobody glues Markdown or HTML."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HANDS_IT_OVER = "pressure/shell/drawing.py"
SHOWS_TEXT = {"markdown", "html", "write", "caption", "latex"}
"""What Streamlit draws as Markdown, HTML or letters of a typewriter. Its headings, alerts and things to choose stay."""
SIGNS = re.compile(r"\*\*|\]\(|^#{1,6} |^ *[-*] |\n\n|</?[a-z][a-z0-9]*[ />]")
GLUED = {
    "pressure/content/app/method_lines.py": "a picture drawn there, with every word of it escaped",
    "pressure/content/explore/charts.py": "a label of a chart: plotly makes its own lines of <br> and <b>",
}
"""Where such a sign has to stand, and why."""


def modules(*folders: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*.py"))


DRAWN = modules("pages", "pressure/shell")
SAID = [*DRAWN, *modules("pressure/content/app", "pressure/content/explore", "pressure/words/officers")]


def hand_drawn(source: str) -> list[int]:
    """Lines on which a page hands Streamlit text or markup itself."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if (isinstance(call.func, ast.Attribute) and call.func.attr in SHOWS_TEXT)
        or ast.unparse(call.func) == "st.text"
        or any(keyword.arg == "unsafe_allow_html" for keyword in call.keywords)
    ]


def texts(source: str) -> Iterator[ast.Constant]:
    """Every text of a module but its documentation."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def glued(source: str) -> list[int]:
    return [text.lineno for text in texts(source) if SIGNS.search(str(text.value))]


@pytest.mark.parametrize("module", [name for name in DRAWN if name != HANDS_IT_OVER])
def test_a_page_hands_streamlit_no_text_or_markup_itself(module: str) -> None:
    """The same words are drawn alike on every page, and what an officer typed is never read as Markdown."""
    assert hand_drawn((ROOT / module).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("module", SAID)
def test_no_sign_of_markdown_or_html_stands_in_what_a_page_says(module: str) -> None:
    """Blocks print it as it is. The list above is as short as the code."""
    assert bool(glued((ROOT / module).read_text(encoding="utf-8"))) == (module in GLUED)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ('st.markdown("All is well.")', True),
        ("place.html(made)", True),
        ("st.text(said)", True),
        ("address.text(said)", False),
        ("draw(made, unsafe_allow_html=True)", True),
        ('st.header("Figures")', False),
        ("link.text", False),
        ("say(words.INTRO)", False),
    ],
)
def test_whoever_draws_by_hand_is_seen(source: str, seen: bool) -> None:
    assert bool(hand_drawn(source)) is seen


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ('f"**{title}**"', True),
        (r'"\n".join(f"- {line}" for line in lines)', True),
        (r'"\n\n".join(lines)', True),
        ('SAID = "See [the desk](/app/officer-desk)."', True),
        ('"<p>"', True),
        ('def act():\n    """Never **bold**."""', False),
        ('SAID = "Fewer than 5 - or none"', False),
    ],
)
def test_whoever_glues_is_seen(source: str, seen: bool) -> None:
    assert bool(glued(f"draw({source})" if source[0] in 'f"r' else source)) is seen
