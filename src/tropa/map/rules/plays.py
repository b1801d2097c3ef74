"""Rules about what is carried out: plays, messages, experiments, calls to action."""

from collections.abc import Iterator, Mapping
from typing import Final, cast

from tropa.map.document import Map
from tropa.map.finding import Finding, Path
from tropa.map.rules.rule import Rule

_ROUNDING: Final = 1e-9


def _title(name: str, record: Mapping[str, object]) -> str:
    return str(record.get("title") or name)


def _records(record: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    return cast("list[Mapping[str, object]]", record.get(key) or [])


class PlayWithoutStop(Rule):
    """A play that never stops by itself.

    Without `stop:` a person who has bought long ago still gets «you left something in your
    basket». Say which act makes the rest of the steps needless.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: basket
          - touchpoint: payment
        contact:
          consent: consent == true
        plays:
          left_basket:
            start: did basket
            steps:
              - message: email/basket

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: basket
          - touchpoint: payment
        contact:
          consent: consent == true
        plays:
          left_basket:
            start: did basket
            stop: did payment
            steps:
              - message: email/basket
    """

    number = "M010"
    code = "play_without_stop"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for name, play in map_.records("plays").items():
            if play.get("stop") is None:
                yield self.at(map_, ("plays", name), play=_title(name, play))


class PlayWithoutHoldout(Rule):
    """A play without a holdout.

    Some people come back by themselves. Only beside a small share left alone can one say how
    many came back because of the play; without it every return is credited to the letters.
    Service and duties already paid for are for everybody: write `holdout: 0%` there.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: basket
          - touchpoint: payment
        plays:
          left_basket:
            start: did basket
            stop: did payment

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: basket
          - touchpoint: payment
        plays:
          left_basket:
            start: did basket
            stop: did payment
            holdout: 10%
    """

    number = "M011"
    code = "play_without_holdout"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        for name, play in map_.records("plays").items():
            if play.get("holdout") is None:
                yield self.at(map_, ("plays", name), play=_title(name, play))


class MessageWithoutConsent(Rule):
    """A play that sends messages in a map that does not say who may be written to.

    Advertising needs consent by law and by good manners. State the rule once, in
    `contact: consent:`; every play keeps it.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: basket
        plays:
          left_basket:
            start: did basket
            stop: did basket
            steps:
              - message: email/basket

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: basket
        contact:
          consent: consent == true
        plays:
          left_basket:
            start: did basket
            stop: did basket
            steps:
              - message: email/basket
    """

    number = "M012"
    code = "message_without_consent"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        if map_.section("contact").get("consent") is not None:
            return
        for name, play in map_.records("plays").items():
            first = next(self._messages(name, play), None)
            if first is not None:
                yield self.at(map_, first, play=_title(name, play))

    def _messages(self, name: str, play: Mapping[str, object]) -> Iterator[Path]:
        for at, step in enumerate(_records(play, "steps")):
            path: Path = ("plays", name, "steps", at)
            if step.get("message"):
                yield (*path, "message")
            for number, branch in enumerate(_records(step, "choose")):
                if branch.get("message"):
                    yield (*path, "choose", number, "message")


class SharesDoNotAddUp(Rule):
    """Variants of an experiment whose shares do not make a whole, or a control that is none.

    Everybody falls into exactly one variant, so the shares add up to 100%. The control is one
    of the variants: the one that is as before.

    Bad::

        map: shop
        title: Shop
        experiments:
          price_first:
            variants: {before: 70%, price: 40%}
            control: before

    Good::

        map: shop
        title: Shop
        experiments:
          price_first:
            variants: {before: 60%, price: 40%}
            control: before
    """

    number = "M033"
    code = "split_sum"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        for name, one in map_.records("experiments").items():
            variants = cast("Mapping[str, float]", one.get("variants") or {})
            path: Path = ("experiments", name)
            total = sum(variants.values())
            if variants and abs(total - 1) > _ROUNDING:
                values = {"experiment": _title(name, one), "total": f"{total * 100:g}%"}
                yield self.at(map_, (*path, "variants"), **values)
            control = one.get("control")
            if variants and control is not None and control not in variants:
                said = {"experiment": _title(name, one), "control": control}
                yield self.at(map_, (*path, "control"), "control_not_a_variant", **said)


class ContentWithoutCall(Rule):
    """Content that should win a decision and calls to nothing.

    At a touchpoint with `role: convert` the buyer decides. Whatever is shown there has one
    clear call to action: what to do now, in the words of the button.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: offer
            role: convert
            content: offer_page
        content:
          offer_page:
            title: The offer

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: offer
            role: convert
            content: offer_page
        content:
          offer_page:
            title: The offer
            cta: Order now
    """

    number = "M034"
    code = "content_without_call"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        content = map_.records("content")
        used = dict.fromkeys(
            name
            for one in map_.touchpoints
            if one.record.get("role") == "convert"
            for name in cast("list[str]", one.record.get("content") or [])
        )
        for name in used:
            if not content[name].get("cta"):
                yield self.at(map_, ("content", name), content=_title(name, content[name]))
