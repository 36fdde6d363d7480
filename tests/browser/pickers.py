"""Every picker of a page, found by looking: three choices in each, then back, forward, reload, a copy, a dead link.

Against any installation that answers, with what was kept counted and printed:

    python -m tests.browser.pickers http://127.0.0.1:8501 map history register
"""

import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError  # noqa: A004

from pressure.words import shell
from tests.browser.officer_steps import settled
from tests.browser.serving import chromium

PATIENCE = 10
CHOICES, GONE, MOST_NUMBERS = 3, "gone-for-good", 2
KINDS = ("stSelectbox", "stMultiSelect", "stNumberInput", "stRadio")
Picker = tuple[str, str, int]
"""Kind, label, and which of those that have both, counted from the last: one that appears later comes before."""
State = dict[Picker, str]
ANSWERS: dict[str, set[Picker]] = {
    "officer-people": {("stSelectbox", "Role", 0), ("stSelectbox", "Manager", 0)},
    "officer-view": {("stRadio", "My view", 0)},
}
"""Answers in forms: kept on the page, and never in an address."""
VALUE = """box => {
  const checked = box.querySelector("input[type=radio]:checked");
  if (box.dataset.testid === "stRadio") return checked ? checked.closest("label").innerText.trim() : "";
  const tags = [...box.querySelectorAll("[data-tag]")].map(tag => tag.innerText.trim());
  return box.dataset.testid === "stMultiSelect" ? tags.join("; ") : box.querySelector("input").value; }"""
SELECT_ALL = "Select all"


@dataclass
class Walk:
    """What became of the choices of one page."""

    page: str
    made: int = 0
    kept: int = 0
    pickers: list[Picker] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def check(self, so: bool, what: str) -> None:
        if not so:
            self.wrong.append(f"{self.page}: {what}")

    def __str__(self) -> str:
        return f"{self.page}: {self.kept} of {self.made} choices kept in {len(self.pickers)} pickers"


def boxes(page: Page) -> dict[Picker, Locator]:
    """The pickers that can be seen, in the order of the page."""
    seen = [
        (kind, box.locator("label").first.inner_text().strip(), box)
        for kind in KINDS
        for box in page.get_by_test_id(kind).all()
        if box.is_visible()
    ]
    left, found = Counter((kind, label) for kind, label, _ in seen), {}
    for kind, label, box in seen:
        left[kind, label] -= 1
        found[kind, label, left[kind, label]] = box
    return found


def state(page: Page) -> State:
    """What every picker shows."""
    return {picker: str(box.evaluate(VALUE)) for picker, box in boxes(page).items()}


def opened(page: Page, url: str) -> None:
    """Drawn, with nothing more to come."""
    page.goto(url)
    drawn(page)


def drawn(page: Page) -> None:
    page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    settled(page)
    settled(page)


def choose(page: Page, picker: Picker, had: set[str]) -> str:
    """Make a choice that was not made before, where there is one; what the picker must show now, "" for no choice."""
    box, before = boxes(page)[picker], state(page)[picker]
    if picker[0] == "stNumberInput":
        wanted = str(int(float(before or 0)) + 1)
        box.locator("input").fill(wanted)
        box.locator("input").press("Enter")
    else:
        offered = box.locator("label[data-baseweb=radio], [role=radiogroup] label").all()
        if picker[0] != "stRadio":
            offered = _options(page, box)
        texts = {each.inner_text().strip(): each for each in offered if each.is_visible()}
        texts.pop(SELECT_ALL, None)
        new = [text for text in texts if text not in had] or [text for text in texts if text != before]
        if not new:
            page.keyboard.press("Escape")
            return ""
        wanted = new[0] if picker[0] != "stMultiSelect" else "; ".join(filter(None, (before, new[0])))
        had.add(new[0])
        texts[new[0]].click()
        if picker[0] == "stMultiSelect":  # its list stays open over the page
            page.keyboard.press("Escape")
    settled(page)
    settled(page)
    return wanted


def _options(page: Page, box: Locator) -> list[Locator]:
    """Open the list; once more if the page was still drawing and closed it again."""
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a list that opens while the page still scrolls closes again
    for _ in range(2):
        box.get_by_role("combobox").click()
        with contextlib.suppress(TimeoutError):
            page.get_by_role("option").first.wait_for(timeout=4_000)
            break
        settled(page)
    return page.get_by_role("option").all()


def walk(context: BrowserContext, url: str, name: str) -> Walk:
    """All pickers of a page, those too that a choice brings."""
    page, result = context.new_page(), Walk(name)
    opened(page, url)
    for _ in range(PATIENCE):  # a machine with much to do draws the title long before the rest
        if not boxes(page):
            page.wait_for_timeout(500)
    to_do = [(picker, url) for picker in boxes(page)]
    ends: dict[Any, str] = {}
    for picker, start in to_do:
        if picker in result.pickers or _enough(picker, result):
            continue
        result.pickers.append(picker)
        try:
            opened(page, start)
            _three(page, picker, result)
        except Exception as problem:
            result.wrong.append(f"{name}: {picker[1]}: {str(problem)[:150]}")
            continue
        to_do += [(other, page.url) for other in boxes(page)]
        ends |= {tuple(parse_qsl(urlsplit(page.url).query)): page.url}
    for end in sorted(ends.values(), key=len)[-1:]:
        _dead_links(context, end, result)
    page.close()
    return result


def _enough(picker: Picker, result: Walk) -> bool:
    """Figures to move are all drawn by one function; a few of a page are walked."""
    numbers = [p for p in result.pickers if p[0] == "stNumberInput"]
    return picker[0] == "stNumberInput" and len(numbers) >= MOST_NUMBERS


def _three(page: Page, picker: Picker, result: Walk) -> None:
    """Three choices in a row; what the address and the page say after the second is what Back brings."""
    seen: list[tuple[str, State]] = []
    had = {state(page)[picker]}
    for _ in range(CHOICES):
        if not (wanted := choose(page, picker, had)):
            break
        result.made += 1
        shown = state(page)
        result.kept += shown.get(picker) == wanted
        result.check(shown.get(picker) == wanted, f"{picker[1]}: chose {wanted!r}, shows {shown.get(picker)!r}")
        seen.append((page.url, shown))
    if len(seen) < CHOICES or picker in ANSWERS.get(result.page, ()):
        return
    for go, place in (("back", -2), ("forward", -1), ("reload", -1)):
        {"back": page.go_back, "forward": page.go_forward, "reload": page.reload}[go]()
        drawn(page)
        result.check(
            (page.url, _linked(page, result)) == (seen[place][0], _of(seen[place][1], result)),
            f"{picker[1]}: {go} brings {page.url} with {_differ(state(page), seen[place][1])}",
        )
    copy = page.context.new_page()
    opened(copy, page.url)
    result.check(
        _linked(copy, result) == _linked(page, result) and copy.url == page.url,
        f"{picker[1]}: a copy of {page.url} shows {_differ(state(copy), state(page))}",
    )
    copy.close()


def _dead_links(context: BrowserContext, url: str, result: Walk) -> None:
    """An id that is gone, in every place of the address in turn: gone from the address, and the rest agrees with it."""
    base, query = url.partition("?")[0], dict(parse_qsl(urlsplit(url).query))
    for name in query:
        page = context.new_page()
        opened(page, f"{base}?{urlencode(query | {name: GONE})}")
        result.check(GONE not in page.url, f"{name}: the dead value stays in the address")
        whole = page.locator("body").inner_text()
        result.check(shell.FAULT_TITLE not in whole, f"{name}: a dead value is a fault")
        shown, address = _linked(page, result), page.url
        opened(page, address)
        result.check(_linked(page, result) == shown, f"{name}: after a dead value a copy of {address} differs")
        page.close()


def _of(shown: State, result: Walk) -> State:
    return {picker: value for picker, value in shown.items() if picker not in ANSWERS.get(result.page, ())}


def _linked(page: Page, result: Walk) -> State:
    return _of(state(page), result)


def _differ(one: State, other: State) -> dict[str, tuple[str | None, str | None]]:
    return {p[1]: (one.get(p), other.get(p)) for p in one | other if one.get(p) != other.get(p)}


def every(walks: list[Walk]) -> str:
    """The count."""
    return (
        f"{sum(w.kept for w in walks)} of {sum(w.made for w in walks)} choices kept in "
        f"{sum(len(w.pickers) for w in walks)} pickers of {len(walks)} pages"
    )


def _walked(context: BrowserContext, address: str, names: list[str]) -> Iterator[Walk]:
    for name in names:
        yield walk(context, f"{address}/app/{name}", name)


def main(address: str, *names: str, out: Callable[[str], None] = print) -> None:
    """Walk the public pages, or those named, of an installation that answers."""
    with chromium() as browser:
        context, walks = browser.new_context(viewport={"width": 1280, "height": 900}), []
        for made in _walked(context, address, list(names) or [page.address for page in shell.PAGES]):
            walks.append(made)
            out(f"{made}\n" + "\n".join(f"   {line}" for line in made.wrong))
        out(every(walks))


if __name__ == "__main__":
    main(*sys.argv[1:])
