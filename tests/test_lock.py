"""Machines without uv install from the same lock file."""

import pathlib
import re
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).parents[1]


def pins(*arguments: str) -> dict[str, str]:
    out = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "requirements.py"), *arguments], capture_output=True, text=True, check=True
    ).stdout
    found = {}
    for line in out.splitlines():
        match = re.match(r"([a-z0-9-]+)==(\S+)", line)
        assert match, line
        assert "--hash=sha256:" in line
        found[match[1]] = match[2]
    return found


def test_every_locked_package_is_pinned_with_its_hashes() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    locked = {package["name"]: package["version"] for package in lock["package"] if package["name"] != "frontwatch"}
    assert pins("--dev") == locked


def test_running_needs_no_test_tools() -> None:
    assert "textual" in pins()
    assert "pytest" not in pins()
