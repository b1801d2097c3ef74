"""Bodies of requests told as tables: which address takes which fields, and what they mean."""

from collections.abc import Iterator
from typing import Any, Final, cast

_JSON: Final = "application/json"
_HEAD: Final = ("| field | holds | meaning |", "|---|---|---|")
_LEAD: Final = (
    "A body is a JSON object of these fields and no others: what is wrong with one is refused\n"
    "as `field_wrong`."
)


def bodies_told(document: dict[str, Any]) -> list[str]:
    """Every body of an OpenAPI document, and the records inside of bodies."""
    lines = ["## Bodies", "", _LEAD, ""]
    components, inner = document["components"]["schemas"], dict[str, None]()
    for address, schema in _bodies(document["paths"]):
        record = components[_name(schema)]
        lines += [f"### {address}", "", record["description"], "", *_table(record), ""]
        inner |= _records_in(record, components)
    for name in sorted(inner):
        record = components[name]
        lines += [f"### `{name}`", "", record["description"], "", *_table(record), ""]
    return lines


def _bodies(paths: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in paths.items():
        for method, told in methods.items():
            content = told.get("requestBody", {}).get("content", {})
            schema = content.get(_JSON, {}).get("schema")
            if schema is not None:
                yield f"`{method.upper()} {path}`", schema


def _table(record: dict[str, Any]) -> list[str]:
    needed = set(record.get("required", ()))
    rows = [
        f"| `{name}` | {_holds(one)}{', needed' if name in needed else ''} "
        f"| {one.get('description', '').replace('|', chr(92) + '|')} |"
        for name, one in record["properties"].items()
    ]
    return [*_HEAD, *rows]


def _holds(schema: dict[str, Any]) -> str:
    """What a field holds, in a few words."""
    if "$ref" in schema:
        return f"`{_name(schema)}`"
    if "enum" in schema:
        return " or ".join(f"`{one}`" if one else "nothing" for one in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_holds(one) for one in schema["anyOf"])
    match schema.get("type"):
        case "array" if "prefixItems" in schema:
            return "a list of " + ", ".join(_holds(one) for one in schema["prefixItems"])
        case "array":
            return f"a list: {_holds(schema.get('items', {}))}"
        case "object":
            return f"by name: {_holds(schema.get('additionalProperties', {}))}"
        case None:
            return "anything"
        case kind:
            return _SAID[str(kind)]


_SAID: Final = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "null": "null",
}


def _records_in(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, None]:
    """Names of the records inside of a record."""
    found: dict[str, None] = {}
    waiting = [schema]
    while waiting:
        new = [name for name in _named_in(waiting.pop()) if name not in found]
        found |= dict.fromkeys(new)
        waiting += [components[name] for name in new]
    return found


def _named_in(node: object) -> Iterator[str]:
    """Names of the records a schema speaks of."""
    if isinstance(node, list):
        for one in cast("list[object]", node):
            yield from _named_in(one)
    elif isinstance(node, dict):
        schema = cast("dict[str, Any]", node)
        if "$ref" in schema:
            yield _name(schema)
        yield from _named_in(list(schema.values()))


def _name(schema: dict[str, Any]) -> str:
    return str(schema["$ref"]).rpartition("/")[2]
