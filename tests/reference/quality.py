"""How well each touch went, by what can be seen of it (domain model 2.5.5)."""

from collections.abc import Mapping
from fractions import Fraction

from reference.acts import Act, Told, kind_of
from reference.walked import in_period
from tropa.measure.fold import Asked
from tropa.place.sale_rules import told

WEIGHTS = {
    "delivered": Fraction(10, 100),
    "seen": Fraction(15, 100),
    "engaged": Fraction(25, 100),
    "sale": Fraction(30, 100),
    "moved": Fraction(10, 100),
    "satisfaction": Fraction(10, 100),
}


def score(seen: Mapping[str, Fraction | int], penalty: int) -> Fraction | None:
    """Of what is seen, weighed."""
    weight = sum((WEIGHTS[name] for name in seen), Fraction(0))
    if not weight:
        return None
    made = sum((WEIGHTS[name] * Fraction(seen[name]) for name in seen), Fraction(0))
    return max(Fraction(0), 100 * made / weight - penalty)


def quality(everybody: list[Told], asked: Asked) -> list[dict[str, object]]:
    """Each touchpoint: its touches, their mean quality and how much of it is seen."""
    scores: dict[str, list[Fraction | None]] = {one.id: [] for one in asked.map.touchpoints}
    weights: dict[str, list[Fraction]] = {one.id: [] for one in asked.map.touchpoints}
    for journey in everybody:
        if not in_period(journey.way.opened_at, asked):
            continue
        charged, answered_no = charges(journey), refusals(journey)
        for at, act in enumerate(journey.acts):
            if not act.counted or act.point.id not in scores or act.kind == "unsubscribe":
                continue
            seen = parts(act, journey, asked)
            penalty = 50 * (at in charged) + 25 * (at in answered_no)
            scores[act.point.id].append(score(seen, penalty))
            weights[act.point.id].append(sum((WEIGHTS[name] for name in seen), Fraction(0)))
    return [point(name, scores[name], weights[name]) for name in scores]


def point(
    name: str, scores: list[Fraction | None], weights: list[Fraction]
) -> dict[str, object]:
    known = [one for one in scores if one is not None]
    return {
        "touchpoint": name,
        "n": len(known),
        "mean": sum(known) / len(known) if known else None,
        "coverage": sum(weights) / len(known) if known else None,
        "unseen": len(scores) - len(known),
    }


def charges(journey: Told) -> set[int]:
    """The seller's touches after which the person unsubscribed."""
    found: set[int] = set()
    for gone in journey.acts:
        if gone.kind != "unsubscribe":
            continue
        before = [
            at
            for at, act in enumerate(journey.acts)
            if act.counted and act.sellers and act.at <= gone.at
        ]
        found |= set(before[-1:])
    return found


def refusals(journey: Told) -> set[int]:
    """The latest touches before a refusal lost the person, or at that very instant."""
    found: set[int] = set()
    for visit in journey.way.visits:
        if visit.exit in ("refusal", "hard") and visit.left is not None:
            before = [
                at
                for at, act in enumerate(journey.acts)
                if act.counted and act.at <= visit.left
            ]
            found |= set(before[-1:])
    return found


def parts(act: Act, journey: Told, asked: Asked) -> dict[str, int]:
    """What is seen of one touch."""
    found: dict[str, int] = {}
    heard = {kind_of(one) for one in act.edition.touchpoints}
    if act.point.from_buyer:
        found["seen"], found["engaged"] = 1, int(act.depth >= 3)
    elif act.sellers and act.message:
        if act.depth >= 2:
            found["delivered"] = found["seen"] = 1
        elif "open" in heard:
            found["seen"] = 0
        if act.depth >= 3:
            found["engaged"] = 1
        elif heard & {"message_click", "reply"}:
            found["engaged"] = 0
    elif act.sellers and act.point.answered is not None:
        found["seen"] = int(act.talk)
    return found | outcomes(act, journey, asked)


def outcomes(act: Act, journey: Told, asked: Asked) -> dict[str, int]:
    """The sale and a move onward, if they had the time to come."""
    found: dict[str, int] = {}
    sale = act.point.sale
    if sale is None:
        return found
    over = sale.within is None or act.at + sale.within <= asked.as_of
    if told(act.edition, act.edition.touchpoint_index(act.point.id)):
        made = in_time(act.sold_at, act.at, sale.within, asked)
        if made or over:
            found["sale"] = int(made)
    if sale.within is not None:
        moves = [
            one.entered
            for one in journey.way.visits
            if one.entry in ("advance", "skip") and one.entered >= act.at
        ]
        made = in_time(min(moves, default=None), act.at, sale.within, asked)
        if made or over:
            found["moved"] = int(made)
    return found


def in_time(then: int | None, since: int, within: int | None, asked: Asked) -> bool:
    if then is None or then > asked.as_of:
        return False
    return within is None or then - since <= within
