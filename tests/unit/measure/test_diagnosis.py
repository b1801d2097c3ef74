"""The weak link of a small firm: which it is, what it is held against, what it costs."""

import json

import pytest

from tropa.map.document import Map
from tropa.measure.diagnosis import Diagnosis, Link, diagnose
from tropa.measure.diagnosis_json import diagnosis_json, how_diagnosed
from tropa.measure.diagnosis_words import how_words, next_steps, sentences
from tropa.measure.flow import Flow
from tropa.measure.fold import Asked
from tropa.measure.interval import Rate
from tropa.measure.kpis import Kpis
from tropa.measure.overview import overview
from tropa.measure.references import Month
from tropa.measure.run import Slice, run
from tropa.measure.stall import Stall
from tropa.words import LANGUAGES, Language
from unit.measure.small import FIRM, FIRM_TEXT, asked_of, firm, walked
from unit.place.told import instant, map_of

AS_OF = "31.05"
ASKED = "02.03 asked"
QUOTED = "02.03 asked\n03.03 quoted"
REFUSED = "02.03 asked\n03.03 refused reason=price"
REFUSED_LATE = "02.03 asked\n03.03 quoted\n04.03 refused reason=price"
SOLD = "02.03 asked\n03.03 quoted\n05.03 paid amount=1000"
HALF = "kpis:\n  on: {share: from %s to %s, target: at least %s%%}\n"


def diagnosed(
    map_: Map, *trails: str, as_of: str = AS_OF, months: tuple[tuple[str, str], ...] = ()
) -> Diagnosis:
    slices = [Slice(one) for one in walked(map_, trails)]
    asked = asked_of(map_, as_of)
    kpis, stall = run((Kpis(), Stall()), slices, asked)
    past = [_month(slices, map_, as_of, since, until) for since, until in months]
    opened = instant(map_, "02.03"), instant(map_, "03.03")
    return diagnose(overview(asked, slices), kpis, stall, opened, past)


def _month(slices: list[Slice], map_: Map, as_of: str, since: str, until: str) -> Month:
    [flow] = run((Flow(),), slices, asked_of(map_, as_of, since, until))
    return Month(f"2026-{since[3:]}", flow, inside=True)


def worst(found: Diagnosis) -> Link:
    assert found.worst is not None
    return found.worst


# ---------------------------------------------------------------- which link


def test_without_targets_the_link_that_loses_most_money_is_blamed_and_no_more_is_said() -> None:
    found = diagnosed(FIRM, *[SOLD] * 4, *[REFUSED] * 2, *[REFUSED_LATE] * 6)
    one = worst(found)
    assert (one.start, one.end, one.rate) == ("offer", "contract", Rate(4, 10))
    assert (one.basis, one.reference, one.gap) == ("leak", None, None)
    # Six lost, each worth a sale; of the two lost earlier four of ten would have bought.
    assert one.leak == 6
    assert found.links[1].leak == pytest.approx(0.8)
    assert found.money(one.leak) == 6 * 100_000
    assert one.position == "near_finish"
    assert one.reasons == {"price": 6}


@pytest.mark.parametrize(("weak", "start"), [(REFUSED, "enquiry"), (REFUSED_LATE, "offer")])
def test_a_planted_weak_link_is_named_first(weak: str, start: str) -> None:
    found = diagnosed(FIRM, *[SOLD] * 10, REFUSED, REFUSED_LATE, *[weak] * 20)
    assert worst(found).start == start


def test_a_target_missed_is_worth_what_is_missed_of_it() -> None:
    map_ = firm(HALF % ("enquiry", "offer", 90))
    found = diagnosed(map_, *[SOLD] * 4, *[REFUSED] * 6, *[REFUSED_LATE] * 10)
    one = worst(found)
    assert (one.start, one.basis) == ("enquiry", "reachable")
    assert one.reference is not None
    assert (one.reference.kind, one.reference.kpi) == ("target", "on")
    assert one.gap == pytest.approx(0.9 - 14 / 20)
    # Four of the fourteen who went on have bought.
    assert one.reachable == pytest.approx(20 * 0.2 * 4 / 14)
    assert one.sales == one.reachable
    # More is lost on the offer, but nobody has said what could be had there.
    leak = found.largest_leak
    assert leak is not None
    assert leak.start == "offer"


def test_a_share_with_a_window_is_that_of_its_target() -> None:
    late = "02.03 asked\n05.03 quoted\n06.03 paid amount=1000"
    map_ = firm(
        "kpis:\n  on: {share: from enquiry to offer, within: 2d, target: at least 50%}\n"
    )
    one = worst(diagnosed(map_, *[late] * 9, SOLD))
    assert (one.rate, one.start) == (Rate(1, 10), "enquiry")
    assert one.within is not None


def test_a_target_of_the_sale_is_that_of_the_last_step() -> None:
    one = worst(diagnosed(firm(HALF % ("offer", "sale", 60)), *[SOLD] * 4, *[REFUSED_LATE] * 6))
    assert one.gap == pytest.approx(0.2)


@pytest.mark.parametrize(
    "text",
    [
        FIRM_TEXT.replace("stage: enquiry, lost", "stage: enquiry, probability: 80%, lost"),
        FIRM_TEXT + "plan: {month: {enquiry: 100, offer: 80}}\n",
    ],
)
def test_the_maps_own_plan_stands_in_for_a_target(text: str) -> None:
    one = worst(diagnosed(map_of(text), *[SOLD] * 5, *[REFUSED] * 5))
    assert one.reference is not None
    assert (one.reference.kind, one.reference.rate) == ("plan", 0.8)
    assert one.gap == pytest.approx(0.3)


def month_of(month: int, passing: int, of: int = 40) -> list[str]:
    day = f"02.{month:02d}"
    lost = f"{day} asked\n{day} 05:00 refused"
    sold = f"{day} asked\n{day} 05:00 quoted\n{day} 06:00 paid amount=10"
    return [sold] * passing + [lost] * (of - passing)


MONTHS = (("01.03", "01.04"), ("01.04", "01.05"), ("01.05", "01.06"))


def test_what_was_reached_once_and_not_by_luck_is_within_reach() -> None:
    trails = month_of(3, 30) + month_of(4, 10) + month_of(5, 10)
    one = worst(diagnosed(FIRM, *trails, months=MONTHS))
    assert one.reference is not None
    assert (one.reference.kind, one.reference.month) == ("best_month", "2026-03")
    assert one.reference.seen == Rate(30, 40)
    assert one.gap == pytest.approx(30 / 40 - 50 / 120)
    assert one.is_proven


@pytest.mark.parametrize(
    "trails",
    [
        month_of(3, 18) + month_of(4, 14) + month_of(5, 14),
        month_of(3, 10, 10) + month_of(4, 10) + month_of(5, 10),
    ],
    ids=["a little better", "too few"],
)
def test_a_month_better_by_luck_or_of_few_is_no_reference(trails: list[str]) -> None:
    one = worst(diagnosed(FIRM, *trails, months=MONTHS))
    assert (one.reference, one.basis) == (None, "leak")


def test_a_month_is_held_against_everybody_else_not_against_itself() -> None:
    # 36 of 60 beside the other 20 of 60 is no luck; beside all 56 of 120 it might be.
    one = worst(diagnosed(FIRM, *month_of(3, 36, 60), *month_of(4, 20, 60), months=MONTHS[:2]))
    assert one.reference is not None
    assert one.reference.seen == Rate(36, 60)


def test_whoever_was_lost_and_came_back_is_no_leak() -> None:
    back = "02.03 asked\n03.03 refused\n04.03 wrote\n05.03 quoted\n06.03 paid amount=1000"
    found = diagnosed(FIRM, SOLD, *[back] * 3, REFUSED)
    one = worst(found)
    assert (one.start, one.lost, one.net) == ("enquiry", 4, 1)
    assert one.leak == 1


def test_a_step_nobody_has_passed_comes_first() -> None:
    map_ = firm(HALF % ("enquiry", "offer", 90))
    found = diagnosed(map_, *[REFUSED_LATE] * 3, REFUSED)
    one = worst(found)
    assert (one.start, one.basis, one.rate) == ("offer", "stopped", Rate(0, 3))


def test_people_on_the_stage_of_the_sale_who_have_not_bought_make_a_step_of_their_own() -> None:
    assert [one.end for one in diagnosed(FIRM, SOLD, REFUSED).links] == ["offer", "contract"]
    by_visit = map_of(
        FIRM_TEXT.replace("enter: did payment, lost_after: never", "lost_after: 9d").replace(
            "event: quoted, stage: offer", "event: quoted, stage: contract"
        )
    )
    found = diagnosed(by_visit, SOLD, *[QUOTED] * 3)
    assert worst(found).end == "sale"
    assert worst(found).rate == Rate(1, 4)


def test_where_nothing_is_lost_or_missed_there_is_no_weak_link() -> None:
    found = diagnosed(FIRM, SOLD, ASKED, as_of="03.03 12:00")
    assert found.worst is None
    assert found.largest_leak is None
    assert any("не видно" in one for one in sentences(found, "ru"))


def test_people_still_under_way_are_told_and_stop_nothing() -> None:
    found = diagnosed(firm(HALF % ("enquiry", "offer", 90)), *[ASKED] * 3, as_of="03.03")
    assert found.worst is None


# ---------------------------------------------------------------- money, waiting


def test_an_unsold_deal_is_worth_what_the_plan_says() -> None:
    found = diagnosed(firm("plan: {deal: 500}\n"), *[REFUSED_LATE] * 3)
    assert (found.deal, found.deal_planned) == (50_000, True)
    assert diagnosed(FIRM, REFUSED).deal is None
    assert diagnosed(firm("plan: {deal: 500}\n"), SOLD).deal == 100_000


def test_people_wait_where_most_have_heard_nothing_for_longer_than_the_norm() -> None:
    waits = "02.03 asked\n03.03 quoted"
    found = diagnosed(FIRM, *[waits] * 2, *["06.03 asked"] * 3, as_of="07.03")
    assert found.waiting is not None
    assert found.waiting.stage == "offer"
    assert found.waiting.over_norm == Rate(2, 2)
    assert (found.waiting.no_next_step, found.waiting.gap_days) == (2, 4.0)
    assert diagnosed(FIRM, SOLD).waiting is None


# ---------------------------------------------------------------- words

CASES = {
    "leak": (FIRM, [SOLD] * 4 + [REFUSED] * 2 + [REFUSED_LATE] * 6),
    "target": (firm(HALF % ("enquiry", "offer", 90)), [SOLD] * 4 + [REFUSED] * 6),
    "stopped": (FIRM, [REFUSED_LATE] * 3),
    "silence": (FIRM, [SOLD] + [ASKED] * 3),
    "unsaid": (FIRM, [SOLD] + ["02.03 asked\n03.03 refused"] * 3),
    "nobody lost": (FIRM, [SOLD]),
    "deal": (
        map_of("unit: deal\n" + FIRM_TEXT),
        ["02.03 asked deal=1\n03.03 refused deal=1", "02.03 asked deal=2\n03.03 paid deal=2"],
    ),
}
ADVICE = {
    "leak": ["study", "set_target"],
    "target": ["study"],
    "stopped": ["check_events", "set_target"],
    "silence": ["write_sooner", "set_target"],
    "unsaid": ["ask_why", "set_target"],
    "nobody lost": ["go_on"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_whatever_ails_is_said_with_what_to_do(name: str, language: Language) -> None:
    map_, trails = CASES[name]
    found = diagnosed(map_, *trails)
    said = [*sentences(found, language), *(one for _, one in next_steps(found, language))]
    assert all(one[0].isupper() or one[0].isdigit() for one in said), said
    assert all(one.endswith(".") for one in said if "{" not in one), said
    if name in ADVICE:
        assert [code for code, _ in next_steps(found, language)] == ADVICE[name]


def test_a_diagnosis_reads_as_a_person_would_say_it() -> None:
    map_, trails = CASES["target"]
    said = [one.replace("\u00a0", " ") for one in sentences(diagnosed(map_, *trails), "ru")]
    assert said == [
        "С 2 марта 2026 по 3 марта 2026 пришло 10 человек, купили 4 — 40 %.",
        "Слабое звено — «enquiry» → «offer»: дальше проходят 40 % — 4 из 10 человек.",
        "Цель показателя «on» — 90 %, не хватает 50 п. п.",
        "Дотянули бы до этого уровня — получили бы ещё около 5 000 ₽ (5 продаж).",
        "Это всего 10 человек: вывод предварительный.",
        "Все потери здесь (6) — «price».",
        "Люди уходят в самом начале пути.",
        "Каждый лишний процентный пункт на этом шаге приносит около 100 ₽.",
    ]


def test_the_answer_is_plain_json() -> None:
    for map_, trails in CASES.values():
        said = json.loads(json.dumps(diagnosis_json(diagnosed(map_, *trails)), allow_nan=False))
        assert set(said["sentences"]) == set(LANGUAGES)
        assert all(set(one) == {"code", *LANGUAGES} for one in said["next"])
        assert (said["worst"] is None) or said["worst"] == said["links"][0]
    assert all(how_words(one) for one in LANGUAGES)
    assert how_diagnosed()["words"]["ru"]


def test_money_is_told_in_roubles_with_the_margin_the_map_states() -> None:
    text = FIRM_TEXT.replace("refund.amount}", "refund.amount, margin: 30%}", 1)
    said = diagnosis_json(diagnosed(map_of(text), *[SOLD] * 4, *[REFUSED_LATE] * 6))["worst"]
    assert (said["money"], said["margin"]) == (6_000, 1_800)
    assert said["people"] == {"lost": "stage/offer/lost", "passed": "conversion/offer/contract"}


def test_with_a_window_of_the_askers_months_are_not_compared() -> None:
    trails = month_of(3, 30) + month_of(4, 10) + month_of(5, 10)
    slices = [Slice(one) for one in walked(FIRM, trails)]
    asked: Asked = asked_of(FIRM, AS_OF)
    kpis, stall = run((Kpis(), Stall()), slices, asked)
    past = [_month(slices, FIRM, AS_OF, *one) for one in MONTHS]
    found = diagnose(overview(asked, slices, within=86_400_000_000), kpis, stall, (0, 1), past)
    assert all(one.reference is None for one in found.links)
