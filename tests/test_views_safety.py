"""No widget may be handed a plain string that could hold foreign text: most of them would parse it as markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

VIEWS = Path(__file__).parents[1] / "tui" / "views"
PARSES_MARKUP = {
    "Static",
    "Label",
    "Button",
    "OptionList",
    "Option",
    "Checkbox",
    "Select",
    "ListItem",
    "Tree",
    "DataTable",
    "Collapsible",
    "TabPane",
    "Tab",
    "Placeholder",
    "Markdown",
    "notify",
    "DiscoveryHit",
    "Hit",
    "add_row",
    "add_column",
    "add_columns",
    "add_option",
    "from_markup",
}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
SAFE = {"Content", "Text"}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_safe(node: ast.expr | None, contents: set[str]) -> bool:
    if node is None or isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Call):
        return _name(node.func) in SAFE
    return isinstance(node, ast.Name) and node.id in contents


def faults(source: str) -> list[str]:
    """Places where a string that is no literal goes to something that parses markup."""
    tree = ast.parse(source)
    contents = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _is_call_of_content(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in PARSES_MARKUP and not _is_verbatim(node):
            shown = node.args[1:2] if _name(node.func) == "Hit" else node.args[:1]
            found += [f"{node.lineno}: {_name(node.func)}" for part in shown if not _is_safe(part, contents)]
            found += [
                f"{node.lineno}: help="
                for part in node.keywords
                if part.arg == "help" and not _is_safe(part.value, contents)
            ]
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if (
                    isinstance(target, ast.Attribute)
                    and target.attr in ATTRIBUTES
                    and not _is_safe(node.value, contents)
                ):
                    found.append(f"{node.lineno}: {target.attr}")
    return found


def _is_verbatim(call: ast.Call) -> bool:
    """``markup=False`` and nothing else in its place."""
    return any(
        part.arg == "markup" and isinstance(part.value, ast.Constant) and part.value.value is False
        for part in call.keywords
    )


def _is_call_of_content(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and (
        _name(node.func) in SAFE or (isinstance(node.func, ast.Attribute) and node.func.attr == "stylize")
    )


@pytest.mark.parametrize("path", sorted(VIEWS.rglob("*.py")), ids=lambda path: path.name)
def test_no_plain_string_reaches_a_widget(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["Static(title)", "Label(f'{x}')", "self.notify(text)", "w.border_title = name", "w.tooltip = a + b",
     "DiscoveryHit(name, run)", "Hit(1.0, name, run)", "Hit(1.0, Content(x), run, help=words)", "table.add_row(x)",
     "self.notify(text, markup=True)", "self.notify(text, markup=loud)"],
)  # fmt: skip
def test_the_check_itself_finds_faults(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "Static('fixed')",
        "Static(Content(x))",
        "w.tooltip = Content(y)",
        "c = Content(x)\nStatic(c)",
        "self.notify(words, markup=False)",
    ],
)
def test_the_check_lets_safe_ones_pass(source: str) -> None:
    assert faults(source) == []
