"""What a map needs told of its touchpoints, read out of the map itself."""

from tropa.map.read import read_map
from tropa.testing import HandClock, event, temporary_workspace
from tropa.workspace.intake.coming import coming
from tropa.workspace.intake.tracking import known_events, plan_of, unknown_to

MAP = """
map: shop
title: Shop
stages:
- stage: look
- stage: buy
  enter: did form where budget > 5
touchpoints:
- touchpoint: form
  stage: look
  event: form_submit
  where: form == "callback"
  from: buyer
  interaction: form_fill
  steps:
  - event: form_start
  - did: form
- touchpoint: payment
  stage: buy
  event: payment_received
  from: buyer
  interaction: pay
- touchpoint: wave
  stage: look
  from: buyer
  interaction: form_fill
sale: did payment
money:
  paid: payment.amount
events:
  form_submit: {form: text, phone: text, budget: number}
  payment_received: {amount: money}
"""


def test_a_touchpoint_needs_what_the_rules_of_the_map_read() -> None:
    form, payment, wave = plan_of(read_map(MAP))
    assert [(one.name, one.why) for one in form.fields] == [
        ("form", ["where"]), ("budget", ["stage"]), ("phone", ["declared"]),
    ]  # fmt: skip
    assert [(one.name, one.kind, one.why) for one in payment.fields] == [
        ("amount", "money", ["money"])
    ]
    assert form.steps == ("form_start",)
    assert wave.touchpoint.events == ()


def test_examples_answer_the_conditions() -> None:
    form, payment, _ = plan_of(read_map(MAP))
    assert {one.name: one.example for one in form.fields} == {
        "form": "callback", "budget": 6, "phone": "…",
    }  # fmt: skip
    assert payment.fields[0].example == 1000


def test_events_nobody_asks_for_are_told_the_busiest_first() -> None:
    map_ = read_map(MAP)
    assert known_events(map_) == {"form_submit", "form_start", "payment_received"}
    clock = HandClock("2026-03-31T12:00")
    with temporary_workspace(MAP, clock=clock) as tried:
        tried.tell(
            [
                event("ann", "2026-03-31T10:00", "form_start"),
                event("ann", "2026-01-31T10:00", "old"),
                event("ann", "2026-03-31T11:00", "scroll"),
                event("ann", "2026-03-31T11:30", "scroll"),
                event("ann", "2026-03-31T11:40", "click"),
            ]
        )
        left = unknown_to(map_, coming(tried.workspace))
    assert [one.name for one in left] == ["scroll", "click", "old"]
