"""The act of erasing as a page to print, to sign and to keep, with its extract of the journal.

It says what the Russian rules want of an act (Roskomnadzor's order 179 of 2022): operator,
whose data by number, kinds, system, way, reason, day, who did it. It tells as well where copies
may still be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from html import escape
from typing import Final, TypeAlias

from tropa.users.store import Deed
from tropa.words import Language, moment_words, say
from tropa.workspace.people.acts import Act

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = (
    "html{color-scheme:light;background:#fff;color:#111;font:15px/1.45 system-ui,sans-serif}"
    "body{max-width:820px;margin:32px auto;padding:0 20px}h1{font-size:22px;margin-bottom:4px}"
    "h2{font-size:16px;margin:28px 0 8px}h3{font-size:14px;margin:14px 0 6px}p{margin:6px 0}"
    "table{border-collapse:collapse;width:100%;font-size:14px}"
    "th,td{text-align:start;vertical-align:top;padding:7px 10px;border:1px solid #999;"
    "overflow-wrap:anywhere}th{font-weight:600;width:34%}thead th{width:auto}"
    ".line{display:inline-block;min-width:260px;border-bottom:1px solid #111;height:1.2em}"
    ".small{font-size:13px;color:#444}@page{size:A4;margin:16mm}"
    "@media print{body{margin:0;padding:0}tr{break-inside:avoid}}"
)
_Rows: TypeAlias = Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Around:
    """What an act says besides the act: where it was done."""

    operator: str
    """Who answers for the data; a line to fill in where nobody said it."""
    system: str
    """The workspace."""
    zone: tzinfo
    people: dict[str, str]
    """Who uses the product: ids and names."""


def act_page(act: Act, around: Around, language: Language) -> str:
    """The page; every text in it is escaped."""
    page = _Page(act, around, language)
    title = page.told("title", number=str(act.erasure.id))
    body = (
        f"<h1>{title}</h1><p>{page.moment(act.erasure.finished)}</p>"
        f"{page.sheet()}{page.signatures()}{page.extract()}{page.copies()}"
        f'<p class="small">{page.told("keep")}</p>'
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="content-security-policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


@dataclass(frozen=True, slots=True)
class _Page:
    act: Act
    around: Around
    language: Language

    def told(self, key: str, **inside: object) -> str:
        return escape(say(f"act.{key}", self.language, **inside))

    def moment(self, at: int) -> str:
        zone = self.around.zone
        return f"{escape(moment_words(at, zone, self.language))} ({escape(str(zone))})"

    def sheet(self) -> str:
        """What, whose, how, why, when."""
        one = self.act.erasure
        rows = [
            ("operator", _line(self.around.operator)),
            ("whose", self.told("person", number=str(one.person))),
            ("system", self.told("workspace", name=self.around.system)),
            ("kinds", self.kinds()),
            ("left", self.told("events", n=one.events)),
            ("way", self.told("way_text")),
            ("reason", self.reason()),
            ("basis", _line(one.grounds.basis)),
            ("day", self.moment(one.finished)),
        ]
        return self.rows(rows)

    def kinds(self) -> str:
        told = [
            f"{self.told(f'kind.{kind}')}: {n}" for kind, n in self.act.erasure.what.items()
        ]
        return "; ".join([*told, self.told("kind.properties")])

    def reason(self) -> str:
        reason = self.act.erasure.grounds.reason
        return self.told(f"reason_is.{reason}") if reason else _line("")

    def signatures(self) -> str:
        """Who did it, and room for their post and their hand."""
        one = self.act.erasure
        rows = [("by", _line(one.called)), ("post", _line("")), ("hand", _line(""))]
        told = "".join(f"<p>{self.told(key)}: {text}</p>" for key, text in rows)
        return f"<h2>{self.told('done_by')}</h2>{told}"

    def extract(self) -> str:
        """What the journal says of it."""
        one = self.act.erasure
        rows = [
            ("day", self.moment(one.at)),
            ("whose", self.told("person", number=str(one.person))),
            ("kinds", self.kinds()),
            ("system", self.told("workspace", name=self.around.system)),
            ("reason", self.reason()),
        ]
        return f"<h2>{self.told('extract')}</h2>{self.rows(rows)}"

    def copies(self) -> str:
        """Where data may still be, by the journal."""
        act, told = self.act, self.told
        forms = [(*self.who(one), escape(one.details.get("form", ""))) for one in act.taken]
        lists = [
            (
                *self.who(one),
                told("people", n=_number(one)),
                escape(one.details.get("form", "")),
            )
            for one in act.lists
        ]
        backups = [(*self.who(one), escape(one.details.get("file", ""))) for one in act.backups]
        return (
            f"<h2>{told('copies')}</h2><p>{told('copies_text')}</p>"
            f"<h3>{told('taken')}</h3>{self.table(('when', 'who', 'form'), forms)}"
            f"<h3>{told('lists')}</h3>{self.table(('when', 'who', 'size', 'form'), lists)}"
            f"<h3>{told('backups')}</h3>{self.table(('when', 'who', 'file'), backups)}"
        )

    def who(self, deed: Deed) -> tuple[str, str]:
        """When, and who."""
        name = self.around.people.get(deed.who)
        how = say(f"app.settings.journal.how.{deed.how}", self.language)
        at = moment_words(deed.at, self.around.zone, self.language)
        return escape(at), escape(name or how)

    def rows(self, rows: Iterable[tuple[str, str]]) -> str:
        return f"<table>{''.join(_row(self.told(key), text) for key, text in rows)}</table>"

    def table(self, head: Sequence[str], rows: _Rows) -> str:
        body = "".join(
            f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
        )
        if not body:
            return f"<p>{self.told('none')}</p>"
        titles = "".join(f'<th scope="col">{self.told(one)}</th>' for one in head)
        return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def _row(title: str, text: str) -> str:
    return f'<tr><th scope="row">{title}</th><td>{text}</td></tr>'


def _line(text: str) -> str:
    """A text, or a line to write it on."""
    return escape(text) if text else '<span class="line"></span>'


def _number(deed: Deed) -> int:
    told = deed.details.get("people", "")
    return int(told) if told.isdecimal() else 0
