"""Somebody of the team puts a person on a stage by hand: what may be said of it, and how.

The map's rules place people by what happened. Sometimes the team knows better, and says so: the
stage, and the reason. It becomes an event like any other, and is taken back like any other.
"""

from collections.abc import Mapping
from typing import Any, Final

from tropa.errors import UsageFault
from tropa.live.board import Board
from tropa.map.document import Map, Stage
from tropa.place.set_by_hand import BY_FIELD, MAP_FIELD, REASON_FIELD, STAGE_FIELD
from tropa.workspace.intake.asked_on_drop import asked_fields
from tropa.workspace.opening import Workspace
from tropa.workspace.people.person import card_of

LONGEST_REASON: Final = 500


def stages_to_set(map_: Map) -> list[Stage]:
    """The stages somebody may be put on: an audience is filled by counts alone."""
    return [one for one in map_.stages if not one.counted_only]


def said_of_move(
    map_: Map, event: str, stage: str, told: Mapping[str, str], by: str
) -> dict[str, Any]:
    """What the event of a move says.

    Args:
        map_: the map on which somebody is moved.
        event: the name of the event.
        stage: where to.
        told: the reason, and what the stage asks of whoever is put there, by fields.
        by: who moves them; empty where nobody has an account.

    Raises:
        UsageFault: no such stage, no reason, or something the stage asks is missing.
    """
    found = _stage(map_, stage)
    reason = told.get("reason", "").strip()
    if not reason:
        raise UsageFault("move_without_reason", stage=found.title)
    said = asked_fields(map_, event, stage, told)
    said |= {MAP_FIELD: map_.id, STAGE_FIELD: stage, REASON_FIELD: reason[:LONGEST_REASON]}
    return said | {BY_FIELD: by} if by else said


def check_edition(
    workspace: Workspace, board: Board, person: int, deal: int, stage: str
) -> None:
    """Refuse a stage that the edition does not have by which somebody walks.

    Raises:
        UsageFault: their journey began before the stage was on the map.
    """
    if all(one.map.stage_index(stage) >= 0 for one in board.editions):
        return
    card = card_of(workspace, person, workspace.clock.now())
    map_id = board.edition.map.id
    own = [one for one in card.maps if one.map.id == map_id and one.deal == deal]
    if own and own[-1].status != "closed" and own[-1].map.stage_index(stage) < 0:
        title = _stage(board.edition.map, stage).title
        raise UsageFault("stage_of_later_edition", stage=title, edition=own[-1].edition)


def _stage(map_: Map, name: str) -> Stage:
    found = next((one for one in stages_to_set(map_) if one.id == name), None)
    if found is None:
        raise UsageFault("no_such_stage", found=name[:60])
    return found
