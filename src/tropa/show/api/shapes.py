"""The one shape of an answer, and the one shape of an error.

What stands under `answer` and `how` at each address is told by the records in `shapes.py` and
`…_shapes.py` of each area; `/openapi.json` and the app's types are made of them.
"""

from typing import Any, Final, Literal, TypeAlias

import msgspec
from starlette.responses import Response

from tropa.errors import TropaError
from tropa.words import Language

JSON: Final = "application/json"

Edition: TypeAlias = int | Literal["draft"]
"""A published edition by number, or the draft."""


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    """A part of an answer: these fields and no others."""


class Nothing(Shape):
    """Nothing more is to be said."""


class ById(Shape):
    """Under which id of the teller's."""

    id: str


class InBoth(Shape):
    """A text in both languages."""

    ru: str
    en: str


class LinesInBoth(Shape):
    """Sentences in both languages."""

    ru: list[str]
    en: list[str]


class Someone(Shape):
    """Somebody, or a deal of theirs."""

    person: int
    called: str
    """What people know them by; empty where only systems know them."""
    name: str
    """The best of the names their events bear, else their number."""
    name_kind: str | None


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
