"""The filter language: fronts, saved filters, alerts and the filter line are all queries.

    parse("front:hajin killed>=5 -source:sana") | compile_query | predicate(subject, now)

Bare words are found anywhere, quoted ones as whole words; a space is AND; ``not`` binds tighter than AND, AND
tighter than ``or``. :data:`KEYS` lists every key.
"""

from tui.query.canonical import unparse
from tui.query.compiler import Predicate, alias_map, compile_query, is_timed, text_needles
from tui.query.completion import complete, help_rows, token_start
from tui.query.keys import KEYS, Key, KeyKind
from tui.query.nodes import Query, QueryError
from tui.query.parser import parse
from tui.query.subject import Subject, subject_of, subject_of_reading

__all__ = [
    "KEYS",
    "Key",
    "KeyKind",
    "Predicate",
    "Query",
    "QueryError",
    "Subject",
    "alias_map",
    "compile_query",
    "complete",
    "help_rows",
    "is_timed",
    "parse",
    "subject_of",
    "subject_of_reading",
    "text_needles",
    "token_start",
    "unparse",
]
