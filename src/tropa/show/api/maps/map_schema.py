"""What the elements of a map may hold: fields with their kinds, allowed values and meanings.

The app builds its forms from this; the schema of the map itself is the only source.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from tropa.map.interactions import INTERACTIONS
from tropa.map.kinds import (
    Choice,
    Day,
    FieldOf,
    Flag,
    Kind,
    Length,
    MapId,
    Number,
    Ref,
    Rule,
    Share,
    Text,
    Url,
)
from tropa.map.phrases import From, Measured, Target, Times
from tropa.map.schema.common import COMMON
from tropa.map.schema.document import DOCUMENT
from tropa.map.schema.knowledge import GOAL, LANE, OWNER, PROBLEM, SEGMENT
from tropa.map.schema.run import KPI, PLAY
from tropa.map.schema.stages import SALE_HERE, STAGE, STEP, TOUCHPOINT, ZONE
from tropa.map.schema.texts import CONTENT
from tropa.map.shapes import Fields, Key, Many, Records, Series, Short, Values
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language, has_words, say

Json: TypeAlias = dict[str, Any]

KINDS: Final[Mapping[str, Fields | Short]] = {
    "map": DOCUMENT,
    "zone": ZONE,
    "stage": STAGE,
    "touchpoint": TOUCHPOINT,
    "kpis": KPI,
    "content": CONTENT,
    "plays": PLAY,
    "owners": OWNER,
    "goals": GOAL,
    "problems": PROBLEM,
    "segment": SEGMENT,
    "lane": LANE,
}
"""Elements by the list they stand in, or by the key of their name where the list has names."""
_WORDS: Final = {
    "kpis": "kpi",
    "plays": "play",
    "owners": "owner",
    "goals": "goal",
    "problems": "problem",
}
_INNER: Final = {id(SALE_HERE): "sale", id(STEP): "step"}
_PLAIN: Final[Mapping[type, str]] = {
    Text: "text",
    Flag: "flag",
    Share: "share",
    Day: "day",
    Url: "url",
    MapId: "name",
    FieldOf: "field",
    From: "phrase",
    Measured: "phrase",
    Target: "phrase",
    Times: "phrase",
}
"""Kinds that need no more words than their name."""
_NESTED: Final = "inner"
"""Fields inside of fields: their words stand together."""
CHANNELS: Final = (
    "site", "search", "ads_search", "ads_social", "map_listing", "marketplace", "email", "sms",
    "telegram", "whatsapp", "vk", "max", "chat", "push", "phone", "visit", "office", "event",
    "courier", "post",
)  # fmt: skip
"""Channels everybody has; a map may name others."""

_NAMES_OF: Final = ("channel", "play", "variant")
"""Fields for any text where mostly a name of such an element of the map stands."""


async def map_schema(site: Site, request: Request) -> Response:
    """Fields of every element by kind, in the reader's language."""
    language = site.language(request)
    return answer({"kinds": schema_json(language)}, {})


def schema_json(language: Language) -> dict[str, list[Json]]:
    """Element → its fields in the order of the schema."""
    return {
        name: _fields(shape, _WORDS.get(name, name), language) for name, shape in KINDS.items()
    }


def _fields(shape: Fields | Short, words: str, language: Language) -> list[Json]:
    record = shape.record if isinstance(shape, Short) else shape
    return [
        {
            "key": name,
            **_said(name, key, words, language),
            "needed": key.needed,
            **_kind(key.kind, language),
            **_known(name, key, language),
        }
        for name, key in record.keys.items()
        if _is_shown(name, key, words)
    ]


def _known(name: str, key: Key, language: Language) -> Json:
    """Values that are offered where any text may stand."""
    each = key.kind.each if isinstance(key.kind, Many) else key.kind
    if name not in _NAMES_OF or not isinstance(each, Text):
        return {}
    codes = CHANNELS if name == "channel" else ()
    known = [{"value": one, "title": say(f"schema.channel.{one}", language)} for one in codes]
    offered: Json = {"of": [name], "known": known}
    if isinstance(key.kind, Many):
        return {"each": {**_kind(each, language), **offered}}
    return offered


def _is_shown(name: str, key: Key, words: str) -> bool:
    """Of the map itself only what is a value: its elements have forms of their own."""
    return words != "map" or has_words(_place(name, key, words) + ".title")


def _place(name: str, key: Key, words: str) -> str:
    kind = "common" if COMMON.get(name) is key else words
    return f"schema.field.{kind}.{name}"


def _said(name: str, key: Key, words: str, language: Language) -> Json:
    place = _place(name, key, words)
    if has_words(place + ".title"):
        return {
            "title": say(place + ".title", language),
            "means": say(place + ".means", language),
        }
    return {"title": name, "means": key.means}


def _kind(kind: Kind, language: Language) -> Json:
    plain = _PLAIN.get(type(kind))
    if plain is not None:
        longest = {"longest": kind.longest} if isinstance(kind, Text) else {}
        return {"kind": plain, **longest}
    match kind:
        case Number():
            return {
                "kind": "number",
                "least": kind.least,
                "most": kind.most,
                "whole": kind.whole,
            }
        case Length():
            return {"kind": "length", "endless": kind.endless}
        case Choice():
            return {"kind": "choice", "options": _options(kind, language)}
        case Ref():
            return {"kind": "ref", "of": list(kind.kinds)}
        case Rule():
            return {"kind": "rule", "sees": kind.sees}
        case _:
            return _gathered(kind, language)


def _gathered(kind: Kind, language: Language) -> Json:
    """Kinds made of others."""
    match kind:
        case Many():
            return {"kind": "many", "each": _kind(kind.each, language)}
        case Fields() | Short():
            record = kind.record if isinstance(kind, Short) else kind
            inner = _INNER.get(id(record), _NESTED)
            return {"kind": "record", "fields": _fields(record, inner, language)}
        case Records() | Series():
            return {"kind": "records"}
        case Values():
            return {"kind": "values", "each": _kind(kind.each, language)}
        case _:
            return {"kind": "anything"}


def _options(kind: Choice, language: Language) -> list[Json]:
    # `open` of a message is not `open` of a problem: interactions have words of their own.
    words = "interaction" if kind.options == tuple(INTERACTIONS) else "option"
    keys = {one: f"schema.{words}.{one}" for one in kind.options}
    return [
        {"value": one, "title": say(key, language) if has_words(key) else one}
        for one, key in keys.items()
    ]
