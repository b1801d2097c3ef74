"""The section of attached items: what is offered with orders, and whether it is taken.

An `offer_made` names what was offered in `item`, or in `items` when it is several: a list, or a
text with commas or semicolons between them. What was ordered is told alike by `order_created`,
by `payment_received`, and by the events of the touchpoint where the map finds what was paid;
`order`, or `order_id`, in any of these is the number of the order.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from tropa.map.document import Map
from tropa.measure import attach
from tropa.measure.questions.by import text_of
from tropa.place.classify import touchpoints_of
from tropa.trail import TrailBatch
from tropa.workspace.sections.events import (
    Read,
    Rows,
    named,
    point_fields,
    told_events,
    told_where,
)
from tropa.workspace.sections.ground import Ground, Told, told
from tropa.workspace.sections.texts import Texts

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

OFFERED: Final = "offer_made"
ORDERED: Final = ("order_created", "payment_received")
_LIST: Final = "items[]"
_BETWEEN: Final = re.compile(r"[,;\n]")


def attach_section(ground: Ground) -> Told:
    """How often people take what they are offered."""
    people, map_ = ground.everybody, ground.asked.map
    reading = _Reading(list(map_.records("products")))
    offered = told_events(people, OFFERED, reading.fields)
    if len(offered.at):
        # Of everybody's orders nothing is read where nobody was offered anything.
        which, fields = _orders(map_)
        ordered = told_where(people, which, reading.fields, fields)
    else:
        ordered = offered
    found = attach.offers(reading.told(offered), reading.told(ordered), ground.asked)
    answer = attach.attach_json(found, reading.items.known)
    products = map_.records("products")
    for row in answer["items"]:
        row["title"] = products.get(row["id"], {}).get("title") or row["id"]
    return told(answer, attach.attach_words)


def _orders(map_: Map) -> tuple[Callable[[TrailBatch], Bools], set[str]]:
    """Which events are of orders, and the properties that tell."""
    paid = map_.money.paid
    number = 0 if paid is None else map_.touchpoint_index(paid[0]) + 1

    def which(batch: TrailBatch) -> Bools:
        known = named(batch, *ORDERED)
        return known | (touchpoints_of(batch, map_) == number) if number else known

    return which, point_fields(map_) if number else set()


class _Reading:
    """Events of offers and orders, with all they name as numbers."""

    def __init__(self, products: list[str]) -> None:
        self.items, self._orders = Texts(products), Texts()
        self._several: dict[tuple[str, ...], int] = {}
        self.fields: Mapping[str, Read] = {
            "item": lambda value: self._read((text_of(value) or "",)),
            "items": lambda value: self._read(_split(text_of(value) or "")),
            _LIST: lambda value: self._read(_split(text_of(value) or "")),
            "order": self._orders.read,
            "order_id": self._orders.read,
        }

    def _read(self, texts: list[str] | tuple[str, ...]) -> float:
        """The number of several items."""
        items = tuple(dict.fromkeys(one for text in texts if (one := text.strip())))
        return float(self._several.setdefault(items, len(self._several)))

    def told(self, rows: Rows) -> attach.Told:
        """A row an item of an event."""
        lists = list(self._several)
        met = [[self.items.read(item) for item in items] for items in lists]
        sizes = np.asarray([*(len(one) for one in met), 0], np.int64)
        flat = np.asarray([item for one in met for item in one], np.float64)
        begins = np.cumsum(sizes) - sizes
        order, other = (rows.columns[name] for name in ("order", "order_id"))
        order = np.where(np.isnan(order), other, order)
        order = self._orders.places(order, attach.NO_NUMBER)
        parts: list[tuple[Int64, Int64]] = []
        for name in ("item", "items", _LIST):
            number = np.nan_to_num(rows.columns[name], nan=-1).astype(np.int64)
            count = sizes[number]
            row = np.repeat(np.arange(len(number)), count)
            step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
            parts.append((row, np.repeat(begins[number], count) + step))
        row = np.concatenate([one for one, _ in parts])
        item = self.items.places(flat[np.concatenate([one for _, one in parts])])
        return attach.Told(rows.person[row], rows.at[row], order[row], item)


def _split(text: str) -> list[str]:
    """Items of a list, or of a text that files hold one as; nothing nested is an item."""
    try:
        found = msgspec.json.decode(text, type=list[object])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return _BETWEEN.split(text)
    return [
        said
        for one in found
        if isinstance(one, str | int | float) and (said := text_of(one)) is not None
    ]
