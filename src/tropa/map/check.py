"""The map against all rules: what is wrong, what must be mended before launch, what to know.

A draft is free: only errors and notes are told of it. At launch the map is judged strictly.
"""

from typing import Final

from tropa.map.document import Map
from tropa.map.finding import Finding
from tropa.map.rules.acts import AnswerToTheBuyer, PassiveIsNoAct, TouchpointWithoutSide
from tropa.map.rules.conditions import LonelyWindow, MixedAndOr, NameIsAWord
from tropa.map.rules.events import EventNotListed, FieldNotListed
from tropa.map.rules.moving import (
    MoveWithoutStage,
    StageNobodyEnters,
    TargetIsTheSale,
    TargetLeadsElsewhere,
    TouchBehindGate,
)
from tropa.map.rules.plays import (
    ContentWithoutCall,
    MessageWithoutConsent,
    PlayWithoutHoldout,
    PlayWithoutStop,
    SharesDoNotAddUp,
)
from tropa.map.rules.rule import Rule
from tropa.map.rules.stages import (
    NothingLeadsOn,
    StageNeverLoses,
    StageWithoutOwner,
    StageWithoutTarget,
    ThinStage,
)
from tropa.map.rules.touchpoints import (
    StepsOutOfRange,
    TouchpointNeverMatches,
    TouchpointOfARecord,
    TouchpointWithoutEvent,
    TouchpointWithoutOwner,
    TouchpointWithoutSale,
)
from tropa.map.rules.whole import (
    CoreMissing,
    KpiIncomplete,
    NoCapturePoint,
    NoGoal,
    NoMoney,
    NoSale,
    NotStated,
)

RULES: Final[tuple[type[Rule], ...]] = (
    StageNobodyEnters,
    TouchpointWithoutOwner,
    TouchpointWithoutSale,
    EventNotListed,
    FieldNotListed,
    TouchpointNeverMatches,
    KpiIncomplete,
    PlayWithoutStop,
    PlayWithoutHoldout,
    MessageWithoutConsent,
    MixedAndOr,
    LonelyWindow,
    StageNeverLoses,
    NoGoal,
    StageWithoutTarget,
    TargetLeadsElsewhere,
    TouchpointWithoutSide,
    CoreMissing,
    NoSale,
    StageWithoutOwner,
    PassiveIsNoAct,
    TouchBehindGate,
    ThinStage,
    NoCapturePoint,
    NotStated,
    NoMoney,
    StepsOutOfRange,
    TargetIsTheSale,
    MoveWithoutStage,
    SharesDoNotAddUp,
    ContentWithoutCall,
    NothingLeadsOn,
    AnswerToTheBuyer,
    TouchpointWithoutEvent,
    NameIsAWord,
    TouchpointOfARecord,
)


def check(map_: Map, *, launch: bool = False) -> list[Finding]:
    """Every breach of the rules, in the order of the file.

    Args:
        map_: a map that loads.
        launch: judge strictly, as before publishing; else only errors and notes are told.
    """
    found = [
        finding
        for rule in RULES
        if launch or rule.severity != "launch"
        for finding in rule().look(map_)
    ]
    return sorted(found, key=lambda one: (one.place, one.rule))
