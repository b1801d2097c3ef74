"""What a request of ours brings: a small JSON object of known fields, or a form of a page."""

import re
from typing import Final, TypeVar
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request

from tropa.errors import RequestFault, UsageFault

_T = TypeVar("_T")

LONGEST: Final = 8_192
"""Bytes; the longest password and the longest names fit in well."""
_FIELD: Final = re.compile(r"`\$?\.?([^`]*)`\s*$")


async def read_small(request: Request, longest: int = LONGEST) -> bytes:
    """The body of a request that has no reason to be longer.

    Raises:
        RequestFault: it is long all the same.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            raise RequestFault("body_too_large", status=400, limit=longest // 1_024)
    return body


async def read_fields(request: Request, shape: type[_T], longest: int = LONGEST) -> _T:
    """The body as a record; nothing that the record does not know is taken.

    Raises:
        RequestFault: it is long.
        UsageFault: it is no JSON, or a field is missing, unknown or of another type.
    """
    return decoded_fields(await read_small(request, longest), shape)


def decoded_fields(body: bytes, shape: type[_T]) -> _T:
    """A body that was read, as a record.

    Raises:
        UsageFault: it is no JSON, or a field is missing, unknown or of another type.
    """
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as fault:
        found = _FIELD.search(str(fault))
        raise UsageFault("field_wrong", field=found[1] if found else "$") from fault
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise UsageFault("invalid_json") from fault


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a page's form; the first of each name.

    Raises:
        RequestFault: it is long.
    """
    body = await read_small(request)
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
