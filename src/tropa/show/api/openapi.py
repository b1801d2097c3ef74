"""Addresses in OpenAPI's terms, for programs: how each is asked, what it takes and answers.

Schemas are made of the types an address states; a record's fields are explained by the
docstrings beneath them.
"""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from tropa import __version__
from tropa.show.api.address import Address, Files
from tropa.show.api.meanings import explained
from tropa.show.api.shapes import JSON

_REF: Final = "#/components/schemas/"
_REFUSED: Final = {
    "description": "The refusal, in the reader's language.",
    "content": {
        JSON: {
            "schema": {
                "type": "object",
                "properties": {one: {"type": "string"} for one in ("code", "message", "next")},
                "required": ["code", "message", "next"],
            }
        }
    },
}


def openapi_of(addresses: Iterable[Address]) -> dict[str, Any]:
    """The addresses under `/api/` in OpenAPI's terms."""
    ours = [one for one in addresses if one.path.startswith("/api/")]
    schemas, components = _schemas(ours)
    paths: dict[str, Any] = {}
    for one in ours:
        paths.setdefault(_plain(one.path), {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tropa", "version": __version__},
        "paths": paths,
        "components": {"schemas": components},
    }


def types_of(one: Address) -> list[Any]:
    """Every type an address states."""
    others = [each for pair in one.or_else for each in pair]
    stated = [one.answers, one.how, *others, one.takes]
    return [each for each in stated if each is not None and not isinstance(each, Files)]


def _schemas(addresses: list[Address]) -> tuple[dict[Any, Any], dict[str, Any]]:
    """The schema of each stated type, and of the records they are made of."""
    stated = list(dict.fromkeys(each for one in addresses for each in types_of(one)))
    made, components = msgspec.json.schema_components(stated, ref_template=_REF + "{name}")
    for record in _records(stated):
        components[record.__name__] |= explained(record, components[record.__name__])
    schemas = dict(zip(stated, made, strict=True))
    return schemas, dict(sorted(components.items()))


def _records(stated: Iterable[Any]) -> list[type]:
    """The records among types, and those inside them."""
    found: dict[type, None] = {}
    waiting = list(msgspec.inspect.multi_type_info(stated))
    while waiting:
        one = waiting.pop()
        match one:
            case msgspec.inspect.StructType() | msgspec.inspect.DataclassType():
                if one.cls not in found:
                    found[one.cls] = None
                    waiting += [each.type for each in one.fields]
            case msgspec.inspect.UnionType():
                waiting += one.types
            case msgspec.inspect.TupleType():
                waiting += one.item_types
            case msgspec.inspect.DictType():
                waiting.append(one.value_type)
            case msgspec.inspect.ListType() | msgspec.inspect.VarTupleType():
                waiting.append(one.item_type)
            case _:
                pass
    return list(found)


def _operation(one: Address, schemas: dict[Any, Any]) -> dict[str, Any]:
    names = [part.strip("{}").partition(":")[0] for part in one.path.split("/") if "{" in part]
    inside = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    asked = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in one.asks]
    told: dict[str, Any] = {
        "summary": one.about,
        "parameters": [*inside, *asked],
        "responses": {"200": _answered(one, schemas), "default": _REFUSED},
    }
    if isinstance(one.takes, Files):
        told["requestBody"] = {"required": True, "content": _files(one.takes)}
    elif one.takes is not None:
        content = {JSON: {"schema": schemas[one.takes]}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _files(one: Files) -> dict[str, Any]:
    return {kind: {} for kind in one.kinds}


def _answered(one: Address, schemas: dict[Any, Any]) -> dict[str, Any]:
    if isinstance(one.answers, Files):
        return {"description": "A file.", "content": _files(one.answers)}
    pairs = ((one.answers, one.how), *one.or_else)
    wrapped = [_wrapped(schemas.get(found, {}), schemas.get(how, {})) for found, how in pairs]
    return {
        "description": "What was found, and how it was made.",
        "content": {JSON: {"schema": wrapped[0] if len(wrapped) == 1 else {"anyOf": wrapped}}},
    }


def _wrapped(found: Any, how: Any) -> dict[str, Any]:
    parts = {"answer": found, "how": how}
    return {"type": "object", "properties": parts, "required": list(parts)}


def _plain(path: str) -> str:
    return path.replace(":path}", "}").replace(":int}", "}")
