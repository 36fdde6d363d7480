"""The list of `/councils/` below /app/: real councils by nation, then the invented region."""

from pressure.content import lists
from pressure.content.explore import explorer_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.lists import Group
from pressure.drawing.block_markup import az, markup
from pressure.drawing.blocks import says


def groups(explorer: Explorer) -> tuple[Group, ...]:
    """The groups of the plain pages, real and invented; a name leads to the council's page below /app/."""
    real = [c.row for c in explorer.councils if not c.demonstration]
    invented = [c.row for c in explorer.councils if c.demonstration]
    made = lists.by_nation(real, explorer.book, app_page)
    if invented:
        made += (lists.group_of("invented", words.DEMONSTRATION_REGION, invented, explorer.book, app_page),)
    return made


def lead(explorer: Explorer) -> str:
    """What is said of the list of real councils, as markup."""
    return markup(lists.lead([c.row for c in explorer.councils if not c.demonstration]), explorer.book)


def app_page(code: str) -> str:
    """The page of a council below /app/."""
    return f"/app/council?code={code}"


def drawn(group: Group, explorer: Explorer) -> str:
    """What is said of a group and its lines, as markup."""
    return (markup([says(group.note)], explorer.book) if group.note else "") + az(group.lines)
