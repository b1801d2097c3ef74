"""Shapes of answers become types of the app, each as the app would have it written."""

from typing import Any, Literal

import msgspec
import pytest

from tropa.show.api.address import Address
from tropa.show.api.openapi import openapi_of
from tropa.show.api.shapes import Shape
from tropa.show.reference.bodies_told import bodies_told
from tropa.show.reference.typescript import type_of, types_text


class Inner(Shape):
    """What stands inside."""

    n: int


class Found(Shape):
    """What was found."""

    from_: str | None = msgspec.field(name="from")
    """Where it begins."""
    inner: list[Inner]
    maybe: Inner | msgspec.UnsetType = msgspec.UNSET


class Asked(Shape):
    """What was asked for."""

    which: Literal["one", "two"] = "one"
    """Which of them."""
    whom: tuple[Inner, ...] = ()


async def nobody(*_: Any) -> Any:
    """No handler is asked here."""


ADDRESS = Address(
    "POST", "/api/x/{x:int}", nobody, "About.", answers=list[Found], how=Inner, takes=Asked
)


def test_records_become_interfaces_and_addresses_name_them() -> None:
    text = types_text(openapi_of([ADDRESS]))
    assert (
        """\
/** What was found. */
export interface Found {
  /** Where it begins. */
  from: string | null
  inner: Inner[]
  maybe?: Inner
}
"""
        in text
    )
    assert "  'POST /api/x/{x}': { answer: Found[]; how: Inner; takes: Asked }\n" in text


def test_the_page_tells_each_field_of_a_body_and_the_records_inside() -> None:
    lines = bodies_told(openapi_of([ADDRESS]))
    assert "### `POST /api/x/{x}`" in lines
    assert "| `which` | `one` or `two` | Which of them. |" in lines
    assert "| `whom` | a list: `Inner` |  |" in lines
    assert lines[lines.index("### `Inner`") :][6] == "| `n` | a whole number, needed |  |"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (int | float | None, "number | null"),
        (list[str | int], "(string | number)[]"),
        (tuple[int | None, str], "[number | null, string]"),
        (dict[str, list[bool]], "Record<string, boolean[]>"),
        (Literal["a"] | None, "'a' | null"),
        (Any, "unknown"),
    ],
)
def test_a_type_is_written_as_the_app_has_it(kind: Any, written: str) -> None:
    [schema], _ = msgspec.json.schema_components([kind])
    assert type_of(schema) == written
