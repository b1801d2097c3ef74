"""What the fields of records mean, as it stands in their classes, put into their schemas.

A field is explained by the docstring beneath it, or in the part `Attributes:` of the docstring
of its class. Python keeps no docstrings of fields: they are read from the source.
"""

import ast
import dataclasses
import inspect
import re
import sys
from functools import cache
from itertools import pairwise
from typing import Any, Final

import msgspec

_ATTRIBUTE: Final = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def explained(record: type, schema: dict[str, Any]) -> dict[str, Any]:
    """What a record's schema says besides: what it is, what its fields mean."""
    about, told = _about(record)
    properties = {
        name: one | ({"description": told[name]} if name in told else {})
        for name, one in schema["properties"].items()
    }
    more: dict[str, Any] = {"description": about, "properties": properties}
    if dataclasses.is_dataclass(record):
        # What is answered is a whole one, whatever may be left out when it is made.
        more["required"] = list(properties)
    return more


def _about(record: type) -> tuple[str, dict[str, str]]:
    """The sentence about a record, and its fields by the names they are written by."""
    about, _, listed = (inspect.getdoc(record) or "").partition("Attributes:")
    told = {name: _line(text) for name, text in _ATTRIBUTE.findall(listed)}
    for cls in reversed(record.__mro__):
        if "__annotations__" in vars(cls):
            told |= _docstrings(cls)
    if not issubclass(record, msgspec.Struct):
        return _line(about), told
    written = dict(zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True))
    return _line(about), {written[name]: text for name, text in told.items()}


def _docstrings(cls: type) -> dict[str, str]:
    """The docstring beneath each field."""
    body = _classes(cls.__module__).get(cls.__name__, [])
    found: dict[str, str] = {}
    for field, said in pairwise(body):
        match field, said:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = _line(text)
            case _:
                pass
    return found


@cache
def _classes(module: str) -> dict[str, list[ast.stmt]]:
    """The bodies of a module's classes."""
    source = ast.parse(inspect.getsource(sys.modules[module]))
    return {one.name: one.body for one in source.body if isinstance(one, ast.ClassDef)}


def _line(text: str) -> str:
    return " ".join(text.split())
