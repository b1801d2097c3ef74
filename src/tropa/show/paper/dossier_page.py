"""All that is held about a person as one page to read: it opens anywhere and runs nothing."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any, Final, TypeAlias

from tropa.words import Language, say

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = (
    "html{color-scheme:light dark;font:15px/1.45 system-ui,sans-serif}"
    "body{max-width:1080px;margin:32px auto;padding:0 20px}h1{font-size:24px}"
    "h2{font-size:17px;margin:28px 0 8px}"
    "table{border-collapse:collapse;width:100%;font-size:13px}"
    "th,td{text-align:start;vertical-align:top;padding:6px 10px;border-bottom:1px solid #8884;"
    "overflow-wrap:anywhere}th{font-weight:600;white-space:nowrap}p.quiet{opacity:.75}"
    "@page{size:A4;margin:14mm}"
)


def dossier_page(told: dict[str, Any], name: str, language: Language) -> str:
    """The page.

    Args:
        told: what `tropa.workspace.people.dossier` found.
        name: what they are called.
        language: of captions.
    """
    title = escape(say("dossier.title", language, name=name))
    about = escape(say("dossier.about", language, at=told["made"]))
    parts = [_table(*one, language) for one in _sections(told, language)]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="content-security-policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f'<p class="quiet">{about}</p>{"".join(parts)}</body></html>\n'
    )


_Section: TypeAlias = tuple[str, Sequence[str], Sequence[Sequence[object]]]
"""What it is called, its columns, its rows."""


def _sections(told: dict[str, Any], language: Language) -> list[_Section]:
    names = [
        (say(f"story.kind.{one['kind']}", language), one["value"], one["first"])
        for one in told["names"]
    ]
    maps = [
        (one["map"], say(f"story.status.{one['status']}", language), one["stage"], one["since"])
        for one in told["maps"]
    ]
    moves = [
        (line["at"], one["map"], line["kind"], line["stage"], line["reason"])
        for one in told["maps"]
        for line in one["story"]
    ]
    plain = {
        name: (name, columns, _rows(told[name], columns)) for name, columns in _COLUMNS.items()
    }
    return [
        ("names", ("kind", "value", "first"), names),
        plain["merges"],
        plain["devices"],
        plain["contacts"],
        ("maps", ("map", "status", "stage", "since"), maps),
        ("moves", ("at", "map", "kind", "stage", "reason"), moves),
        plain["events"],
        plain["notes"],
        plain["failed"],
    ]


def _table(
    section: str, columns: Sequence[str], rows: Sequence[Sequence[object]], language: Language
) -> str:
    head = f"<h2>{escape(say(f'dossier.{section}', language))} · {len(rows)}</h2>"
    if not rows:
        return f'{head}<p class="quiet">{escape(say("dossier.nothing", language))}</p>'
    titles = (escape(say(f"dossier.{one}", language)) for one in columns)
    line = "".join(f'<th scope="col">{one}</th>' for one in titles)
    return f"{head}<table><thead><tr>{line}</tr></thead><tbody>{_body(rows)}</tbody></table>"


_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "merges": ("a", "b", "at"),
    "devices": ("device", "first", "last"),
    "contacts": ("name", "value", "at", "source"),
    "events": ("at", "event", "names", "properties", "source", "received"),
    "notes": ("at", "who", "text"),
    "failed": ("received", "source", "code", "raw"),
}


def _rows(records: list[dict[str, Any]], names: Sequence[str]) -> list[list[object]]:
    return [[one[name] for name in names] for one in records]


def _body(rows: Sequence[Sequence[object]]) -> str:
    return "".join(
        f"<tr>{''.join(f'<td>{escape(_text(cell))}</td>' for cell in row)}</tr>" for row in rows
    )


def _text(cell: object) -> str:
    if cell is None:
        return "—"
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
