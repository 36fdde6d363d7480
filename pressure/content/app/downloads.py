"""Sentences of the data page below /app/."""

from pressure.words.data import BADGE_SAYS as BADGE_SAYS
from pressure.words.data import BADGE_TITLE as BADGE_TITLE

TITLE = "Data and downloads"
START = "The address without a release always has the newest; the address with a release never changes."
TREE, REAL, INVENTED = "Which councils", "Real councils", "Demonstration Region (invented)"
CITE = "How to cite"
FEEDS_EACH = "Every council has a feed of its own, linked from its page."
BADGE = "The picture updates by itself, and turns grey when the level is out of date. Put in your council's code."
MANIFEST = "Every file of the release with its digest, for programs"
OPENAPI = "The addresses, for programs (OpenAPI)"
PLAIN = "This page without JavaScript"
