"""What the funnel's screen needs of the map: plans, reasons, ways to split, small funnels.

Its numbers are those of the map (`GET /api/map/{map}`) and of questions asked of it; this says
what they are compared with and what they are called.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import duration_text
from tropa.map.document import Map, Property, Stage, Touchpoint
from tropa.map.node import Mapping, Node, Scalar, Sequence, compose
from tropa.map.properties import field_titles, trait_titles
from tropa.show.api.question import board_asked
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.map_picture import planned_share
from tropa.words import Language, say

_NAMED: Final = ("text", "flag")
"""Kinds of properties whose values are names."""
_FEWEST: Final = 2
"""Steps of a funnel."""
_MAPS: Final = 16
"""Texts of maps whose small funnels are remembered."""


async def of_funnel(site: Site, request: Request) -> Response:
    """Plans, titles of reasons, what answers may be split by, small funnels."""
    language = site.language(request)

    def work() -> Response:
        board = board_asked(site, request)
        map_ = board.edition.map
        how = {"map": map_.id, "edition": board.edition.number or "draft"}
        return answer(funnel_of(map_, language), how)

    return await run_in_threadpool(work)


def funnel_of(map_: Map, language: Language) -> dict[str, Any]:
    """What the map says of its funnel."""
    fields = _named(field for event in map_.events.values() for field in event.items())
    traits = _named(map_.traits.items())
    return {
        "title": map_.title,
        "unit": map_.unit,
        "currency": map_.currency,
        "timezone": map_.timezone,
        "stages": [_stage(map_, at, one) for at, one in enumerate(map_.stages)],
        "reasons": _reasons(map_, language),
        "segments": [{"id": one.id, "title": one.title} for one in map_.segments if one.who],
        "fields": fields,
        "traits": traits,
        "field_titles": field_titles(map_, fields, language),
        "trait_titles": trait_titles(map_, traits, language),
        "points": [
            {
                "id": one.id,
                "title": one.title,
                "stage": one.stage,
                "sale": one.sale.title if one.sale else None,
                "within": _within(one),
                "steps": list(steps),
            }
            for one, steps in zip(map_.touchpoints, _small_funnels(map_), strict=True)
        ],
    }


def _stage(map_: Map, at: int, stage: Stage) -> dict[str, Any]:
    return {
        "id": stage.id,
        "title": stage.title,
        "counted": stage.counted_only,
        "hidden": stage.record.get("hidden") is True,
        "plan": planned_share(map_, at),
    }


def _reasons(map_: Map, language: Language) -> dict[str, str]:
    own = {
        name: str(record.get("title") or name)
        for name, record in map_.records("loss_reasons").items()
    }
    named = {name: say(f"app.funnel.reason.{name}", language) for name in ("silence", "unsaid")}
    return own | {"silence": named["silence"], "": named["unsaid"]}


def _named(properties: Iterable[tuple[str, Property]]) -> list[str]:
    """Properties by name, but for numbers and days: nobody splits by those."""
    return sorted({name for name, one in properties if one.type in _NAMED})


def _within(one: Touchpoint) -> str | None:
    return duration_text(one.sale.within) if one.sale and one.sale.within else None


# ---------------------------------------------------------------- small funnels


def _small_funnels(map_: Map) -> tuple[tuple[dict[str, Any], ...], ...]:
    """For each touchpoint its steps, as steps of a question."""
    return _read_steps(map_.text, tuple(one.id for one in map_.touchpoints))


@lru_cache(_MAPS)
def _read_steps(text: str, names: tuple[str, ...]) -> tuple[tuple[dict[str, Any], ...], ...]:
    # Conditions are wanted as they were written: a question has the same language.
    listed = _value(compose(text.removeprefix("\ufeff")), "touchpoints")
    items = listed.items if isinstance(listed, Sequence) else ()
    found = [_steps(_value(one, "steps")) for one in items]
    return tuple(found) if len(found) == len(names) else ((),) * len(names)


def _steps(node: Node | None) -> tuple[dict[str, Any], ...]:
    items = node.items if isinstance(node, Sequence) else ()
    steps = [_step(one) for one in items]
    return tuple(steps) if len(steps) >= _FEWEST else ()


def _step(node: Node) -> dict[str, Any]:
    title, did = _text(node, "title"), _text(node, "did")
    event, where = _text(node, "event"), _text(node, "where")
    asked = {"touchpoint": did} if did else {"event": event}
    if where:
        asked["where"] = where
    return {"title": title or did or event, "asks": asked}


def _value(node: Node, key: str) -> Node | None:
    pair = node.pairs.get(key) if isinstance(node, Mapping) else None
    return pair[1] if pair else None


def _text(node: Node, key: str) -> str:
    value = _value(node, key)
    return value.text if isinstance(value, Scalar) else ""
