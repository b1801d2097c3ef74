"""Cells of the lanes."""

import pytest

from tropa.show.picture import (
    ContentChip,
    KpiBar,
    MapPicture,
    PlayChip,
    StagePicture,
    draw_map,
)
from tropa.show.picture.lanes import kpi_verdict
from tropa.show.picture.model import Unit
from tropa.words import Language
from unit.show.picture.reading import parsed, texts


def said(stage: StagePicture, language: Language = "ru") -> list[str]:
    picture = MapPicture("Карта", (stage,), currency="RUB")
    return texts(parsed(draw_map(picture, language, "light", fonts=False)))


def test_more_is_better_unless_the_target_is_at_most() -> None:
    assert kpi_verdict(KpiBar("k", "Лиды", 110, 100)) == (pytest.approx(0.1), "gain")
    assert kpi_verdict(KpiBar("k", "Лиды", 90, 100)) == (pytest.approx(-0.1), "loss")
    late = KpiBar("k", "Перезвон", 20, 10, "time", at_least=False)
    assert kpi_verdict(late) == (pytest.approx(1.0), "loss")
    soon = KpiBar("k", "Перезвон", 5, 10, "time", at_least=False)
    assert kpi_verdict(soon) == (pytest.approx(-0.5), "gain")


def test_a_miss_of_two_hundredths_is_noise() -> None:
    assert kpi_verdict(KpiBar("k", "Лиды", 99, 100))[1] == "ink-3"


def test_without_fact_or_plan_there_is_no_verdict() -> None:
    for kpi in (KpiBar("k", "Лиды"), KpiBar("k", "Лиды", 5), KpiBar("k", "Лиды", 5, 0)):
        assert kpi_verdict(kpi) == (None, "ink-3")


@pytest.mark.parametrize(
    ("fact", "plan", "unit", "ru", "en"),
    [
        (12_840, 12_000, "people", "12\u00a0840 / 12\u00a0000", "12,840 / 12,000"),
        (0.125, 0.5, "share", "12,5\u00a0% / 50\u00a0%", "12.5% / 50%"),
        (412 * 10**7, 10**9, "money", "41,2\u00a0млн\u00a0₽ / 10\u00a0млн\u00a0₽",
         "41.2M\u00a0₽ / 10M\u00a0₽"),
        (7.25, 8, "number", "7,3 / 8", "7.3 / 8"),
        (None, 8, "people", "— / 8", "— / 8"),
        (8, None, "people", "8", "8"),
    ],
)  # fmt: skip
def test_values_are_said_in_their_unit(
    fact: float | None, plan: float | None, unit: Unit, ru: str, en: str
) -> None:
    stage = StagePicture("s", "Этап", kpis=(KpiBar("k", "Показатель", fact, plan, unit),))
    assert ru in said(stage)
    assert en in said(stage, "en")


def test_where_less_is_better_the_sign_tells_which_way() -> None:
    kpi = KpiBar("k", "Перезвон", 18 * 60e6, 15 * 60e6, "time", at_least=False)
    texts_ = said(StagePicture("s", "Этап", kpis=(kpi,)))
    assert "+20\u00a0%" in texts_
    assert "18\u00a0мин · не больше 15\u00a0мин" in texts_


def test_a_play_says_how_many_are_in_it() -> None:
    stage = StagePicture(
        "s",
        "Этап",
        plays=(PlayChip("a", "Первый", 1204), PlayChip("b", "Второй", None, "draft")),
    )
    texts_ = said(stage)
    assert {"Первый", "1\u00a0204", "Второй"} <= set(texts_)


def test_chips_that_do_not_fit_on_a_row_go_to_the_next() -> None:
    titles = [f"Памятка номер {at}" for at in range(7)]
    stage = StagePicture("s", "Этап", content=tuple(ContentChip(title) for title in titles))
    assert set(titles) <= set(said(stage))
