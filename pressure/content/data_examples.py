"""How to read the files into what people have: printed on the data page, and run by a test as printed."""

from pressure.document.names import as_parquet, csv_name
from pressure.release.site import SQLITE

EXAMPLES = (
    (
        "pandas",
        "python",
        """import pandas
ratings = pandas.read_parquet("{here}/data/{ratings_parquet}")
now = ratings[ratings.valid_to.isna()]
# One region in one year, Sunday by Sunday
weeks = pandas.read_parquet("{here}/data/{weeks_parquet}")
year = weeks[(weeks.region == "{region}") & (weeks.week_ending.astype(str).str[:4] == "{year}")]""",
    ),
    (
        "R",
        "r",
        """ratings <- read.csv("{here}/data/{ratings}")
now <- ratings[is.na(ratings$valid_to) | ratings$valid_to == "", ]""",
    ),
    (
        "DuckDB, from Python",
        "python",
        """import duckdb
from urllib.request import urlretrieve
urlretrieve("{here}/data/{ratings_parquet}", "{ratings_parquet}")
now = duckdb.sql("SELECT council_name, level_published FROM '{ratings_parquet}' WHERE valid_to IS NULL").fetchall()""",
    ),
    (
        "SQLite",
        "bash",
        """# The levels now, from the database of every table
curl -O {here}/data/{database}
sqlite3 {database} "SELECT council_name, level_name FROM ratings WHERE valid_to IS NULL\"""",
    ),
    (
        "curl",
        "bash",
        """# The newest file, and the same file as it was in this release
curl -O {here}/data/{ratings}
curl -O {here}/releases/{release}/data/{ratings}""",
    ),
)
Example = tuple[str, str, str]
"""A title, a language, and what to type."""


def examples(here: str, *, release_id: str, region: str, published_at: str, demonstration: bool) -> tuple[Example, ...]:
    """With the addresses of a site's tree, one of its regions and the year of the release."""
    ratings, weeks = (csv_name(name, demonstration=demonstration) for name in ("ratings.csv", "levels_by_week.csv"))
    return tuple(
        (
            title,
            language,
            text.format(
                here=here,
                ratings=ratings,
                ratings_parquet=as_parquet(ratings),
                weeks_parquet=as_parquet(weeks),
                database=csv_name(SQLITE, demonstration=demonstration),
                release=release_id,
                region=region,
                year=published_at[:4],
            ),
        )
        for title, language, text in EXAMPLES
    )
