"""Rules about moving: who gets in, what a target leads to, which moves can never be."""

from collections.abc import Iterator

from tropa.condition.check import touches_that_fulfil
from tropa.map.document import Map
from tropa.map.finding import Finding
from tropa.map.reach import (
    can_enter,
    gate_before,
    leads_to,
    next_stage,
    people_stages,
    reached_stages,
)
from tropa.map.rules.rule import Rule


class StageNobodyEnters(Rule):
    """A stage nobody can enter.

    A person comes to a stage by a touch of the buyer at one of its touchpoints, or by its
    `enter:` rule. A stage that has neither stays empty for ever, and every conversion through
    it is nought. Give it a touchpoint with `from: buyer`, say when a seller's touch counts as
    answered, or write an `enter:` that can come true.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
          - stage: order
        touchpoints:
          - touchpoint: visit
            stage: interest
            from: buyer
            event: page_viewed

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
          - stage: order
        touchpoints:
          - touchpoint: visit
            stage: interest
            from: buyer
            event: page_viewed
          - touchpoint: checkout
            stage: order
            from: buyer
            event: order_created
    """

    number = "M003"
    code = "stage_nobody_enters"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        reached = reached_stages(map_)
        for at, stage in people_stages(map_):
            if at not in reached:
                yield self.at(map_, ("stages", at), stage=stage.title)


class TargetLeadsElsewhere(Rule):
    """A target action that cannot enter the next stage.

    `target:` is measured and moves nobody; people go on when they enter the next stage. If no
    touch that fulfils the target enters it, somebody may reach every target and never move:
    the share of the target and the conversion of the stage will not agree.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
            target: did subscribe
          - stage: order
        touchpoints:
          - touchpoint: subscribe
            stage: interest
            from: buyer
            event: subscribe_confirm
          - touchpoint: checkout
            stage: order
            from: buyer
            event: order_created

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
            target: did checkout
          - stage: order
        touchpoints:
          - touchpoint: subscribe
            stage: interest
            from: buyer
            event: subscribe_confirm
          - touchpoint: checkout
            stage: order
            from: buyer
            event: order_created
    """

    number = "M019"
    code = "target_leads_elsewhere"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, stage in people_stages(map_):
            after = next_stage(map_, at)
            if after is None or stage.target is None or leads_to(map_, stage.target, after):
                continue
            path = ("stages", at, "target")
            yield self.at(map_, path, stage=stage.title, after=after.title)


class TouchBehindGate(Rule):
    """A touch that can never move anybody, for a stage that cannot be entered stands before it.

    A touch never carries a person over a stage with an `enter:` of its own. Where that rule
    can only come true after the very stage the touch should lead to, nobody ever gets past.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
          - stage: warranty
            enter: 30d after delivered
          - stage: delivered
        touchpoints:
          - touchpoint: visit
            stage: interest
            from: buyer
          - touchpoint: parcel
            stage: delivered
            from: buyer

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
          - stage: delivered
          - stage: warranty
            enter: 30d after delivered
        touchpoints:
          - touchpoint: visit
            stage: interest
            from: buyer
          - touchpoint: parcel
            stage: delivered
            from: buyer
    """

    number = "M025"
    code = "touch_behind_gate"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        reached = reached_stages(map_)
        for at, one in enumerate(map_.touchpoints):
            stage = map_.stage_index(one.stage)
            if stage < 0 or stage in reached or not can_enter(one):
                continue
            gate = gate_before(map_, stage)
            if gate is not None and map_.stages[stage].enter is None:
                path = ("touchpoints", at, "stage")
                yield self.at(map_, path, touchpoint=one.title, gate=gate.title)


class TargetIsTheSale(Rule):
    """A stage whose target is the sale though another stage comes before it.

    Whoever wants to sell on the first stage judges it by the last one: the target is far, few
    reach it, and nothing says whether the stage did its own work. Give the stage the next
    small step as its target.

    Bad::

        map: shop
        title: Shop
        sale: did payment
        stages:
          - stage: interest
            target: did payment
          - stage: order
            target: did payment
          - stage: paid
            enter: did payment
        touchpoints:
          - touchpoint: checkout
            stage: order
            from: buyer
            event: order_created
          - touchpoint: payment
            stage: paid
            from: buyer
            event: payment_received

    Good::

        map: shop
        title: Shop
        sale: did payment
        stages:
          - stage: interest
            target: did checkout
          - stage: order
            target: did payment
          - stage: paid
            enter: did payment
        touchpoints:
          - touchpoint: checkout
            stage: order
            from: buyer
            event: order_created
          - touchpoint: payment
            stage: paid
            from: buyer
            event: payment_received
    """

    number = "M031"
    code = "target_is_the_sale"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        sale = touches_that_fulfil(map_.sale) if map_.sale is not None else frozenset[str]()
        for at, stage in people_stages(map_):
            after = next_stage(map_, at)
            if map_.sale is None or after is None or stage.target is None:
                continue
            touches = touches_that_fulfil(stage.target)
            if touches and touches <= sale and not leads_to(map_, map_.sale, after):
                path = ("stages", at, "target")
                yield self.at(map_, path, stage=stage.title, after=after.title)


class MoveWithoutStage(Rule):
    """A touchpoint that should move back or begin anew, and can do neither.

    `moves_back: true` moves a person to the touchpoint's own stage, `restarts: true` opens a
    new journey on it. Both need a `stage:` to move to, and an act of the buyer: a seller's
    touch moves people only where it was answered. An `enter:` rule that asks for the touch is
    as good as a stage.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
        touchpoints:
          - touchpoint: repeat_order
            restarts: true
            from: buyer

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
        touchpoints:
          - touchpoint: repeat_order
            stage: interest
            restarts: true
            from: buyer
    """

    number = "M032"
    code = "move_without_stage"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        entering = frozenset[str]().union(
            *(touches_that_fulfil(one.enter) for one in map_.stages if one.enter is not None)
        )
        for at, one in enumerate(map_.touchpoints):
            if one.id in entering or not (one.moves_back or one.restarts):
                continue
            key = "moves_back" if one.moves_back else "restarts"
            path = ("touchpoints", at, key)
            if one.stage is None:
                yield self.at(map_, path, touchpoint=one.title, key=key)
            elif not can_enter(one):
                yield self.at(map_, path, "move_by_the_seller", touchpoint=one.title, key=key)
