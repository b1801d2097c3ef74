"""The app's types, made of the OpenAPI document: a record is an interface, an address a line.

`Addresses` says of each address what it answers, how it tells that, and what it takes.
"""

import json
import re
from typing import Any, Final

_HEAD: Final = "/** Made from the server's shapes by `make docs`; edit those. */\n"
_SCALARS: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
_BARE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_JSON: Final = "application/json"


def types_text(document: dict[str, Any]) -> str:
    """The whole file."""
    parts = [_HEAD]
    for name, schema in document["components"]["schemas"].items():
        parts.append(_interface(name, schema))
    parts.append(_addresses(document["paths"]))
    return "\n".join(parts)


def type_of(schema: dict[str, Any]) -> str:
    """A schema as a type."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if "enum" in schema:
        return " | ".join(f"'{one}'" for one in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_of(one) for one in schema["anyOf"]))
    kind = schema.get("type")
    if kind == "array":
        return _array(schema)
    if kind == "object":
        return f"Record<string, {type_of(schema.get('additionalProperties', {}))}>"
    return _SCALARS.get(str(kind), "unknown")


def _array(schema: dict[str, Any]) -> str:
    if "prefixItems" in schema:
        return "[" + ", ".join(type_of(one) for one in schema["prefixItems"]) + "]"
    inner = type_of(schema.get("items", {}))
    return f"({inner})[]" if " | " in inner else f"{inner}[]"


def _interface(name: str, schema: dict[str, Any]) -> str:
    lines = [_comment(schema.get("description", "")), f"export interface {name} {{"]
    needed = set(schema.get("required", ()))
    for key, one in schema["properties"].items():
        lines.append(_comment(one.get("description", ""), "  "))
        mark = "" if key in needed else "?"
        lines.append(f"  {_key(key)}{mark}: {type_of(one)}")
    return "\n".join(line for line in [*lines, "}"] if line) + "\n"


def _addresses(paths: dict[str, Any]) -> str:
    lines = ["/** What each address answers, how it tells that, and what it takes. */"]
    lines.append("export interface Addresses {")
    for path, methods in paths.items():
        for method, told in methods.items():
            schema = told["responses"]["200"]["content"].get(_JSON, {}).get("schema")
            if schema is None:
                continue
            body = told.get("requestBody", {"content": {}})["content"].get(_JSON, {})
            more = f"; takes: {type_of(body['schema'])}" if "schema" in body else ""
            each = [_pair(one) + more for one in schema.get("anyOf", [schema])]
            shapes = " | ".join(f"{{ {one} }}" for one in each)
            lines.append(f"  '{method.upper()} {path}': {shapes}")
    return "\n".join([*lines, "}"]) + "\n"


def _pair(schema: dict[str, Any]) -> str:
    """What stands under `answer` and `how`."""
    return "; ".join(f"{name}: {type_of(one)}" for name, one in schema["properties"].items())


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else f"'{name}'"


def _comment(text: str, indent: str = "") -> str:
    said = " ".join(text.replace("*/", "* /").split())
    return f"{indent}/** {said} */" if said else ""
