import pytest

from tropa.collect.cost_headers import OTHERS, OWN, currency_of, kind_of, without_currency
from tropa.collect.headers import plain
from tropa.cost import KINDS


def test_no_header_stands_for_two_things() -> None:
    said = [plain(one) for role, more in OWN.items() for one in (role, *more)]
    said += [plain(one) for more in OTHERS.values() for one in more]
    assert sorted({one for one in said if said.count(one) > 1}) == []


@pytest.mark.parametrize(
    ("header", "name", "currency"),
    [
        ("Расход, ₽", "расход", "RUB"),
        ("Расход (руб.)", "расход", "RUB"),
        ("Amount spent (USD)", "amount spent", "USD"),
        ("Сумма, byn", "сумма", "BYN"),
        ("Сумма расхода", "сумма расхода", ""),
        ("Расход (с НДС)", "расход (с ндс)", ""),
        ("RUB", "rub", ""),
    ],
)
def test_a_currency_behind_a_header_is_no_part_of_it(
    header: str, name: str, currency: str
) -> None:
    assert without_currency(header) == (name, currency)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("RUB", "RUB"), ("руб.", "RUB"), ("₽", "RUB"), ("usd", "USD"), ("$", "USD"), ("кг", None)],
)
def test_a_currency_may_be_called_by_its_sign(cell: str, code: str | None) -> None:
    assert currency_of(cell) == code


def test_kinds_are_known_by_their_own_names_and_by_russian_ones() -> None:
    assert [kind_of(kind.upper()) for kind in KINDS] == list(KINDS)
    words = ("Реклама", "контент", "сервисы", "Зарплата", "комиссия", "товар", "доставка")
    assert [kind_of(word) for word in (*words, "эквайринг")] == list(KINDS)
    assert kind_of("шоколад") is None
