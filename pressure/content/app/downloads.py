"""Sentences of the data page, and the examples that show how to ask for data."""

from pressure.words.data import BADGE_SAYS as BADGE_SAYS
from pressure.words.data import BADGE_TITLE as BADGE_TITLE

TITLE = "Data and downloads"
START = "The address without a release always has the newest; the address with a release never changes."
TREE, REAL, INVENTED = "Which councils", "Real councils", "Demonstration Region (invented)"
CITE = "How to cite"
PREVIEW_TITLE, PREVIEW_PICK = "Look into a file", "File"
PREVIEW_CAPTION = "The first rows of {path}"
FEEDS_EACH = "Every council has a feed of its own, linked from its page."
BADGE = "The picture updates by itself, and turns grey when the level is out of date. Put in your council's code."
EXAMPLES_TITLE = "For programs"
PYTHON = """import json
from urllib.request import urlopen

import pandas

# Each column's type as published, so that an empty column has it too
package = json.load(urlopen("{here}/data/datapackage.json"))
table = next(r for r in package["resources"] if r["path"] == "{name}")
types = {{"integer": "Int64", "number": "Float64"}}
columns = {{f["name"]: types.get(f["type"], "string") for f in table["schema"]["fields"]}}

ratings = pandas.read_csv("{here}/data/{name}", dtype=columns)
now = ratings[ratings.valid_to.isna()]"""
EXAMPLES = (
    (
        "curl",
        "bash",
        "# The newest file, and the same file as it was in this release\ncurl -O {here}/data/{name}\n"
        "curl -O {here}/releases/{release}/data/{name}",
    ),
    ("Python", "python", PYTHON),
    (
        "R",
        "r",
        'ratings <- read.csv("{here}/data/{name}")\nnow <- ratings[is.na(ratings$valid_to) | ratings$valid_to == "", ]',
    ),
    (
        "SQL",
        "bash",
        "# The levels now, from the database of every table\n"
        "curl -O {here}/data/{database}\n"
        'sqlite3 {database} "SELECT council_name, level_name FROM ratings WHERE valid_to IS NULL"',
    ),
)
MANIFEST = "Every file of the release with its digest, for programs"
OPENAPI = "The addresses, for programs (OpenAPI)"
PLAIN = "This page without JavaScript"
