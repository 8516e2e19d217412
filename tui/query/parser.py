"""Reads the filter language by recursive descent.

    query  := and ("or" and)*
    and    := not ("and"? not)*
    not    := ("not" | "-") not | "(" query ")" | term
    term   := word | "phrase" | /pattern/ | key operator value

Invariants: any string gives a tree or a :class:`QueryError` whose position lies in 0..len; how much white space
stands between two terms changes nothing; both length and nesting are capped, so that no query can exhaust the
stack.
"""

from __future__ import annotations

import difflib
import re

from tui.query.fold import fold
from tui.query.keys import KEYS, SPELLINGS, Key, KeyKind
from tui.query.nodes import All, Field, Phrase, Query, QueryError, Regex, Text, conjunction, disjunction, negation
from tui.query.reading import Raw, read_value
from tui.query.regex import compile_pattern

LENGTH_LIMIT = 2_000
"""Code points of a query."""
DEPTH_LIMIT = 50
"""Parentheses and negations in each other."""

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r'[^\s()"“”]+')
_KEY = re.compile(r"[A-Za-z][A-Za-z_]{0,30}(?=\s{0,2000}(?::|>=|<=|!=|[<>=]))")
_OPERATOR = re.compile(r">=|<=|!=|[:<>=]")
_KEYWORD = re.compile(r'(?:and|or|not)(?![^\s()"“”])', re.IGNORECASE)
_QUOTED = re.compile(r'["“”]((?:[^"“”\\]|\\.)*)["“”]', re.DOTALL)
_UNQUOTE = re.compile(r"\\(.)", re.DOTALL)
_SLASHED = re.compile(r"/((?:[^/\\]|\\.)*)/", re.DOTALL)
_TERM: tuple[str, ...] = ("a word", '"a phrase"', "key:value", "/pattern/", "(")


def parse(text: str) -> Query:
    """The query that ``text`` means; empty text is everything. Raises :class:`QueryError`."""
    if len(text) > LENGTH_LIMIT:
        raise QueryError("the query is too long", LENGTH_LIMIT, (f"at most {LENGTH_LIMIT} characters",))
    parser = _Parser(text)
    if parser.at_end():
        return All()
    query = parser.alternatives(0)
    parser.finish()
    return query


def is_bare(word: str) -> bool:
    """``word`` without quotes or key reads back as the text ``word``."""
    key = _KEY.match(word)
    return (
        _WORD.fullmatch(word) is not None
        and word[0] not in "-/"
        and word[-1] != "*"
        and not _KEYWORD.match(word)
        and not _OPERATOR.match(word)
        and not (key and _OPERATOR.match(word, key.end()))
    )


class _Parser:
    """A cursor over one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._skip()

    def at_end(self) -> bool:
        return self._at >= len(self._text)

    def finish(self) -> None:
        if not self.at_end():
            raise QueryError("no parenthesis is open here", self._at, ("a word", "key:value", "the end"))

    def alternatives(self, depth: int) -> Query:
        parts = [self._together(depth)]
        while self._keyword() == "or":
            self._pass_word()
            parts.append(self._together(depth))
        return disjunction(parts)

    def _together(self, depth: int) -> Query:
        parts = [self._negated(depth)]
        while not self.at_end() and self._text[self._at] != ")":
            keyword = self._keyword()
            if keyword == "or":
                break
            if keyword == "and":
                self._pass_word()
            parts.append(self._negated(depth))
        return conjunction(parts)

    def _negated(self, depth: int) -> Query:
        odd = False
        while True:
            if self._text.startswith("-", self._at):
                self._at += 1
                self._skip()
            elif self._keyword() == "not":
                self._pass_word()
            else:
                break
            odd = not odd
            depth += 1
        self._check_depth(depth)
        query = self._atom(depth)
        return negation(query) if odd else query

    def _atom(self, depth: int) -> Query:
        if self.at_end() or self._text[self._at] == ")" or self._keyword():
            raise QueryError("something to search for is missing", self._at, _TERM)
        char = self._text[self._at]
        if char == "(":
            return self._group(depth + 1)
        if char in '"“”':
            return _phrase(self._quoted())
        if char == "/":
            return self._pattern()
        match = _KEY.match(self._text, self._at)
        # A word that only happens to stand before an operator with a gap between them is no key unless it is known.
        if match and (match[0].lower() in SPELLINGS or _OPERATOR.match(self._text, match.end())):
            return self._field(match[0])
        return self._bare()

    def _group(self, depth: int) -> Query:
        start = self._at
        self._check_depth(depth)
        self._advance(1)
        query = self.alternatives(depth)
        if self.at_end():
            raise QueryError("the parenthesis is not closed", start, (")",))
        self._advance(1)
        return query

    def _bare(self) -> Query:
        if _OPERATOR.match(self._text, self._at):
            raise QueryError("a key is missing before the operator", self._at, tuple(KEYS))
        raw = self._word()
        return _text(raw)

    def _field(self, spelling: str) -> Query:
        key = SPELLINGS.get(spelling.lower())
        if key is None:
            near = tuple(difflib.get_close_matches(spelling.lower(), SPELLINGS, n=3, cutoff=0.6))
            message = f'there is no key "{spelling}" (put text with a colon in quotes)'
            raise QueryError(message, self._at, near or tuple(KEYS))
        self._advance(len(spelling))
        match = _OPERATOR.match(self._text, self._at)
        op = match[0] if match else ""
        if op not in key.operators:
            raise QueryError(f"{key.name} does not take {op}", self._at, key.operators)
        self._advance(len(op))
        return self._value(key, op)

    def _value(self, key: Key, op: str) -> Query:
        if self.at_end() or self._text[self._at] in "()":
            raise QueryError(f"{key.name} needs a value", self._at, key.choices or (key.example,))
        char = self._text[self._at]
        if char == "/" and key.kind in (KeyKind.TEXT, KeyKind.NAME):
            pattern = self._pattern()
            if key.name == "text":
                return pattern
            clause = Field(key.name, pattern)
            return negation(clause) if op == "!=" else clause
        raw = self._quoted() if char in '"“”' else self._word()
        if key.kind is not KeyKind.TEXT:
            return read_value(key, op, raw)
        clause_text = _phrase(raw) if raw.quoted else _text(raw)
        return clause_text if key.name == "text" else Field(key.name, clause_text)

    def _word(self) -> Raw:
        match = _WORD.match(self._text, self._at)
        raw = Raw(match[0] if match else "", self._at)
        self._advance(len(raw.text))
        return raw

    def _quoted(self) -> Raw:
        match = _QUOTED.match(self._text, self._at)
        if match is None:
            raise QueryError("the quote is not closed", self._at, ('"',))
        raw = Raw(_UNQUOTE.sub(r"\1", match[1]), self._at, quoted=True)
        self._advance(len(match[0]))
        return raw

    def _pattern(self) -> Regex:
        match = _SLASHED.match(self._text, self._at)
        if match is None:
            raise QueryError("the pattern is not closed", self._at, ("/",))
        if not match[1]:
            raise QueryError("the pattern is empty", self._at, ("/pattern/",))
        compile_pattern(match[1], self._at + 1)
        self._advance(len(match[0]))
        return Regex(match[1])

    def _keyword(self) -> str:
        match = _KEYWORD.match(self._text, self._at)
        return match[0].lower() if match else ""

    def _pass_word(self) -> None:
        self._word()

    def _check_depth(self, depth: int) -> None:
        if depth > DEPTH_LIMIT:
            raise QueryError("too many parentheses and negations in each other", self._at, (f"at most {DEPTH_LIMIT}",))

    def _advance(self, length: int) -> None:
        self._at += length
        self._skip()

    def _skip(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at


def _text(raw: Raw) -> Text:
    """A bare word; a star at its end says what is true anyway."""
    value = raw.text.rstrip("*")
    if not fold(value):
        raise QueryError("nothing is left to search for", raw.start, ("a word",))
    return Text(value)


def _phrase(raw: Raw) -> Phrase:
    value = " ".join(raw.text.split())
    if not fold(value):
        raise QueryError("the quotes are empty", raw.start, ('"a phrase"',))
    return Phrase(value)
