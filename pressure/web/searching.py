"""One search for the plain page, the redirect and the pages below /app/, with the operator's file of postcodes if there
is one. What is looked for is neither logged nor kept."""

from collections.abc import Iterable
from functools import partial

from pressure.content.explore.finding import Listed, names_of
from pressure.content.search.hits import Found
from pressure.content.search.matching import find
from pressure.lookups import postcode_file
from pressure.settings import settings


def search(councils: Iterable[Listed], query: str) -> Found:
    """What a query finds among these councils."""
    return find(names_of(councils), query, partial(postcode_file.areas, settings.postcodes_file))
