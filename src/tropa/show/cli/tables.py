"""Answers as tables a marketer reads in a terminal."""

from collections.abc import Sequence
from typing import Final

from tropa.measure.interval import Rate
from tropa.measure.overview import Overview
from tropa.words import (
    Language,
    date_words,
    days_words,
    moment_words,
    money_words,
    number_words,
    percent_words,
    say,
)

_GAP: Final = "  "


def overview_table(found: Overview, language: Language) -> str:
    """The map: its stages line by line, then its journeys, money and time."""
    lines = [_title(found, language), ""]
    lines += table(_head(language), [_stage(found, at, language) for at in _stages(found)])
    lines += ["", *_summary(found, language)]
    if found.notes:
        lines += [
            "",
            *(say(f"show.note.{name}", language, n=n) for name, n in found.notes.items()),
        ]
    return "\n".join(lines) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table: the first column to the left, the others to the right."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    every = [head, ["─" * width for width in widths], *rows]
    return [
        _GAP.join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in every
    ]


def _title(found: Overview, language: Language) -> str:
    asked = found.asked
    zone = asked.map.zone
    edition = (
        say("show.edition", language, number=found.edition)
        if found.edition
        else say("show.draft", language)
    )
    title = say(
        "show.title",
        language,
        map=asked.map.title,
        edition=edition,
        at=moment_words(asked.as_of, zone, language),
    )
    if asked.whole:
        return title
    begin = date_words(asked.since, zone, language) if asked.since > 0 else "…"
    end = date_words(asked.until, zone, language) if asked.until < asked.as_of else "…"
    return f"{title}\n{say('show.period', language, begin=begin, end=end)}"


def _head(language: Language) -> list[str]:
    names = "stage entered reached here onward lost returned conversion time leak".split()
    return [say(f"show.column.{name}", language) for name in names]


def _stages(found: Overview) -> range:
    return range(len(found.flow.stages))


def _stage(found: Overview, at: int, language: Language) -> list[str]:
    flow, times = found.flow.stages[at], found.times.stages[at]
    stage = found.asked.map.stages[at]
    steps = found.conversion.steps
    onward = steps[at].rate if at < len(found.flow.stages) - 1 else None
    leak = found.leaks[at]
    median = times.median_days
    return [
        f"{at + 1}. {stage.title}",
        number_words(flow.entries, language),
        number_words(flow.reached, language),
        number_words(flow.present, language),
        number_words(flow.advanced, language),
        number_words(flow.lost_net, language),
        number_words(found.returns.stages[at].returned.numerator, language),
        _rate(onward, language),
        "—" if median is None else days_words(median, language),
        "—" if not leak else money_words(leak, found.asked.map.currency, language),
    ]


def _rate(rate: Rate | None, language: Language) -> str:
    if rate is None or rate.rate is None:
        return "—"
    few = "*" if rate.few else ""
    low, high = percent_words(rate.low, language, 0), percent_words(rate.high, language, 0)
    return f"{percent_words(rate.rate, language)}{few} ({low}…{high})"


def _summary(found: Overview, language: Language) -> list[str]:
    counts, money, map_ = found.flow.journeys, found.money, found.asked.map
    lines = [
        say("show.journeys", language, valid=counts.valid, open=counts.open, won=counts.won,
            net=counts.won_net, lost=counts.lost, disqualified=counts.disqualified,
            invalid=counts.invalid),
    ]  # fmt: skip
    if len(found.conversion.steps) > 1 and map_.stages:
        whole = found.conversion.steps[-1]
        lines.append(say("show.whole", language, rate=_rate(whole.rate, language)))
    lines.append(say("show.win_rate", language, rate=_rate(money.win_rate, language)))
    if map_.money.paid is not None:
        lines.append(
            say(
                "show.revenue",
                language,
                gross=_money(found, money.gross, language),
                net=_money(found, money.net, language),
                deal=_money(found, money.average_deal, language),
                velocity=_money(found, found.velocity, language),
            )
        )
    cycle, touches = found.cycle, found.touches
    if cycle.median_days is not None and cycle.mean_days is not None:
        median, mean = (
            days_words(cycle.median_days, language),
            days_words(cycle.mean_days, language),
        )
        lines.append(say("show.cycle", language, median=median, mean=mean, n=cycle.n))
    if touches.median is not None and touches.q1 is not None and touches.q3 is not None:
        quartiles = [number_words(one, language, 1) for one in (touches.q1, touches.q3)]
        middle = number_words(touches.median, language, 1)
        lines.append(
            say("show.touches", language, median=middle, q1=quartiles[0], q3=quartiles[1])
        )
    if any(one.rate.few for one in found.conversion.steps if one.rate.denominator):
        lines.append(say("show.few", language))
    return lines


def _money(found: Overview, minor: float | None, language: Language) -> str:
    return (
        "—" if minor is None else money_words(round(minor), found.asked.map.currency, language)
    )
