"""Pictures that try to break the drawing: hostile texts, huge numbers, noughts, odd shapes."""

from dataclasses import replace

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

HOUR = 3_600_000_000

HOSTILE = (
    "<script>alert('x')</script>",
    "\"quotes\" & 'ampersands' &amp; ]]> --> <!-- <style>*{display:none}</style>",
    "\u202eсправа налево\u202c \u200f\u2067перевёрнуто\u2069",
    "управляющие\x00\x07\x1b\x7f знаки\ufffe\uffff и\tтабуляции\nстроки",
    "з\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309а\u0301\u0302\u0303\u0304лго",
    "Рентгеноэлектрокардиографического-оборудования-переосвидетельствование",
    "ПЕРЕОСВИДЕТЕЛЬСТВОВАНИЕВЫСОКОКВАЛИФИЦИРОВАННЫХСПЕЦИАЛИСТОВ",
    "👩‍👩‍👧‍👦👨‍👩‍👧🏳️‍🌈 семья 家族のための窓の取り付けサービスのご案内 نافذة جديدة",
    "\ufdfd\ufdfd\ufdfd",
    "",
    "   ",
    "ж" * 5_000,
)


def hostile() -> MapPicture:
    """Every text of the map is one of those above."""
    stages = tuple(_stage(at) for at in range(len(HOSTILE)))
    return MapPicture(
        title=" ".join(HOSTILE[:8]),
        subtitle=HOSTILE[1],
        stages=stages,
        edition=10**9,
        totals=Totals(12_840_000, 12_840_000, 1.0, 10**17, 1e15),
        back_moves=(
            BackMove(stages[2].name, stages[0].name, 12_840_000),
            BackMove("nowhere", stages[0].name, 5),
            BackMove(stages[0].name, stages[2].name, 5),
        ),
        returned=(
            Returned(stages[1].name, stages[2].name, 12_840_000, HOSTILE[6]),
            Returned(stages[3].name, "nowhere", 7, HOSTILE[0]),
        ),
        elsewhere=(
            TouchCard('<"&>', HOSTILE[0], HOSTILE[1], 12_840_000, 1.0, "good", HOSTILE[2]),
        ),
    )


def huge() -> MapPicture:
    """Millions everywhere, and all at once."""
    entered = (12_840_000, 11_111_111, 10_987_654, 888_888)
    stages = tuple(
        StagePicture(
            name=f"stage_{at}",
            title=("Осознание", "Изучение", "Заявка", "Покупка")[at],
            owner=OwnerBadge(
                "o", "Анна Белова-Вознесенская", "директор по маркетингу и рекламе"
            ),
            present=12_840_000,
            change=123.456,
            time=2_000_000 * HOUR,
            back=12_840_000,
            revenue=10**16,
            flow=FlowNumbers(
                entered=count,
                advanced=entered[at + 1] if at < 3 else 0,
                open=1_000,
                lost=(count - (entered[at + 1] if at < 3 else 0)) // 2,
                disqualified=(count - (entered[at + 1] if at < 3 else 0)) // 3,
                started=12_840_000,
            ),
            conversion=Conversion(0.8653, 0.99),
            touches=(
                TouchCard(f"t{at}", "Баннер", "ads", 12_840_000, 0.9999, "good", "Сценарий"),
            ),
            plays=(PlayChip(f"p{at}", "Брошенный калькулятор на сайте", 12_840_000),),
            kpis=(
                KpiBar(f"k{at}", "Выручка за первый квартал", 10**16, 10**12, "money"),
                KpiBar(f"l{at}", "Время до перезвона", 90e9, 1e6, "time", at_least=False),
            ),
        )
        for at, count in enumerate(entered)
    )
    return MapPicture(
        title="Очень большая карта",
        stages=stages,
        returned=tuple(
            Returned(f"stage_{at}", f"stage_{min(3, at + 1)}", 1_234_567, "ремаркетинг")
            for at in range(4)
        ),
    )


def noughts() -> MapPicture:
    """Nobody anywhere, and it is known."""
    stages = tuple(
        StagePicture(
            name=f"stage_{at}",
            title="Этап",
            present=0,
            change=0.0,
            time=0,
            back=0,
            revenue=0,
            flow=FlowNumbers(0, 0, 0, 0, 0, 0, 0),
            conversion=Conversion(None, 0.5, 0, 0),
            feeling=Feeling(0.0, "никак"),
            touches=(TouchCard("t", "Касание", "site", 0, 0.0, "poor"),),
            kpis=(KpiBar("k", "Заявки", 0, 0), KpiBar("m", "Заявки", 0, 10)),
        )
        for at in range(4)
    )
    return MapPicture("Пусто", stages, totals=Totals(0, 0, None, 0, None))


def uneven() -> MapPicture:
    """Numbers on some stages only; people who start in the middle; losses on the last stage."""
    flows = (
        FlowNumbers(100, 60, 10, 25, 5),
        FlowNumbers(),
        FlowNumbers(400, 200, 100, 80, 20, started=340),
        FlowNumbers(0, 0, 0, 0),
        FlowNumbers(50, 0, 20, 25, 5, started=50),
    )
    stages = tuple(
        StagePicture(f"s{at}", f"Этап {at}", present=at, flow=flow, conversion=Conversion(0.5))
        for at, flow in enumerate(flows)
    )
    return replace(
        MapPicture("Неровная", stages),
        returned=(Returned("s4", "s0", 3), Returned("s0", "s1", 2), Returned("s2", "s2", 30)),
    )


def _stage(at: int) -> StagePicture:
    text = HOSTILE[at]
    return StagePicture(
        name=f"s{at}<&\">'",
        title=text,
        zone=HOSTILE[at // 3],
        owner=OwnerBadge(text, text, text),
        present=12_840_000,
        change=-0.5,
        time=HOUR,
        back=12_840_000,
        revenue=10**15,
        flow=FlowNumbers(12_840_000 - at, 12_840_000 - at - 1, 0, 1),
        conversion=Conversion(0.5, 0.6),
        actions=(text, text),
        thoughts=(text,),
        feeling=Feeling((at % 5) - 2, text),
        touches=(TouchCard(f"t{at}", text, text, 12_840_000, 1.0, "poor", text),) * 2,
        seller=(text,),
        plays=(PlayChip(text, text, 12_840_000),),
        kpis=(KpiBar(text, text, 5, 10),),
        content=(ContentChip(text), ContentChip(text, "missing"), ContentChip(text, "draft")),
    )
