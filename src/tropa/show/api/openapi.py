"""Addresses in OpenAPI's terms, for programs."""

from collections.abc import Iterable
from typing import Any

from tropa import __version__
from tropa.show.api.address import Address


def openapi_of(addresses: Iterable[Address]) -> dict[str, Any]:
    """The addresses under `/api/` in OpenAPI's terms."""
    paths: dict[str, Any] = {}
    for one in addresses:
        if one.path.startswith("/api/"):
            paths.setdefault(_plain(one.path), {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tropa", "version": __version__},
        "paths": paths,
    }


def _operation(one: Address) -> dict[str, Any]:
    names = [part.strip("{}").partition(":")[0] for part in one.path.split("/") if "{" in part]
    inside = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    asked = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in one.asks]
    answered = {"description": '`{"answer": …, "how": …}`'}
    refused = {"description": '`{"code": …, "message": …, "next": …}`'}
    return {
        "summary": one.about,
        "parameters": [*inside, *asked],
        "responses": {"200": answered, "default": refused},
    }


def _plain(path: str) -> str:
    return path.replace(":path}", "}").replace(":int}", "}")
