"""What measures read of events by names of their own stays when its person is erased."""

from typing import Any, Final, cast

from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.users.asker import TERMINAL
from tropa.workspace.answers import Question
from tropa.workspace.finding import find_person
from tropa.workspace.people.erasing import erase
from tropa.workspace.sections.asking import ask_sections, sections_json

# Nothing here says «map», «stage», «nps» or «due», as a map need not.
MAP: Final = """\
tropa: 1
id: shop
title: A shop
timezone: UTC
currency: RUB
stages:
  - {id: asked, title: Asked, lost_after: 90d}
  - {id: bought, title: Bought, enter: did payment}
touchpoints:
  - {id: form, title: Form, at: asked, event: form_sent, from: buyer}
  - {id: payment, title: Payment, at: bought, event: paid, from: buyer}
sale: did payment
"""
SECTIONS: Final = ["surveys", "execution", "uplift", "acceptance", "attach"]


def test_figures_of_sections_and_moves_by_hand_outlive_the_person() -> None:
    with temporary_workspace(MAP, clock=HandClock("2026-03-05T10:00")) as shop:
        tell(shop)
        before = whole(shop)
        assert before["sections"]["surveys"]["nps"]["promoters"]["numerator"] == 1
        erase(shop.workspace, find_person(shop.workspace, "anna"), TERMINAL)
        assert whole(shop) == before
        shop.compact()
        shop.reopen()
        assert whole(shop) == before


def tell(shop: Temporary) -> None:
    shop.tell(
        [
            event("anna", "2026-03-01T10:00", "form_sent", id="a1"),
            event("boris", "2026-03-01T10:00", "form_sent", id="b1"),
            event(
                "anna", "2026-03-01T11:00", "stage_set", id="a2",
                map="shop", stage="bought", reason="said she would pay cash",
            ),
            event("anna", "2026-03-01T12:00", "survey_answered", id="a3", nps=9, solved="да"),
            event("anna", "2026-03-01T12:00", "task_created", id="a4", task="t-1", limit="4h"),
            event("anna", "2026-03-01T13:00", "task_done", id="a5", task="t-1"),
            event(
                "anna", "2026-03-01T14:00",
                "play_assigned", id="a6", play="p", arm="holdout",
            ),
            event("anna", "2026-03-01T15:00", "lead_qualified", id="a7"),
            event("anna", "2026-03-01T16:00", "lead_accepted", id="a8"),
            event("anna", "2026-03-01T17:00", "offer_made", id="a9", item="sill", order="o-1"),
        ]
    )  # fmt: skip


def whole(shop: Temporary) -> dict[str, Any]:
    _, told = ask_sections(shop.workspace, "shop", Question(), SECTIONS)
    return {"numbers": shop.numbers(), "sections": _nameless(sections_json(told))}


def _nameless(told: Any) -> Any:
    """Without names of rows: one that nobody else bears becomes a mark."""
    if isinstance(told, dict):
        fields = cast("dict[str, Any]", told)
        return {k: _nameless(v) for k, v in fields.items() if k not in ("id", "title")}
    return (
        [_nameless(one) for one in cast("list[Any]", told)] if isinstance(told, list) else told
    )
