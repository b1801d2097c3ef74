"""Maps the tests of drawing share."""

from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.map.templates import read_template

SHOP = """
map: shop
title: Shop
timezone: Europe/Moscow
currency: RUB
sale: did payment
money:
  paid: payment.amount
  refunded: refund.amount
outcomes:
  lost:
    when: did refusal
    reason: refusal.reason
loss_reasons:
  price:
    title: Expensive
stages:
  - stage: ask
    title: Asks
    lost_after: 10d
    {ask}
  - stage: visit
    title: Is visited
    lost_after: 10d
    norm: 2d
    {visit}
  - stage: paid
    title: Pays
    enter: did payment
    lost_after: 60d
    {paid}
  - stage: served
    title: Is served
    enter: did service
    lost_after: 60d
touchpoints:
  - touchpoint: request
    title: Request
    stage: ask
    event: form_submit
  - touchpoint: came
    title: Visit
    stage: visit
    event: came
    where: not kind == "other"
    moves_back: true
  - touchpoint: payment
    title: Payment
    stage: paid
    event: payment_received
  - touchpoint: service
    title: Service
    stage: served
    event: service_done
  - touchpoint: refusal
    title: Refusal
    event: deal_lost
  - touchpoint: refund
    title: Refund
    event: refund_made
    from: seller
plan:
  deal: 20000
  month: {month}
"""


def shop(ask: str = "", visit: str = "", paid: str = "", month: str = "{}") -> Map:
    """A small shop: asks, is visited, pays, is served."""
    return read_map(SHOP.format(ask=ask, visit=visit, paid=paid, month=month))


def windows() -> Map:
    """The template everything is drawn from."""
    return read_map(read_template("windows", "ru"))
