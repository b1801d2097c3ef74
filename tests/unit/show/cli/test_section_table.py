"""Sections as tables: titles of the map, units people read, reasons where figures lack."""

from typing import Any

import pytest

from tropa.show.cli.section_table import section_table
from tropa.words import Language
from tropa.workspace.sections.ground import Told


def shown(name: str, answer: dict[str, Any], language: Language = "ru") -> str:
    words = {"cac": ("CAC", "Всё. По периоду."), "cpl": ("CPL", "Реклама. По периоду.")}
    more = {"romi": ("ROMI", "Маржа. По периоду.")}
    told = Told(answer, {"ru": words | more, "en": words | more})
    return section_table(name, told, language, "RUB").replace("\u00a0", " ")


RATE = {"numerator": 4, "denominator": 8, "rate": 0.5, "low": 0.22, "high": 0.78}


def test_what_is_said_under_every_figure_is_said_once() -> None:
    table = shown("acquisition", {"leads": 3})
    assert table.count("По периоду.") == 1
    assert "· CAC: Всё.\n" in table


def test_a_quotient_that_is_missing_says_why() -> None:
    table = shown("acquisition", {"cac": {"value": None, "missing": "no_costs"}})
    assert "CAC: — (расходов за эти дни никто не внёс)" in table


@pytest.mark.parametrize(
    ("name", "answer", "line"),
    [
        ("acquisition", {"revenue": 1234.5}, "Выручка: 1 234,50 ₽"),
        ("acquisition", {"drr": 0.125, "leads": 2}, "Лидов: 2"),
        ("managed", {"missing": None, "stale": [], "within": "7d"}, "7 дн"),
        ("conformance", {"deviations": [], "adherence": RATE}, "50,0 % (22 %…78 %), 4 из 8"),
    ],
)
def test_figures_stand_in_the_unit_people_read(
    name: str, answer: dict[str, Any], line: str
) -> None:
    assert line in shown(name, answer)


def test_a_row_is_called_by_its_title_in_the_language_of_the_reader() -> None:
    row = {"id": "lost", "title": {"ru": "Потерянные", "en": "Lost"}, "customers": 2}
    letters: dict[str, Any] = {"recency": [], "frequency": [], "money": []}
    table = shown("rfm", {"segments": [row], **letters}, "en")
    assert "Lost" in table
    assert "Потерянные" not in table
    assert "lost\n" not in table


def test_figures_only_programs_read_are_left_out() -> None:
    rest: dict[str, Any] = {"segments": [], "recency": [], "frequency": [], "money": []}
    assert "grid" not in shown("rfm", {"grid": [[1]], "leads": 1, **rest})


def test_a_section_of_nothing_says_so_and_what_it_waits_for() -> None:
    table = shown("break_even", {})
    assert "Пока не из чего считать." in table
    assert "money.margin" in table


def test_a_long_table_tells_how_much_is_left_out() -> None:
    rows = [{"orders": number, "customers": 1} for number in range(45)]
    answer = {"ladder": [], "share": {"share": None}, "customers_by_orders": rows}
    assert "ещё 5 строк" in shown("repeat", answer)


def test_a_kpi_is_told_in_its_own_unit() -> None:
    kpi = {
        "title": "Ответ", "measures": "time", "fact": 90_000_000 * 60, "target": 900_000_000,
        "at_least": False, "met": False,
    }  # fmt: skip
    table = shown("plan", {"lines": [], "kpis": [kpi]})
    assert "≤ 15 мин" in table
    assert "90 мин" in table
