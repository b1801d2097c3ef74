"""Bytes of a map file to a map, or every reason why not."""

import codecs
from typing import Final, cast

from tropa.clock import zone_of
from tropa.condition.syntax import Condition
from tropa.map.build import build_map
from tropa.map.conditions import check_conditions
from tropa.map.document import Map
from tropa.map.finding import Finding, MapRefused
from tropa.map.kinds import Reading, Reference, near
from tropa.map.node import BYTE_ORDER_MARK, TextRefused, compose, decode
from tropa.map.references import names_in
from tropa.map.schema.document import DOCUMENT
from tropa.money import CURRENCIES

STAGES_AT_MOST: Final = 64
TOUCHPOINTS_AT_MOST: Final = 1_000


def read_map(data: bytes | str, name: str = "map") -> Map:
    """The map a file holds.

    Args:
        data: the file's bytes, or its text.
        name: what the file is called in findings.

    Raises:
        MapRefused: with every finding: syntax, unknown keys and names, bad values.
    """
    reading = Reading()
    try:
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        reading.source = decode(raw)
        root = compose(reading.source)
    except TextRefused as fault:
        finding = Finding(fault.code, "refused", fault.place, values=fault.values)
        raise MapRefused([finding], name) from None
    record = DOCUMENT.read(root, (), reading)
    _check_head(record, reading)
    check_conditions(reading)
    _resolve(reading)
    if reading.findings:
        raise MapRefused(sorted(reading.findings, key=lambda one: one.place), name)
    # The mark that some editors put before the text stays with it: nothing is lost.
    mark = BYTE_ORDER_MARK if raw.startswith(codecs.BOM_UTF8) else ""
    return build_map(record, mark + reading.source, reading)


def _check_head(record: dict[str, object], reading: Reading) -> None:
    if "map" not in record and "id" not in record:
        reading.refuse("missing_field", (1, 1), (), key="map")
    if "title" not in record:
        reading.refuse("missing_field", (1, 1), (), key="title")
    if record.get("unit") == "company":
        reading.refuse("company_later", reading.places[("unit",)], ("unit",))
    currency = cast("str | None", record.get("currency"))
    if currency is not None and currency not in CURRENCIES:
        place = reading.places[("currency",)]
        guess = near(currency.upper(), sorted(CURRENCIES))
        reading.refuse("unknown_currency", place, ("currency",), found=currency, near=guess)
    _check_zone(record, reading)
    for key, limit in (("stages", STAGES_AT_MOST), ("touchpoints", TOUCHPOINTS_AT_MOST)):
        items = cast("list[object]", record.get(key) or [])
        if len(items) > limit:
            reading.refuse(
                "too_many", reading.places[(key,)], (key,), key=key, limit=limit, n=len(items)
            )


def _check_zone(record: dict[str, object], reading: Reading) -> None:
    name = record.get("timezone")
    if not isinstance(name, str):
        return
    try:
        zone_of(name)
    except ValueError:
        reading.refuse(
            "unknown_timezone", reading.places[("timezone",)], ("timezone",), found=name
        )


def _resolve(reading: Reading) -> None:
    """Every name used must be defined, as the kind of thing it is used for."""
    for written in reading.conditions:
        for name, kinds, at in names_in(written.tree, written.text):
            place = reading.place_after(written.node, written.text[:at])
            reading.references.append(Reference(name, kinds, place, written.path))
    known = {one.name: one.kind for one in reading.defined.values()}
    for reference in reading.references:
        kind = known.get(reference.name)
        if kind in reference.kinds:
            continue
        options = [name for name, one in known.items() if one in reference.kinds]
        code = f"unknown_{reference.kinds[0]}" if kind is None else "wrong_kind"
        reading.findings.append(
            Finding(
                code,
                "refused",
                reference.place,
                reference.path,
                rule="M001",
                values={
                    "found": reference.name,
                    "near": near(reference.name, options),
                    "kind": kind or reference.kinds[0],
                    "wanted": reference.kinds[0],
                },
            )
        )


def conditions_of(map_: Map) -> list[tuple[Condition, str]]:
    """All conditions of a map with their texts, in the order of the file."""
    return [(written.tree, written.text) for written in map_.reading.conditions]
