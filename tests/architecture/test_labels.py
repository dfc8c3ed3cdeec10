"""Every act is named in words: history, undo and the toast all say it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import assert_none, place
from tools import ROOT

Scope = ast.FunctionDef | ast.AsyncFunctionDef


def test_every_act_of_the_product_is_labelled_in_words() -> None:
    wrong = []
    acts = 0
    for file in sorted((ROOT / "lpk_desktop").rglob("*.py")):
        for call, scopes in calls(ast.parse(file.read_text(encoding="utf-8"))):
            acts += 1
            if not in_words(call.args[0], scopes):
                wrong.append(f"{place(file, call.lineno)}: {ast.unparse(call.args[0])}")
    assert_none(wrong)
    assert acts > 30


def calls(tree: ast.AST, scopes: tuple[Scope, ...] = ()) -> Iterator[tuple[ast.Call, tuple[Scope, ...]]]:
    """Where an act begins: Store.write and Desk.act, with the functions around."""
    for node in ast.iter_child_nodes(tree):
        inner = (*scopes, node) if isinstance(node, Scope) else scopes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            receiver, name = ast.unparse(node.func.value).lower(), node.func.attr
            if (name == "write" and receiver.endswith("store")) or (name == "act" and "desk" in receiver):
                yield node, scopes
        yield from calls(node, inner)


def in_words(label: ast.expr, scopes: tuple[Scope, ...]) -> bool:
    """Whether a label comes from the catalogue of words: here, from a variable set so, or from a caller."""
    if any(isinstance(part, ast.Name) and part.id in {"_", "C_", "counted"} for part in ast.walk(label)):
        return True
    if isinstance(label, ast.Attribute):
        return label.attr == "label"
    if isinstance(label, ast.Call) and isinstance(label.func, ast.Attribute) and label.func.attr == "format":
        return in_words(label.func.value, scopes)
    if isinstance(label, ast.Call):
        return "label" in ast.unparse(label.func)
    if not isinstance(label, ast.Name):
        return False
    given = {arg.arg for scope in scopes for arg in (*scope.args.args, *scope.args.kwonlyargs)}
    set_to = [
        node.value
        for scope in scopes
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and any(ast.unparse(to) == label.id for to in node.targets)
    ]
    return label.id in given if not set_to else all(in_words(value, scopes) for value in set_to)


def test_the_rule_finds_what_has_no_words() -> None:
    code = """
def save(store, name):
    label = f"simpan {name}"
    with store.write(label) as session: ...
    with store.write("simpan") as session: ...
    with store.write(_("Simpan {name}").format(name=name)) as session: ...
"""
    found = [in_words(call.args[0], scopes) for call, scopes in calls(ast.parse(code))]
    assert found == [False, False, True]
