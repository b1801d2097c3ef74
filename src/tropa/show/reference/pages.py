"""Every reference page by its file name.

What a page says stands in the code: docstrings of measures and rules, the meanings of keys, the
addresses, the sentences of errors. A test holds the pages in `docs/` to what is made here.
"""

import ast
import json
from importlib import resources
from inspect import cleandoc
from pathlib import Path
from typing import Any, Final, cast

from tropa.map.check import RULES
from tropa.map.rules.rule import example_of, page_of
from tropa.map.schema.document import DOCUMENT
from tropa.measure.questions.catalogue import KINDS
from tropa.show.api.routes import ADDRESSES, openapi
from tropa.show.cli.arguments import help_of
from tropa.show.cli.command import COMMANDS
from tropa.show.reference.bodies_told import bodies_told
from tropa.show.reference.shapes_told import key_table
from tropa.show.reference.worked import EXAMPLES, worked_examples

_HEAD: Final = "Made from the code by `make docs`; edit the code.\n"
_NO_MEASURES: Final = frozenset({"__init__", "fold", "run", "overview", "members", "sale"})
"""Modules that measure nothing by themselves."""


def reference_pages(examples: Path = EXAMPLES) -> dict[str, str]:
    """Every page: file name to Markdown."""
    return {
        "README.md": _index(),
        "map.md": _map(),
        "rules.md": _rules(),
        "conditions.md": _conditions(),
        "measures.md": _measures(),
        "questions.md": _questions(examples),
        "commands.md": _commands(),
        "http.md": _http(),
        "errors.md": _errors(),
    }


def _page(title: str, *parts: str) -> str:
    return "\n".join([f"# {title}", "", _HEAD, *parts]).rstrip() + "\n"


def _index() -> str:
    rows = [
        "* [The map's keys](map.md)",
        "* [Rules of a map](rules.md), each with a bad and a good example",
        "* [Conditions](conditions.md)",
        "* [Measures](measures.md): every formula",
        "* [Questions](questions.md): every kind, with executed examples",
        "* [Commands](commands.md)",
        "* [HTTP](http.md)",
        "* [Errors](errors.md): every code, in English and Russian",
    ]
    return _page("Reference", *rows)


def _map() -> str:
    lead = (
        "`[]` is each of a list, `NAME` a name of your own. A condition may be asked of\n"
        "events, of fields or of standing people: see [conditions](conditions.md)."
    )
    return _page("The map's keys", lead, "", *key_table(DOCUMENT))


def _rules() -> str:
    parts: list[str] = []
    for rule in sorted(RULES, key=lambda one: one.number):
        parts += [f"## {rule.number} `{rule.code}` ({rule.severity})", "", page_of(rule), ""]
        for which, said in (("Bad", "Breaks it"), ("Good", "Keeps it")):
            # The same two maps are run by the tests of the rules.
            text = example_of(rule, cast("Any", which))
            parts += [f"{said}:", "", "```yaml", text.rstrip(), "```", ""]
    return _page("Rules of a map", *parts)


def _conditions() -> str:
    modules = ("syntax", "parse", "check", "over_batch", "in_words")
    parts = [_doc("tropa.condition", name) + "\n" for name in modules]
    return _page("Conditions", *parts)


def _measures() -> str:
    parts: list[str] = []
    for package in ("tropa.measure", "tropa.measure.attribution"):
        for name in _modules(package):
            if name not in _NO_MEASURES:
                parts += [f"## {name}", "", _fenced(_doc(package, name)), ""]
    return _page("Measures", *parts)


def _questions(examples: Path) -> str:
    parts: list[str] = []
    answered = worked_examples(examples)
    for name, kind in KINDS.items():
        parts += [f"## {name}", "", _fenced(kind.means), "", *key_table(kind.fields), ""]
        for title, question, answer in answered.get(name, ()):
            parts += [f"Example: {title}", "", "```yaml", question.rstrip(), "```", ""]
            parts += ["```", answer.rstrip(), "```", ""]
    lead = (
        "What exactly a funnel counts, and how the same is asked elsewhere, stands in\n"
        "[funnels](../questions/funnel.md)."
    )
    return _page("Questions", lead, "", *parts)


def _commands() -> str:
    parts: list[str] = []
    for command in COMMANDS:
        parts += [f"## tropa {command.name}", "", "```", help_of(command, "en").rstrip()]
        parts += ["```", ""]
    return _page("Commands", *parts)


def _http() -> str:
    rows = ["| method | address | what for | values | for whom |", "|---|---|---|---|---|"]
    for one in ADDRESSES:
        asks = ", ".join(f"`{name}`" for name in one.asks)
        rows.append(f"| {one.method} | `{one.path}` | {one.about} | {asks} | `{one.right}` |")
    lead = (
        'Every answer is `{"answer": …, "how": …}`; what stands in each is told by\n'
        '`/openapi.json` of a server. A refusal is `{"code": …, "message": …, "next": …}`.'
    )
    return _page("HTTP", lead, "", *rows, "", *bodies_told(openapi()))


def _errors() -> str:
    parts: list[str] = []
    for group in ("error", "map", "refusal"):
        parts += [f"## {group}", "", "| code | what | next |", "|---|---|---|"]
        for code in _codes(group):
            for language in ("en", "ru"):
                shown = f"`{code}`" if language == "en" else ""
                what = _raw(f"{group}.{code}.what", language)
                advice = _raw(f"{group}.{code}.next", language)
                parts.append(f"| {shown} | {what} | {advice} |")
        parts.append("")
    return _page("Errors", *parts)


def _codes(group: str) -> list[str]:
    found = cast("dict[str, Any]", _words("en")[group])
    return sorted(
        code for code, one in found.items() if isinstance(one, dict) and "what" in one
    )


def _raw(key: str, language: str) -> str:
    node: Any = _words(language)
    for part in key.split("."):
        node = cast("dict[str, Any]", node).get(part, "") if isinstance(node, dict) else ""
    return str(node).replace("|", "\\|")


def _words(language: str) -> dict[str, Any]:
    text = resources.files("tropa.words").joinpath(f"{language}.json").read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))


def _modules(package: str) -> list[str]:
    names = (one.name for one in resources.files(package).iterdir())
    return sorted(name.removesuffix(".py") for name in names if name.endswith(".py"))


def _doc(package: str, name: str) -> str:
    source = resources.files(package).joinpath(f"{name}.py").read_text("utf-8")
    return cleandoc(ast.get_docstring(ast.parse(source)) or "")


def _fenced(text: str) -> str:
    """A docstring as it stands: its tables of terms are laid out by spaces."""
    return f"```text\n{text}\n```"
