"""One design: what it says, everything else is made from; and what it says can be read."""

import itertools
import re
import tomllib

import pytest
from pydantic import ValidationError

from pressure.drawing import templating
from pressure.drawing.design import Design, band_colours, design, streamlit_theme
from pressure.drawing.wordmark import favicon, wordmark
from pressure.settings import SHIPPED
from tests.rating_cases import BOOK

SCHEMES = ("light", "dark")
TEXT, MARK = 4.5, 3.0


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG has it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("upper", "lower", "least"),
    [
        ("ink", "paper", TEXT),
        ("ink", "wash", TEXT),
        ("ink-2", "paper", TEXT),
        ("ink-2", "wash", TEXT),
        ("link", "paper", TEXT),
        ("link", "wash", TEXT),
        ("seen", "paper", TEXT),
        ("alarm", "paper", TEXT),
        ("watermark-ink", "watermark", TEXT),
        ("focus-ink", "focus", TEXT),
        ("line-2", "paper", MARK),
        ("b3-ink", "b3", TEXT),
        ("hatch", "paper", MARK),
        *((f"l{n}-edge", "paper", MARK) for n in (1, 2, 3, 4)),
    ],
)
def test_words_and_marks_are_seen_on_what_they_stand_on(scheme: str, upper: str, lower: str, least: float) -> None:
    colours = design().schemes[scheme]
    assert contrast(colours[upper], colours[lower]) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
def test_white_words_stand_on_a_button(scheme: str) -> None:
    assert contrast(design().schemes[scheme]["button"], "#ffffff") >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_chart_that_does_not_know_its_scheme_is_seen_on_both(scheme: str) -> None:
    assert all(contrast(c, design().schemes[scheme]["paper"]) >= MARK for c in design().charts.values())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_highest_band_is_the_furthest_from_the_page(scheme: str) -> None:
    colours = design().schemes[scheme]
    far = [contrast(colours[f"b{n}"], colours["paper"]) for n in (1, 2, 3, 4)]
    assert far == sorted(far)
    assert min(b / a for a, b in itertools.pairwise(far)) > 1.3


def test_no_band_has_the_colour_of_a_level() -> None:
    levels = {level.colour for level in BOOK.levels}
    assert not levels & {colour for scheme in SCHEMES for colour in design().schemes[scheme].values()} - {
        design().light["l3-edge"],
        design().light["l4-edge"],
    }
    assert len(band_colours()) == len(BOOK.levels)


def test_streamlit_has_the_theme_of_the_design() -> None:
    theme = tomllib.loads((SHIPPED / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    own = streamlit_theme()
    assert {name: theme[name] for name in own} == own


@pytest.mark.parametrize("sheet", ["blocks", "marks", "frame", "plain", "app", "streamlit", "council", "without_level"])
def test_a_style_sheet_names_no_colour_and_only_properties_that_there_are(sheet: str) -> None:
    css = (templating.TEMPLATES / f"{sheet}.css").read_text("utf-8")
    made = set(re.findall(r"(--[a-z0-9-]+):", templating.page_style(BOOK)))
    assert not re.findall(r"#[0-9a-f]{3,6}\b", css)
    assert set(re.findall(r"var\((--[a-z0-9-]+)", css)) <= made


def test_both_kinds_of_page_have_the_same_names() -> None:
    plain, app = (
        set(re.findall(r"(--[a-z0-9-]+):", made(BOOK))) for made in (templating.page_style, templating.app_style)
    )
    assert plain == app


@pytest.mark.parametrize(
    ("where", "what"),
    [(("schemes", "light", "inkk"), "#000000"), (("forced", "inkk"), "Canvas"), (("print", "ink"), "url(x)")],
)
def test_a_design_that_breaks_its_shape_is_refused(where: tuple[str, ...], what: str) -> None:
    told = design().model_dump(mode="json")
    part = told
    for name in where[:-1]:
        part = part[name]
    part[where[-1]] = what
    with pytest.raises(ValidationError):
        Design.model_validate(told)


def test_sign_and_wordmark_are_small_and_follow_the_scheme() -> None:
    for drawn in (favicon(), wordmark()):
        assert len(drawn.encode()) < 1_500
        assert "prefers-color-scheme:dark" in drawn
        assert design().dark["ink"] in drawn
