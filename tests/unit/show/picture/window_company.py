"""A window company's map with numbers, in both languages, in six stages and in eleven."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Literal

from tropa.show.picture import (
    BackMove,
    ContentChip,
    Conversion,
    Feeling,
    FlowNumbers,
    KpiBar,
    MapPicture,
    OwnerBadge,
    PlayChip,
    Returned,
    StagePicture,
    Totals,
    TouchCard,
)
from tropa.show.picture.model import ContentState, Health, Unit
from tropa.words import Language

HOUR = 3_600_000_000
DAY = 24 * HOUR
MOSCOW = timezone(timedelta(hours=3))

Two = tuple[str, str]


def _moment(*parts: int) -> int:
    year, month, day, *time = parts
    at = datetime(year, month, day, *time, tzinfo=MOSCOW)
    return int(at.timestamp()) * 1_000_000


OWNERS: dict[str, tuple[Two, Two]] = {
    "marketer": (("Анна Белова", "Anna Belova"), ("маркетолог", "marketing")),
    "seo": (("Илья Ким", "Ilya Kim"), ("SEO-специалист", "SEO")),
    "operator": (("Мария Орлова", "Maria Orlova"), ("колл-центр", "call centre")),
    "measurer": (("Пётр Лис", "Peter Lis"), ("замеры", "site visits")),
    "seller": (("Олег Зимин", "Oleg Zimin"), ("продажи", "sales")),
    "service": (("Софья Рау", "Sofia Rau"), ("сервис", "customer care")),
    "production": (("Глеб Шумаков", "Gleb Shumakov"), ("производство", "production")),
    "installer": (("Руслан Гиреев", "Ruslan Gireev"), ("бригадир монтажа", "installation")),
}

Touch = tuple[str, str, str, float, Health, str]

TOUCHES: dict[str, list[Touch]] = {
    "aware": [
        (
            "search_ads",
            "Баннер «Дует из окон?»",
            "“Draughty windows?” banner",
            6.4,
            "fair",
            "x",
        ),
        ("seo", "Статья «Почему потеют окна»", "Article: why windows sweat", 31.2, "good", ""),
        ("vk_ads", "Видео в ленте VK", "In-feed video", 4.1, "poor", ""),
        (
            "social",
            "Пост жителя в чате дома",
            "A neighbour’s post in the chat",
            22.8,
            "good",
            "",
        ),
        ("outdoor", "Щит у новостройки", "Billboard by the new block", 9.0, "fair", ""),
    ],
    "explore": [
        ("site", "Калькулятор стоимости", "Price calculator", 44.6, "good", "x"),
        ("landing", "Лендинг «Окна за 7 дней»", "“Windows in 7 days” page", 12.9, "fair", ""),
        ("email", "Серия «5 ошибок»", "“5 mistakes” series", 27.3, "fair", "x"),
        ("site", "Страница отзывов", "Reviews page", 8.2, "poor", ""),
        ("live_chat", "Онлайн-консультант", "Live chat", 39.0, "good", ""),
    ],
    "lead": [
        ("site", "Форма «Вызвать замерщика»", "Book a surveyor form", 62.4, "good", ""),
        ("phone", "Обратный звонок за 2 мин", "Call back in 2 min", 71.0, "good", "x"),
        ("email", "Письмо с расчётом", "Quote email", 38.5, "fair", "x"),
        ("phone", "Повторный звонок через 3 ч", "Second call after 3 h", 14.2, "poor", "x"),
    ],
    "measure": [
        ("visit", "Визит замерщика", "Surveyor’s visit", 56.8, "good", ""),
        ("document", "Смета на планшете", "Quote on a tablet", 49.1, "good", ""),
        ("email", "Письмо «Ваш проект и 3D»", "“Your project in 3D”", 33.7, "fair", "x"),
        ("phone", "Разбор возражений", "Objection handling", 17.5, "poor", ""),
    ],
    "buy": [
        ("document", "Договор онлайн", "Online contract", 91.3, "good", ""),
        ("site", "Оплата / рассрочка", "Card or instalments", 87.0, "good", ""),
        ("sms", "Статус изготовления", "Production status", 64.9, "good", "x"),
        ("visit", "Монтаж", "Installation", 97.1, "good", ""),
    ],
    "loyal": [
        ("email", "NPS через 14 дней", "NPS after 14 days", 41.8, "good", "x"),
        ("reviews", "Отзыв за сертификат", "Review for a voucher", 19.6, "fair", "x"),
        ("messenger", "Приведи соседа", "Refer a neighbour", 13.4, "fair", ""),
        ("email", "Сервис: регулировка перед зимой", "Winter tune-up", 24.7, "fair", "x"),
    ],
}

Row = tuple[str, Two, int, int, int, int, float, int, float, str, float | None]
"""name, title, entered, present, lost, back, change, revenue, hours, owner, plan."""

SIX: list[Row] = [
    ("aware", ("Осознание", "Awareness"), 12840, 1932, 6798, 0, 0.041, 0, 70, "marketer", 0.36),
    ("explore", ("Изучение", "Exploration"), 4110, 684, 1936, 96, -0.023, 0, 122, "seo", 0.34),
    ("lead", ("Заявка", "Lead"), 1490, 148, 412, 64, 0.068, 0, 26, "operator", 0.68),
    ("measure", ("Замер", "Site visit"), 930, 92, 310, 0, 0.012, 0, 94, "measurer", 0.52),
    ("buy", ("Покупка", "Purchase"), 528, 283, 31, 0, 0.094, 41_200_000, 240, "seller", 0.45),
    ("loyal", ("Повторные", "Loyalty"), 214, 214, 0, 0, 0.12, 9_600_000, 4320, "service", None),
]

ACTIONS: dict[str, list[Two]] = {
    "aware": [
        ("Замечает сквозняк и конденсат", "Notices draught and condensation"),
        ("Спрашивает у соседей", "Asks the neighbours"),
    ],
    "explore": [
        ("Ищет «окна цена»", "Searches “windows price”"),
        ("Считает в калькуляторе", "Tries the calculator"),
    ],
    "lead": [
        ("Оставляет телефон", "Leaves a phone number"),
        ("Ждёт звонка", "Waits for the call"),
    ],
    "measure": [
        ("Принимает замерщика", "Meets the surveyor"),
        ("Обсуждает с семьёй", "Talks it over at home"),
    ],
    "buy": [
        ("Подписывает договор", "Signs the contract"),
        ("Выбирает дату монтажа", "Picks an installation date"),
    ],
    "loyal": [
        ("Рекомендует соседям", "Recommends us to neighbours"),
        ("Заказывает сервис", "Orders a tune-up"),
    ],
}

THOUGHTS: dict[str, Two] = {
    "aware": (
        "Это нормально или уже пора менять?",
        "Is this normal, or is it time to replace them?",
    ),
    "explore": ("Почему цены отличаются в два раза?", "Why do prices differ twofold?"),
    "lead": ("Не начнут ли названивать?", "Will they call me non-stop?"),
    "measure": ("Не насчитают ли лишнего?", "Will they overcharge me?"),
    "buy": ("А если сделают криво?", "What if they botch it?"),
    "loyal": ("Кому бы посоветовать?", "Who else needs this?"),
}

FEELINGS: dict[str, tuple[float, Two]] = {
    "aware": (-0.8, ("сквозит, раздражает", "draughty, annoyed")),
    "explore": (0.3, ("есть надежда", "hopeful")),
    "lead": (-1.1, ("«начнут названивать»", "“they’ll spam me”")),
    "measure": (0.9, ("мастер внушает доверие", "trusts the surveyor")),
    "buy": (-0.3, ("тревога за монтаж", "worried about the work")),
    "loyal": (1.8, ("тихо и тепло!", "quiet and warm!")),
}

SELLER: dict[str, tuple[Two, Two | None, int]] = {
    "aware": (("Закупить охват по новостройкам", "Buy reach in new blocks"), None, 0),
    "explore": (
        ("Догнать письмом и рекламой", "Follow up by email and ads"),
        ("Брошенный калькулятор", "Abandoned calculator"),
        1204,
    ),
    "lead": (
        ("Перезвонить за 2 минуты", "Call back in 2 minutes"),
        ("Не дозвонились", "Missed call"),
        61,
    ),
    "measure": (
        ("Показать три комплектации", "Show three packages"),
        ("После замера · 3 дня", "After the visit · 3 days"),
        88,
    ),
    "buy": (
        ("Держать в курсе статуса", "Keep posted on status"),
        ("Статус изготовления", "Production status"),
        283,
    ),
    "loyal": (
        ("Вернуть через 6 месяцев", "Win back in 6 months"),
        ("Сервис к зиме", "Winter tune-up"),
        140,
    ),
}

KPIS: dict[str, list[tuple[Two, float, float, Unit, bool]]] = {
    "aware": [(("Охват", "Reach"), 12840, 12000, "people", True)],
    "explore": [(("Визиты с расчётом", "Visits with a quote"), 4110, 4600, "people", True)],
    "lead": [(("Заявки", "Leads"), 1490, 1500, "people", True)],
    "measure": [(("Замеры", "Site visits"), 930, 1050, "people", True)],
    "buy": [(("Договоры", "Contracts"), 528, 520, "people", True)],
    "loyal": [(("Повторные", "Repeat sales"), 214, 260, "people", True)],
}

CONTENT: dict[str, list[tuple[ContentState, Two]]] = {
    "aware": [("ready", ("Статья", "Article")), ("ready", ("Видео 15″", "Video 15″"))],
    "explore": [
        ("ready", ("Калькулятор", "Calculator")),
        ("draft", ("Чек-лист", "Checklist")),
    ],
    "lead": [("ready", ("Скрипт", "Script")), ("missing", ("Памятка", "Prep note"))],
    "measure": [("ready", ("Смета", "Quote")), ("ready", ("3D-проект", "3D project"))],
    "buy": [("ready", ("Договор", "Contract")), ("draft", ("Инструкция", "Guide"))],
    "loyal": [("ready", ("NPS", "NPS")), ("ready", ("Письмо-сервис", "Care email"))],
}

ELEVEN: list[Row] = [
    ("audience", ("Аудитория", "Audience"), 48200, 9400, 0, 0, 0.083, 0, 24, "marketer", None),
    ("visitor", ("Интерес на сайте", "Site interest"), 12840, 2110, 7630, 0, 0.041, 0, 52,
     "seo", 0.26),
    ("request", ("Обращение", "Enquiry"), 3100, 212, 948, 96, -0.023, 0, 3, "operator", 0.65),
    ("booked", ("Записан на замер", "Visit booked"), 1940, 131, 379, 64, 0.068, 0, 70,
     "operator", 0.80),
    ("measured", ("Замер сделан", "Measured"), 1430, 48, 172, 0, 0.012, 0, 26, "measurer", 0.9),
    ("quoted", ("КП у клиента", "Quote with the client"), 1210, 236, 446, 121, -0.11, 0, 168,
     "seller", 0.45),
    ("contract", ("Договор подписан", "Contract signed"), 528, 31, 21, 0, 0.03, 0, 44,
     "seller", 0.95),
    ("paid", ("Первая оплата, изготовление", "First payment, production"), 476, 118, 0, 0, 0.05,
     41_200_000, 280, "production", 0.98),
    ("install", ("Монтаж", "Installation"), 358, 44, 0, 0, 0.02, 0, 120, "installer", 0.99),
    ("done", ("Сдано, отзыв", "Handed over, review"), 314, 100, 0, 0, 0.09, 12_400_000, 240,
     "service", 0.7),
    ("repeat", ("Повтор и рекомендации", "Repeats and referrals"), 214, 214, 0, 0, 0.12,
     9_600_000, 4320, "marketer", None),
]  # fmt: skip

_KIN = {
    "audience": "aware", "visitor": "explore", "request": "lead", "booked": "lead",
    "measured": "measure", "quoted": "measure", "contract": "buy", "paid": "buy",
    "install": "buy", "done": "loyal", "repeat": "loyal",
}  # fmt: skip

_ZONES: dict[str, Two] = {
    "audience": ("Осознание", "Awareness"),
    "visitor": ("Изучение", "Study"),
    "request": ("Изучение", "Study"),
    "booked": ("Изучение", "Study"),
    "measured": ("Решение", "Decision"),
    "quoted": ("Решение", "Decision"),
    "contract": ("Решение", "Decision"),
    "paid": ("Получение", "Delivery"),
    "install": ("Получение", "Delivery"),
    "done": ("Отношения", "Relationship"),
    "repeat": ("Отношения", "Relationship"),
}


def six_stages(language: Language) -> MapPicture:
    """The map as on the project's reference picture."""
    at = 0 if language == "ru" else 1
    by = [("ремаркетинг", "retargeting"), ("серия писем", "email series"),
          ("повторный звонок", "second call")]  # fmt: skip
    return MapPicture(
        title=("Пластиковые окна · частные клиенты", "PVC windows · home owners")[at],
        subtitle=("Марина, 34 · новостройка", "Marina, 34 · new block")[at],
        edition=14,
        as_of=_moment(2026, 11, 21, 14, 30),
        period=(_moment(2026, 11, 1), _moment(2026, 11, 22)),
        zone=MOSCOW,
        totals=Totals(12840, 528, 0.0527, 5_080_000_000, 26 * DAY),
        stages=_stages(SIX, at),
        back_moves=(BackMove("lead", "explore", 96), BackMove("measure", "lead", 64)),
        returned=(
            Returned("aware", "explore", 310, by[0][at]),
            Returned("explore", "lead", 402, by[1][at]),
            Returned("lead", "measure", 118, by[2][at]),
        ),
    )


def eleven_stages(language: Language) -> MapPicture:
    """The template of the window company: zones, many stages, returns to the same stage."""
    at = 0 if language == "ru" else 1
    return MapPicture(
        title=(
            "Установка окон: от протечки тепла до рекомендации",
            "Window installation: from a draughty flat to a referral",
        )[at],
        edition=3,
        as_of=_moment(2026, 4, 1),
        period=(_moment(2026, 1, 1), _moment(2026, 4, 1)),
        zone=MOSCOW,
        totals=Totals(48200, 476, 0.047, 6_320_000_000, 31 * DAY),
        stages=tuple(
            replace(stage, zone=_ZONES[stage.name][at]) for stage in _stages(ELEVEN, at)
        ),
        back_moves=(
            BackMove("booked", "request", 96),
            BackMove("quoted", "booked", 64),
            BackMove("quoted", "measured", 121),
            BackMove("measured", "request", 17),
            BackMove("contract", "quoted", 9),
        ),
        returned=(
            Returned("visitor", "visitor", 310, ("ремаркетинг", "retargeting")[at]),
            Returned("request", "request", 140, ("повторный звонок", "second call")[at]),
            Returned("booked", "request", 31, ("перенос замера", "rescheduled")[at]),
            Returned("quoted", "quoted", 118, ("скидка на 3 дня", "3-day offer")[at]),
        ),
        elsewhere=(
            TouchCard(
                "crisis",
                ("Срочная задача: жалоба", "Crisis task: complaint")[at],
                "task",
                12,
                0.75,
                "fair",
            ),
            TouchCard(
                "callcentre",
                ("Входящий звонок на общий номер", "Call to the main number")[at],
                "phone",
                640,
                0.41,
            ),
        ),
    )


def without_numbers(picture: MapPicture) -> MapPicture:
    """The same map before anybody has walked it."""
    stages = tuple(
        replace(
            stage,
            present=None,
            change=None,
            time=None,
            back=None,
            revenue=None,
            flow=FlowNumbers(),
            conversion=Conversion(),
            touches=tuple(
                replace(touch, reach=None, conversion=None, health=None)
                for touch in stage.touches
            ),
            plays=tuple(replace(play, people=None, state="draft") for play in stage.plays),
            kpis=tuple(replace(kpi, fact=None) for kpi in stage.kpis),
        )
        for stage in picture.stages
    )
    return replace(
        picture,
        stages=stages,
        edition=None,
        as_of=None,
        period=None,
        totals=None,
        back_moves=(),
        returned=(),
        elsewhere=tuple(
            replace(touch, reach=None, conversion=None, health=None)
            for touch in picture.elsewhere
        ),
    )


def many_touches(picture: MapPicture, times: int) -> MapPicture:
    """The same map with so many times the touchpoints."""
    return replace(
        picture,
        stages=tuple(
            replace(
                stage,
                touches=tuple(
                    replace(touch, name=f"{touch.name}_{turn}")
                    for turn in range(times)
                    for touch in stage.touches
                ),
            )
            for stage in picture.stages
        ),
    )


def stages_in_number(count: int) -> MapPicture:
    """A map of any number of stages, made by going round the six."""
    base = six_stages("ru")
    stages = tuple(
        replace(
            base.stages[at % 6], name=f"stage_{at}", title=f"{base.stages[at % 6].title} {at}"
        )
        for at in range(count)
    )
    moves = tuple(
        BackMove(f"stage_{start}", f"stage_{end}", 10 * start + end + 1)
        for start in range(count)
        for end in range(max(0, start - 3), start)
    )
    return replace(base, stages=stages, back_moves=moves, returned=())


def _stages(rows: list[Row], at: Literal[0, 1]) -> tuple[StagePicture, ...]:
    return tuple(_stage(rows, index, at) for index in range(len(rows)))


def _stage(rows: list[Row], index: int, at: Literal[0, 1]) -> StagePicture:
    name, title, entered, present, lost, back, change, revenue, hours, owner, plan = rows[index]
    kin = _KIN.get(name, name)
    last = index + 1 == len(rows)
    advanced = 0 if last else rows[index + 1][2]
    holder, role = OWNERS[owner]
    act, play, people = SELLER[kin]
    value, feeling = FEELINGS[kin]
    return StagePicture(
        name=name,
        title=title[at],
        owner=OwnerBadge(owner, holder[at], role[at]),
        present=present,
        change=change,
        time=hours * HOUR,
        back=back,
        revenue=revenue * 100,
        flow=FlowNumbers(entered, advanced, present, lost),
        conversion=Conversion()
        if last
        else Conversion(advanced / entered, plan, advanced, entered),
        actions=tuple(one[at] for one in ACTIONS[kin]),
        thoughts=(THOUGHTS[kin][at],),
        feeling=Feeling(value, feeling[at]),
        touches=tuple(
            TouchCard(
                f"{name}_{number}",
                (ru, en)[at],
                channel,
                round(entered * (0.9 - 0.08 * number)),
                share / 100,
                health,
                play_title,
            )
            for number, (channel, ru, en, share, health, play_title) in enumerate(TOUCHES[kin])
        ),
        seller=(act[at],),
        plays=() if play is None else (PlayChip(f"play_{name}", play[at], people),),
        kpis=tuple(
            KpiBar(f"kpi_{name}_{number}", words[at], fact, goal, unit, at_least)
            for number, (words, fact, goal, unit, at_least) in enumerate(KPIS[kin])
        ),
        content=tuple(ContentChip(words[at], state) for state, words in CONTENT[kin]),
    )
