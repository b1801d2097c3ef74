"""The one shape of an answer, and the one shape of an error."""

from typing import Any, Final

import msgspec
from starlette.responses import Response

from tropa.errors import TropaError
from tropa.words import Language

JSON: Final = "application/json"

_ENCODER: Final = msgspec.json.Encoder()


def json_bytes(document: object) -> bytes:
    """A document as JSON."""
    return _ENCODER.encode(document)


def error_bytes(fault: TropaError, language: Language) -> bytes:
    """`{"code", "message", "next"}`, with `where` when there is a place to go to."""
    return _ENCODER.encode(fault.as_json(language))


def answer(found: Any, how: Any) -> Response:
    """`{"answer": …, "how": …}`: what was found, and how it was made."""
    body = _ENCODER.encode({"answer": found, "how": how})
    return Response(body, media_type=JSON, headers={"cache-control": "no-store"})


def error(fault: TropaError, language: Language) -> Response:
    """An error as a response."""
    headers = {"cache-control": "no-store"}
    if fault.status == 503:
        headers["retry-after"] = "30"
    if fault.status == 429:
        headers["retry-after"] = str(fault.values.get("seconds", 1))
    return Response(error_bytes(fault, language), fault.status, headers, JSON)
