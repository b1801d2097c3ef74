"""What a stage asks of whoever is put on it by hand: fields of the event that leads there."""

import re
from collections.abc import Mapping
from typing import Final, cast

from tropa.errors import UsageFault
from tropa.map.document import Map, Stage
from tropa.money import decimal_of

LONGEST: Final = 500
OF_THE_FORM: Final = ("amount", "reason", "note")
"""Fields every telling has anyway; they are kept in their own way."""


def asked_on(stage: Stage) -> list[str]:
    """Fields without which nobody is put on a stage by hand."""
    asks = stage.record.get("asks")
    return [str(one) for one in cast("list[object]", asks)] if isinstance(asks, list) else []


def asked_fields(
    map_: Map, event: str, into: str, told: Mapping[str, str]
) -> dict[str, object]:
    """What was told of what the stage asks; where nobody is put anywhere, nothing is asked.

    Args:
        map_: whose stage.
        event: the name of the event that leads there.
        into: the stage; empty where nobody is put anywhere.
        told: what was written, by fields.

    Raises:
        UsageFault: something is missing, or no number where there must be one.
    """
    stage = next((one for one in map_.stages if one.id == into), None)
    if stage is None:
        return {}
    names = asked_on(stage)
    missing = [name for name in names if not told.get(name, "").strip()]
    if missing:
        raise UsageFault("stage_asks", stage=stage.title, fields=", ".join(missing))
    kinds = kinds_of(map_, event)
    return {
        name: _typed(told[name].strip()[:LONGEST], kinds.get(name, ""))
        for name in names
        if name not in OF_THE_FORM
    }


def kinds_of(map_: Map, event: str) -> dict[str, str]:
    """Types of an event's fields, as the map's vocabulary tells them."""
    return {name: one.type for name, one in map_.events.get(event, {}).items()}


def _typed(text: str, kind: str) -> object:
    if kind == "flag":
        return text.lower() in ("true", "yes", "1", "да")
    if kind not in ("number", "money"):
        return text
    exact = decimal_of(re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", "."))
    if exact is None:
        raise UsageFault("bad_amount", found=text[:40])
    return float(exact)
