"""The item a question over time is about: names of rows, and what it is called."""

from typing import Any, Final, NamedTuple

from tropa.errors import UsageFault
from tropa.map.document import Map
from tropa.map.shapes import Fields, Key, Short
from tropa.measure.questions.by import By
from tropa.measure.questions.items import Item, fields_of, items_of, label_of
from tropa.measure.questions.query import Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import ITEM_KEYS, ITEMS

ABOUT_KEYS: Final = {
    **ITEM_KEYS,
    "any": Key(ITEMS, "Alternatives, each with a condition of its own."),
}
ABOUT: Final = Short(Fields(ABOUT_KEYS), "event")
"""`purchase`, or `{event: purchase, where: amount > 100}`, or alternatives."""


class About(NamedTuple):
    """An item as asked, and its name."""

    items: tuple[Item, ...]
    name: str


def about(record: dict[str, Any], map_: Map | None) -> About:
    """What a record names.

    Raises:
        UsageFault: nothing at all.
    """
    items = items_of(record)
    if any(not (one.events or one.points or one.stages) for one in items):
        raise UsageFault("empty_step")
    return About(items, label_of(items, map_))


def needs_of(
    items: tuple[Item, ...],
    scope: Scope,
    by: tuple[By | None, ...] = (),
    fields: frozenset[str] = frozenset(),
) -> Needs:
    """What a track must bring for items, splits and further fields."""
    wanted = fields_of(items) | scope.fields | fields
    for one in by:
        if one is not None:
            wanted |= one.fields(scope)
    return Needs(wanted, any(one.points for one in items), any(one.stages for one in items))
