"""README says what the program does: its keys, its filter language, its commands, its libraries."""

from __future__ import annotations

import pathlib
import re
import tomllib

import pytest
from textual.binding import Binding

from tui.query.keys import KEYS, Key
from tui.views.help_rows import key_name
from tui.views.screens.index import help_groups

ROOT = pathlib.Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


TOLD_WHERE_THEY_WORK = ("choice_", "filter_", "help_", "evidence_", "copy_", "open_link_", "quit_anywhere")
"""Keys of lists and lines that show them themselves."""


def bindings() -> list[Binding]:
    every = [binding for _, group in help_groups() for binding in group]
    return [binding for binding in every if not str(binding.id).startswith(TOLD_WHERE_THEY_WORK)]


@pytest.mark.parametrize("binding", [pytest.param(binding, id=str(binding.id)) for binding in bindings()])
def test_every_key_is_told(binding: Binding) -> None:
    first = binding.key.split(",")[0]
    if first.isdigit():
        first = "1" if first != "0" else "0"
    if first == "shift+tab":
        first = "tab"
    written = key_name(first)
    table = README[README.index("## Keys") : README.index("## The filter language")]
    assert f"`{written}`" in table or (written == "9" and "`1`-`9`" in table)


@pytest.mark.parametrize("key", [pytest.param(key, id=key.name) for key in KEYS.values()])
def test_every_key_of_the_filter_language_is_told(key: Key) -> None:
    section = README[README.index("## The filter language") : README.index("## sources.toml")]
    assert f"`{key.name}`" in section


def test_every_library_is_told_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[<>=~ \[]", line)[0] for line in project["dependencies"]}
    table = README[README.index("## What it is built on") :]
    assert {name for name in names if f"[{name}]" not in table} == set()


def test_the_two_commands_and_every_picture_are_there() -> None:
    make = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make (\w+)`?", README):
        assert re.search(rf"^{target}:", make, re.MULTILINE), target
    for picture in re.findall(r"\((screenshots/[^)]+)\)", README):
        assert (ROOT / picture).exists(), picture
