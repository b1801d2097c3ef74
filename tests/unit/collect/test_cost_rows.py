from dataclasses import replace

import pytest

from tropa.collect.cost_dry_run import CostDryRun
from tropa.collect.source import STANDARD, FileRefused
from tropa.words import LANGUAGES, Language
from unit.collect.costs import codes, costs, mapped, said, taken

EXCEL = (
    "Отчёт о расходах;;;;;\r\n"
    "Дата;Канал;Кампания;Вид;Расход, руб.;Ответственный\r\n"
    "01.03.2026;yandex;Окна;реклама;12 500,50;маркетолог\r\n"
    "март 2026;;;зарплата;80 000;продавец\r\n"
)
HEAD = "date,amount\n"
STRETCH = "costs: a\nday: date\n{}: end\namount: amount\nkind: tool\n"


def test_a_russian_excel_table_becomes_costs() -> None:
    assert [said(one) for one in costs(EXCEL.encode("cp1251"))] == [
        {
            "days": "2026-03-01..2026-03-01",
            "amount": 1_250_050,
            "currency": "RUB",
            "kind": "ad",
            "channel": "yandex",
            "campaign": "Окна",
            "role": "маркетолог",
        },
        {
            "days": "2026-03-01..2026-03-31",
            "amount": 8_000_000,
            "currency": "RUB",
            "kind": "salary",
            "role": "продавец",
        },
    ]


@pytest.mark.parametrize(
    ("key", "end", "days"),
    [
        ("last", "2026-03-31", "2026-03-01..2026-03-31"),
        ("until", "2026-03-31", "2026-03-01..2026-03-30"),
        ("last", "2026-03-01", "2026-03-01..2026-03-01"),
        ("last", "2026-04", "2026-03-01..2026-04-30"),
        ("last", "", "2026-03-01..2026-03-01"),
    ],
)
def test_a_stretch_ends_on_its_last_day_or_before_the_day_until(
    key: str, end: str, days: str
) -> None:
    [cost] = costs(f"date,end,amount\n2026-03-01,{end},5\n", STRETCH.format(key))
    assert said(cost)["days"] == days


@pytest.mark.parametrize(
    ("key", "end", "code"),
    [
        ("until", "2026-03-01", "no_days"),
        ("last", "2026-02-28", "no_days"),
        ("last", "2036-12-01", "too_many_days"),
        ("last", "soon", "bad_day"),
    ],
)
def test_a_stretch_of_no_days_or_of_endless_ones_is_refused(
    key: str, end: str, code: str
) -> None:
    text = f"date,end,amount\n2026-03-01,{end},5\n2026-03-01,2026-03-02,5\n"
    assert codes(text, STRETCH.format(key)) == [code]


def test_a_day_far_ahead_is_a_slip_of_the_pen() -> None:
    assert codes(HEAD + "2206-03-01,5\n2027-03-01,5\n") == ["too_many_days"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",5,RUB,ad", "no_day"),
        ("Total,5,RUB,ad", "bad_day"),
        ("1969-12-31,5,RUB,ad", "before_1970"),
        ("2026-03-01,,RUB,ad", "no_amount"),
        ("2026-03-01,five,RUB,ad", "bad_number"),
        ("2026-03-01,1e30,RUB,ad", "bad_number"),
        ("2026-03-01,5,кг,ad", "unknown_currency"),
        ("2026-03-01,5,RUB,", "no_kind"),
        ("2026-03-01,5,RUB,chocolate", "unknown_kind"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_row_says_why_and_the_others_are_taken(
    row: str, code: str, language: Language
) -> None:
    text = f"date,amount,currency,kind\n{row}\n2026-03-02,7,RUB,ad\n"
    [chunk] = taken(text)
    [bad] = chunk.refused
    assert (bad.code, bad.row, chunk.rows, len(chunk.costs)) == (code, 2, 2, 1)
    assert bad.message(language)
    assert bad.advice(language)
    assert b'"date"' in bad.raw


def test_without_a_currency_of_its_own_a_row_is_in_that_of_the_maps() -> None:
    found = costs("date,amount,currency\n2026-03-01,5,\n2026-03-01,5,$\n")
    assert [one.currency for one in found] == ["RUB", "USD"]
    assert mapped(HEAD + "2026-03-01,5\n", currencies=("BYN",)).currency == "BYN"


def test_of_maps_in_several_currencies_somebody_must_say_which() -> None:
    with pytest.raises(FileRefused) as caught:
        mapped(HEAD + "2026-03-01,5\n", currencies=("RUB", "USD"))
    assert caught.value.code == "currency_needed"


def test_an_amount_of_a_currency_without_kopecks_is_whole() -> None:
    [cost] = costs("date,amount,currency\n2026-03-01,500,JPY\n")
    assert cost.amount == 500


def test_the_words_of_a_file_are_put_right_by_the_mapping() -> None:
    mapping = """
costs: a
day: date
amount: amount
kind: {column: article, values: {Таргетолог: salary}}
channel: {column: source, values: {ya: yandex}, others: refuse}
role: {value: marketer}
"""
    text = "date,amount,article,source\n2026-03-01,5,Таргетолог,ya\n"
    [cost] = costs(text, mapping)
    assert (cost.kind, cost.channel, cost.role) == ("salary", "yandex", "marketer")
    assert codes(text + "2026-03-01,5,ad,vk\n", mapping) == ["unknown_value"]


def test_a_column_the_mapping_speaks_of_must_be_there() -> None:
    with pytest.raises(FileRefused) as caught:
        mapped(HEAD + "2026-03-01,5\n", "costs: a\nday: date\namount: total\n")
    assert caught.value.code == "no_such_column"


# ---------------------------------------------------------------- what makes a cost the same


def test_another_spelling_of_the_same_costs_is_the_same_costs() -> None:
    one = costs("date,amount,campaign\n2026-03-01,1000,Окна\n2026-03-02,7.50,Окна\n")
    other = costs("Кампания;Расход;Дата\nОкна;7,5;02.03.2026\nОкна;1 000,00;01.03.2026\n")
    assert [cost.key for cost in one] == [cost.key for cost in reversed(other)]


def test_equal_rows_are_as_many_costs_whichever_chunk_they_stand_in() -> None:
    text = HEAD + "2026-03-01,5\n" * 5
    whole = [one.cost.key for chunk in taken(text) for one in chunk.costs]
    small = replace(STANDARD, chunk=2)
    pieces = [one.cost.key for chunk in taken(text, limits=small) for one in chunk.costs]
    assert len(set(whole)) == 5
    assert pieces == whole


def test_whatever_a_cost_says_makes_it_another_one() -> None:
    head = "date,amount,currency,kind,channel,campaign,touchpoint,role,note\n"
    plain = ["2026-03-01", "5", "RUB", "ad", "a", "b", "c", "d", "e"]
    other = ["2026-03-02", "6", "USD", "tool", *"vwxyz"]
    rows = [[*plain[:at], other[at], *plain[at + 1 :]] for at in range(len(plain))]
    found = costs(head + "".join(",".join(row) + "\n" for row in [plain, *rows]))
    assert len({one.key for one in found}) == len(plain) + 1
    # None of them is the second of its kind.
    assert [one.key for one in found if "-" in one.key] == []


def test_an_id_makes_a_row_the_same_row() -> None:
    found = costs("id,date,amount\nA-1,2026-03-01,5\nA-2,2026-03-01,5\n,2026-03-01,5\n",
                  "costs: a\nid: id\nday: date\namount: amount\n")  # fmt: skip
    assert [one.key for one in found[:2]] == ["id:A-1", "id:A-2"]
    assert not found[2].key.startswith("id:")


# ---------------------------------------------------------------- what is told beforehand


def notes(text: str, mapping: str | None = None, *currencies: str) -> list[str]:
    plan = mapped(text, mapping, currencies=currencies or ("RUB",))
    return [one.code for one in plan.notes]


def test_what_is_supposed_is_said() -> None:
    assert notes(HEAD + "2026-03-01,5\n") == ["time_form", "cost_kind", "cost_currency"]
    text = "date,end,amount,clicks\n2026-03-01,2026-03-02,5,1\n"
    assert "cost_last" in notes(text, STRETCH.format("last"))
    assert "cost_until" in notes(text, STRETCH.format("until"))
    assert "column_unused" in notes(text, STRETCH.format("until"))
    assert "cost_negative" in notes(HEAD + "2026-03-01,-5\n2026-03-01,-7\n")
    assert "date_order_open" in notes(HEAD + "01/02/2026,5\n")
    assert "decimal_open" in notes('date,amount\n2026-03-01,"1,500"\n')
    stated = "costs: a\nday: date\namount: amount\ncurrency: USD\n"
    assert "cost_foreign" in notes(HEAD + "2026-03-01,5\n", stated)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_has_its_words(language: Language) -> None:
    stated = STRETCH.format("last") + "currency: USD\n"
    for note in mapped("date,end,amount\n2026-03-01,,-5\n", stated).notes:
        assert note.message(language)


def test_a_dry_run_counts_everything() -> None:
    dry = CostDryRun()
    for chunk in taken(EXCEL + "Итого;;;;92 500,50;\r\n", limits=replace(STANDARD, chunk=1)):
        dry.add(chunk)
    assert (dry.rows, dry.kept, dict(dry.refused)) == (3, 2, {"bad_day": 1})
    assert dry.spent == {("ad", "RUB"): 1_250_050, ("salary", "RUB"): 8_000_000}
    assert dry.first is not None
    assert dry.last == dry.first + 30
