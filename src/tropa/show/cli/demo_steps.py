"""What the invented company has planned: next steps with its people, and calls nobody sorted.

Some have a step for today, some for later, some are overdue, and with some nobody has planned
anything: as in any company, and so that the board shows each of these.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from tropa.clock import DAY, HOUR, Instant, as_datetime, day_start
from tropa.event import Event, Name, NameKind
from tropa.map.document import Map
from tropa.words import Language, say
from tropa.workspace.answers import Question
from tropa.workspace.board.stage_board import Column, Wanted, ask_board
from tropa.workspace.board.stage_cards import Card
from tropa.workspace.intake.by_hand import names_of
from tropa.workspace.opening import Workspace

_DAYS: Final = (None, 0, 3, -1, 1, 2, 5, None, 4, 1, 7, 2)
"""Days from today to a step, of people in turn; None where there is no step."""
_WHATS: Final = ("call", "quote", "remind", "meet", "write")
_OWNERS: Final = 3
_UNSORTED: Final = (("+79161234501", "lead_created", 2), ("+79161234502", "meeting_held", 5),
                    ("irina.petrova@mail.example", "message_reply", 26))  # fmt: skip
_JSON: Final = msgspec.json.Encoder()


def planned(
    workspace: Workspace, map_: Map, source: str, now: Instant, language: Language
) -> list[Event]:
    """Tasks with those who stand on the stages now, and people whom no touchpoint has met.

    Args:
        workspace: whose people.
        map_: their map.
        source: under which events of the company come.
        now: the moment it is for them.
        language: of what is written.
    """
    board = ask_board(workspace, map_.id, Question(), Wanted())
    found = [
        event
        for column in board.columns
        for event in _of_column(workspace, column, map_, source, now, language)
    ]
    return [*found, *_unsorted(source, now)]


def _of_column(
    workspace: Workspace,
    column: Column,
    map_: Map,
    source: str,
    now: Instant,
    language: Language,
) -> Iterator[Event]:
    today = day_start(now, map_.zone)
    cards = [one for one in column.cards if one.when]
    for at, card in enumerate(cards):
        days = _DAYS[at % len(_DAYS)]
        if days is None:
            continue
        # A plain hour of the day; what is left of today is enough for a step of today.
        hour = 10 + at * 7 % 8
        due = max(today + days * DAY + hour * HOUR, now + HOUR if days >= 0 else 0)
        told = as_datetime(due, map_.zone).replace(minute=0, second=0, microsecond=0)
        yield _task(workspace, card, source, now - 2 * DAY - at, {
            "task": f"plan-{card.person}-{card.deal}",
            "what": say(f"cli.demo.step.{_WHATS[at % len(_WHATS)]}", language),
            "kind": "next_step",
            "due": told.isoformat(),
            "role": column.stage.owner or "",
            "owner": say(f"cli.demo.owner.{at % _OWNERS + 1}", language),
        })  # fmt: skip


def _task(
    workspace: Workspace, card: Card, source: str, at: Instant, said: dict[str, str]
) -> Event:
    names = names_of(workspace, card.person, card.deal)
    return Event(
        id=said["task"],
        source=source,
        time=at,
        name="task_created",
        names=names,
        properties=_JSON.encode(said),
        deal=names[1].value if len(names) > 1 else "",
        received=at,
    )


def _unsorted(source: str, now: Instant) -> Iterator[Event]:
    for at, (name, event, hours) in enumerate(_UNSORTED):
        kind = NameKind.EMAIL if "@" in name else NameKind.PHONE
        yield Event(
            id=f"unsorted-{at}",
            source=source,
            time=now - hours * HOUR,
            name=event,
            names=(Name(kind, name),),
            received=now,
        )
