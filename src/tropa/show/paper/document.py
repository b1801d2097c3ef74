"""«Карта пути клиента» as a document: what whoever works by the map has at hand.

First what the map is for and for whom, then stage by stage what the buyer asks, what is to be
done, by whom, with which words and by which procedure; then figures, plays, scripts, texts.
With numbers, each stage tells how many it has and loses, as of one instant.
"""

from collections.abc import Callable, Iterator
from typing import Final, cast

from tropa.clock import DAY
from tropa.map.document import Map, Stage, Touchpoint
from tropa.map.titles import condition_words
from tropa.show.map_picture import picture_of
from tropa.show.paper.markdown import bullets, fact, heading, paragraph, steps, table
from tropa.show.paper.plays import play_lines
from tropa.show.paper.worded import Record, Worded
from tropa.show.picture.model import MapPicture, StagePicture
from tropa.words import (
    Language,
    days_words,
    length_words,
    moment_words,
    number_words,
    percent_words,
    say,
    short_money_words,
)
from tropa.workspace.screen import Screen

_PORTRAIT: Final = ("age", "lives", "wants", "fears", "habits", "interests", "channels", "job")


def map_document(map_: Map, screen: Screen | None, language: Language) -> str:
    """The whole document.

    Args:
        map_: the edition that is told of.
        screen: its numbers; without them the document tells what is planned.
        language: of headings; texts of the map stay as they are.
    """
    writer = _Writer(map_, picture_of(map_, screen, language), language)
    return "\n\n".join(piece for piece in writer.pieces() if piece) + "\n"


class _Writer:
    """One document being written."""

    def __init__(self, map_: Map, picture: MapPicture, language: Language) -> None:
        self.map, self.picture = map_, picture
        self.language: Language = language
        self.worded = Worded(map_, language)

    def pieces(self) -> Iterator[str]:
        """Everything, from the title down."""
        yield heading(1, self.map.title)
        yield self._passport()
        yield from self._records("goals", self._goal)
        yield from self._records("problems", self._problem)
        yield from self._records("products", self._product)
        yield from self._segments()
        for at, stage in enumerate(self.map.stages):
            yield from self._stage(stage, self.picture.stages[at])
        yield from self._elsewhere()
        yield from self._kpis()
        yield from self._records("plays", self._play)
        yield from self._records("scripts", self._script)
        yield from self._records("instructions", self._instruction)
        yield from self._records(
            "tools", lambda one: [fact(self._w("kind"), one["kind"])] if "kind" in one else []
        )
        yield from self._records("content", self._content)
        yield from self._reasons()

    def _w(self, key: str, **values: object) -> str:
        return say(f"paper.{key}", self.language, **values)

    def _passport(self) -> str:
        picture = self.picture
        lines = [fact(self._w("scope"), picture.subtitle)] if picture.subtitle else []
        if picture.edition:
            lines.append(fact(self._w("edition"), picture.edition))
        if picture.as_of is not None:
            at = moment_words(picture.as_of, self.map.zone, self.language)
            lines.append(fact(self._w("as_of"), at))
        totals = picture.totals
        if totals is not None:
            lines.append(fact(self._w("journeys"), self._count(totals.journeys)))
            lines.append(fact(self._w("won"), self._count(totals.won)))
            if totals.revenue is not None:
                money = short_money_words(totals.revenue, self.map.currency, self.language)
                lines.append(fact(self._w("revenue"), money))
        return "\n".join(lines)

    def _records(self, section: str, told: Callable[[Record], list[str]]) -> Iterator[str]:
        """A section of named records: each its title, its note, and what it has besides."""
        records = self.map.records(section)
        if not records:
            return
        yield heading(2, self._w(f"section.{section}"))
        for name, record in records.items():
            yield heading(3, record.get("title") or name)
            if "note" in record:
                yield paragraph(record["note"])
            yield "\n".join(line for line in told(record) if line)

    def _goal(self, one: Record) -> list[str]:
        lines: list[str] = []
        if "baseline" in one and "target" in one:
            ends = (self.worded.number(one[key]) for key in ("baseline", "target"))
            lines.append(fact(self._w("target"), " → ".join(ends)))
        if "by" in one:
            lines.append(fact(self._w("by"), self.worded.day(one["by"])))
        return [*lines, *self._owner_line(one)]

    def _problem(self, one: Record) -> list[str]:
        lines = [fact(self._w("evidence"), one["evidence"])] if "evidence" in one else []
        if "money" in one:
            lines.append(fact(self._w("problem_money"), self.worded.money(one["money"])))
        if "stage" in one:
            lines.append(fact(self._w("stage"), self._title("stages", str(one["stage"]))))
        return [*lines, *self._owner_line(one)]

    def _product(self, one: Record) -> list[str]:
        kinds = {"price": self.worded.money}
        lines = [
            fact(self._w(f"product.{key}"), kinds.get(key, self.worded.plain)(one[key]))
            for key in ("solves", "audience", "price", "price_rule", "proofs", "alternatives")
            if key in one
        ]
        facts = cast("Record", one.get("facts") or {})
        lines += [fact(name, value) for name, value in facts.items()]
        lines += self._objections(cast("Record", one.get("objections") or {}))
        return ["\n".join(lines)]

    def _objections(self, told: Record) -> list[str]:
        """Doubts with their answers; nothing where there are none."""
        columns = [self._w("column.objection"), self._w("column.answer")]
        return ["", table(columns, told.items())] if told else []

    def _segments(self) -> Iterator[str]:
        if not self.map.segments:
            return
        yield heading(2, self._w("section.segments"))
        for one in self.map.segments:
            yield heading(3, one.title)
            lines: list[str] = []
            if one.who is not None:
                lines.append(
                    fact(self._w("who"), condition_words(one.who, self.map, self.language))
                )
            persona = one.record.get("persona")
            if isinstance(persona, dict):
                portrait = cast("Record", persona)
                if "name" in portrait:
                    lines.append(fact(self._w("portrait"), self.worded.plain(portrait["name"])))
                lines += [
                    fact(self._w(f"trait.{key}"), self.worded.plain(portrait[key]))
                    for key in _PORTRAIT
                    if key in portrait
                ]
                if "questions" in portrait:
                    lines.append(
                        fact(self._w("questions"), self.worded.plain(portrait["questions"]))
                    )
            yield "\n".join(lines)

    # ------------------------------------------------------------ stages

    def _stage(self, stage: Stage, shown: StagePicture) -> Iterator[str]:
        yield heading(2, self._w("stage_title", title=stage.title))
        lines = [
            fact(self._w(name), self.worded.plain(stage.record[key]))
            for name, key in (
                ("asks", "buyer_asks"),
                ("wants", "buyer_wants"),
                ("feels", "feels"),
            )
            if key in stage.record
        ]
        if stage.enter is not None:
            lines.append(
                fact(self._w("enter"), condition_words(stage.enter, self.map, self.language))
            )
        if stage.norm is not None:
            lines.append(fact(self._w("norm"), length_words(stage.norm, self.language)))
        if stage.lost_after is not None:
            lines.append(
                fact(self._w("lost_after"), length_words(stage.lost_after, self.language))
            )
        lines += self._owner_line(stage.record)
        yield "\n".join(lines)
        yield self._numbers(shown)
        for key in ("buyer", "seller"):
            acts = stage.record.get(key)
            if isinstance(acts, list) and acts:
                yield heading(3, self._w(f"acts.{key}"))
                yield bullets(cast("list[object]", acts))
        for one in self.map.touchpoints:
            if one.stage == stage.id:
                yield from self._touchpoint(one)

    def _elsewhere(self) -> Iterator[str]:
        """Touchpoints that lead onto no stage."""
        points = [one for one in self.map.touchpoints if one.stage is None]
        if points:
            yield heading(2, self._w("section.elsewhere"))
        for one in points:
            yield from self._touchpoint(one)

    def _numbers(self, shown: StagePicture) -> str:
        """What the stage has and loses; nothing where there are no numbers."""
        flow = shown.flow
        if flow.entered is None:
            return ""
        share = percent_words(shown.conversion.rate, self.language)
        time = "—" if shown.time is None else days_words(shown.time / DAY, self.language)
        columns = [
            self._w(f"column.{one}") for one in ("entered", "present", "lost", "onward", "time")
        ]
        return table(
            columns,
            [
                [
                    self._count(flow.entered),
                    self._count(shown.present),
                    self._count(flow.lost),
                    share,
                    time,
                ]
            ],
        )

    def _touchpoint(self, one: Touchpoint) -> Iterator[str]:
        yield heading(3, one.title)
        record = one.record
        kinds = {"channel": self.worded.channel, "limit": self.worded.length}
        lines = [
            fact(self._w(name), kinds.get(key, self.worded.plain)(record[key]))
            for name, key in (
                ("channel", "channel"), ("does_buyer", "buyer"), ("does_seller", "seller"),
                ("pain", "pain"), ("limit", "limit"), ("procedure", "procedure"),
            )
            if key in record
        ]  # fmt: skip
        if one.sale is not None:
            title = one.sale.title or condition_words(one.sale.when, self.map, self.language)
            within = (
                "" if one.sale.within is None else length_words(one.sale.within, self.language)
            )
            lines.append(fact(self._w("sale"), f"{title} ({within})" if within else title))
        lines += [
            fact(self._w(key), self._title(f"{key}s", str(record[key])))
            for key in ("script", "instruction")
            if key in record
        ]
        for key in ("content", "tools"):
            named = record.get(key)
            names = [named] if isinstance(named, str) else cast("list[str]", named or [])
            if names:
                lines.append(
                    fact(self._w(key), ", ".join(self._title(key, name) for name in names))
                )
        yield "\n".join([*lines, *self._owner_line(record)])

    # ------------------------------------------------------------ figures, scripts, texts

    def _kpis(self) -> Iterator[str]:
        if not self.map.kpis:
            return
        yield heading(2, self._w("section.kpis"))
        rows = [
            [one.title, self.worded.aim(one), self._owner(one.owner or "")]
            for one in self.map.kpis.values()
        ]
        yield table([self._w(f"column.{one}") for one in ("kpi", "target", "owner")], rows)

    def _play(self, one: Record) -> list[str]:
        return [*self._owner_line(one), *play_lines(one, self.worded)]

    def _reasons(self) -> Iterator[str]:
        """Why people leave, and when one may come back to them."""
        reasons = self.map.records("loss_reasons")
        if not reasons:
            return
        yield heading(2, self._w("section.loss_reasons"))
        rows = [
            [
                one.get("title") or name,
                self._w(f"recoverable.{one['recoverable']}") if "recoverable" in one else "—",
                self.worded.length(one.get("follow_up"), otherwise="—"),
            ]
            for name, one in reasons.items()
        ]
        yield table([self._w(f"column.{one}") for one in ("reason", "back", "when")], rows)

    def _script(self, one: Record) -> list[str]:
        lines = [
            fact(self._w(f"script_{key}"), one[key])
            for key in ("purpose", "opening", "closing")
            if key in one
        ]
        questions = cast("list[Record]", one.get("questions") or [])
        if questions:
            lines += ["", steps(each.get("question", "") for each in questions)]
        objections = cast("Record", one.get("objections") or {})
        return ["\n".join([*lines, *self._objections(objections)])]

    def _instruction(self, one: Record) -> list[str]:
        done = cast("list[object]", one.get("done_when") or [])
        lines = [steps(cast("list[object]", one.get("steps") or []))]
        if done:
            lines += ["", fact(self._w("done_when"), "; ".join(map(str, done)))]
        return ["\n".join(lines)]

    def _content(self, one: Record) -> list[str]:
        lines = [fact(self._w("subject"), one["subject"])] if "subject" in one else []
        lines += self._owner_line(one)
        if "text" in one:
            lines += ["", paragraph(one["text"])] if lines else [paragraph(one["text"])]
        return ["\n".join(lines)]

    # ------------------------------------------------------------ words

    def _owner_line(self, record: Record) -> list[str]:
        owner = record.get("owner")
        return [fact(self._w("owner"), self._owner(owner))] if isinstance(owner, str) else []

    def _owner(self, name: str) -> str:
        owner = self.map.owners.get(name)
        if owner is None:
            return name or "—"
        return f"{owner.title} — {owner.name}" if owner.name else owner.title

    def _title(self, section: str, name: str) -> str:
        if section == "stages":
            return next((one.title for one in self.map.stages if one.id == name), name)
        return str(self.map.records(section).get(name, {}).get("title") or name)

    def _count(self, value: int | None) -> str:
        return "—" if value is None else number_words(value, self.language)
