"""What people pay: the amount of each journey's sale, and how it is paid part by part.

Amounts are log-normal around the plan's `deal`. Where money can still be received on a stage
after the sale, a first part is paid with the sale and the rest there; else all at once.
"""

from typing import Final

from tropa.chance import lognormal
from tropa.plan.acts import Act
from tropa.plan.walk import Model
from tropa.trail import Scalar

_ROUND_FROM: Final = 10_000
"""Sums from here on are whole hundreds."""


class Purse:
    """One person's money."""

    def __init__(self, model: Model, *names: str | int) -> None:
        self._model, self._names = model, names
        self._amounts: dict[int, int] = {}
        self._paid = 0
        self.lap = 0

    def amount(self, lap: int) -> int:
        """What the sale of the n-th journey amounts to."""
        found = self._amounts.get(lap)
        if found is None:
            model = self._model
            drawn = lognormal(
                model.deal, model.assumptions.deal_spread, *self._names, "deal", lap
            )
            step = 100 if drawn >= _ROUND_FROM else 1
            found = self._amounts[lap] = max(step, round(drawn / step) * step)
        return found

    @property
    def paid(self) -> bool:
        """Whether anything has been paid in this journey."""
        return self._paid > 0

    @property
    def due(self) -> int:
        """What is still to be paid in this journey."""
        return self.amount(self.lap) - self._paid

    def next_journey(self) -> None:
        """Another journey begins, with a sale of its own."""
        self.lap += 1
        self._paid = 0

    def money_of(self, act: Act, stage: int) -> tuple[tuple[str, Scalar], ...]:
        """The amount of an act that pays or gives back; nothing for any other act."""
        money = self._model.map.money
        for place, back in ((money.paid, False), (money.refunded, True)):
            if place is not None and place[0] == act.touchpoint:
                said = any(name == place[1] for name, _ in act.fields)
                # An amount a rule asks for stays as the rule wants it.
                return () if said else ((place[1], self._back() if back else self._pay(stage)),)
        return ()

    def _back(self) -> int:
        return self._paid or self.amount(self.lap)

    def _pay(self, stage: int) -> int:
        later = any(
            at > max(stage, self._model.sale_stage) for at in self._model.repertoire.pays
        )
        part = self._model.assumptions.first_payment
        now = round(self.due * part) if later and not self._paid else self.due
        self._paid += now
        return now
