"""The vocabulary of questions as JSON Schema, made of the shapes that read them."""

from typing import Any, Final

from tropa.map.kinds import Choice, Flag, Kind, Length, MapId, Number, Rule, Share, Text
from tropa.map.shapes import Fields, Many, Records, Short, Values
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.compare.asked import Whole
from tropa.measure.questions.vocabulary import Called, Event, FieldName, When

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_TEXTS: Final[dict[type, dict[str, Any]]] = {
    Text: {"type": "string"},
    Event: {"type": "string", "minLength": 1, "maxLength": 200},
    FieldName: {"type": "string"},
    Called: {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,62}$"},
    MapId: {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,62}$"},
    When: {"type": "string", "examples": ["2026-03-01", "2026-03-01T10:00+03:00"]},
    Length: {"type": "string", "examples": ["7d", "30m"]},
    Rule: {"type": "string", "examples": ['utm_source == "yandex" and amount > 100']},
    Flag: {"type": "boolean"},
    Share: {"type": "string", "examples": ["40%"]},
    Whole: {"type": "object", "required": ["question"]},
}


def json_schema() -> dict[str, Any]:
    """Every kind of question: one schema, an alternative a kind."""
    kinds = [_of_kind(name, kind.fields) for name, kind in KINDS.items()]
    return {"$schema": DIALECT, "title": "Tropa question", "oneOf": kinds}


def _of_kind(name: str, fields: Fields) -> dict[str, Any]:
    schema = schema_of(fields)
    schema["title"] = name
    schema["properties"]["question"] = {"const": name}
    return schema


def schema_of(kind: Kind) -> dict[str, Any]:
    """The schema of one shape or single value."""
    match kind:
        case Fields():
            return _record(kind)
        case Short():
            single = schema_of(kind.record.keys[kind.single].kind)
            return {"anyOf": [single, schema_of(kind.record)]}
        case Many():
            each = schema_of(kind.each)
            return {"anyOf": [each, {"type": "array", "items": each}]}
        case Records() | Values():
            return {"type": "object", "additionalProperties": schema_of(kind.each)}
        case Choice():
            return {"enum": list(kind.options)}
        case Number():
            return _number(kind)
        case _:
            return dict(_TEXTS.get(type(kind), {}))


def _record(kind: Fields) -> dict[str, Any]:
    properties = {
        name: schema_of(key.kind) | {"description": key.means}
        for name, key in kind.keys.items()
    }
    needed = [name for name, key in kind.keys.items() if key.needed]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return schema | ({"required": needed} if needed else {})


def _number(kind: Number) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer" if kind.whole else "number"}
    if kind.least is not None:
        schema["minimum"] = kind.least
    if kind.most is not None:
        schema["maximum"] = kind.most
    return schema
