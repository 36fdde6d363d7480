"""What a shared link brings along, over every page of a release."""

from dataclasses import replace

from pressure.publish import cards
from pressure.publish.release import draft_of
from pressure.release.draft import ReleaseDraft
from pressure.store.engine import reading
from tests.publish_cases import Told


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


def test_a_card_is_not_drawn_again_while_its_words_stay(installed: Told) -> None:
    one, other = drawn(installed, "20270101T093000Z-1"), drawn(installed, "20270108T093000Z-2")

    assert {path: made["key"] for path, made in one.made_from.items()} == {
        path: made["key"] for path, made in other.made_from.items()
    }


def test_a_release_that_is_told_of_the_past_draws_no_cards(installed: Told) -> None:
    with reading(installed.installation.engine) as connection:
        draft = draft_of(installed.inputs(connection), installed.root, current=False)

    assert [path for path in draft.files if path.endswith(".png")] == []
