import pytest

from tropa.clock import DAY
from tropa.measure.attribution.credits import MODELS, Model, Options, Remark, attribute
from tropa.measure.attribution.journeys import written
from tropa.measure.attribution.told import (
    REMARKS,
    how_made,
    label_words,
    model_name,
    remark_words,
    told,
)
from tropa.words import LANGUAGES, Language, keys_of
from tropa.words.amounts import NO_BREAK


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS)
def test_every_model_has_a_name_and_says_how_it_shares(
    model: Model, language: Language
) -> None:
    assert model_name(model, language)
    for asked in (Options(), Options(order=2, worth="rate")):
        assert how_made(model, language, asked).endswith(".")


def test_names_differ() -> None:
    for language in LANGUAGES:
        assert len({model_name(model, language) for model in MODELS}) == len(MODELS)


def test_options_are_told() -> None:
    asked = Options(frozenset({"site", "direct"}), 0.3, 14 * DAY, 2)
    assert "(direct, site)" in how_made("last_significant", "en", asked)
    assert "30%" in how_made("position", "en", asked)
    assert "40%" in how_made("position", "en", asked)
    assert f"14{NO_BREAK}дн" in how_made("time_decay", "ru", asked)
    assert "до 2 последних касаний" in how_made("markov", "ru", asked)
    assert "one" not in how_made("markov", "en", asked).split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_remark_has_a_sentence(language: Language) -> None:
    for code in REMARKS:
        assert remark_words(Remark(code, 3), language).endswith(".")
    said = {key.split(".")[2] for key in keys_of(language) if "attribution.remark." in key}
    assert said == set(REMARKS)


def test_numbers_of_remarks_are_told() -> None:
    assert "2,000" in remark_words(Remark("few_conversions", 7), "en")
    assert remark_words(Remark("untouched", 1), "ru").startswith("До 1 конверсии не было")


def test_conversions_without_a_touch_have_a_row_of_that_name() -> None:
    assert label_words(None, "ru") == "Без касаний"
    assert label_words("mail", "ru") == "mail"


def test_an_answer_says_how_it_was_made_and_what_it_is_not() -> None:
    found = attribute(written([("ad", 1, 0, 0), ("", 1, 0, 0)]), "shapley")
    assert told(found, "en") == (
        how_made("shapley", "en"),
        *(
            remark_words(Remark(code, 1), "en")
            for code in ("bookkeeping", "untouched", "few_conversions")
        ),
    )
