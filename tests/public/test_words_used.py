"""Every sentence is said somewhere, and whatever is said has its sentence."""

import ast
import re
from typing import Final

from public.reading import SOURCE, calls, modules
from tropa.words import keys_of

_SAYERS: Final = {"say", "words", "has_words"}
_PLACE: Final = r"[\w.]+"


def _pattern(node: ast.expr) -> str | None:
    """A text as a pattern: what is put in at run time may be any part of a key."""
    match node:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(
                re.escape(part.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
                else _PLACE
                for part in parts
            )
        case _:
            return None


def _texts() -> set[str]:
    """Patterns of all texts of the source that may be keys, and those of the pages."""
    found: set[str] = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.expr):
                pattern = _pattern(node)
                if pattern and re.match(r"[a-z_]+(\\?\.|$)", pattern) and " " not in pattern:
                    found.add(pattern)
    for path in (SOURCE / "show" / "web").rglob("*.html"):
        page = path.read_text("utf-8")
        found |= {re.escape(key) for key in re.findall(r"""words\(["']([\w.]+)["']""", page)}
        joined = re.findall(r"""words\(["']([\w.]+)["'] ~""", page)
        found |= {re.escape(key) + _PLACE for key in joined}
    return found


# Sections whose keys are put together from codes; other tests hold them to their codes.
BY_CODE: Final = ("app.", "error.", "refusal.", "row.", "map.", "condition.", "cli.wrong.")


def test_every_sentence_is_said_somewhere() -> None:
    every = re.compile("|".join(f"(?:{one})" for one in _texts() if "." in one))
    left = [key for key in keys_of("en") if not key.startswith(BY_CODE)]
    assert sorted(key for key in left if not every.fullmatch(key)) == []


def test_whatever_is_said_has_its_sentence() -> None:
    known = keys_of("en")
    missing: list[str] = []
    for module in modules():
        for name, call in calls(module):
            if name not in _SAYERS or not call.args:
                continue
            pattern = _pattern(call.args[0])
            if pattern is None or "\\." not in pattern:
                continue
            # A picture's sheet says what stands under `picture`.
            whole = re.compile(rf"(?:picture\.)?{pattern}")
            if not any(whole.fullmatch(key) for key in known):
                missing.append(f"{module.name}:{call.lineno}")
    assert missing == []
