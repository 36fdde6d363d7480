"""A council's tokens in rows, and what is said of a new one."""

from collections.abc import Sequence

from pressure.actions.tokens.managing import Known, Made
from pressure.content.return_examples import EXAMPLES, HERE
from pressure.drawing.blocks import Words
from pressure.words.dates import short_date
from pressure.words.officers import tokens as words


def rows(found: Sequence[Known]) -> list[tuple[Words, ...]]:
    """Number, when made, until when it works, the day it was last used, and whether it works."""
    return [
        (
            (one.token_id,),
            (short_date(one.made_at),),
            (short_date(one.expires_at),),
            (short_date(one.last_used_on) if one.last_used_on else words.NEVER,),
            (words.OVER[one.over] if one.over else words.SOON if one.ends_soon else words.WORKS,),
        )
        for one in found
    ]


def choice(one: Known) -> str:
    return words.CHOICE.format(id=one.token_id, day=short_date(one.expires_at))


def made(new: Made) -> str:
    return words.MADE.format(day=short_date(new.expires_at))


def examples(address: str) -> list[tuple[str, str, str]]:
    """Title, language and text of each example, with this installation's own address."""
    return [(title, language, text.replace(HERE, address.rstrip("/"))) for title, language, text in EXAMPLES]


def line(token: str, address: str) -> str:
    """What tries a token, to be copied."""
    return words.TRY_LINE.format(token=token, address=address.rstrip("/"))
