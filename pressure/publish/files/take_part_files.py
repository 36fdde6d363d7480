"""The pages for councils that may take part, and each nation's blank return."""

from functools import partial

from pressure.content.take_part.first_level import take_part_page, template_name
from pressure.content.take_part.more import letter_page, members_page, pilot_page
from pressure.content.take_part.national import Given, given
from pressure.domain.calendar import week_ended
from pressure.domain.moments import day_of
from pressure.drawing.templating import Frame
from pressure.ingest.templates import Template, parts_of, write
from pressure.publish import official
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft

FOLDER = "take-part"


def add(draft: ReleaseDraft, inputs: ReleaseInputs, frame: Frame) -> None:
    """The pages of either tree, and the workbooks."""
    national, operator = _national(inputs), inputs.settings
    draft.put_page(
        f"{FOLDER}/index.html",
        [inputs.release.id, repr(national)],
        partial,
        take_part_page,
        inputs.book,
        frame.at(f"{FOLDER}/"),
        national,
        operator.operated_by,
        operator.feedback_address,
    )
    for name, page in (("letter", letter_page), ("pilot", pilot_page), ("members", members_page)):
        path = f"{FOLDER}/{name}/index.html"
        draft.put_page(path, inputs.release.id, partial, page, inputs.book, frame.at(path))
    add_templates(draft, inputs, "xlsx")


def _national(inputs: ReleaseInputs) -> tuple[Given, ...]:
    there = official.gathered(inputs).councils
    return given([d for code, d in official.documents(inputs).items() if code in there], inputs.book)


def _blank(blank: Template, ending: str) -> bytes | tuple[bytes, int]:
    """Its bytes, with the number of its rows where it is a CSV."""
    made = write(blank, ending)
    return (made, made.count(b"\n") - 1) if ending == "csv" else made


def add_templates(draft: ReleaseDraft, inputs: ReleaseInputs, ending: str) -> None:
    """Each nation's blank return. It is the same for invented councils, and stands in the tree of real ones."""
    if inputs.demonstration:
        return
    today, site = day_of(inputs.release.published_at), inputs.address or inputs.served_at
    blocks, folder = inputs.book.calendar.blocks, inputs.settings.sources_dir
    made_from = [inputs.rules.digest, site, blocks and blocks.due(week_ended(today))]
    for nation in inputs.book.nations.values():
        blank = Template(
            book=inputs.book, today=today, nation_code=nation.code, last={}, site=site, parts=parts_of(folder)
        )
        draft.put(f"{FOLDER}/{template_name(nation, ending)}", made_from, _blank, blank, ending)
