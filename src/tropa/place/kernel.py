"""The one placing kernel: a left fold over each unit's trail with a state of fixed size.

History runs it over everybody; live runs it over the few units a handful of events touched,
from the state kept at the end of what was folded, or from the beginning. The fold asks the rows
in the order of time; at one instant touches go by the stage they lead to, then by sequence and
event id, which is how rows of one instant are sorted already.

After a unit's last event the fold goes on alone: every silence and timer that will come due if
nothing more happens is written too, with its future instant. Whoever asks «as of T» takes the
moves up to T. So time passing changes no row; only events do.
"""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import borrowed, compiled, part
from tropa.place.classify import Signed
from tropa.place.counters import count_ever
from tropa.place.due import pass_time
from tropa.place.ends import under_way
from tropa.place.rules import MOVES_AT_MOST, RANK, WIDTH, Rules
from tropa.place.state import LAPS, LAST_TIME, WON_AT, Out, clear
from tropa.place.take import lapse, take, take_by_hand

Int64 = NDArray[np.int64]

FRESH = 0
RESUMED = 1
HANDED_OVER = 2


@compiled
def place_units(  # noqa: C901 - the loop itself: units, instants, events
    r: Rules,
    signed: Signed,
    time: Int64,
    rows: Int64,
    own: NDArray[np.bool_],
    first: Int64,
    start: Int64,
    end: Int64,
    states: Int64,
    opens: Int64,
    mode: int,
    outages: Int64,
    stop_at: int,
    out: Out,
    laps: NDArray[np.int32],
    firsts: Int64,
    settled: Int64,
    stopped: Int64,
    unit: int,
) -> int:
    """Place units from `unit` on, as long as `out` has room.

    Args:
        r: the edition's rules.
        signed: the batch's events through the edition's eyes.
        time: instants of the batch's events.
        rows: positions of units' trails in the batch; empty when they are the batch itself.
        own: whether each position is of the unit itself; empty when all are.
        first: units; the first position of each trail.
        start: units; where to begin: the first position, or where folding had stopped.
        end: units; behind the last position.
        states: units × width; read when resumed, always written as after the last event.
        opens: units; from which position on a journey that opens is of this edition: what
            lies before it leads up to it.
        mode: FRESH, RESUMED, or HANDED_OVER from an earlier edition.
        outages: k × 2 instants, rising.
        stop_at: journeys that would open from here on belong to the next edition.
        out: room for moves.
        laps: positions; the lap each event belongs to, `~lap` for one that only leads up to
            that lap. Events that are no touches keep what they had.
        firsts: units + 1; where in `out` each unit's moves begin.
        settled: units; how many of its moves were made by events, the future ones aside.
        stopped: units; the position from which the next edition may open journeys, or the
            trail's end. The fold goes on to the end all the same: money may still be given
            back for a journey that is over.
        unit: the first unit to place.

    Returns:
        The first unit that was not placed for want of room, or the number of units.
    """
    units = len(first)
    owned, second = np.zeros(r.numbers[WIDTH], np.int64), np.zeros(r.numbers[WIDTH], np.int64)
    s, spare = borrowed(owned), borrowed(second)
    order = np.zeros(1, np.int64)
    r, signed, out = (
        lent_rules(r),
        lent_signed(signed),
        Out(borrowed(out.filled), borrowed(out.moves)),
    )
    time, rows, own, outages = borrowed(time), borrowed(rows), borrowed(own), borrowed(outages)
    while unit < units:
        begun = out.filled[0]
        firsts[unit] = begun
        if not has_room(r, out, end[unit] - start[unit]):
            return unit
        prepare(s, r, signed, rows, states[unit], mode, first[unit], start[unit])
        at, stopped[unit] = start[unit], end[unit]
        while at < end[unit]:
            t = time[rows[at] if len(rows) else at]
            last = same_instant(time, rows, at, end[unit], t)
            if last - at > len(order):
                order = np.zeros(last - at, np.int64)
            sort_tie(r, signed, rows, order, at, last)
            still_ours = t < stop_at or at < opens[unit] or stopped[unit] < end[unit]
            if still_ours and concerns_nobody(signed, rows, order, at, last):
                at = last
                continue
            pass_time(s, r, out, outages, t)
            lapse(s, r, t)
            if not still_ours and not under_way(s):
                stopped[unit] = at
            for one in range(last - at):
                position = order[one]
                row = int(rows[position] if len(rows) else position)
                mine = int(own[position] if len(own) else True)
                may_open = int(opens[unit] <= at < stopped[unit])
                if signed.touch[row] == 0:
                    by_hand = signed.sign[row] != 0 and mine != 0
                    if by_hand and take_by_hand(s, r, out, signed, row, t, may_open):
                        laps[position] = s[LAPS] - 1
                    continue
                # A tie is never torn apart between two editions.
                next_one = int(not still_ours and last - at == 1)
                lap = s[LAPS] - int(under_way(s))
                if take(s, r, out, signed, row, t, mine, may_open, next_one, spare):
                    stopped[unit] = at
                    lap = s[LAPS]
                # It belongs to the journey there was, or to one it began; or leads to the next.
                laps[position] = s[LAPS] - 1 if lap < s[LAPS] else ~lap
            s[LAST_TIME] = t
            at = last
        keep(states, unit, s)
        settled[unit] = out.filled[0] - begun
        pass_time(s, r, out, outages, FOREVER)
        unit += 1
        firsts[unit] = out.filled[0]
    # What was borrowed of lives as long as it is named: to the last line.
    return units if len(owned) == len(second) else 0


@part
def lent_rules(r: Rules) -> Rules:
    """The tables without counting who holds them."""
    return Rules(
        borrowed(r.numbers),
        borrowed(r.rows),
        borrowed(r.rules),
        borrowed(r.stages),
        borrowed(r.points),
        borrowed(r.rings),
        borrowed(r.sums),
        borrowed(r.flags),
        borrowed(r.timers),
    )


@part
def lent_signed(signed: Signed) -> Signed:
    """The events' columns without counting who holds them."""
    return Signed(
        borrowed(signed.touch),
        borrowed(signed.sign),
        borrowed(signed.sets),
        borrowed(signed.members),
        borrowed(signed.values),
    )


@part
def has_room(r: Rules, out: Out, events: int) -> bool:
    """Whether even the busiest trail of so many events fits."""
    return out.filled[0] + (events + 4) * r.numbers[MOVES_AT_MOST] <= len(out.moves)


@part
def prepare(
    s: Int64,
    r: Rules,
    signed: Signed,
    rows: Int64,
    kept: Int64,
    mode: int,
    first: int,
    start: int,
) -> None:
    """The state a fold begins with."""
    if mode == RESUMED:
        for at in range(len(s)):
            s[at] = kept[at]
        return
    clear(s, r)
    if mode == HANDED_OVER:
        # Another edition counted by its own tests: what was ever done is counted again by ours.
        s[LAPS], s[WON_AT] = kept[LAPS], kept[WON_AT]
        for at in range(first, start):
            count_ever(s, r, signed, rows[at] if len(rows) else at)


@part
def keep(states: Int64, unit: int, s: Int64) -> None:
    """Put a unit's state away."""
    for at in range(len(s)):
        states[unit, at] = s[at]


@part
def same_instant(time: Int64, rows: Int64, at: int, end: int, t: int) -> int:
    """The position behind the last event of this instant."""
    last = at + 1
    while last < end and time[rows[last] if len(rows) else last] == t:
        last += 1
    return last


@part
def concerns_nobody(signed: Signed, rows: Int64, order: Int64, at: int, last: int) -> bool:
    """A lone event that is neither a touch of this map nor a move by hand is passed over."""
    row = rows[order[0]] if len(rows) else order[0]
    return last == at + 1 and signed.touch[row] == 0 and signed.sign[row] == 0


@part
def sort_tie(r: Rules, signed: Signed, rows: Int64, order: Int64, at: int, last: int) -> None:
    """Positions of one instant: by the stage they lead to, then as they are sorted already."""
    order[0] = at
    if last == at + 1:
        return
    slot = 0
    # A pass for each rank: as quick for a hundred thousand rows of one day as for two.
    for rank in range(len(r.stages) + 1):
        for position in range(at, last):
            row = rows[position] if len(rows) else position
            if r.points[signed.touch[row], RANK] == rank:
                order[slot] = position
                slot += 1
