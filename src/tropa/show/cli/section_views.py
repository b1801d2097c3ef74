"""Sections whose figures lie deeper than a table: the same figures laid side by side."""

from collections.abc import Callable
from typing import Any, Final

from tropa.show.cli.section_cells import MEASURED, Row

_WORDS: Final = {0: "no", 0.5: "partly", 1: "yes"}
_STALE_SHOWN: Final = 10
_SURVEYS: Final = ("nps", "csat", "ces", "solved")


def viewed(name: str, answer: Row) -> Row:
    """A section's figures as they are read from a table."""
    view = _VIEWS.get(name)
    return view(answer) if view is not None and answer else answer


def _plan(answer: Row) -> Row:
    if not answer["lines"] and not answer["kpis"]:
        return {}
    return {**_without(answer, "calendar"), "kpis": [_of_kind(row) for row in answer["kpis"]]}


def _of_kind(row: Row) -> Row:
    """A KPI whose fact and target are in the unit of its kind."""
    measured = {MEASURED: row["measures"]}
    fact = None if row["fact"] is None else {**measured, "number": row["fact"]}
    sign = "≥" if row["at_least"] else "≤"
    return {**row, "fact": fact, "target": {**measured, "number": row["target"], "sign": sign}}


def _stalls(answer: Row) -> Row:
    spread = [_spread(row, "contact_gap") for row in answer["stages"] if row["active"]]
    rows = [{"title": row["title"], "active": row["active"], **row} for row in spread]
    whole = _spread(answer, "contact_gap")
    return {"active": whole["active"], **whole, "stages": rows}


def _quality(answer: Row) -> Row:
    bought = (at for at, row in enumerate(answer["chance"]) if row["numerator"])
    chance = answer["chance"][next(bought, 0) :]
    points = [row for row in answer["points"] if row["touches"]]
    return {**answer, "points": points, "chance": chance} if points else {}


def _response(answer: Row) -> Row:
    if answer["missing"]:
        return {name: answer[name] for name in ("leads", "missing")}
    shown = [row for row in answer["waits"] if row["n"] or row["what"] != "automatic"]
    return {**answer, "waits": shown}


def _managed(answer: Row) -> Row:
    shown = {**answer, "stale": answer["stale"][:_STALE_SHOWN]}
    return _without(shown, "managed", "stages", "within") if answer["missing"] else shown


def _conformance(answer: Row) -> Row:
    rows = [{"what": row["what"], **row} for row in answer["deviations"]]
    return {**answer, "deviations": rows}


def _completeness(answer: Row) -> Row:
    """What to do, in how many places, and what all of them add."""
    found: dict[tuple[str, str], Row] = {}
    for one in answer["missing"]:
        row = found.setdefault(
            (one["part"], one["check"]),
            {"what": one["what"], "part": one["part"], "places": 0, "gain": 0.0},
        )
        row["places"] += 1
        row["gain"] += one["gain"]
    rows = sorted(found.values(), key=lambda row: -row["gain"])
    return {**answer, "missing": rows}


def _referral(answer: Row) -> Row:
    return answer if answer["recommendations"] else {}


def _owners(answer: Row) -> Row:
    total = {"title": "total", **answer["total"]}
    return {"owners": [*answer["owners"], total]}


def _surveys(answer: Row) -> Row:
    """A row a question: its figure, and how many gave it."""
    nps = answer["nps"]
    rows: list[Row] = []
    if nps["n"]:
        rows.append({"question": "nps", "score": nps["score"], "n": nps["n"]})
    for name in _SURVEYS[1:]:
        one = answer[name]
        if one["denominator"]:
            share = {key: one[key] for key in one if key not in ("mean", "by_value")}
            rows.append(
                {"question": name, "mean": one.get("mean"), "n": one["denominator"], **share}
            )
    values = [
        {"question": name, "given": _given(name, row["value"]), "answers": row["answers"]}
        for name in _SURVEYS
        for row in answer[name]["by_value"]
        if row["answers"]
    ]
    kept = {name: answer[name] for name in ("odd", "repeated") if answer[name]}
    sent = answer["response"]
    asked = {"response": _share(sent), "too_soon": _share(sent["too_soon"])}
    return {**asked, **kept, "questions": rows, "by_value": values}


def _given(question: str, value: float) -> float | str:
    """An answer as it was given: of a question with words for answers, a word."""
    return _WORDS.get(value, value) if question == "solved" else value


def _share(row: Row) -> Row | None:
    names = ("numerator", "denominator", "rate", "low", "high")
    return {name: row[name] for name in names} if row["denominator"] else None


def _execution(answer: Row) -> Row:
    """The counts, what is done within limits, and who does it; nobody's rows where any are."""
    sla = answer["sla"]
    if not answer["tasks"] and not sla["all"]["denominator"]:
        return {}
    odd = ("done_early", "repeated", "unplanned", "unnamed")
    groups = ("by_role", "by_owner", "by_touchpoint")
    counts = _without(answer, *odd, *groups, "reasons", "sla", "calendar")
    parts = {"sla_tasks": sla["tasks"], "sla_responses": sla["responses"]}
    both = all(one is not None and one["denominator"] for one in parts.values())
    shown = {name: _share(one) for name, one in parts.items()} if both else {}
    return {
        **(counts if answer["tasks"] else {}),
        **{name: answer[name] for name in odd if answer[name]},
        "sla": _share(sla["all"]),
        **shown,
        "sla_waiting": sla["waiting"] or None,
        **{name: _told(answer[name]) for name in groups},
        "reasons": answer["reasons"],
    }


def _told(rows: list[Row]) -> list[Row]:
    """Rows of those there is anything to tell of; nothing where that is nobody alone."""
    known = [row for row in rows if row["tasks"]]
    return known if any(row["id"] is not None for row in known) else []


def _attach(answer: Row) -> Row:
    return answer if answer["offers"] or answer["items"] else {}


def _break_even(answer: Row) -> Row:
    leads = answer["break_even_leads"]
    said = {"whole": leads["whole"], "missing": leads["missing"]}
    steps = [
        {"from": row["from"], "to": row["to"], "now": row["rate"], "needed": row["needed"]}
        for row in answer["steps"]
    ]
    shown = _without(answer, "leads_for_profit", "wanted_profit")
    return {**shown, "break_even_leads": said, "steps": steps}


def _costs(answer: Row) -> Row:
    """A cut that names nothing tells nothing."""
    cuts = [name for name in answer if name.startswith("by_")]
    return _without(answer, *(name for name in cuts if set(answer[name]) <= {""}))


def _rfm(answer: Row) -> Row:
    named = ("segments", "recency", "frequency", "money")
    found = {name: [row for row in answer[name] if row["customers"]] for name in named}
    return {**answer, **found}


def _lifetime(answer: Row) -> Row:
    ages = [row for row in answer["ages"] if row["customers"]]
    return {**_without(answer, "margin"), "margin_share": answer["margin"], "ages": ages}


def _repeat(answer: Row) -> Row:
    share = answer["share"]
    rows = [row for row in answer["ladder"] if row["denominator"]]
    return {**answer, "share": share["share"], "ladder": rows}


def _next_order(answer: Row) -> Row:
    expected, factor = answer["expected"], answer["overdue_factor"]
    return {
        **_without(answer, "between_orders", "overdue_factor"),
        "expected": None,
        "expected_median_days": expected["median_days"],
        "factor_median": factor["median"],
    }


def _uplift(answer: Row) -> Row:
    """A row a play: both arms, what lies between them, and the word on it."""
    rows = [
        {
            "title": row["title"],
            "verdict_words": row["verdict_words"],
            "treatment": row["treatment"],
            "holdout": row["holdout"],
            "difference": _points(row),
            "recovered": row["recovered"],
            "margin": row["margin"],
            "roi": row["roi"],
            "in_window": row["in_window"],
        }
        for row in answer["plays"]
    ]
    return {"plays": rows} if rows else {}


def _acceptance(answer: Row) -> Row:
    heard = answer["handed"] or answer["unasked"]
    return _without(answer, "enough", "calendar") if heard else {}


def _effect(answer: Row) -> Row:
    """A row a launch: both sides and what lies between; then the months of the first."""
    rows = answer["launches"]
    launches = [
        {
            "title": row["title"],
            "sold_before": row["before"]["sold"],
            "sold_after": row["after"]["sold"],
            "change": _points(row["conversion"]),
            "per_lead_before": row["before"]["per_lead"],
            "per_lead_after": row["after"]["per_lead"],
        }
        for row in rows
    ]
    months = [month for row in rows[:1] for month in row["months"]]
    return {"launches": launches, "months": months, "remarks": answer["remarks"]}


def _points(row: Row) -> Row | None:
    """A difference of two shares with its interval."""
    if row["difference"] is None:
        return None
    return {"points": row["difference"], "low": row["low"], "high": row["high"]}


def _without(answer: Row, *names: str) -> Row:
    return {name: value for name, value in answer.items() if name not in names}


def _spread(row: Row, name: str) -> Row:
    """The figures under a name as figures of the row."""
    return {**_without(row, name), **row[name]}


_VIEWS: Final[dict[str, Callable[[Row], Any]]] = {
    "plan": _plan,
    "response": _response,
    "stalls": _stalls,
    "managed": _managed,
    "conformance": _conformance,
    "completeness": _completeness,
    "referral": _referral,
    "attach": _attach,
    "execution": _execution,
    "uplift": _uplift,
    "acceptance": _acceptance,
    "effect": _effect,
    "quality": _quality,
    "owners": _owners,
    "surveys": _surveys,
    "break_even": _break_even,
    "costs": _costs,
    "rfm": _rfm,
    "lifetime": _lifetime,
    "repeat": _repeat,
    "next_order": _next_order,
}
