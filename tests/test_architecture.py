"""What the import contracts cannot see: what a fresh interpreter really loads."""

import subprocess
import sys
from importlib import metadata

import pytest

CORE = [
    "tui.model",
    "tui.text",
    "tui.query",
    "tui.config",
    "tui.extraction.extractor",
    "tui.ledger.book",
    "tui.store.memory",
    "tui.store.journal",
    "tui.situation",
    "tui.report",
    "tui.pipeline",
]
HEAVY = ("textual", "rich", "httpx", "feedparser", "asyncio")


def loaded(statement: str) -> set[str]:
    """Top-level names in ``sys.modules`` after ``statement`` ran in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(out.stdout.split())


@pytest.mark.parametrize("module", CORE)
def test_the_core_loads_no_terminal_no_network_and_no_event_loop(module: str) -> None:
    assert loaded(f"import {module}").isdisjoint(HEAVY)


def test_the_command_line_loads_no_terminal_until_the_board_opens() -> None:
    assert loaded("import tui.cli").isdisjoint(HEAVY)


def test_arguments_are_read_without_what_only_the_version_needs() -> None:
    assert loaded("import tui.cli\ntui.cli.parse(['check'])").isdisjoint({*HEAVY, "email", "zipfile"})
    shown = subprocess.run([sys.executable, "-m", "tui", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout == f"frontwatch {metadata.version('frontwatch')}\n"


def test_the_package_itself_imports_nothing_of_ours() -> None:
    code = "import tui, sys; print([name for name in sys.modules if name.startswith('tui.')])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
