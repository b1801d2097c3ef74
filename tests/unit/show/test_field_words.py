"""Fields of events by the words people have for them."""

from tropa.show.field_words import field_title


def test_a_field_is_called_in_the_readers_language_or_by_its_own_name_read_aloud() -> None:
    assert (field_title("payment_method", "ru"), field_title("Phone", "en")) == (
        "Способ оплаты",
        "Phone",
    )
    assert field_title("цвет_рамы", "en") == "Цвет рамы"
    assert field_title("_", "en") == "_"
