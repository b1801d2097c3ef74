"""The plan of events over HTTP: marks, words, sources, what nobody asks for."""

from tropa.testing import HandClock, event, temporary_workspace
from unit.show.api.getting import get

MAP = """
map: shop
title: Shop
stages:
- stage: look
  title: Looking
- stage: buy
touchpoints:
- touchpoint: form
  title: Call me back
  stage: look
  event: form_submit
  where: form == "callback"
  from: buyer
  interaction: form_fill
- touchpoint: payment
  stage: buy
  event: payment_received
  from: buyer
  interaction: pay
- touchpoint: poster
  from: seller
sale: did payment
money:
  paid: payment.amount
"""


def test_the_plan_says_what_comes_and_what_does_not() -> None:
    clock = HandClock("2026-03-31T12:00")
    told = [
        event("ann", "2026-03-31T11:00", "form_submit", source="site", form="callback"),
        event("ann", "2026-03-31T11:30", "<b>odd</b>", source="file:old.csv"),
    ]
    with temporary_workspace(MAP, told, clock=clock) as tried:
        status, body = get(tried.workspace, "/api/map/shop/tracking")
    assert status == 200
    plan = body["answer"]
    assert plan["endpoint"] == "http://localhost/v1/"
    marks = [(one["id"], one["mark"]) for one in plan["touchpoints"]]
    assert marks == [("form", "comes"), ("payment", "never"), ("poster", "unplanned")]
    form = plan["touchpoints"][0]
    assert (form["stage_title"], form["where"]) == ("Looking", "form is “callback”")
    assert form["fields"] == [
        {"name": "form", "kind": "", "why": ["where"], "of": [], "example": "callback"}
    ]
    (met,) = form["events"]
    assert (met["day"], met["total"], met["sources"][0]["id"]) == (1, 1, "site")
    assert [one["name"] for one in plan["unknown"]] == ["<b>odd</b>"]
    assert body["how"]["edition"] == "draft"


def test_a_map_that_is_not_there_is_not_found() -> None:
    with temporary_workspace(MAP, clock=HandClock("2026-03-31T12:00")) as tried:
        status, body = get(tried.workspace, "/api/map/nothing/tracking")
    assert (status, body["code"]) == (404, "no_such_map")
