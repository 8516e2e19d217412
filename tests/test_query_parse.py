"""Grammar, errors and canonical spelling of the filter language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import queries, terms
from tui.model import Grade
from tui.query import KEYS, QueryError, parse, unparse
from tui.query.keys import GRADES, SPELLINGS
from tui.query.nodes import (
    All,
    And,
    Between,
    Choice,
    Field,
    Grades,
    Name,
    Not,
    Or,
    Phrase,
    Query,
    Regex,
    Text,
    When,
)
from tui.query.parser import DEPTH_LIMIT, LENGTH_LIMIT

a, b, c = Text("a"), Text("b"), Text("c")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", All()),
        ("  \n", All()),
        ("a", a),
        ("a b", And((a, b))),
        ("a and b", And((a, b))),
        ("a or b", Or((a, b))),
        ("a OR b", Or((a, b))),
        ("a b or c", Or((And((a, b)), c))),
        ("a (b or c)", And((a, Or((b, c))))),
        ("(a b) c", And((a, b, c))),
        ("-a b", And((Not(a), b))),
        ("not a b", And((Not(a), b))),
        ("not a or b", Or((Not(a), b))),
        ("-(a b)", Not(And((a, b)))),
        ("--a", a),
        ("not not not a", Not(a)),
        ("- a", Not(a)),
        ("ka-52", Text("ka-52")),
        ("heli*", Text("heli")),
        ("organ notes android", And((Text("organ"), Text("notes"), Text("android")))),
        ('"Abu  Kamal"', Phrase("Abu Kamal")),
        ("“Abu Kamal”", Phrase("Abu Kamal")),
        (r'"say \"no\""', Phrase('say "no"')),
        ("/ka-?52/", Regex("ka-?52")),
        (r"/a\/b/", Regex(r"a\/b")),
        ("text:a", a),
        ("title:a", Field("title", a)),
        ('title:"a b"', Field("title", Phrase("a b"))),
        ("title:/a/", Field("title", Regex("a"))),
        ("front:hajin", Field("front", Name("hajin"))),
        ("FRONT:hajin", Field("front", Name("hajin"))),
        ("front = hajin", Field("front", Name("hajin", exact=True))),
        ("front!=hajin", Not(Field("front", Name("hajin", exact=True)))),
        ("front:hajin,idlib a", And((Or((Field("front", Name("hajin")), Field("front", Name("idlib")))), a))),
        ('place:"Abu Kamal, Syria"', Field("place", Name("Abu Kamal, Syria"))),
        ("-source:sana", Not(Field("source", Name("sana")))),
        ("source:/sana|tass/", Field("source", Regex("sana|tass"))),
        ("type:clash", Field("kind", Name("clash"))),
        ("killed:5", Field("killed", Between(5, 5))),
        ("killed=5", Field("killed", Between(5, 5))),
        ("killed!=5", Not(Field("killed", Between(5, 5)))),
        ("killed>=5", Field("killed", Between(5, None))),
        ("killed > 5", Field("killed", Between(6, None))),
        ("killed<=5", Field("killed", Between(None, 5))),
        ("killed<5", Field("killed", Between(None, 4))),
        ("killed:10..50", Field("killed", Between(10, 50))),
        ("killed:10..", Field("killed", Between(10, None))),
        ("killed:..50", Field("killed", Between(None, 50))),
        ("displaced>=1,000", Field("displaced", Between(1000, None))),
        ("age<6h", Field("age", Between(None, 21_600))),
        ("age:6h", Field("age", Between(None, 21_600))),
        ("age>1d12h", Field("age", Between(129_600, None))),
        ("age:1h..2H", Field("age", Between(3_600, 7_200))),
        ("grade:fair", Field("grade", Grades(Grade.FAIR, Grade.FAIR))),
        ("grade:F", Field("grade", Grades(Grade.FAIR, Grade.FAIR))),
        ("grade>=fair", Field("grade", Grades(Grade.CONFIRMED, Grade.FAIR))),
        ("grade>contested", Field("grade", Grades(Grade.CONFIRMED, Grade.FAIR))),
        ("grade<X", Field("grade", Grades(Grade.WEAK, Grade.DISCOUNTED))),
        ("grade:weak..conf", Field("grade", Grades(Grade.CONFIRMED, Grade.WEAK))),
        ("since:2018-05-06", Field("since", When("2018-05-06"))),
        ("since:2018-05-06T14:00+02:00", Field("since", When("2018-05-06T12:00:00Z"))),
        ("since:36h", Field("since", When("36h"))),
        ("since:48h", Field("since", When("2d"))),
        ("until:Yesterday", Field("until", When("yesterday"))),
        ("new:yes", Field("new", Choice("yes"))),
        ("has:equipment,url", Or((Field("has", Choice("equipment")), Field("has", Choice("url"))))),
        ("class:civilians", Field("class", Choice("civilian"))),
        ("14:02", Text("14:02")),
        ("text:or", Text("or")),
    ],
)
def test_reads(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("killed>=", 8, "killed>=5"),
        ("killed>=x", 8, "10..50"),
        ("killed:50..10", 7, "10..50"),
        ("killed>=1..2", 8, ":1..2"),
        ("killed<0", 7, "<1"),
        ("killed:..", 7, "5"),
        ("killed:1..x", 10, "5"),
        ("fornt:hajin", 0, "front"),
        ("a zzzzz:1", 2, "killed"),
        ("https://example.org", 0, "title"),
        (">5", 0, "killed"),
        ("new>yes", 3, ":"),
        ("new:maybe", 4, "yes"),
        ("has:tanks", 4, "equipment"),
        ("class:fighter", 6, "combatant"),
        ("front:,a", 6, "a value"),
        ("front:a,,b", 8, "a value"),
        ('actor:""', 6, "actor:daesh"),
        ("actor:*", 6, "actor:daesh"),
        ("grade:g", 6, "fair"),
        ("grade:con", 6, "confirmed"),
        ("grade>confirmed", 6, "fair"),
        ("since:2018-13-01", 6, "2018-05-06"),
        ("since:noonday", 6, "today"),
        ("age<5", 4, "6h"),
        ("age<6 h", 4, "6h"),
        ("a or", 4, "a word"),
        ("or a", 0, "a word"),
        ("a or or b", 5, "a word"),
        ("not", 3, "key:value"),
        ("-", 1, "("),
        ("(a", 0, ")"),
        ("(a (b)", 0, ")"),
        ("()", 1, "a word"),
        ("a)", 1, "the end"),
        ('a "b', 2, '"'),
        ('""', 0, '"a phrase"'),
        ("*", 0, "a word"),
        ("title:", 6, 'title:"shot down"'),
        ("title>a", 5, ":"),
        ("/abc", 0, "/"),
        ("//", 0, "/pattern/"),
        ("a /b(c/", 4, ")"),
        ("x" * (LENGTH_LIMIT + 1), LENGTH_LIMIT, "at most 2000 characters"),
    ],
)
def test_says_what_is_wrong_and_where(text: str, position: int, expected: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.position == position
    assert expected in caught.value.expected
    assert caught.value.message
    assert str(position + 1) in str(caught.value)


@pytest.mark.parametrize("opening", ["(", "-(", "not ", "(not "])
def test_nesting_is_capped(opening: str) -> None:
    deep = opening * (DEPTH_LIMIT + 2) + "a"
    with pytest.raises(QueryError) as caught:
        parse(deep)
    assert 0 <= caught.value.position <= len(deep)
    assert any("50" in expected for expected in caught.value.expected)


def test_a_long_flat_query_is_no_nesting() -> None:
    query = parse("a or " * 300 + "b")
    assert isinstance(query, Or)
    assert len(query.parts) == 301


_soup = st.text(st.sampled_from(list('ab:"/()<>=!-.*,5h \\[]|?{}or“')), max_size=60) | st.text(max_size=60)


@settings(max_examples=100, deadline=None)
@given(_soup | st.lists(st.sampled_from([*SPELLINGS, ">=", ":", "..", "5", "6h", "not", "or", "(", ")", '"']),
                        max_size=20).map("".join))  # fmt: skip
def test_any_string_gives_a_query_or_an_error_inside_it(text: str) -> None:
    query, error = attempt(text)
    if query is not None:
        assert parse(unparse(query)) == query
    else:
        assert error is not None
        assert 0 <= error.position <= len(text)
        assert error.message
        assert error.expected


def attempt(text: str) -> tuple[Query | None, QueryError | None]:
    try:
        return parse(text), None
    except QueryError as error:
        return None, error


@settings(max_examples=100, deadline=None)
@given(queries)
def test_what_is_written_reads_back(query: Query) -> None:
    assert parse(unparse(query)) == query


_spaces = st.text(st.sampled_from(" \t\n\u00a0"), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None)
@given(st.lists(terms, min_size=1, max_size=5), st.data())
def test_white_space_between_terms_changes_nothing(parts: list[Query], data: st.DataObject) -> None:
    tokens = [unparse(part) for part in parts]
    loose = data.draw(_spaces) + "".join(token + data.draw(_spaces) for token in tokens)
    assert parse(loose) == parse(" ".join(tokens))


def test_every_key_is_documented_by_an_example_that_works() -> None:
    for key in KEYS.values():
        assert key.help
        query = parse(key.example)
        inner = query.part if isinstance(query, Not) else query
        assert key.name == "text" or (isinstance(inner, Field) and inner.key == key.name)


def test_every_grade_has_one_rank() -> None:
    assert set(GRADES) == set(Grade)
    assert len(GRADES) == len(Grade)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("killed=5", "killed:5"),
        ("killed>4", "killed>=5"),
        ("killed:3..5", "killed:3..5"),
        ("age:6h", "age<=6h"),
        ("age:6h..6h", "age:6h..6h"),
        ("age>90m", "age>=90m"),
        ("grade:F", "grade:fair"),
        ("grade>=conf", "grade:confirmed"),
        ("grade<=weak", "grade<=weak"),
        ("grade:weak..fair", "grade:fair..weak"),
        ("since:48h", "since:2d"),
        ("since:0s", "since:0s"),
    ],
)
def test_a_clause_is_written_in_its_plainest_form(typed: str, plain: str) -> None:
    assert unparse(parse(typed)) == plain


@pytest.mark.parametrize(
    "pattern",
    ["(ab)?", "(ab?)?", "((a?)?)?", "(a|b)?", "(a{2})?", "(ab){2,3}", "a+?b", "a{2,3}?", "a\\*", "[*+]+", "a{0,0}"],
)
def test_a_pattern_that_cannot_run_away_is_taken(pattern: str) -> None:
    assert parse(f"/{pattern}/") == Regex(pattern)


@pytest.mark.parametrize(
    ("pattern", "position", "message"),
    [
        ("(a?){2}", 5, "a repeated group may hold no repeat and no alternative"),
        ("(a|b)*", 6, "a repeated group may hold no repeat and no alternative"),
        ("((a+))+", 7, "a repeated group may hold no repeat and no alternative"),
        ("a**", 3, "a repeat of a repeat"),
        ("a{2}{3}", 5, "a repeat of a repeat"),
        ("a+??", 4, "a repeat of a repeat"),
        ("a{3,2}", 2, "the repeat is empty or too long"),
        ("a{2", 2, "the repeat is not valid"),
    ],
)
def test_a_pattern_that_could_run_away_is_refused_where_it_could(pattern: str, position: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(f"/{pattern}/")
    assert (caught.value.position, caught.value.message) == (position, message)
