"""Fields of events by the words people have for them."""

from tropa.map.read import read_map
from tropa.show.field_words import field_label


def test_a_field_is_called_as_it_has_a_title_or_by_its_own_name_read_aloud() -> None:
    map_ = read_map("map: m\ntitle: T\nevents: {a: {frame: {type: text, title: Рама}}}\n")
    assert [field_label(map_, one, "ru") for one in ("frame", "payment_method")] == [
        "Рама",
        "Способ оплаты",
    ]
    assert field_label(map_, "Phone", "en") == "Phone"
    assert field_label(map_, "цвет_рамы", "en") == "Цвет рамы"
    assert field_label(map_, "_", "en") == "_"
