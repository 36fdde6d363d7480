"""What a shared link brings along, over every page of a release."""

import re
from dataclasses import replace
from html import unescape

from pressure.publish import cards
from pressure.publish.release import draft_of
from pressure.release.draft import ReleaseDraft
from pressure.settings import settings
from pressure.store.engine import reading
from pressure.web.release_files import archived
from tests.publish_cases import ADDRESS, Told
from tests.unit.publish.every_page import every_page

PUBLIC = f"{ADDRESS}/demo/"
NO_ADDRESS = {"404.html"}
"""Pages that answer wherever something was asked for that is not there."""


def drawn(installed: Told, release_id: str) -> ReleaseDraft:
    """The cards of the newest release, as one of another name would have them."""
    with reading(installed.installation.engine) as connection:
        inputs = installed.inputs(connection)
        inputs = replace(
            inputs,
            councils=inputs.councils[:2],
            releases=(*inputs.releases[:-1], replace(inputs.release, id=release_id)),
        )
        draft = ReleaseDraft(installed.root, release_id, "", "", "")
        cards.add(draft, inputs)
    return draft


def test_every_council_of_a_release_has_a_card_and_so_has_the_site(installed: Told) -> None:
    files = installed.release.manifest["files"]
    notices = {p.replace("index.html", "card.png") for p in files if p.count("/") == 2 and p.endswith("index.html")}

    pictures = {p for p in files if p.endswith("card.png")}
    assert pictures == {p for p in notices if p.startswith("councils/")} | {"card.png"}
    assert max(files[p]["bytes"] for p in pictures) <= 60_000


def test_every_map_can_be_copied_as_a_small_png_and_its_page_says_where(installed: Told) -> None:
    files = installed.release.manifest["files"]
    maps = {path for path in files if path.startswith("map/") and path.endswith(".svg") and "outlines" not in path}
    assert maps
    for path in maps:
        copy = path.replace(".svg", ".png")
        assert installed.release.read(copy).startswith(b"\x89PNG")
        assert files[copy]["bytes"] <= 60_000
        page = installed.release.read(path.replace(".svg", "/index.html")).decode()
        assert f'href="/demo/{path}" download>SVG</a>, <a href="/demo/{copy}" download>PNG</a>' in page


def test_a_card_is_not_drawn_again_while_its_words_stay(installed: Told) -> None:
    one, other = drawn(installed, "20270101T093000Z-1"), drawn(installed, "20270108T093000Z-2")

    assert {path: made["key"] for path, made in one.made_from.items()} == {
        path: made["key"] for path, made in other.made_from.items()
    }


def test_a_site_without_an_address_draws_no_cards(installed: Told) -> None:
    """No page could name them."""
    with reading(installed.installation.engine) as connection:
        inputs = installed.inputs(connection)
        inputs = replace(inputs, releases=(*inputs.releases[:-1], replace(inputs.release, public_address="")))
        draft = ReleaseDraft(installed.root, inputs.release.id, "", "", "")
        cards.add(draft, inputs)

    assert draft.files == {}


def test_a_release_that_is_told_of_the_past_draws_no_cards(installed: Told) -> None:
    with reading(installed.installation.engine) as connection:
        draft = draft_of(installed.inputs(connection), installed.root, current=False)

    assert [path for path in draft.files if path.endswith(".png")] == []


def metas(page: str) -> dict[str, list[str]]:
    """What the head of a page says, by its name."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<(?:meta|link)\b[^>]*>", page.partition("</head>")[0]):
        named = dict(re.findall(r'([\w:-]+)="([^"]*)"', tag))
        key = named.get("property") or named.get("name") or f"{named.get('rel')} {named.get('type', '')}".strip()
        found.setdefault(key, []).append(unescape(named.get("content") or named.get("href") or ""))
    return found


def pages(installed: Told) -> dict[str, dict[str, list[str]]]:
    release = installed.release
    return {p: metas(release.read(p).decode()) for p in release.manifest["files"] if p.endswith(".html")}


def test_every_page_of_a_release_names_its_own_address_and_a_picture_that_is_there(installed: Told) -> None:
    for path, said in pages(installed).items():
        own = f"{PUBLIC}{path.removesuffix('index.html')}"
        assert said.get("canonical") == said.get("og:url") == (None if path in NO_ADDRESS else [own]), path
        assert said["og:title"], path
        assert said["og:description"], path
        assert said["twitter:card"] == ["summary_large_image"]
        (picture,) = said["og:image"]
        assert installed.release.has(picture.removeprefix(PUBLIC)), (path, picture)
        assert [said["og:image:width"], said["og:image:height"]] == [["1200"], ["630"]]


def test_every_page_about_a_council_has_the_picture_and_the_feeds_of_that_council(installed: Told) -> None:
    for path, said in pages(installed).items():
        code = path.partition("councils/")[2].partition("/")[0]
        whose = f"councils/{code}/" if code.startswith("X") else ""
        assert said["og:image"] == [f"{PUBLIC}{whose}card.png"], path
        for kind, ending in (("atom", "atom"), ("feed", "json")):
            (feed,) = said[f"alternate application/{kind}+{'xml' if kind == 'atom' else 'json'}"]
            assert feed == f"/demo/{whose}feed.{ending}", path
            assert installed.release.has(feed.removeprefix("/demo/"))


def test_every_article_says_when_it_was_published_in_its_head_and_in_its_text(installed: Told) -> None:
    for path, said in pages(installed).items():
        text = installed.release.read(path).decode()
        (machine,) = re.findall(r'<time datetime="([^"]+)">[^<]+</time>, release', text)
        if said["og:type"] == ["article"]:
            assert said["article:published_time"] == [machine], path


def test_without_an_address_nothing_is_made_up() -> None:
    for name, page in every_page().items():
        said = metas(page.decode())
        assert not {"canonical", "og:url", "og:image"} & set(said), name
        assert said["twitter:card"] == ["summary"], name


def test_a_link_to_a_page_of_the_past_brings_along_what_is_of_that_release(installed: Told) -> None:
    """Whoever is sent it sees the picture of then, or none; search engines are still led to the page of now."""
    first, live = installed.releases()[0], installed.release
    for release, picture in ((live, [f"{PUBLIC}releases/{live.id}/card.png"]), (first, None)):
        said = metas(archived.page(release, live, "method/index.html").decode())
        assert said["og:url"] == [f"{PUBLIC}releases/{release.id}/method/"]
        assert said.get("og:image") == picture
        assert said["canonical"] == [f"{settings.public_address}/demo/method/"]
        assert ("og:image:width" in said) == bool(picture)


def test_a_notice_has_what_another_page_needs_to_show_its_badge(installed: Told) -> None:
    """One without a level is kept short, and has the badge alone."""
    for path in pages(installed):
        if re.fullmatch(r"councils/\w+/index.html", path):
            here = f"{PUBLIC}{path.removesuffix('index.html')}"
            shown = re.findall(r"&lt;a href=.*?&lt;/a&gt;", installed.release.read(path).decode())
            rated = installed.release.json(f"{path.removesuffix('index.html')}rating.json")["rating"]["level_published"]
            assert [unescape(code).count(here) for code in shown] == ([2] if rated else []), path
    assert not any(b"&lt;img" in page for page in every_page().values())
