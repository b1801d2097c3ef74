"""One edition of a map as arrays the placing kernel reads.

Everything the kernel asks of the map stands in `Rules`: programs of the event rules, stages
with their limits, touchpoints with their stages, the policy's windows, and the layout of the
state that one journey's fold carries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.condition.syntax import Condition
from tropa.map.document import UNLIMITED, Map, Stage, Touchpoint
from tropa.place.program import FIRST_SIGN, Compiler, Program, Tables
from tropa.place.sale_rules import SaleRules, sale_rules

Int64 = NDArray[np.int64]

# What a rule does when it holds.
ENTER: Final = 0
LEAD: Final = 1
SALE: Final = 2
LOST: Final = 3
HARD_LOST: Final = 4
DISQUALIFIED: Final = 5
INVALID: Final = 6
SNOOZE: Final = 7
REOPENED: Final = 8

_OUTCOMES: Final = {
    "lost": LOST,
    "hard_lost": HARD_LOST,
    "disqualified": DISQUALIFIED,
    "invalid": INVALID,
    "snooze": SNOOZE,
    "reopened": REOPENED,
}

# The fixed part of the state; counters of the map's own rules follow it.
FIXED: Final = (
    "status stage opened laps entered_at clock_from snoozed_until lost_at lost_stage won_at "
    "paid refunded reversed_at entered_mask lost_mask lost_before returned lead_at two_way "
    "dormant_at traits last_time"
).split()


# Numbers of a map that stand alone, in the order of `Rules.numbers`: the policy's windows,
# which rows of an event's values hold what, and the layout of the state behind its fixed part.
NUMBERS: Final = (
    "reopen_within reversed_within mistake_within laps lead_by_rule traits moves_at_most "
    "paid refunded until reason sums "
    "o_count o_last o_ever o_ring o_ring_at o_sum o_flag o_timer o_stage_at width"
).split()
REOPEN_WITHIN: Final = NUMBERS.index("reopen_within")
REVERSED_WITHIN: Final = NUMBERS.index("reversed_within")
MISTAKE_WITHIN: Final = NUMBERS.index("mistake_within")
LAPS_AT_MOST: Final = NUMBERS.index("laps")
LEAD_BY_RULE: Final = NUMBERS.index("lead_by_rule")
TRAIT_SIGNS: Final = NUMBERS.index("traits")
MOVES_AT_MOST: Final = NUMBERS.index("moves_at_most")
PAID_ROW: Final = NUMBERS.index("paid")
REFUNDED_ROW: Final = NUMBERS.index("refunded")
UNTIL_ROW: Final = NUMBERS.index("until")
REASON_ROW: Final = NUMBERS.index("reason")
SUMS_ROW: Final = NUMBERS.index("sums")
O_COUNT: Final = NUMBERS.index("o_count")
O_LAST: Final = NUMBERS.index("o_last")
O_EVER: Final = NUMBERS.index("o_ever")
O_RING: Final = NUMBERS.index("o_ring")
O_RING_AT: Final = NUMBERS.index("o_ring_at")
O_SUM: Final = NUMBERS.index("o_sum")
O_FLAG: Final = NUMBERS.index("o_flag")
O_TIMER: Final = NUMBERS.index("o_timer")
O_STAGE_AT: Final = NUMBERS.index("o_stage_at")
WIDTH: Final = NUMBERS.index("width")

# Columns of the tables in `Rules`.
KIND, STAGE_OF, BEGIN, BEHIND, BY_TIMER = range(5)
LIMIT, RETURN_TO, GATED = range(3)
POINT_STAGE, MOVES_BACK, RESTARTS, RANK = range(4)
RING_SIGN, RING_SIZE, RING_AT = range(3)
FLAG_SIGN, FLAG_BEFORE, FLAG_WITHIN = range(3)
TIMER_SIGN, TIMER_STAGE, TIMER_LENGTH = range(3)


class Rules(NamedTuple):
    """A map as few tables of whole numbers: numba reads it as it is."""

    numbers: Int64
    """Single numbers, by the constants above."""
    rows: Int64
    """Rows of programs: operation, a, b, c, d."""
    rules: Int64
    """A rule a row: KIND, STAGE_OF, BEGIN, BEHIND (its rows), BY_TIMER (timers as bits)."""
    stages: Int64
    """A stage a row: LIMIT of silence (0 never), RETURN_TO (-1 where it was lost), GATED."""
    points: Int64
    """A touchpoint a row, row 0 for none: POINT_STAGE, MOVES_BACK, RESTARTS, RANK."""
    rings: Int64
    sums: Int64
    flags: Int64
    timers: Int64


@dataclass(frozen=True)
class Edition:
    """A map as it is used for placing: its rules compiled, and from when it is live."""

    map: Map
    number: int
    """0 is the draft."""
    live_from: int
    rules: Rules
    tables: Tables
    programs: tuple[Program, ...]

    @property
    def width(self) -> int:
        """How many integers one fold's state takes."""
        return int(self.rules.numbers[WIDTH])

    @property
    def signs(self) -> int:
        """How many distinct signs an event may carry."""
        return FIRST_SIGN + len(self.tables.signs)

    @cached_property
    def sales(self) -> SaleRules:
        """What counts as a sale at each touchpoint."""
        return sale_rules(self.map)


def compile_edition(map_: Map, number: int = 0, live_from: int = 0) -> Edition:
    """The map made ready for placing.

    Args:
        map_: a readable map.
        number: the edition's number, 0 for the draft.
        live_from: when it was published, µs UTC.

    Raises:
        TooManySigns: more than 60 distinct tests; a rule of the map says so first.
    """
    touchpoints = {one.id: at for at, one in enumerate(map_.touchpoints)}
    stages = {one.id: at for at, one in enumerate(map_.stages)}
    compiler = Compiler(touchpoints, stages)
    jobs = list(_rules_of(map_))
    programs = tuple(compiler.program(tree) for tree, _, _ in jobs)
    tables = compiler.tables
    kinds = [kind for _, kind, _ in jobs]
    targets = [stage for _, _, stage in jobs]
    rules = _rules(map_, tables, programs, kinds, targets)
    return Edition(map_, number, live_from, rules, tables, programs)


def _rules_of(map_: Map) -> list[tuple[Condition, int, int]]:
    found: list[tuple[Condition, int, int]] = [
        (stage.enter, ENTER, at)
        for at, stage in enumerate(map_.stages)
        if stage.enter is not None and not stage.counted_only
    ]
    if map_.lead is not None:
        found.append((map_.lead, LEAD, -1))
    if map_.sale is not None:
        found.append((map_.sale, SALE, -1))
    found.extend((one.when, _OUTCOMES[name], -1) for name, one in map_.outcomes.items())
    return found


def _rules(
    map_: Map,
    tables: Tables,
    programs: tuple[Program, ...],
    kinds: list[int],
    targets: list[int],
) -> Rules:
    starts = np.cumsum([0, *(len(program.rows) for program in programs)]).tolist()
    timers = [sum(1 << one for one in program.timers) for program in programs]
    ring_sizes = [size for _, size in tables.rings]
    ring_at = np.cumsum([0, *ring_sizes])[:-1].tolist()
    ranks = _ranks(map_, tables, programs, kinds, targets)
    return Rules(
        numbers=_ints(_numbers(map_, tables)),
        rows=_table([row for program in programs for row in program.rows], 5),
        rules=_table(list(zip(kinds, targets, starts, starts[1:], timers, strict=False)), 5),
        stages=_table([_stage_row(map_, stage) for stage in map_.stages], 3),
        points=_table([(-1, 0, 0, ranks[0]), *_point_rows(map_, ranks)], 4),
        rings=_table(
            [(sign, size, at) for (sign, size), at in zip(tables.rings, ring_at, strict=True)],
            3,
        ),
        sums=_table([(sign,) for sign, _ in tables.sums], 1),
        flags=_table(tables.flags, 3),
        timers=_table([(one.sign, one.stage, one.length) for one in tables.timers], 3),
    )


def _numbers(map_: Map, tables: Tables) -> list[int]:
    policy, signs = map_.policy, FIRST_SIGN + len(tables.signs)
    # An event's values stand in rows of one table; -1 says the map has none of that kind.
    values: dict[str, int] = dict.fromkeys(("paid", "refunded", "until", "reason"), -1)
    at = 0
    for name in value_rows(map_):
        values[name], at = at, at + 1
    widths = (
        signs, signs, signs, sum(size for _, size in tables.rings), len(tables.rings),
        len(tables.sums), len(tables.flags), len(tables.timers), len(map_.stages),
    )  # fmt: skip
    return [
        _window(policy.reopen_within),
        _window(policy.reversed_within),
        _window(policy.mistake_within),
        policy.laps or (1 if map_.unit == "deal" else 0),
        int(map_.lead is not None),
        sum(1 << at for at, one in enumerate(tables.signs, FIRST_SIGN) if one.touchpoint < 0),
        _moves_at_most(map_, tables),
        *values.values(),
        at,
        *np.cumsum([len(FIXED), *widths]).tolist(),
    ]


def _moves_at_most(map_: Map, tables: Tables) -> int:
    """How many moves one event can cause, with all that came due since the one before it.

    An event steps through every stage at most, and makes few moves besides. So may time, and on
    each stage the journey may fall asleep and be woken by the next step.
    """
    stages = len(map_.stages)
    return stages + 12 + (3 * stages + 4 if tables.timers else 0)


def value_rows(map_: Map) -> list[str]:
    """Which numbers of an event this map reads, in the order of their rows."""
    reasons = [name for name, one in map_.outcomes.items() if one.field and name != "snooze"]
    snooze = map_.outcomes.get("snooze")
    found = {
        "paid": map_.money.paid is not None,
        "refunded": map_.money.refunded is not None,
        "until": snooze is not None and snooze.field is not None,
        "reason": bool(reasons),
    }
    return [name for name, there in found.items() if there]


def _stage_row(map_: Map, stage: Stage) -> tuple[int, int, int]:
    return (
        stage.lost_after or 0,
        map_.stage_index(stage.return_to),
        int(stage.enter is not None and not stage.counted_only),
    )


def _point_rows(map_: Map, ranks: list[int]) -> list[tuple[int, int, int, int]]:
    return [
        (_stage_of(map_, one), int(one.moves_back), int(one.restarts), rank)
        for one, rank in zip(map_.touchpoints, ranks[1:], strict=True)
    ]


def _stage_of(map_: Map, one: Touchpoint) -> int:
    """The stage a touch places a person on; an audience is filled by counts alone."""
    at = map_.stage_index(one.stage)
    return -1 if at >= 0 and map_.stages[at].counted_only else at


def _table(rows: Sequence[Sequence[int]], width: int) -> Int64:
    return np.asarray(rows, np.int64).reshape(-1, width)


def _ints(values: list[int]) -> Int64:
    return np.asarray(values, np.int64)


def _window(length: int) -> int:
    """A window without end is longer than time itself."""
    return 2**62 if length == UNLIMITED else length


def _ranks(
    map_: Map,
    tables: Tables,
    programs: tuple[Program, ...],
    kinds: list[int],
    targets: list[int],
) -> list[int]:
    """The order of touches of one instant: by the first stage they lead to, of none last."""
    last = len(map_.stages)
    led: dict[int, int] = {}
    for program, kind, stage in zip(programs, kinds, targets, strict=True):
        if kind != ENTER:
            continue
        for at, sign in enumerate(tables.signs):
            if program.triggers >> (at + FIRST_SIGN) & 1 and sign.touchpoint >= 0:
                led[sign.touchpoint] = min(stage, led.get(sign.touchpoint, last))

    def rank(at: int, touchpoint: Touchpoint) -> int:
        own = _stage_of(map_, touchpoint)
        return min(led.get(at, last), own if own >= 0 else last)

    return [last, *(rank(at, one) for at, one in enumerate(map_.touchpoints))]
