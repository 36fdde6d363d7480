"""Sentences of the data page, and the examples that show how to ask for data."""

TITLE = "Data and downloads"
START = (
    "Every file is complete, free to use, and needs no key. The address without a release always has the newest; "
    "the address with a release never changes."
)
TREE, REAL, INVENTED = "Which councils", "Real councils", "Demonstration Region (invented)"
CITE = "How to cite"
LICENCE = "Licence: {licence}. Figures of other publishers keep their own licences, named line by line."
FILES_TITLE = "Every file"
OTHER = "Part of this release"
FILES = {
    "ratings.csv": "Complete history of all councils, as now believed",
    "readings.csv": "Every figure received",
    "national.csv": "Figures of whole nations and regions",
    "sources.csv": "The sources and their licences",
    "ratings_as_published.csv": "Complete history of all councils, as published then",
    "reasons_as_published.csv": "Every measure of every level, as published then",
    "levels_by_week.csv": "The level of every council on every Sunday",
    "councils.csv": "The councils",
    "declarations.csv": "Exceptional measures and raised levels",
    "releases.csv": "Every release and why it was made",
    "days_at_level.csv": "Days at each level, by year and season",
    "level_runs.csv": "Every run of days at one level",
    "contacts.csv": "How to reach councils",
    "corrections.csv": "Corrections and why",
    "ratings.xlsx": "The newest ratings, for Excel",
    "register.csv": "The register of exceptional measures",
    "register.json": "The register of exceptional measures",
    "entries.json": "The register with every signed word",
    "method.json": "The rules",
    "datapackage.json": "What every column means, for programs",
    "README.txt": "About these files: how to cite, what an empty cell means, how to check them",
}
WHOLE_TITLE = "Everything in one file"
WHOLE = (
    ("everything.zip", "Every file and page of this release in one zip"),
    ("care-pressure.sqlite", "Every table in one SQLite database"),
)
ABOUT = (
    ("manifest.json", "Every file of the release with its digest, for programs"),
    ("dictionary/", "What every column means"),
)
PREVIEW_TITLE, PREVIEW_PICK = "Look into a file", "File"
PREVIEW_CAPTION = "The first rows of {path}"
FEEDS_TITLE = "Feeds"
FEEDS = (("/feed.atom", "Every change, as an Atom feed"), ("/feed.json", "Every change, as a JSON feed"))
FEEDS_EACH = "Every council has a feed of its own, linked from its page."
NO_FEEDS = "There is no feed in this release."
BADGE_TITLE = "A badge for your website"
BADGE = "The picture updates by itself, and turns grey when the level is out of date. Put in your council's code."
BADGE_SNIPPET = (
    '<a href="{here}/councils/{code}/"><img src="{here}/councils/{code}/badge.svg" '
    'alt="Pressure on adult social care: see the notice"></a>'
)
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
OPENAPI = (("/openapi.yaml", "The addresses, for programs (OpenAPI)"), ("/data/", "This page without JavaScript"))
