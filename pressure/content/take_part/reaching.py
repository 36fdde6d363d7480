"""Whom to write to about taking part, as the operator said; and that nobody was named, where nobody was."""

from pressure.drawing.blocks import Block, Link, Words, says

RUN_BY, NOBODY = "{who} runs this site.", "Whoever runs this site has not given a name yet."
WRITE, NO_ADDRESS = "Write to ", "It has given no address yet, so there is nobody to write to."


def contact(feedback: str) -> Words:
    """The operator's address as a link, with a full stop; or that there is none."""
    if not feedback:
        return (NO_ADDRESS,)
    return (Link(feedback, f"mailto:{feedback}" if "@" in feedback and "://" not in feedback else feedback), ".")


def whom(run_by: str, feedback: str) -> tuple[Block, ...]:
    """Who runs the site, and how to reach them."""
    said = says(RUN_BY.format(who=run_by) if run_by else NOBODY)
    return (said, says(*([WRITE] if feedback else []), *contact(feedback)))
