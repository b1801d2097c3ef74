"""Rules about the map as a whole: its goal, its sale, its money, its three universal steps."""

from collections.abc import Iterator
from typing import Final

from tropa.map.document import Map
from tropa.map.finding import Finding
from tropa.map.rules.rule import Rule

CORES: Final = ("lead_generation", "first_purchase", "repeat_sales")
MONEY_MEASURES: Final = frozenset(
    "revenue margin profit money average_deal leak velocity ltv romi roas drr".split()
)
"""Measures a goal may name that cannot be computed without amounts."""


class KpiIncomplete(Rule):
    """A KPI without a target or without an owner.

    A figure nobody answers for, or that has nothing to be compared with, is looked at and
    forgotten. Say what is good (`at least 55%`, `at most 15m`) and whose figure it is.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: call
          - touchpoint: visit
        kpis:
          call_to_visit:
            share: from call to visit

    Good::

        map: shop
        title: Shop
        owners:
          seller: Seller
        touchpoints:
          - touchpoint: call
          - touchpoint: visit
        kpis:
          call_to_visit:
            share: from call to visit
            target: at least 55%
            owner: seller
    """

    number = "M009"
    code = "kpi_without_target"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for name, one in map_.kpis.items():
            if one.target is None:
                yield self.at(map_, ("kpis", name), kpi=one.title)
            if one.owner is None:
                yield self.at(map_, ("kpis", name), "kpi_without_owner", kpi=one.title)


class NoGoal(Rule):
    """A map without a goal.

    A goal says what the map is for: a figure, a day by which it is reached, somebody who
    answers. Without it nobody can say whether the map works.

    Bad::

        map: shop
        title: Shop

    Good::

        map: shop
        title: Shop
        goals:
          more_sales:
            title: A third more sales
            measure: wins
            baseline: 60
            target: 80
            by: 2027-01-01
    """

    number = "M017"
    code = "no_goal"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        if not map_.section("goals"):
            yield self.at(map_, ("goals",))


class CoreMissing(Rule):
    """One of the three universal steps is missing.

    Whatever is sold, three steps are always there: attract (`lead_generation`), sell for the
    first time (`first_purchase`), sell again (`repeat_sales`). The third is where most of the
    money is, and it cannot be built without the first two. Say of each stage, or of its zone,
    which step it serves.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
            core: lead_generation
          - stage: order
            core: first_purchase

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
            core: lead_generation
          - stage: order
            core: first_purchase
          - stage: again
            core: repeat_sales
    """

    number = "M021"
    code = "core_missing"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        there = {stage.core for stage in map_.stages}
        for core in CORES:
            if core not in there:
                yield self.at(map_, ("stages",), core=core)


class NoSale(Rule):
    """A map that does not say what its sale is.

    Without `sale:` nobody ever wins: there is no win rate, no cycle of a sale, no customers,
    and everybody ends as open or lost.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: payment

    Good::

        map: shop
        title: Shop
        sale: did payment
        touchpoints:
          - touchpoint: payment
    """

    number = "M022"
    code = "no_sale"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        if map_.sale is None:
            yield self.at(map_, ("sale",))


class NoMoney(Rule):
    """Money is asked for, and the map does not say where amounts are found.

    A KPI or a goal in money needs `money:` with the touchpoint and the field that hold a
    payment; else revenue is nought. What was spent is known from elsewhere and needs none.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: payment
        goals:
          more:
            measure: revenue
            target: 1000000

    Good::

        map: shop
        title: Shop
        money: payment.amount
        touchpoints:
          - touchpoint: payment
        goals:
          more:
            measure: revenue
            target: 1000000
    """

    number = "M029"
    code = "no_money"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        if map_.money.paid is not None:
            return
        for name, goal in map_.records("goals").items():
            if goal.get("measure") in MONEY_MEASURES:
                title = str(goal.get("title") or name)
                yield self.at(map_, ("goals", name, "measure"), what=title)
        for name, kpi in map_.records("kpis").items():
            asked = str(kpi.get("money") or "spend")
            if not asked.startswith("spend"):
                title = str(kpi.get("title") or name)
                yield self.at(map_, ("kpis", name, "money"), what=title)


class NoCapturePoint(Rule):
    """A first zone where nobody is asked for a contact.

    Attention that leaves no contact cannot be led on: the person closes the page and is gone.
    Somewhere in the first zone a touchpoint takes a phone, an address, a subscription; mark it
    `role: capture`.

    Bad::

        map: shop
        title: Shop
        zones:
          - zone: awareness
        stages:
          - stage: interest
            zone: awareness
        touchpoints:
          - touchpoint: article
            stage: interest

    Good::

        map: shop
        title: Shop
        zones:
          - zone: awareness
        stages:
          - stage: interest
            zone: awareness
        touchpoints:
          - touchpoint: article
            stage: interest
          - touchpoint: checklist
            stage: interest
            role: capture
    """

    number = "M027"
    code = "no_capture_point"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        if not map_.zones or not map_.touchpoints:
            return
        first = map_.zones[0]
        stages = {one.id for one in map_.stages if one.zone == first.id}
        own = [one for one in map_.touchpoints if one.stage in stages]
        if not any(one.record.get("role") == "capture" for one in own):
            yield self.at(map_, ("zones", 0), zone=first.title)


class NotStated(Rule):
    """A map that does not state its currency or its time zone.

    Days begin at local midnight and amounts are in one currency. Left out, Moscow and roubles
    are taken: harmless in a draft, and a silent mistake in figures that are reported.

    Bad::

        map: shop
        title: Shop

    Good::

        map: shop
        title: Shop
        timezone: Europe/Moscow
        currency: RUB
    """

    number = "M028"
    code = "not_stated"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for key, taken in (("timezone", map_.timezone), ("currency", map_.currency)):
            if not map_.record.get(key):
                yield self.at(map_, (key,), key=key, taken=taken)
