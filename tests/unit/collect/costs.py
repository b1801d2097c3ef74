"""Files of costs, and what became of them."""

from tropa.collect.cost_days import day_text
from tropa.collect.cost_guess import guess_costs
from tropa.collect.cost_mapping import CostMapping, read_cost_mapping
from tropa.collect.cost_plan import CostPlan, plan_costs
from tropa.collect.cost_rows import CostReader, CostsTaken
from tropa.collect.source import STANDARD, Limits
from tropa.cost import Cost
from unit.collect.files import NOW, table


def mapped(
    content: str | bytes,
    mapping: CostMapping | str | None = None,
    limits: Limits = STANDARD,
    currencies: tuple[str, ...] = ("RUB",),
) -> CostPlan:
    """A file with its mapping: stated, or guessed."""
    wishes = None
    if isinstance(mapping, str):
        mapping = read_cost_mapping(mapping)
    if mapping is not None:
        wishes = mapping.wishes
    opened = table(content, limits=limits, wishes=wishes)
    return plan_costs(
        opened, mapping or guess_costs(opened, "file").mapping, "Europe/Moscow", currencies
    )


def taken(
    content: str | bytes,
    mapping: CostMapping | str | None = None,
    limits: Limits = STANDARD,
) -> list[CostsTaken]:
    """What became of every chunk."""
    plan = mapped(content, mapping, limits)
    reader = CostReader(plan, NOW)
    return [reader.costs_of(chunk) for chunk in plan.table.chunks(plan.wanted)]


def costs(content: str | bytes, mapping: CostMapping | str | None = None) -> list[Cost]:
    """The costs of a file without bad rows."""
    chunks = taken(content, mapping)
    assert [one for chunk in chunks for one in chunk.refused] == []
    return [one.cost for chunk in chunks for one in chunk.costs]


def codes(content: str | bytes, mapping: CostMapping | str | None = None) -> list[str]:
    """Why rows were refused, in their order."""
    return [one.code for chunk in taken(content, mapping) for one in chunk.refused]


def said(cost: Cost) -> dict[str, object]:
    """A cost in short: its days, and what it names."""
    names = ("amount", "currency", "kind", "channel", "campaign", "touchpoint", "role", "note")
    told = {name: getattr(cost, name) for name in names if getattr(cost, name)}
    return {"days": f"{day_text(cost.since)}..{day_text(cost.until - 1)}", **told}
