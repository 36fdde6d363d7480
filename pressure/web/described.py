"""The public addresses for programs (OpenAPI): addresses and answers by hand, what a document holds from its types."""

from functools import cache
from pathlib import Path
from textwrap import indent

import yaml

from pressure.document.schema import components

BY_HAND = Path(__file__).with_name("openapi.yaml")


@cache
def described() -> bytes:
    """The whole description. The part by hand ends within `components`."""
    schemas = yaml.safe_dump({"schemas": components()}, sort_keys=False, allow_unicode=True, width=120)
    return (BY_HAND.read_text("utf-8") + indent(schemas, "  ")).encode()
