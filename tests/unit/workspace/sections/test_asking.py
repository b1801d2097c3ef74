"""Sections of the golden map: what is known is told, what is not known says so.

The journeys are the twelve of the golden log; expected figures are counted by hand from it.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from golden.asking import GOLDEN, command
from tropa.errors import UsageFault
from tropa.workspace.answers import Question
from tropa.workspace.opening import open_workspace
from tropa.workspace.sections.asking import SECTIONS, ask_sections

COSTS = "дата;сумма;вид\n01.03.2026;50000;реклама\n"


def made(folder: Path, *changes: tuple[str, str]) -> Path:
    """The golden firm with its costs, its map written somewhat differently."""
    command("new", folder, "--lang", "ru")
    text = (GOLDEN / "golden.yaml").read_text("utf-8")
    for before, after in changes:
        text = text.replace(before, after)
    (folder / "maps" / "golden.yaml").write_text(text, "utf-8")
    command("import", folder, GOLDEN / "events.csv")
    command("publish", folder, "--map", "golden")
    spent = folder.parent / "costs.csv"
    spent.write_bytes(COSTS.encode("cp1251"))
    command("import", folder, spent, "--preset", "costs")
    return folder


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("sections") / "firm")


@pytest.fixture(scope="module")
def said(firm: Path) -> dict[str, Any]:
    words = ("--map", "golden", "--as-of", "2026-04-01", "--section", "all", "--json")
    return json.loads(command("show", firm, *words))


def test_every_section_answers_and_says_how_it_is_made(said: dict[str, Any]) -> None:
    for name in SECTIONS:
        assert name in said["answer"]
        for language in ("ru", "en"):
            figures = said["how"]["sections"][name][language]
            assert figures
            assert all(one["title"] and one["how"] for one in figures.values())


def test_what_was_spent_is_set_against_what_was_gained(said: dict[str, Any]) -> None:
    found = said["answer"]["acquisition"]
    assert said["answer"]["costs"]["total"] == 50_000
    # Eleven valid leads, four of them with a first order; 300,000 roubles net.
    assert found["cpl"]["value"] == pytest.approx(50_000 / found["leads"], abs=0.01)
    assert found["new_customers"] == 4
    assert found["cac"]["value"] == 12_500
    assert found["drr"]["value"] == pytest.approx(50_000 / 300_000)


def test_without_a_margin_nothing_that_needs_it_is_made_up(said: dict[str, Any]) -> None:
    assert said["answer"]["acquisition"]["romi"]["value"] is None
    assert said["answer"]["break_even"] == {}


def test_the_table_names_every_section_in_the_language_asked(firm: Path) -> None:
    words = ("--map", "golden", "--as-of", "2026-04-01", "--section", "repeat", "--lang", "ru")
    assert "ПОВТОРНЫЕ ПОКУПКИ" in command("show", firm, *words)


def test_an_unknown_section_is_refused_with_those_there_are(firm: Path) -> None:
    with open_workspace(firm) as workspace, pytest.raises(UsageFault) as refused:
        ask_sections(workspace, "golden", Question(), ["moneys"])
    assert refused.value.code == "unknown_section"


def test_the_gap_of_a_lead_is_counted_from_the_last_touch(said: dict[str, Any]) -> None:
    # Under way are those who last came on the 27th, 25th, 20th and 13th of March.
    found = said["answer"]["stalls"]
    assert found["active"] == 4
    assert found["contact_gap"]["median_days"] == 9.5
    assert found["contact_gap"]["longest_days"] == 19
    assert [one["active"] for one in found["stages"]] == [1, 1, 2, 0]


def test_next_steps_nobody_tells_of_are_unknown_and_not_missing(said: dict[str, Any]) -> None:
    assert said["answer"]["stalls"]["stalled"] is None
    assert said["answer"]["stalls"]["missing"] == "no_next_steps"


def test_the_step_back_is_the_only_deviation(said: dict[str, Any]) -> None:
    found = said["answer"]["conformance"]
    assert (found["conformance"]["numerator"], found["conformance"]["denominator"]) == (10, 11)
    assert (found["fitness"]["numerator"], found["fitness"]["denominator"]) == (31, 32)
    [one] = found["deviations"]
    assert (one["kind"], one["title"], one["what"]["ru"]) == ("extra", "Замер", "шаг назад")


def test_counts_by_owner_sum_to_the_total(said: dict[str, Any]) -> None:
    found = said["answer"]["owners"]
    [nobody] = found["owners"]
    assert nobody["title"] == {"ru": "без ответственного", "en": "without an owner"}
    assert nobody["entries"] == found["total"]["entries"] == 10 + 7 + 7 + 4
    assert found["total"]["lost_net"] == 3


def test_purchases_are_shared_whole_by_every_model(said: dict[str, Any]) -> None:
    found = said["answer"]["attribution"]
    rows = {one["title"]: one for one in found["credits"]}
    assert found["conversions"] == 4
    assert found["value"] == 360_000
    # Three came by the form, one straight to the estimate; all paid after an estimate.
    assert (rows["Заявка"]["first"], rows["Запросил расчёт"]["first"]) == (3, 1)
    assert rows["Запросил расчёт"]["last"] == 4
    for model in ("first", "last", "linear", "position", "markov"):
        assert sum(one[model] for one in found["credits"]) == pytest.approx(4)


def test_the_chance_at_a_touch_counts_those_who_came_as_far(said: dict[str, Any]) -> None:
    # The four purchases took one, two, three and five touches.
    chance = said["answer"]["quality"]["chance"]
    bought = {one["touches"]: one["numerator"] for one in chance if one["numerator"]}
    assert bought == {1: 1, 2: 1, 3: 1, 5: 1}
    assert chance[0]["denominator"] == 11


def test_a_map_without_touches_of_the_seller_says_so(said: dict[str, Any]) -> None:
    assert said["answer"]["response"]["missing"] == "no_sellers_touchpoints"
    assert said["answer"]["managed"]["missing"] == "no_sellers_touchpoints"


def test_what_a_map_lacks_makes_a_hundred_with_what_it_has(said: dict[str, Any]) -> None:
    found = said["answer"]["completeness"]
    lacking = sum(one["gain"] for one in found["missing"])
    assert found["score"] + lacking == pytest.approx(100)
    assert all(one["what"]["ru"] and one["what"]["en"] for one in found["missing"])


def test_segments_of_customers_are_named_in_each_language(said: dict[str, Any]) -> None:
    titles = {one["id"]: one["title"] for one in said["answer"]["rfm"]["segments"]}
    assert titles["lost"] == {"ru": "Потерянные", "en": "Lost"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_tables_hold_no_word_for_programs(firm: Path, language: str) -> None:
    words = ("--map", "golden", "--as-of", "2026-04-01", "--section", "all", "--lang", language)
    table = command("show", firm, *words)
    # An id or a key would be seen by its low line.
    assert not re.search(r"[a-z]_[a-z]", table)


def test_costs_of_a_touchpoint_make_a_cost_of_paid_customers(tmp_path: Path) -> None:
    firm, spent = made(tmp_path / "firm"), tmp_path / "channels.csv"
    spent.write_text("дата;сумма;вид;точка\n02.03.2026;30000;реклама;enquiry\n", "utf-8")
    command("import", firm, spent, "--preset", "costs")
    words = ("--map", "golden", "--as-of", "2026-04-01", "--section", "attribution", "--json")
    found = json.loads(command("show", firm, *words))["answer"]["attribution"]
    # All advertising, by the three whom the form met first.
    assert found["paid_cac"]["value"] == pytest.approx(80_000 / 3, abs=0.01)
    assert found["cac"]["value"] == 80_000 / 4


ASSIGNED = """\
ts,type,person_id,play,arm
22.03.2026,play.assigned,J05,rescue,treatment
22.03.2026,play.assigned,J04,rescue,holdout
22.03.2026,play.assigned,J06,rescue,elsewhere
"""


def test_a_play_is_judged_against_its_holdout(tmp_path: Path) -> None:
    firm, assigned = made(tmp_path / "firm"), tmp_path / "assigned.csv"
    assigned.write_text(ASSIGNED, "utf-8")
    command("import", firm, assigned)
    words = ("--map", "golden", "--as-of", "2026-05-01", "--section", "uplift")
    [play] = json.loads(command("show", firm, *words, "--json"))["answer"]["uplift"]["plays"]
    # The fifth wrote again five days later, the fourth never did.
    assert (play["treatment"]["numerator"], play["treatment"]["denominator"]) == (1, 1)
    assert (play["holdout"]["numerator"], play["holdout"]["denominator"]) == (0, 1)
    assert (play["difference"], play["verdict"]) == (1, "not_proven")
    # The map states no margin: nothing is made up of it.
    assert (play["margin"], play["roi"]["missing"]) == (None, "no_margin")
    assert "не доказано" in command("show", firm, *words, "--lang", "ru")


def test_a_play_that_still_waits_is_judged_early(tmp_path: Path) -> None:
    firm, assigned = made(tmp_path / "firm"), tmp_path / "assigned.csv"
    assigned.write_text(ASSIGNED, "utf-8")
    command("import", firm, assigned)
    words = ("--map", "golden", "--as-of", "2026-04-01", "--section", "uplift", "--json")
    [play] = json.loads(command("show", firm, *words))["answer"]["uplift"]["plays"]
    assert (play["verdict"], play["in_window"]) == ("early", 2)


AUDIENCE = "stages:\n  - stage: audience\n    title: Аудитория\n    level: audience\n"


def test_what_a_lead_must_bring_is_reckoned_from_the_lead_to_the_sale(tmp_path: Path) -> None:
    margin = ("money:\n", "money:\n  margin: 40%\n")
    firm = made(tmp_path / "firm", margin, ("stages:\n", AUDIENCE))
    words = ("--map", "golden", "--as-of", "2026-04-01", "--section", "break_even", "--json")
    found = json.loads(command("show", firm, *words))["answer"]["break_even"]
    # Of eleven leads four bought, at 90,000 each; nobody is a lead of the audience.
    assert found["conversion"] == pytest.approx(4 / 11)
    assert found["margin_per_win"] == 36_000
    assert [one["from"] for one in found["steps"]] == [
        "Обращение", "Замер", "Коммерческое предложение",
    ]  # fmt: skip
