"""Patterns that cannot run away.

Invariant: what :func:`compile_pattern` returns needs a bounded number of steps for each character of text. The
library's engine backtracks, so the steps at one character are at most the product of the choices in the pattern;
the product is capped. An open repeat (``*``, ``+``, ``{2,}``) therefore reaches at most :data:`REACH` characters, a
repeated group holds neither repeats nor alternatives, and there are no back references and no look-around. Most texts
are not searched at all: one that lacks a word which every match holds is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tui.query.nodes import QueryError

PATTERN_LIMIT = 200
"""Code points of a pattern."""
REACH = 100
"""Characters that an open repeat covers at most."""
CHOICES = 25_000
"""Ways to match from one character that a pattern may hold: two open repeats, or six of small words."""
_NESTING = 10
_ESCAPES = frozenset("dDwWsSbB")
_BRACES = re.compile(r"\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A bounded pattern."""

    expression: re.Pattern[str]
    needles: tuple[str, ...]
    """Texts that every match holds."""

    def matches(self, text: str) -> bool:
        """``text``, which is folded, holds a match."""
        for needle in self.needles:
            if needle not in text:
                return False
        return self.expression.search(text) is not None


def compile_pattern(pattern: str, offset: int = 0) -> Pattern:
    """``pattern`` for searching folded text; QueryError with a position counted from ``offset``."""
    if len(pattern) > PATTERN_LIMIT:
        raise QueryError("the pattern is too long", offset + PATTERN_LIMIT, (f"at most {PATTERN_LIMIT} characters",))
    bounder = _Bounder(pattern, offset)
    bounded = bounder.rewrite()
    try:
        return Pattern(re.compile(bounded, re.IGNORECASE | re.MULTILINE), bounder.needles())
    except (re.error, OverflowError, RecursionError) as error:
        raise QueryError(f"the pattern is not valid: {error}", offset, ("a regular expression",)) from None


class _Group:
    """What is known of one open group: whether it may be repeated, and in how many ways it can match."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.simple = True
        self.ways = 1
        self.alternatives = 1


class _Bounder:
    """Reads a pattern once from left to right and writes it again with every repeat bounded."""

    def __init__(self, pattern: str, offset: int) -> None:
        self._pattern = pattern
        self._offset = offset
        self._at = 0
        self._out: list[str] = []
        self._groups = [_Group(0)]
        self._runs = [""]

    def rewrite(self) -> str:
        while self._at < len(self._pattern):
            start = self._at
            atom = self._atom()
            bounds = (1, 1) if atom is None else self._repeat(atom)
            self._note(start, bounds[0])
            if bounds != (1, 1):
                self._runs.append("")
        if len(self._groups) > 1:
            raise self._error("the group is not closed", self._groups[-1].start, ")")
        self._check(self._groups[0], len(self._pattern))
        # What a search may pass over before a match need not be tried from every character.
        whole = "".join(self._out)
        lead = next((lead for lead in (f".{{0,{REACH}}}?", f".{{0,{REACH}}}") if whole.startswith(lead)), "")
        return whole[len(lead) :]

    def needles(self) -> tuple[str, ...]:
        """Plain texts outside of groups, repeats and alternatives."""
        return () if self._groups[0].alternatives > 1 else tuple(dict.fromkeys(run for run in self._runs if run))

    def _note(self, start: int, least: int) -> None:
        """Remember the atom that began at ``start`` when it is a plain character that every match holds."""
        char = self._pattern[start]
        if len(self._groups) > 1 or not least or not (char.isascii() and (char.isalnum() or char in " -")):
            self._runs.append("")
            return
        self._runs[-1] += char.lower()

    def _atom(self) -> _Group | None:
        """Pass one atom; the group it is when it can be repeated, None when nothing can follow it."""
        char = self._pattern[self._at]
        if char == "(":
            self._open()
            return None
        if char == ")":
            return self._close()
        if char == "|":
            self._groups[-1].alternatives += 1
            self._groups[-1].simple = False
        if char in "|^$":
            self._emit(1)
            return None
        if char in "*+?{":
            raise self._error("nothing to repeat", self._at, "a character before it")
        if char == "[":
            self._emit(self._class_length())
        elif char == "\\":
            escape = self._escape(self._at)
            self._emit(2)
            if escape in "bB":
                return None
        else:
            self._out.append(_plain(char))
            self._at += 1
        return _Group(self._at)

    def _open(self) -> None:
        rest = self._pattern[self._at + 1 : self._at + 3]
        if rest.startswith("?") and rest != "?:":
            raise self._error("only plain groups are known", self._at + 1, "(...)", "(?:...)")
        if len(self._groups) > _NESTING:
            raise self._error("too many groups in each other", self._at, f"at most {_NESTING}")
        self._groups.append(_Group(self._at))
        self._out.append("(?:")
        self._at += 3 if rest == "?:" else 1

    def _close(self) -> _Group:
        if len(self._groups) == 1:
            raise self._error("no group is open here", self._at, "(")
        group = self._groups.pop()
        self._check(group, self._at)
        self._emit(1)
        outer = self._groups[-1]
        outer.simple = outer.simple and group.simple
        outer.ways *= group.ways * group.alternatives
        return group

    def _repeat(self, atom: _Group) -> tuple[int, int]:
        """Pass a repeat, when one follows; its bounds."""
        found = self._bounds()
        if found is None:
            return 1, 1
        low, high, length = found
        start = self._at
        if high < low or low > REACH:
            raise self._error("the repeat is empty or too long", start, f"{{0,{REACH}}}")
        if high > 1 and not atom.simple:
            raise self._error(
                "a repeated group may hold no repeat and no alternative", start, "a repeat of plain characters"
            )
        self._at += length
        lazy = self._pattern[self._at : self._at + 1] == "?"
        self._at += lazy
        if self._pattern[self._at : self._at + 1] in ("*", "+", "?", "{"):
            raise self._error("a repeat of a repeat", self._at, "one repeat")
        self._out.append(f"{{{low},{high}}}" + "?" * lazy)
        group = self._groups[-1]
        group.simple = False
        group.ways *= high - low + 1
        self._check(group, start)
        return low, high

    def _bounds(self) -> tuple[int, int, int] | None:
        char = self._pattern[self._at : self._at + 1]
        if char in ("*", "+", "?"):
            return int(char == "+"), 1 if char == "?" else REACH, 1
        if char != "{":
            return None
        match = _BRACES.match(self._pattern, self._at)
        if match is None:
            raise self._error("the repeat is not valid", self._at, "{2}", "{2,5}", "\\{")
        low, comma, high = match.groups()
        top = int(low) if comma is None else int(high) if high else REACH
        return int(low), min(top, REACH) if comma and not high else top, len(match.group())

    def _check(self, group: _Group, at: int) -> None:
        if group.ways * group.alternatives > CHOICES or group.ways > CHOICES:
            raise self._error("the pattern leaves too much open", at, "at most two open repeats", "shorter repeats")

    def _class_length(self) -> int:
        at = self._at + 1 + self._pattern.startswith("^", self._at + 1)
        first = at
        while at < len(self._pattern) and self._pattern[at] != "]":
            if self._pattern[at] == "\\":
                self._escape(at)
                at += 1
            elif self._pattern[at] == "[" or self._pattern[at : at + 2] in ("--", "&&", "~~", "||"):
                raise self._error("this character needs a backslash inside [ ]", at, "\\" + self._pattern[at])
            at += 1
        if at >= len(self._pattern) or at == first:
            raise self._error("the set of characters is empty or not closed", self._at, "]")
        return at + 1 - self._at

    def _escape(self, at: int) -> str:
        char = self._pattern[at + 1 : at + 2]
        if not char:
            raise self._error("nothing follows the backslash", at, "a character")
        if char not in _ESCAPES and (char.isalnum() or not char.isascii()):
            raise self._error(f"\\{char} is not known", at, "\\d", "\\w", "\\s", "\\b", "\\.")
        return char

    def _emit(self, length: int) -> None:
        self._out.append(_plain(self._pattern[self._at : self._at + length]))
        self._at += length

    def _error(self, message: str, at: int, *expected: str) -> QueryError:
        return QueryError(message, min(self._offset + at, self._offset + len(self._pattern)), expected)


def _plain(part: str) -> str:
    """Without accents, as the text that is searched; case is left to the engine, where ``\\S`` is not ``\\s``."""
    if part.isascii():
        return part
    return "".join(char for char in unicodedata.normalize("NFD", part) if not unicodedata.combining(char))
