"""Tests can fail: each asserts something."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
WITHOUT_ASSERT = {"raises", "expect", "warns", "fail"}


def functions_of(path: Path) -> Iterator[tuple[ast.FunctionDef, ast.Module]]:
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node, tree


def says_something(function: ast.AST, tree: ast.Module, seen: frozenset[str] = frozenset()) -> bool:
    """Whether an assert is reached, directly or through functions of the same file."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            if name in WITHOUT_ASSERT or name.startswith(("assert_", "check_", "expect_")):
                return True
            called = [f for f in tree.body if isinstance(f, ast.FunctionDef) and f.name == name]
            if name not in seen and any(says_something(f, tree, seen | {name}) for f in called):
                return True
    return False


def test_every_test_asserts_something() -> None:
    files = list((ROOT / "tests").rglob("test_*.py"))
    silent = [
        f"{path.relative_to(ROOT)}::{function.name}"
        for path in files
        for function, tree in functions_of(path)
        if not says_something(function, tree)
    ]
    assert files
    assert not silent
