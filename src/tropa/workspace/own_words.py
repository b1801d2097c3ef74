"""What measures read of events by names of the product's own, whatever a map says.

A survey's answer is `nps` and a task's term `due` on every map, and nothing need name them.
Whoever takes away what nobody counts by, as erasing does, leaves these alone; and whatever
reads a property by a name of its own names it here.
"""

from typing import Final

PROPERTIES: Final = frozenset(
    {
        # what finds a touchpoint, what puts somebody on a stage by hand
        "touchpoint", "map", "stage",
        # money
        "currency",
        # surveys, recommendations
        "nps", "csat", "ces", "solved", "survey", "friend", "lead",
        # plays, offers, orders
        "play", "arm", "item", "items", "items[]", "order", "order_id",
        # tasks, and leads handed over
        "task", "due", "limit", "role", "owner", "actor", "reason",
    }
)  # fmt: skip

VALUES: Final = (
    "treatment", "holdout",
    "yes", "no", "true", "false", "partly", "partially",
    "да", "нет", "отчасти", "частично",
)  # fmt: skip
"""Texts among their values that mean something to a measure: of nobody in particular."""
