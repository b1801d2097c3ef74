"""Every answer is held to the shape its address states, wherever tests ask for one.

A shape that lies fails whichever test first sees the lie: what is answered must be of the type
the address states to the letter, and what is taken must be what is said to be taken.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from tropa.show.api.address import Address, Files
from tropa.show.api.site import Site


class Lied(BaseException):
    """A shape that is not so. No handler of errors may take it for an error of its own."""

    def __init__(self, one: Address, fault: str) -> None:
        super().__init__(f"{one.method} {one.path}: {fault}")


def held(addresses: Sequence[Address]) -> tuple[Address, ...]:
    """The same addresses, each held to what it states."""
    return tuple(_held(one) for one in addresses)


def _held(one: Address) -> Address:
    async def handler(site: Site, request: Request) -> Response:
        body = await request.body() if _is_record(one.takes) else b""
        response = await one.handler(site, request)
        check(one, response)
        if body:
            _check_taken(one, body)
        return response

    return replace(one, handler=handler)


def _is_record(takes: Any) -> bool:
    return isinstance(takes, type) and issubclass(takes, msgspec.Struct)


def _check_taken(one: Address, body: bytes) -> None:
    """A body that was taken is such as is said to be taken."""
    try:
        msgspec.json.decode(body, type=one.takes)
    except msgspec.ValidationError as fault:
        raise Lied(one, f"took {fault}") from fault


def check(one: Address, response: Response) -> None:
    """Look whether an answer is of the shape its address states.

    Raises:
        Lied: it is not.
    """
    kind = response.headers.get("content-type", "").partition(";")[0]
    if response.status_code != 200:
        return
    if isinstance(one.answers, Files):
        if kind not in one.answers.kinds:
            raise Lied(one, kind)
    elif kind == "application/json" and one.answers is not None:
        fault = misfit(one, bytes(response.body))
        if fault:
            raise Lied(one, fault)


def misfit(one: Address, body: bytes) -> str:
    """In what an answer differs from the shape its address states; nothing, if it does not."""
    faults: list[str] = []
    for decoder in _decoders(one):
        try:
            decoder.decode(body)
        except msgspec.ValidationError as fault:
            faults.append(str(fault))
        else:
            return ""
    return " / ".join(faults)


@cache
def _decoders(one: Address) -> list[msgspec.json.Decoder[Any]]:
    return [
        msgspec.json.Decoder(
            msgspec.defstruct(
                "Answered", [("answer", found), ("how", how)], forbid_unknown_fields=True
            )
        )
        for found, how in ((one.answers, one.how), *one.or_else)
    ]
