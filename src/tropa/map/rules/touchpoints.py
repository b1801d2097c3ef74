"""Rules about touchpoints: whose duty they are, what they sell, and whether they ever work."""

from collections.abc import Hashable, Iterator
from typing import Final, TypeAlias, cast

from tropa.condition.syntax import And, Condition, Or, bare
from tropa.event import RECORDS
from tropa.map.document import Map
from tropa.map.finding import Finding
from tropa.map.rules.events import events_used
from tropa.map.rules.rule import Rule

STEPS_AT_LEAST: Final = 2
STEPS_AT_MOST: Final = 7


class TouchpointWithoutOwner(Rule):
    """A touchpoint nobody answers for.

    What happens at a touchpoint is somebody's work. Name the role: then its page shows its
    touchpoints, its figures and its overdue work.

    Bad::

        map: shop
        title: Shop
        owners:
          seller: Seller
        touchpoints:
          - touchpoint: call

    Good::

        map: shop
        title: Shop
        owners:
          seller: Seller
        touchpoints:
          - touchpoint: call
            owner: seller
    """

    number = "M004"
    code = "touchpoint_without_owner"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, one in enumerate(map_.touchpoints):
            if one.owner is None:
                yield self.at(map_, ("touchpoints", at), touchpoint=one.title)


class TouchpointWithoutSale(Rule):
    """A touchpoint of a stage that does not say what counts as a sale at it.

    Every touchpoint sells something: an article sells a click on the calculator, a call sells
    a visit. Say which act is its sale and within which time, or write its steps: the last one
    is its sale. Then every link of the chain has a conversion of its own.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
        touchpoints:
          - touchpoint: article
            stage: interest

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
        touchpoints:
          - touchpoint: article
            stage: interest
            sale:
              title: Opened the calculator
              when: did calculator
              within: 7d
          - touchpoint: calculator
            stage: interest
            steps:
              - title: Opened
                event: calculator_opened
              - title: Counted
                event: calculator_used
    """

    number = "M005"
    code = "touchpoint_without_sale"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, one in enumerate(map_.touchpoints):
            if one.stage is not None and one.sale is None and not one.record.get("steps"):
                yield self.at(map_, ("touchpoints", at), touchpoint=one.title)


class TouchpointNeverMatches(Rule):
    """A touchpoint whose every event another one takes first.

    Of several touchpoints that fit an event the first in the list wins. Where an earlier one
    takes the same event and asks nothing more than the later one does, the later one never
    gets any. Tell them apart by `where`, and put the narrower one first.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: any_form
            event: form_submitted
          - touchpoint: callback
            event: form_submitted
            where: form == "callback"

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: callback
            event: form_submitted
            where: form == "callback"
          - touchpoint: any_form
            event: form_submitted
    """

    number = "M008"
    code = "touchpoint_never_matches"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        taken: dict[str, list[tuple[str, list[_Tests]]]] = {}
        for at, one in enumerate(map_.touchpoints):
            asked, ways = _joined(one.where), _ways(one.where)
            for event in dict.fromkeys(one.events):
                earlier = taken.setdefault(event, [])
                before = next((name for name, wide in earlier if _covers(wide, asked)), None)
                if before is not None:
                    values = {"touchpoint": one.title, "before": before, "event": event}
                    yield self.at(map_, ("touchpoints", at, "event"), **values)
                earlier.append((one.title, ways))


_Tests: TypeAlias = frozenset[Hashable]


def _joined(tree: Condition | None) -> _Tests:
    """The tests that must all hold."""
    if tree is None:
        return frozenset()
    return frozenset(bare(part) for part in (tree.parts if isinstance(tree, And) else (tree,)))


def _ways(tree: Condition | None) -> list[_Tests]:
    """The ways to fit: whatever holds all tests of one of them fits."""
    if not isinstance(tree, Or):
        return [_joined(tree)]
    return [*(_joined(part) for part in tree.parts), frozenset({bare(tree)})]


def _covers(wide: list[_Tests], asked: _Tests) -> bool:
    return any(way <= asked for way in wide)


class StepsOutOfRange(Rule):
    """A small funnel of fewer than two or more than seven steps.

    One step is no funnel: there is nothing to compare. More than seven are several touchpoints
    told as one. Keep two to seven; the last is the touchpoint's sale.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: page
            steps:
              - title: Shown
                event: page_viewed

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: page
            steps:
              - title: Shown
                event: page_viewed
              - title: Form sent
                event: form_submitted
    """

    number = "M030"
    code = "steps_out_of_range"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, one in enumerate(map_.touchpoints):
            if "steps" not in one.record:
                continue
            n = len(cast("list[object]", one.record["steps"]))
            if not STEPS_AT_LEAST <= n <= STEPS_AT_MOST:
                yield self.at(
                    map_,
                    ("touchpoints", at, "steps"),
                    touchpoint=one.title,
                    n=n,
                    low=STEPS_AT_LEAST,
                    high=STEPS_AT_MOST,
                )


class TouchpointWithoutEvent(Rule):
    """A touchpoint that no event reaches.

    Without `event:` the touchpoint is drawn and stays empty, unless your systems name it
    themselves in the property `touchpoint`. Say which event is this touch.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: call

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: call
            event: call_finished
    """

    number = "M037"
    code = "touchpoint_without_event"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, one in enumerate(map_.touchpoints):
            if not one.events:
                yield self.at(map_, ("touchpoints", at), touchpoint=one.title)


class TouchpointOfARecord(Rule):
    """A touchpoint bound to a record of the product's own.

    Who somebody is (`identify`, `group`, `alias`), where the team put them by hand
    (`stage_set`), what was taken back, when a source was silent: these are written down, and
    nobody met anybody. Bound to one of them, a touchpoint counts the team's bookkeeping as
    touches of the buyer, or nothing at all. A move by hand needs no touchpoint: say which event
    of your systems is this touch.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: contract
            event: stage_set

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: contract
            event: contract_signed
    """

    number = "M039"
    code = "touchpoint_of_a_record"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        for path, event in events_used(map_):
            if event in RECORDS:
                title = map_.touchpoints[cast("int", path[1])].title
                yield self.at(map_, path, touchpoint=title, event=event)
