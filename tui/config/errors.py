"""What is wrong with a configuration, one value a fault.

Invariant: a problem says the file, the place in it, what was found and what was expected, and never carries a
password out of an address.
"""

from __future__ import annotations

from tui import text
from tui.model import Value

SHOWN = 40
"""Problems that a message prints; the others are counted."""


class Problem(Value, frozen=True, kw_only=True):
    """One fault."""

    file: str
    line: int | None = None
    """From 1; None where the place is not known."""
    where: str = ""
    """The table: ``[[source]] #3 "bbc-world"``, or empty for the file as a whole."""
    key: str | None = None
    message: str
    """What was found."""
    expected: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        table = " ".join(part for part in (self.where, self.key) if part)
        said = f"{self.message}: expected {self.expected}" if self.expected else self.message
        return f"{place}: {table}: {said}" if table else f"{place}: {said}"


class ConfigError(Exception):
    """A file that cannot be used, with every problem found in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"and {len(self.problems) - SHOWN} more")
        return "\n".join(lines)


def shown(value: object) -> str:
    """A value as a message names it, on one safe line: strings and numbers as written, containers by their kind."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{text.line(value, 60)}"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int) and abs(value) >= 10**40:
        return "a number of more than 40 digits"
    return text.line(str(value), 60)
