"""Every plain page of a release, gathered in one place. Each takes plain data and gives the same bytes for it."""

from pressure.publish.plain_accessibility import accessibility_page, accessibility_statement
from pressure.publish.plain_areas import area_page, areas_page
from pressure.publish.plain_councils import council_page, easy_read_page, frame_of
from pressure.publish.plain_days import days_page
from pressure.publish.plain_lists import councils_page, front_page
from pressure.publish.plain_method import method_page
from pressure.publish.plain_records import corrections_page, data_page, due_page
from pressure.publish.plain_register import register_page
from pressure.publish.plain_words import not_found_page, take_part_page
from pressure.publish.templating import Frame, page_style

__all__ = [
    "Frame",
    "accessibility_page",
    "accessibility_statement",
    "area_page",
    "areas_page",
    "corrections_page",
    "council_page",
    "councils_page",
    "data_page",
    "days_page",
    "due_page",
    "easy_read_page",
    "frame_of",
    "front_page",
    "method_page",
    "not_found_page",
    "page_style",
    "register_page",
    "take_part_page",
]
