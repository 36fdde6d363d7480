"""Sentences of maps, and of the lists and tables beside them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapOf:
    """What one map shows: its address, the measure (none for the level), its name on a tab and in a sentence."""

    slug: str
    measure_id: str
    tab: str
    subject: str


LEVEL = MapOf("level", "", "Level", "Levels are")
MAPS = (
    MapOf("delays", "wl_discharge_rate", "Hospital delays", "Hospital delays are"),
    MapOf("vacancies", "cap_vacancy_rate", "Vacant care jobs", "Vacant care jobs are"),
    MapOf("homes", "cap_quality_ri_inad", "Care homes below good", "Care homes below good are"),
    LEVEL,
)
HIGHEST = "{subject} in the highest of {bands} bands in {counts}"
COUNT = "{n} of {of} councils in {nation}"
NOTHING_NEW = "{subject} not on our bands anywhere now: no figure is recent enough"
LEVELS = "{n} of {of} councils publish a level"
BAND, BAND_KEY, LEVEL_KEY = "band {n} of {bands}", "band {n}: {count}", "{n} {name}: {count}"
NO_FIGURE, NO_FIGURE_KEY = "no figure", "no band: {count}"
NO_LEVEL_KEY = "no level: {count}"
SOURCE = "{nation}: {month}, {publisher}."
OWN_BANDS = "Each nation has bands of its own. This is not a level and not a ranking."
PUBLISHED = "Published {day}{site}."
RIGHTS = "Contains OS data © Crown copyright and database right 2023."
INVENTED = "Demonstration: these places and their figures are invented."
ALT = "Tile map of {of}. {said} The list on this page says the same in words."
TILE = "One tile a council, all the same size. Hatched: no figure, none recent enough, or too small a place."
IN_ORDER = "One box a council, in the order of their names."
HEADING = "Maps"
TABLE_TITLE, TABLE = "The same as a table", "Council by council, in alphabetical order"
HEAD = ("Council", "Nation", "Now")
LARGER = "Larger, with a table"
CHOOSE = "What the map shows"
DESCRIPTION = "Every council with adult social care duties as one tile: {title}."
BESIDE = "Beside a name: its band on this map, 4 the highest. No number: no band now."
TRUE_MAP, BY_MONTH = "True map", "By area and month"
TRUE_CAPTION = "True outlines; London and the councils around Glasgow again, larger."
NOT_OUTLINED = "Without an open outline, and in the table below: {names}."
