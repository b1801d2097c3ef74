"""The product's own source, read as a reader of its manner would: modules and their trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src" / "tropa"

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Defined: TypeAlias = Function | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One file of the product."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(SOURCE))

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


@cache
def modules() -> tuple[Module, ...]:
    found: list[Module] = []
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        found.append(Module(path, text, ast.parse(text)))
    return tuple(found)


def functions(module: Module) -> Iterator[Function]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public(module: Module) -> Iterator[Defined]:
    """Functions and classes of a module that others may use."""
    for node in module.tree.body:
        if isinstance(node, Defined) and not node.name.startswith("_"):
            yield node


def calls(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Calls with the last part of the name called."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                yield called.id, node
            elif isinstance(called, ast.Attribute):
                yield called.attr, node


def literals(node: ast.expr) -> list[str]:
    """The texts an expression may be, as far as they are written out."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return literals(one) + literals(other)
        case _:
            return []
