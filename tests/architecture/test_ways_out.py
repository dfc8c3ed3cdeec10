"""Nobody's data leave unrecorded: whatever could write a file, print or copy is known, with its reason.

What hands people's data out takes a `Permit`, which only `services.privacy` makes, once it is on record
who took whose data, when and where to. A new exporter stands in none of the lists below and fails here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import assert_none
from tools import ROOT

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
PACKAGE = ROOT / "lpk_desktop"
WRITERS = {
    "write_bytes",
    "write_text",
    "write_whole",
    "NamedTemporaryFile",
    "mkstemp",
    "copyfile",
    "copytree",
}
DEVICES = {"QPrinter", "QPdfWriter", "QSaveFile", "QFile", "QTextDocumentWriter", "QDrag", "clipboard"}
HANDS_OUT = {"services/privacy.py hand_over"}
"""The one function that writes a file with people's data."""
HARMLESS = {
    "cli/certificates.py _usable": "an empty file, to try the folder",
    "documents/images.py photo": "in memory, for a PDF",
    "reports.py save_report": "no text and no value of an exception",
    "tour/screens.py _photograph": "the sample",
    "ui/pages/certificates/printing.py ask_printer": "asks; `Printing.start` takes the permit",
    "ui/pages/first_run/recovery_step.py _copy": "the recovery code",
    "ui/pages/settings/code_box.py __init__": "a one-time or recovery code",
}
"""What writes, prints or copies, but nobody's data."""


def test_whatever_writes_prints_or_copies_is_known() -> None:
    assert {name for name, _node in _ways_out()} == HANDS_OUT | HARMLESS.keys()


def test_whoever_hands_a_file_out_was_given_a_permit() -> None:
    assert_none(
        name
        for name, node in _functions()
        if _calls(node, "hand_over") and "Permit" not in {_annotation(each) for each in node.args.args}
    )


def test_printing_takes_its_pages_with_a_permit() -> None:
    [start] = [node for name, node in _functions() if name == "ui/pages/certificates/printing.py start"]
    assert "Permit" in ast.unparse(start.args.args[1])


def test_only_what_has_put_it_on_record_makes_a_permit() -> None:
    made = {name for name, node in _functions() if _calls(node, "Permit")}
    assert made == {"services/privacy.py put_down"}
    # Who was erased, and why, stands in the same log, though nothing leaves.
    erased = {"services/erasing.py erase_people"}
    assert {name for name, node in _functions() if _calls(node, "Access")} == made | erased


def test_the_walk_sees_every_way_of_writing() -> None:
    text = """
def one(): path.write_text("x")
def two(): open(path, "wb")
def three(): path.open(mode="a")
def four(): picture.save(path)
def five(): QPrinter()
def six(): QGuiApplication.clipboard().setText("x")
def reading(): path.open("rb"); open(path); painter.save(); painter.restore()
"""
    found = [node.name for node in ast.parse(text).body if isinstance(node, FUNCTION) and _goes_out(node)]
    assert found == ["one", "two", "three", "four", "five", "six"]


def _ways_out() -> Iterator[tuple[str, FUNCTION]]:
    """Functions that write, print or copy; storage writes what is encrypted, and its keys."""
    for name, node in _functions():
        if not name.startswith("storage/") and _goes_out(node):
            yield name, node


def _functions() -> Iterator[tuple[str, FUNCTION]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, FUNCTION):
                yield f"{file.relative_to(PACKAGE).as_posix()} {node.name}", node


def _goes_out(node: FUNCTION) -> bool:
    return any(isinstance(each, ast.Call) and _writes(each) for each in ast.walk(node))


def _writes(call: ast.Call) -> bool:
    name = _name(call.func)
    if name == "open":
        modes = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
        return any(isinstance(mode, ast.Constant) and _is_writing(mode.value) for mode in modes)
    if name == "save":
        # Painters save without a word; a picture, book or document saves to a place.
        return bool(call.args) and _is_place(call.args[0])
    return name in WRITERS | DEVICES


def _is_writing(mode: object) -> bool:
    return isinstance(mode, str) and len(mode) <= 3 and bool(set(mode) & set("wxa+"))


def _is_place(node: ast.expr) -> bool:
    return ast.unparse(node).removeprefix("str(").rstrip(")") in {"path", "file", "out", "target"}


def _calls(node: FUNCTION, name: str) -> bool:
    return any(isinstance(each, ast.Call) and _name(each.func) == name for each in ast.walk(node))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


def _annotation(argument: ast.arg) -> str:
    return ast.unparse(argument.annotation) if argument.annotation else ""
