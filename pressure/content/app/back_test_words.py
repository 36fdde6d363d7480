"""Sentences of the page that works past figures through the rules of today."""

from pressure.drawing.blocks import Link

TITLE = "Looking back"
AFTERWARDS = (
    "Worked out afterwards. None of this was published at the time. It shows what the method would have said "
    "of figures that exist, and what it could not have said."
)
REGION = "The Demonstration Region, week by week"
REGION_NOTE = "Invented figures: the share of twelve invented councils at each level on every Sunday."
REGION_SAID = (
    "{weeks} from {first} to {last}. On the last Sunday: {now}. The most councils at the highest level on "
    "one Sunday were {most}, on {when}."
)
REGION_HEAD_DAY, NONE = "Last Sunday of the month", "No level"
AT_LEVEL, LEVEL_NAME, BAND_NAME = "{councils} at {level}", "Level {number}", "Band {number}"
NO_REGION = "This installation has no Demonstration Region."
FAMILIES = "Real publications, family by family"
FAMILIES_NOTE = (
    "A level needs figures of all three families of a council. Publications alone do not carry that much, "
    "so the method gives no level here, to a council or to a family. What can be shown is how many "
    "figures were in each band."
)
FAMILY_HEAD = ("Period", "Parts known", "Councils")
FAMILY_TITLE = "{nation}, {pace}: {family}"
BY_WEEK, BY_MONTH, BY_YEAR = "week by week", "month by month", "year by year"
FAMILY_SAID = "Published council by council: {measures}. That makes {most} of the family's {weight} parts."
EVERY_FIGURE = "The figures of this picture"
EVERY_DATE = "Every date, as a table"
WEIGHT = "{scored} of {weight}"
NATIONAL = "National figures"
NATIONAL_NOTE = (
    "Surveys and official statistics, quoted with their source. They stand for a nation, never for a "
    "council. How old they were is left aside here."
)
NATIONAL_HEAD = ("Date", "Figure", "Value", "Band", "Source")
NATIONAL_ROW = "{source}, row {row}"
NATIONAL_SOURCE = "Source: {source}, {publisher}. Licence: {licence}. As data: "
NATIONAL_FILE = Link("/data/national.csv", "/data/national.csv")
NATIONAL_NOT_PUBLISHED = (
    "This release was made before national figures were published with it. The next release holds them."
)
NATIONAL_NONE = "This release holds no national figure."
NATIONAL_FAMILY = "{nation}, {day}: {said}."
NATIONAL_LEVEL = "{family} {points} of {possible} points, level {level}"
NATIONAL_NO_LEVEL = "{family} weight {scored} of {weight} known, no level"
THRESHOLDS = "What a different threshold would have done"
WHAT, BAND_FROM = "Measure and source", "Band {band} from"
MOVED_SAID = "{changed} of {figures} would have been in another band."
MOVED_HEAD = ("Period", "Thresholds in force", "Your thresholds")
SPREAD = "{count} in band {band}"
OUT_OF_ORDER = "The thresholds must rise from band to band. Nothing was worked out."
ROUNDED = "Worked out from the figures as printed, so a figure on an edge may fall on either side."
SHARE = "The address of this page holds the measure and the thresholds. Copy it to share."
