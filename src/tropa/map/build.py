"""A checked record to a typed map: defaults are given here and nowhere else."""

from typing import Any, Final, Literal, cast

from tropa.clock import zone_of
from tropa.event import event_name
from tropa.map.document import (
    Kpi,
    Map,
    Money,
    Outcome,
    Owner,
    Policy,
    Property,
    SaleHere,
    Segment,
    Stage,
    Touchpoint,
    Zone,
)
from tropa.map.interactions import interaction_of
from tropa.map.kinds import Reading
from tropa.words import as_language

_Record = dict[str, Any]

DEFAULT_ZONE: Final = "Europe/Moscow"
DEFAULT_CURRENCY: Final = "RUB"


def build_map(record: dict[str, object], text: str, reading: Reading) -> Map:
    """The typed map of a record that has no findings."""
    named = cast("_Record", record)
    timezone = named.get("timezone") or DEFAULT_ZONE
    return Map(
        id=named.get("map") or named["id"],
        title=named["title"],
        language=as_language(named.get("language") or "ru"),
        zone=zone_of(timezone),
        timezone=timezone,
        currency=named.get("currency") or DEFAULT_CURRENCY,
        unit=cast("Literal['person', 'deal']", named.get("unit") or "person"),
        zones=tuple(_zone(one) for one in named.get("zones") or ()),
        stages=tuple(_stage(one, named) for one in named.get("stages") or ()),
        touchpoints=tuple(_touchpoint(one) for one in named.get("touchpoints") or ()),
        lead=named.get("lead"),
        sale=named.get("sale"),
        qualified=named.get("qualified"),
        money=_money(_section(named, "money")),
        outcomes={name: _outcome(one) for name, one in _section(named, "outcomes").items()},
        policy=Policy(**_section(named, "policy")),
        owners={
            name: Owner(name, one.get("title") or name, one.get("name"))
            for name, one in _section(named, "owners").items()
        },
        kpis={name: _kpi(name, one) for name, one in _section(named, "kpis").items()},
        segments=tuple(
            Segment(one["segment"], one.get("title") or one["segment"], one.get("who"), one)
            for one in named.get("segments") or ()
        ),
        events={
            event_name(name): _properties(one)
            for name, one in _section(named, "events").items()
        },
        traits=_properties(_section(named, "traits")),
        record=record,
        text=text,
        reading=reading,
    )


def _section(record: _Record, name: str) -> _Record:
    return cast("_Record", record.get(name) or {})


def _properties(record: _Record) -> dict[str, Property]:
    return {name: Property(one["type"], one.get("title") or "") for name, one in record.items()}


def _zone(one: _Record) -> Zone:
    return Zone(
        one["zone"],
        one.get("title") or one["zone"],
        one.get("core") or "none",
        one.get("question") or "",
    )


def _stage(one: _Record, named: _Record) -> Stage:
    cores = {zone["zone"]: zone.get("core") for zone in named.get("zones") or ()}
    month = _section(_section(named, "plan"), "month")
    return Stage(
        id=one["stage"],
        title=one.get("title") or one["stage"],
        zone=one.get("zone"),
        core=one.get("core") or cores.get(one.get("zone")),
        enter=one.get("enter"),
        target=one.get("target"),
        lost_after=one.get("lost_after") or None,
        return_to=one.get("return_to"),
        required=bool(one.get("required")),
        owner=one.get("owner"),
        norm=one.get("norm"),
        plan=one.get("plan", month.get(one["stage"])),
        probability=one.get("probability"),
        counted_only=one.get("level") == "audience",
        record=one,
    )


def _touchpoint(one: _Record) -> Touchpoint:
    events = tuple(event_name(name) for name in one.get("event") or ())
    interaction = interaction_of(one.get("interaction"), events[0] if events else None)
    stated = one.get("from")
    if stated is None:
        # An answer can only be given to the seller's act; else the interaction tells.
        inbound = interaction is None or interaction.inbound
        stated_buyer = inbound and "answered" not in one
    else:
        stated_buyer = stated == "buyer"
    channels = one.get("channel") or ()
    return Touchpoint(
        id=one["touchpoint"],
        title=one.get("title") or one["touchpoint"],
        stage=one.get("stage"),
        events=events,
        where=one.get("where"),
        from_buyer=stated_buyer,
        stated_from=stated is not None,
        answered=one.get("answered"),
        moves_back=bool(one.get("moves_back")),
        restarts=bool(one.get("restarts")),
        interaction=interaction,
        channel=channels[0] if channels else None,
        sale=_sale(one.get("sale")),
        owner=one.get("owner"),
        record=one,
    )


def _sale(one: _Record | None) -> SaleHere | None:
    if not one or one.get("when") is None:
        return None
    return SaleHere(one.get("title") or "", one["when"], one.get("within"), one.get("value"))


def _money(one: _Record) -> Money:
    return Money(
        one.get("paid"), one.get("refunded"), one.get("margin"), one.get("least") or 0.0
    )


def _outcome(one: _Record) -> Outcome:
    return Outcome(one["when"], one.get("reason") or one.get("until"))


def _kpi(name: str, one: _Record) -> Kpi:
    kind = next(mode for mode in ("share", "time", "touches", "money") if mode in one)
    points = one[kind] if kind != "money" else None
    return Kpi(
        name,
        one.get("title") or name,
        cast("Literal['share', 'time', 'touches', 'money']", kind),
        points,
        one.get("at") or "median",
        one.get("within"),
        one.get("target"),
        one.get("owner"),
        one.get("stage"),
    )
