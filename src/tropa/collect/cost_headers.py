"""What columns of costs are called, and what stands in them, in both languages.

Headers are compared as `headers.plain` spells them, without the currency that reports of
advertising like to put behind: «Расход, ₽» is a column of costs, and of roubles.
"""

import re
from collections.abc import Mapping
from typing import Final

from tropa.collect.headers import plain
from tropa.cost import CostKind
from tropa.money import CURRENCIES

OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id расхода", "номер расхода"),
    "day": ("дата", "день", "date", "дата расхода"),
    "last": ("по", "период по", "дата по", "последний день"),
    "until": (),
    "amount": ("сумма", "расход", "расходы", "cost", "costs"),
    "currency": ("валюта",),
    "kind": ("вид", "вид расхода"),
    "channel": ("канал",),
    "campaign": ("кампания", "рекламная кампания"),
    "touchpoint": ("точка", "точка касания"),
    "role": ("роль", "ответственный"),
    "note": ("примечание", "комментарий"),
}
"""Our names and their Russian ones."""

OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("cost id", "expense id", "ид"),
    "day": (
        "since",
        "from",
        "start",
        "start date",
        "date from",
        "first day",
        "month",
        "reporting starts",
        "с",
        "период с",
        "дата с",
        "начало",
        "начало периода",
        "дата начала",
        "первый день",
        "дата списания",
        "дата оплаты",
        "дата отчета",
        "месяц",
        "период",
    ),
    "last": (
        "to",
        "end",
        "end date",
        "date to",
        "last day",
        "reporting ends",
        "до",
        "конец",
        "конец периода",
        "дата окончания",
        "дата конца",
    ),
    "amount": (
        "spend",
        "spent",
        "amount spent",
        "total",
        "sum",
        "expense",
        "expenses",
        "total cost",
        "затраты",
        "потрачено",
        "потрачено всего",
        "стоимость",
        "сумма расхода",
        "расход с ндс",
        "расход (с ндс)",
        "стоимость с ндс",
    ),
    "currency": ("currency code", "код валюты"),
    "kind": (
        "type",
        "cost type",
        "category",
        "тип",
        "тип расхода",
        "статья",
        "статья расхода",
        "статья расходов",
        "статья затрат",
        "категория",
    ),
    "channel": (
        "source",
        "utm source",
        "platform",
        "источник",
        "источник трафика",
        "рекламный канал",
        "площадка",
        "рекламная система",
    ),
    "campaign": ("campaign name", "utm campaign", "название кампании"),
    "touchpoint": ("точка контакта",),
    "role": ("owner", "должность", "исполнитель", "сотрудник"),
    "note": ("comment", "comments", "description", "описание", "назначение", "заметка"),
}
"""What the same columns are called elsewhere."""

_KINDS: Final[Mapping[CostKind, str]] = {
    "ad": "реклама ads advertising adv advert трафик таргет контекст продвижение",
    "content": "контент тексты статьи видео дизайн",
    "tool": "tools инструмент инструменты сервис сервисы софт software подписка подписки",
    "salary": "salaries payroll зарплата зарплаты оклад оклады фот",
    "commission": "commissions комиссия комиссионные премия премии бонус бонусы",
    "goods": "товар товары себестоимость закупка закупки cogs",
    "delivery": "доставка логистика shipping",
    "fee": "fees сбор сборы эквайринг пошлина пошлины",
}
_CURRENCIES: Final = {
    "RUB": "руб рубль рубли рублей р ₽ rur",
    "USD": "$ доллар доллары долларов",
    "EUR": "€ евро",
    "GBP": "£",
    "KZT": "₸ тенге",
    "BYN": "br",
}

_KIND_OF: Final[Mapping[str, CostKind]] = {
    word: kind for kind, words in _KINDS.items() for word in (kind, *words.split())
}
_CURRENCY_OF: Final = {
    word: code for code, words in _CURRENCIES.items() for word in words.split()
}
_BEHIND: Final = re.compile(r"(.*?)[\s,(/]+([^\s,()/]{1,10})\s*\)?")


def kind_of(text: str) -> CostKind | None:
    """The kind a cell names; None for a word we do not know."""
    return _KIND_OF.get(plain(text))


def currency_of(text: str) -> str | None:
    """The code of the currency a cell names; None where it names none."""
    word = plain(text)
    return word.upper() if word.upper() in CURRENCIES else _CURRENCY_OF.get(word)


def without_currency(header: str) -> tuple[str, str]:
    """A header as it is compared, and the currency that stood behind it."""
    name = plain(header)
    found = _BEHIND.fullmatch(name)
    code = currency_of(found.group(2)) if found else None
    return (found.group(1), code) if found and code else (name, "")
