"""The board: who stands on which stage now, why, since when, and what comes of waiting."""

from typing import Any, Final, cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import FOREVER, Instant, iso
from tropa.errors import UsageFault
from tropa.event import STAGE_SET
from tropa.map.document import Map, Stage
from tropa.map.titles import condition_words
from tropa.place.state import MOVE_NAMES
from tropa.show.api.question import question_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.event_words import event_title
from tropa.words import Language, say
from tropa.workspace.answers import board_of
from tropa.workspace.board.stage_board import (
    SHOWN,
    Column,
    Order,
    StageBoard,
    Wanted,
    ask_board,
)
from tropa.workspace.board.stage_cards import Card
from tropa.workspace.people.called import someone_json
from tropa.workspace.tasks.open_tasks import Step

_ORDERS: Final = get_args(Order)


async def board(site: Site, request: Request) -> Response:
    """Every stage with its count, sum and first cards; further cards of one with `skip`."""
    map_id, language = request.path_params["map"], site.language(request)
    asked = request.query_params
    order = asked.get("order", _ORDERS[0])
    if order not in _ORDERS:
        raise UsageFault("field_wrong", field="order")
    wanted = Wanted(
        cast("Order", order),
        asked.get("stage", ""),
        _count(asked.get("skip", "0"), "skip"),
        _count(asked.get("take", str(SHOWN)), "take"),
        asked.get("step", ""),
    )

    def work() -> Response:
        question = question_of(request, board_of(site.workspace, map_id).edition.map)
        found = ask_board(site.workspace, map_id, question, wanted)
        stages = [
            _column_json(one, found, language)
            for one in found.columns
            if not wanted.stage or one.stage.id == wanted.stage
        ]
        return answer({"stages": stages}, _how(found))

    return await run_in_threadpool(work)


def _count(text: str, field: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise UsageFault("field_wrong", field=field)
    return int(text)


def _how(found: StageBoard) -> dict[str, Any]:
    map_ = found.asked.map
    return {
        "as_of": iso(found.asked.as_of, map_.zone),
        "edition": found.edition or "draft",
        "currency": map_.currency,
        "timezone": map_.timezone,
        "unit": map_.unit,
        "cards": SHOWN,
        "sums": "stated" if found.stated else "paid",
    }


def _column_json(column: Column, found: StageBoard, language: Language) -> dict[str, Any]:
    stage, map_ = column.stage, found.asked.map
    return {
        "id": stage.id,
        "title": stage.title,
        "zone": stage.zone,
        "counted_only": stage.counted_only,
        "count": column.count,
        "matching": column.matching,
        "sum": column.total,
        "late": column.late,
        "steps": column.steps,
        "norm": stage.norm,
        "lost_after": stage.lost_after,
        "owner": role_title(stage.owner, map_) or None,
        "role": stage.owner,
        "rule": _rule(stage, map_, language),
        "cards": [_card_json(one, map_, language) for one in column.cards],
    }


def role_title(role: str | None, map_: Map) -> str:
    """What people call a role of the map; another keeps its name."""
    owner = map_.owners.get(role or "")
    return (role or "") if owner is None else (owner.name or owner.title)


def step_json(step: Step, map_: Map) -> dict[str, Any]:
    """A task under names that people and scripts may rely on."""
    return {
        "id": step.id,
        "what": step.what,
        "kind": step.kind,
        "role": step.role or None,
        "role_title": role_title(step.role, map_) or None,
        "owner": step.owner or None,
        "created": iso(step.created, map_.zone),
        "due": None if step.deadline == FOREVER else iso(step.deadline, map_.zone),
    }


def _rule(stage: Stage, map_: Map, language: Language) -> str:
    """Who gets onto the stage."""
    if stage.enter is None:
        return say("story.enter_touch", language)
    return say("story.enter", language, rule=condition_words(stage.enter, map_, language))


def _card_json(card: Card, map_: Map, language: Language) -> dict[str, Any]:
    def at(instant: Instant | None) -> str | None:
        return None if instant is None else iso(instant, map_.zone)

    return {
        **someone_json(card.called),
        "deal": card.deal or None,
        "owner": card.owner or None,
        "since": at(card.since),
        "due": at(card.due),
        "amount": card.amount,
        "stated": card.stated,
        "late": card.late,
        "step": None if card.step is None else step_json(card.step, map_),
        "paused": at(card.paused),
        "when": card.when or None,
        "why": _why(card, map_, language),
    }


def _why(card: Card, map_: Map, language: Language) -> str:
    """The move that led here, and what caused it."""
    kind = MOVE_NAMES.get(card.move)
    if kind is None:
        return ""
    if card.event == STAGE_SET:
        return event_title(STAGE_SET, map_, language)
    if card.touchpoint:
        return say("story.touch", language, touchpoint=card.touchpoint)
    if card.event:
        return event_title(card.event, map_, language)
    before = map_.stages[card.before].title if 0 <= card.before < len(map_.stages) else ""
    return say(f"story.move.{kind}", language, stage="…", before=before, until="")
