"""Pages of words: a lost page."""

from pressure.content.search.words import LABEL
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import says
from pressure.drawing.templating import Frame, Page, render


def not_found_page(book: Rulebook, frame: Frame) -> bytes:
    """The page for an address that leads nowhere."""
    page = Page(
        title="Page not found",
        heading="We cannot find this page",
        description="There is no page at this address.",
        lead=(
            says(
                "The address may be mistyped or cut short, or there may be no such page now. "
                "What a release published stays at the address of that release."
            ),
            says("You can find a council here:"),
        ),
    )
    return render("find.html", page, frame, book, groups=[], query="", find_label=LABEL)
