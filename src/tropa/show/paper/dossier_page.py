"""All that is held about a person as one page to read: it opens anywhere and runs nothing."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any, Final

from tropa.words import Language, say
from tropa.workspace.dossier import best_of

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


def dossier_page(told: dict[str, Any], language: Language) -> str:
    """The page.

    Args:
        told: what `tropa.workspace.dossier` found.
        language: of captions.
    """

    def words(key: str, **values: object) -> str:
        return say(f"dossier.{key}", language, **values)

    def table(section: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
        head = f"<h2>{escape(words(section))} · {len(rows)}</h2>"
        if not rows:
            return f'{head}<p class="quiet">{escape(words("nothing"))}</p>'
        titles = "".join(f'<th scope="col">{escape(words(one))}</th>' for one in columns)
        return (
            f"{head}<table><thead><tr>{titles}</tr></thead><tbody>{_body(rows)}</tbody></table>"
        )

    name = best_of(told["names"])
    title = escape(words("title", name=name))
    parts = [
        table(
            "names",
            ("kind", "value", "first"),
            [
                (say(f"story.kind.{one['kind']}", language), one["value"], one["first"])
                for one in told["names"]
            ],
        ),
        table("merges", ("a", "b", "at"), _rows(told["merges"], ("a", "b", "at"))),
        table("devices", ("device", "first", "last"), _rows(told["devices"], _DEVICE)),
        table("contacts", _CONTACT, _rows(told["contacts"], _CONTACT)),
        table(
            "maps",
            ("map", "status", "stage", "since"),
            [
                (
                    one["map"],
                    say(f"story.status.{one['status']}", language),
                    one["stage"],
                    one["since"],
                )
                for one in told["maps"]
            ],
        ),
        table(
            "moves",
            ("at", "map", "kind", "stage", "reason"),
            [
                (line["at"], one["map"], line["kind"], line["stage"], line["reason"])
                for one in told["maps"]
                for line in one["story"]
            ],
        ),
        table("events", _EVENT, _rows(told["events"], _EVENT)),
        table("notes", ("at", "who", "text"), _rows(told["notes"], ("at", "who", "text"))),
        table("failed", _FAILED, _rows(told["failed"], _FAILED)),
    ]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="content-security-policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f'<p class="quiet">{escape(words("about", at=told["made"]))}</p>'
        f"{''.join(parts)}</body></html>\n"
    )


_DEVICE: Final = ("device", "first", "last")
_CONTACT: Final = ("name", "value", "at", "source")
_EVENT: Final = ("at", "event", "names", "properties", "source", "received")
_FAILED: Final = ("received", "source", "code", "raw")


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
