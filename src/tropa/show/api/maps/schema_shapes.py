"""What is answered about the elements of a map: their fields, for forms."""

from typing import Literal

from msgspec import UNSET, UnsetType

from tropa.show.api.shapes import Shape


class SchemaKinds(Shape):
    """Elements of a map with their fields: for forms."""

    kinds: dict[str, list["SchemaField"]]


class SchemaOption(Shape):
    """A value that may be chosen."""

    value: str
    title: str


class SchemaKind(Shape):
    """What a field holds."""

    kind: Literal[
        "text", "number", "flag", "share", "length", "day", "url", "name", "field", "phrase",
        "rule", "choice", "ref", "many", "record", "records", "values", "anything",
    ]  # fmt: skip
    longest: int | UnsetType = UNSET
    least: float | UnsetType | None = UNSET
    most: float | UnsetType | None = UNSET
    whole: bool | UnsetType = UNSET
    endless: str | UnsetType | None = UNSET
    options: list[SchemaOption] | UnsetType = UNSET
    known: list[SchemaOption] | UnsetType = UNSET
    """Offered where any text may stand."""
    of: list[str] | UnsetType = UNSET
    sees: str | UnsetType = UNSET
    each: "SchemaKind | UnsetType" = UNSET
    fields: "list[SchemaField] | UnsetType" = UNSET


class SchemaField(SchemaKind, kw_only=True):
    """A field of an element: its key, its words, what it holds."""

    key: str
    title: str
    means: str
    needed: bool
