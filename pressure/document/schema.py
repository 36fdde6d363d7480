"""The shapes as JSON Schema, for the OpenAPI description."""

from pydantic import TypeAdapter

from pressure.document.kinds import JsonSchema
from pressure.document.loads import FileRefusal, LoadAccount, Problem, Refused, TriedAccount
from pressure.document.shapes import OfficialDocument, RatingDocument

PLACE = "#/components/schemas/{model}"


def components() -> JsonSchema:
    """Every shape in rating.json and official.json, and of what a program that sends a return is answered, by its name.
    No key may be there that is not described."""
    shapes: JsonSchema = {}
    sent = (LoadAccount, TriedAccount, Refused, FileRefusal, Problem)
    for document in (RatingDocument, OfficialDocument, *sent):
        whole = TypeAdapter(document).json_schema(mode="serialization", ref_template=PLACE)
        shapes |= {**whole.pop("$defs", {}), document.__name__: whole}
    return {name: _closed(shape) for name, shape in sorted(shapes.items())}


def _closed(shape: JsonSchema) -> JsonSchema:
    properties = {
        name: {key: value for key, value in one.items() if key != "title"} for name, one in shape["properties"].items()
    }
    description = " ".join(shape["description"].split())
    return {
        **{key: value for key, value in shape.items() if key != "title"},
        "description": description,
        "properties": properties,
        "additionalProperties": False,
    }
