"""Rules about acts: whose act a touch is, and what counts as an answer."""

from collections.abc import Iterator

from tropa.map.document import Map
from tropa.map.finding import Finding
from tropa.map.rules.rule import Rule


class TouchpointWithoutSide(Rule):
    """A touchpoint that does not say whose act it is.

    Only the buyer's acts move people, break silence and bring the lost back. `from: buyer` or
    `from: seller` says it plainly; without it the kind of interaction is guessed from the
    event's name, and a guess may make a sent letter into the buyer's act.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: offer
            event: offer_made

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: offer
            event: offer_made
            from: seller
    """

    number = "M020"
    code = "touchpoint_without_side"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, one in enumerate(map_.touchpoints):
            if not one.stated_from:
                yield self.at(map_, ("touchpoints", at), touchpoint=one.title)


class PassiveIsNoAct(Rule):
    """A shown advertisement or an opened letter stated as the buyer's act.

    An impression, a delivery, an opened letter happen to the buyer: machines open letters too.
    They never enter a stage, never break silence and never bring anybody back, whatever the
    map says. State them as `from: seller`, and make a click or an answer a touchpoint of its
    own.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: letter_opened
            event: email_opened
            from: buyer

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: letter_opened
            event: email_opened
            from: seller
    """

    number = "M024"
    code = "passive_is_no_act"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, one in enumerate(map_.touchpoints):
            kind = one.interaction
            if one.stated_from and one.from_buyer and kind is not None and kind.passive:
                yield self.at(map_, ("touchpoints", at, "from"), touchpoint=one.title)


class AnswerToTheBuyer(Rule):
    """`answered:` on the buyer's own touch.

    `answered:` says when the seller's touch became a talk: a call that was picked up, a letter
    that was replied to. The buyer's own act needs no answer to count, so the condition would
    be read by nobody. Make the touch `from: seller`, or drop the condition.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: call
            event: call_finished
            from: buyer
            answered: talked == true

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: call
            event: call_finished
            from: seller
            answered: talked == true
    """

    number = "M036"
    code = "answer_to_the_buyer"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, one in enumerate(map_.touchpoints):
            if one.from_buyer and one.answered is not None:
                path = ("touchpoints", at, "answered")
                yield self.at(map_, path, touchpoint=one.title)
