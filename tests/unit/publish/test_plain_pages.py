"""Every plain page: small, safe, whole without script, and the same bytes each time."""

import gzip
import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from pressure.content.front import front_page
from pressure.content.lists import councils_page
from pressure.content.plain.councils import council_page, easy_read_page
from pressure.content.plain.records import due_page
from pressure.content.register import register_page
from pressure.drawing.templating import page_style
from tests import notice_cases as cases
from tests.rating_cases import BOOK
from tests.reading_age import grade
from tests.unit.publish.every_page import PAST, every_page
from tests.unit.publish.plain_cases import DECLARATIONS, DUE, FRAME, ROWS, SOURCES, row

PAGES: Mapping[str, bytes] = every_page()
LIMIT, STYLE_LIMIT = 25 * 1024, 4 * 1024
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'
LOADS = {"script", "img", "iframe", "object", "embed", "audio", "video", "source", "track", "base"}
SPOKEN, APART = {"p", "li", "dd"}, {"table", "details", "svg", "nav", "footer"}
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Outline(HTMLParser):
    """What a page is made of: tags, headings, addresses, and text without markup."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.sentences: list[str] = []
        self._open: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self._open.append(tag)
        if tag in {"p", "li", "dd", "dt", "h1", "h2", "h3"}:
            self.sentences.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = set(self._open)
        if self.sentences and inside & SPOKEN and not inside & APART:
            self.sentences[-1] += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(params=sorted(PAGES))
def page(request: pytest.FixtureRequest) -> bytes:
    return PAGES[str(request.param)]


def test_a_page_is_at_most_25_kilobytes_compressed(page: bytes) -> None:
    assert len(gzip.compress(page, 6, mtime=0)) <= LIMIT


def test_a_page_has_its_language_one_main_heading_title_and_description(page: bytes) -> None:
    outline = Outline(page)

    in_welsh = page in {made for name, made in PAGES.items() if "in Welsh" in name}
    assert outline.named("html") == [{"lang": "cy" if in_welsh else "en-GB"}]
    assert len(outline.named("h1")) == 1
    assert page.index(b"<title>") < page.index(b"</head>")
    metas = {m.get("name") or m.get("property"): m.get("content") for m in outline.named("meta")}
    assert metas["description"]
    assert metas["og:title"]
    assert b'class="skip" href="#main"' in page


def test_a_page_loads_nothing_and_runs_nothing(page: bytes) -> None:
    outline = Outline(page)

    assert not (LOADS - {"img"}) & {tag for tag, _ in outline.tags}
    assert not [a for _, attrs in outline.tags for a in attrs if a.startswith("on") or a == "style"]
    pictures = [attrs for _, attrs in outline.tags if "src" in attrs]
    assert all(re.fullmatch(r"(/demo)?/map/[a-z]+\.svg", one["src"]) and one["alt"] for one in pictures)
    assert "url(" not in re.sub(r"url\(#[a-z-]+\)", "", page.decode())
    assert all(not link["href"].startswith("http") for link in outline.named("link"))
    assert "@import" not in page.decode()


def test_an_id_is_used_once_on_a_page(page: bytes) -> None:
    ids = [attrs["id"] for _, attrs in Outline(page).tags if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))


def test_every_page_says_what_the_level_is_not(page: bytes) -> None:
    assert "not a CQC rating, not the NHS&#39;s OPEL, and not a judgement of staff" in page.decode()


def test_links_of_a_page_lead_from_the_root_or_to_a_named_site(page: bytes) -> None:
    hrefs = [a["href"] for a in Outline(page).named("a")]
    reach = ("tel:+44", "tel:999", "mailto:")
    assert all(h.startswith(("/", "#", "https://", *reach)) and not h.startswith("//") for h in hrefs)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert every_page() == PAGES


def test_hostile_words_of_a_council_are_shown_and_never_run() -> None:
    council = {**cases.COUNCIL_FACTS, "name": HOSTILE, "official_name": HOSTILE, "region": HOSTILE}
    rows = [
        {
            "declaration_id": "D3",
            "people": HOSTILE,
            "reason": HOSTILE,
            "measure_id": HOSTILE,
            "stage": 2,
            "area": HOSTILE,
            "starts_at": "2026-11-01",
            "ended_at": "2026-11-02",
        }
    ]
    made = council_page({**cases.declared(), "council": council}, PAST, BOOK, rows)
    listed = councils_page([row("X99000001", HOSTILE, 3, nation=HOSTILE)], BOOK, FRAME, query=HOSTILE)

    for text in (made.decode(), listed.decode()):
        assert "<script" not in text
        assert "<img" not in text
        assert "{{ 7*7 }}" in text
        assert "&lt;script&gt;" in text


def test_the_demonstration_says_so_in_title_and_banner_and_keeps_out_of_search() -> None:
    text = PAGES["notice, demonstration"].decode()
    assert "(demonstration)</title>" in text
    assert "all its figures are invented" in text
    assert 'content="noindex"' in text
    assert "invented" not in PAGES["notice, level 3"].decode()


@pytest.mark.parametrize("name", [n for n in PAGES if n.startswith(("notice", "easy read"))])
def test_a_page_about_a_rating_says_until_when_to_rely_on_it(name: str) -> None:
    said = "Peidiwch â dibynnu ar hyn ar ôl" if "in Welsh" in name else "Do not rely on this after"
    assert said in PAGES[name].decode()


def test_lists_of_levels_say_until_when_and_are_alphabetical() -> None:
    text = PAGES["front"].decode()
    names = ["Aberfold", "Moorby", "Testshire", "Überton &amp; Vale"]
    places = [text.index(f">{name}</a>", text.index('id="a-to-z"')) for name in names]

    assert "Do not rely on this list after Sunday 13 December 2026" in text
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("moor", "Moorby"),
        ("Moor Bay", "Moorby"),
        ("uberton and vale", "Überton"),
        ("X99000001", "Testshire"),
        ("TESTSHIRE county council", "Testshire"),
    ],
)
def test_a_council_is_found_by_part_of_its_name_another_name_or_its_code(typed: str, found: str) -> None:
    text = councils_page(ROWS, BOOK, FRAME, query=typed).decode()
    assert f"One answer for “{typed}”." in text
    assert f">{found}" in text


def test_153_councils_still_fit() -> None:
    rows = [row(f"E10000{n:03d}", f"County of Number {n * 7919 % 1000}", n % 5 or None) for n in range(214)]
    for made in (front_page(rows, [], BOOK, FRAME), councils_page(rows, BOOK, FRAME)):
        assert len(gzip.compress(made, 6, mtime=0)) <= LIMIT


def test_the_style_sheet_is_small_and_knows_every_level() -> None:
    assert len(gzip.compress(page_style(BOOK).encode(), 6, mtime=0)) <= STYLE_LIMIT
    assert all(f".level{level.number}" in page_style(BOOK) for level in BOOK.levels)


def words_of(page: bytes) -> str:
    texts = (" ".join(s.split()) for s in Outline(page).sentences)
    return " ".join(text if text.endswith((".", "?", ":", "!")) else f"{text}." for text in texts if text)


@pytest.mark.parametrize("name", [n for n in PAGES if n.startswith("notice")])
def test_a_notice_can_be_read_at_fourteen(name: str) -> None:
    assert grade(words_of(PAGES[name])) <= 9


@pytest.mark.parametrize(
    "made",
    cases.EVERY_STATE,
)
def test_easy_read_can_be_read_at_eleven(made) -> None:  # type: ignore[no-untyped-def]
    assert grade(words_of(easy_read_page(made(), BOOK))) <= 6


def test_the_register_says_who_signed_by_role_when_it_was_checked_and_links_the_silent() -> None:
    row_ = {
        **DECLARATIONS[0],
        "proposed_by_role": "director",
        "signed_by_role": "chief_executive",
        "signed_at": "2026-11-18T09:00:00Z",
        "legal_check_on": "2026-11-17",
        "told": "lead member; providers",
    }
    text = register_page([row_], ROWS[2:3], BOOK, FRAME).decode()
    assert "Proposed by the director and signed by the chief executive on Wednesday 18 November 2026." in text
    assert "<dt>Legal check on</dt> <dd>Tuesday 17 November 2026</dd>" in text
    assert "<dd>Lead member; providers</dd>" in text
    assert '<a href="/councils/X99000002/">Aberfold</a>' in text


def test_the_due_board_says_when_each_publisher_was_asked_what_came_last_and_what_is_overdue() -> None:
    text = due_page(DUE, SOURCES, BOOK, FRAME).decode()
    assert "Publishers set their own dates." in text
    assert "Returns close on Tuesday at midday. Releases come out on Wednesday at 9:30am, UK time" in text
    assert all(day in text for day in ("17 Nov 2026", "15 Dec 2026"))
    late = due_page(DUE, [SOURCES[0] | {"days_overdue": 3, "looked_at": None}], BOOK, FRAME).decode()
    assert "15 Dec 2026, 3 days overdue" in late
    assert "not yet" in late
    by_hand = due_page(DUE, [SOURCES[0] | {"fetched": False, "expected_on": None}], BOOK, FRAME).decode()
    assert "comes by hand" in by_hand
    assert "no day known" in by_hand
    empty = due_page(DUE, [], BOOK, FRAME).decode()
    assert "None is used here." in empty
    assert "Publications we use" not in empty


def test_the_front_page_says_what_came_this_week_what_is_due_next_and_how_much_is_late() -> None:
    new = SOURCES[0] | {"received_at": "2026-11-24T10:00:00Z"}
    text = front_page(ROWS, [], BOOK, FRAME, [new]).decode()
    assert "Delayed discharges, to 30 September 2026" in text
    assert "Delayed discharges, 15 December 2026" in text
    assert "What is due and late" in text
    late = front_page(ROWS, [], BOOK, FRAME, [SOURCES[0] | {"expected_on": "2026-11-20"}]).decode()
    assert "No new official figures." in late
    assert "No day is known." in late
    assert "1 file late: who, and since when" in late
    assert "Due next" not in front_page(ROWS, [], BOOK, FRAME, [SOURCES[0] | {"fetched": False}]).decode()


def test_no_page_reads_an_empty_register_as_calm() -> None:
    """Silence is not an answer."""
    front = front_page(ROWS, [], BOOK, FRAME).decode()
    assert "A council that has not confirmed its register may still be using one." in front
    assert "none in force" not in front.lower()
    empty = register_page([], ROWS[2:3], BOOK, FRAME).decode()
    assert "None in force." in empty
    assert "1 council has not confirmed the register, so there may be measures that we do not know of." in empty
    assert "that we do not know of" not in register_page([], [], BOOK, FRAME).decode()


def test_a_front_page_without_any_level_says_so_once_and_how_to_begin() -> None:
    """So it is for real councils until the first sends its figures."""
    text = front_page([r for r in ROWS if not r["level_published"]], [], BOOK, FRAME).decode()
    assert text.count("No council publishes a level yet: 0 of 1.") == 1
    assert "its page shows the official figures" in text
    assert "Ask yours to begin" in text
    assert text.lower().count("no current level") == 0
