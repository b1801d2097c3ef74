"""The section of attribution: whom purchases are owed to, by several models side by side."""

from typing import Any, Final

from tropa.measure.acquisition import Attributed, acquisition
from tropa.measure.as_json import major
from tropa.measure.attribution.credits import Model, attribute
from tropa.measure.attribution.told import how_made, model_name, remark_words
from tropa.measure.attribution.wins import relabelled
from tropa.measure.ratio import Ratio, money_json
from tropa.words import Language, say
from tropa.workspace.sections.ground import Ground, Said, Told, Words, said, told

MODELS: Final[tuple[Model, ...]] = ("first", "last", "linear", "position", "markov")
"""Side by side: where they part, the model matters."""


def attribution_section(ground: Ground) -> Told:
    """Purchases shared among the channels of touches before them, or among touchpoints."""
    map_ = ground.asked.map
    channels = {one.id: one.channel or "" for one in map_.touchpoints}
    by_channel = any(channels.values())
    paths = relabelled(ground.paths, channels) if by_channel else ground.paths
    found = [attribute(paths, model) for model in MODELS]
    rows: dict[str | None, dict[str, Any]] = {}
    for one in found:
        for credit in one.credits:
            title = _title(ground, credit.label, by_channel=by_channel)
            row = rows.setdefault(credit.label, {"id": credit.label, "title": title})
            row[one.model] = credit.conversions
    touched = [row for row in rows.values() if any(row.get(model) for model in MODELS)]
    touched.sort(key=lambda row: (row["id"] is None, -row["first"] - row["last"], row["id"]))
    cac, paid = ground.acquisition.cac, paid_cac(ground)
    answer = {
        "of": "channels" if by_channel else "touchpoints",
        "conversions": found[0].conversions,
        "value": major(found[0].value, ground.currency),
        "without_purchase": found[0].lost,
        "credits": touched,
        "cac": money_json(cac, ground.currency),
        "paid_cac": money_json(paid, ground.currency),
        "remarks": _remarks(found),
    }
    return told(answer, _words)


def _remarks(found: list[Any]) -> list[dict[str, Any]]:
    """What to know, each thing once."""
    known = {one.code: one for answer in found for one in answer.remarks}
    return [
        {
            "code": code,
            "n": one.n,
            "words": said(lambda language, one=one: remark_words(one, language)),
        }
        for code, one in known.items()
    ]


def _title(ground: Ground, label: str | None, *, by_channel: bool) -> Said | str | None:
    if label is None:
        return said(lambda language: say("attribution.untouched", language))
    if not by_channel:
        return ground.point_title(label)
    if not label:
        return said(lambda language: say("show.no_channel", language))
    title = ground.asked.map.records("channels").get(label, {}).get("title")
    return title if isinstance(title, str) else label


def _words(language: Language) -> Words:
    models = {one: (model_name(one, language), how_made(one, language)) for one in MODELS}
    return models | {
        name: (
            say(f"acquisition.{name}.title", language),
            say(f"show.how.{name}", language),
        )
        for name in ("cac", "paid_cac")
    }


def paid_cac(ground: Ground) -> Ratio:
    """The cost of advertising for a new customer whom a paid channel met first.

    Without costs that name channels or touchpoints of the map nobody is known to be paid for.
    """
    spent = ground.spent
    paid = {name for one in spent if one.kind == "ad" for name in (one.channel, one.touchpoint)}
    meant = {name.casefold() for name in paid if name}
    points = [one for one in ground.asked.map.touchpoints if _names(ground, one) & meant]
    if not points:
        return ground.acquisition.paid_cac
    met = ground.newcomers
    customers = float(sum(met.get(one.id, 0) for one in points))
    return acquisition(
        ground.gained,
        ground.costs.kinds,
        ground.asked.map.money.margin,
        attributed=Attributed(customers, 0.0),
    ).paid_cac


def _names(ground: Ground, point: Any) -> set[str]:
    """By which names costs may mean a touchpoint: its own, its channel's, by id or by title."""
    channels = ground.asked.map.records("channels")
    title = channels.get(point.channel or "", {}).get("title")
    names = (point.id, point.title, point.channel, title)
    return {one.casefold() for one in names if isinstance(one, str) and one}
