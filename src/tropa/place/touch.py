"""Touches: several events of one contact are one touch (domain model 2.5.5).

Page views of one visit are one touch; so are the two sides of one chat, what was sent,
delivered, opened and clicked of one message, and the impressions or unanswered attempts of one
day. The first event of a contact stands for it; the deepest act and any answer stay with it.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE
from tropa.compiled import compiled
from tropa.map.document import Map
from tropa.place.classify import MASK, Classified
from tropa.place.days import local_days
from tropa.place.program import INBOUND, TWO_WAY
from tropa.trail import TrailBatch

Int64 = NDArray[np.int64]
Bytes = NDArray[np.uint8]

MESSAGE_FIELD: Final = "message_id"
CREATIVE_FIELD: Final = "creative"

# Flags of a touch.
COUNTED: Final = 1
BUYER: Final = 2
TALK: Final = 4
SHOWN: Final = 8
"""An impression: kept apart, not counted among touches by default."""

_COLLAPSE: Final = {"none": 0, "visit": 1, "day": 2, "message": 3, "talk": 4}
_VISIT, _DAY, _MESSAGE, _TALK = 1, 2, 3, 4


def touches(batch: TrailBatch, map_: Map, classified: Classified) -> tuple[Bytes, Bytes]:
    """For each event the flags and the depth of the touch it begins; 0 where it begins none."""
    signed = classified.signed
    kinds = [one.interaction for one in map_.touchpoints]
    collapse = np.asarray(
        [0, *(_COLLAPSE[kind.collapse] if kind else 0 for kind in kinds)], np.uint8
    )
    depth = np.asarray([0, *(kind.depth if kind else 3 for kind in kinds)], np.uint8)
    shown = np.asarray(
        [False, *(kind is not None and kind.passive and kind.depth == 0 for kind in kinds)],
        np.bool_,
    )
    days = (
        local_days(batch.time, map_.zone) if (collapse == _DAY).any() else np.zeros(0, np.int64)
    )
    message = batch.column(MESSAGE_FIELD)
    creative = batch.column(CREATIVE_FIELD)
    flags, depths = np.zeros(batch.events, np.uint8), np.zeros(batch.events, np.uint8)
    _collapse(
        batch.offsets,
        batch.time,
        signed.touch,
        (signed.sets[:, MASK] & 3).astype(np.uint8)[signed.sign],
        collapse,
        depth,
        shown,
        days,
        message.codes.astype(np.int64),
        len(message.values),
        creative.codes.astype(np.int64),
        len(creative.values),
        map_.policy.visit_gap,
        map_.policy.talk_gap,
        flags,
        depths,
    )
    return flags, depths


@compiled
def _collapse(  # noqa: C901 - one pass, one branch a way of collapsing
    offsets: Int64,
    time: Int64,
    touch: NDArray[np.uint16],
    acts: Bytes,
    collapse: Bytes,
    depth: Bytes,
    shown: NDArray[np.bool_],
    days: Int64,
    message: Int64,
    messages: int,
    creative: Int64,
    creatives: int,
    visit_gap: int,
    talk_gap: int,
    flags: Bytes,
    depths: Bytes,
) -> None:
    """One pass over every person's events; `acts` holds the signs of who acted."""
    seen_person = np.full(messages, -1, np.int64)
    seen_row = np.zeros(messages, np.int64)
    slots = len(collapse) * creatives
    day_of = np.full(slots, BEFORE, np.int64)
    day_person = np.full(slots, -1, np.int64)
    day_row = np.zeros(slots, np.int64)
    for person in range(len(offsets) - 1):
        visit_at, talk_at = BEFORE, BEFORE
        visit_row, talk_row = -1, -1
        for row in range(offsets[person], offsets[person + 1]):
            point = touch[row]
            if point == 0:
                continue
            how, t, begun = collapse[point], time[row], -1
            if how == _VISIT:
                if visit_at != BEFORE and t - visit_at < visit_gap:
                    begun = visit_row
                else:
                    visit_row = row
                visit_at = t
            elif how == _TALK:
                if talk_at != BEFORE and t - talk_at < talk_gap:
                    begun = talk_row
                else:
                    talk_row = row
                talk_at = t
            elif how == _MESSAGE and message[row] > 0:
                if seen_person[message[row]] == person:
                    begun = seen_row[message[row]]
                else:
                    seen_person[message[row]], seen_row[message[row]] = person, row
            elif how == _DAY and not acts[row] >> TWO_WAY & 1:
                slot = point * creatives + creative[row]
                if day_person[slot] == person and day_of[slot] == days[row]:
                    begun = day_row[slot]
                else:
                    day_person[slot], day_of[slot], day_row[slot] = person, days[row], row
            start = row if begun < 0 else begun
            _add(
                flags, depths, int(start), int(acts[row]), int(depth[point]), int(shown[point])
            )


@compiled
def _add(flags: Bytes, depths: Bytes, start: int, acts: int, depth: int, shown: int) -> None:
    flag = SHOWN if shown else COUNTED
    if acts >> INBOUND & 1:
        flag |= BUYER
    if acts >> TWO_WAY & 1:
        flag |= TALK
    flags[start] |= flag
    depths[start] = max(depths[start], depth)
