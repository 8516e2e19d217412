"""What queries find: words, names, figures, times."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.strategies import START, incidents, queries
from tui.model import (
    Actor,
    Claim,
    ClaimRow,
    Class,
    Dyad,
    Equipment,
    Figure,
    Grade,
    Incident,
    LogLine,
    Outcome,
    Person,
    Place,
    Report,
    Role,
    Source,
    State,
)
from tui.query import (
    KEYS,
    KeyKind,
    QueryError,
    Subject,
    alias_map,
    compile_query,
    is_timed,
    parse,
    subject_of,
    subject_of_reading,
    text_needles,
)
from tui.query.fold import fold, name_key
from tui.query.nodes import And, Not, Or, Query
from tui.query.regex import compile_pattern
from tui.query.subject import TEXT_LIMIT
from tui.query.when import stretch

NOW = dt.datetime(2018, 5, 8, 12, tzinfo=dt.UTC)
ACTORS = (
    Actor(name="ISIS", title="Islamic State", aliases=("Daesh", "ISIL", "داعش")),
    Actor(name="ISIS-K", title="Islamic State Khorasan", parent="ISIS"),
    Actor(name="Kabul Cell", title="Kabul Cell", parent="ISIS-K"),
    Actor(name="A", title="A", parent="B"),
    Actor(name="B", title="B", parent="A"),
    Actor(name="SDF", title="Syrian Democratic Forces", aliases=("QSD",)),
    Actor(name="Iraqi Security Forces", title="Iraqi Security Forces", aliases=("ISF",)),
    Actor(name="Lebanese Security Forces", title="Internal Security Forces", aliases=("ISF",)),
)
SOURCES = {"sana-en": Source(id="sana-en", name="SANA English", url="u", role=Role.STATE, lang="en")}


def report(**changes: object) -> Report:
    values: dict[str, object] = {
        "item": "1", "source": "sana-en", "outlet": "SANA", "role": Role.STATE,
        "title": "Airstrike on Ṣaʿda wins award",
        "url": "https://example.org", "time": NOW, "seen": NOW, "origin": "o",
    }  # fmt: skip
    return Report(**(values | changes))  # type: ignore[arg-type]


def figure(low: int, outcome: Outcome = Outcome.KILLED, **changes: object) -> Figure:
    values: dict[str, object] = {
        "side": "SDF", "class_": Class.COMBATANT, "outcome": outcome, "low": low, "high": None, "headline": low,
        "claimant": None,
    }  # fmt: skip
    return Figure(**(values | changes))  # type: ignore[arg-type]


CLAIM = Claim(
    outcome=Outcome.KILLED, n=5, low=5, high=5, claimant="The Observatory",
    sentence="Five fighters fell near the canal."
)  # fmt: skip
SAMPLE = Incident(
    id="i1",
    title="Ka-52 crashes near Hajin",
    kind="air_strike",
    fronts=("hajin-pocket",),
    place=Place(id="sy-hajin", name="Al-Shafa", country="SY", lat=34.6, lon=40.9, parents=("sy-deir", "sy")),
    actors=("ISIS", "SDF"),
    dyads=(
        Dyad(attacker="SDF", target="ISIS"),
        Dyad(attacker=None, target=None, attacker_text="masked gunmen", target_text="a convoy"),
    ),
    first_seen=NOW - dt.timedelta(hours=30),
    last_seen=NOW - dt.timedelta(hours=5),
    reports=(report(),),
    claims=(
        ClaimRow(id="c", claim=CLAIM, item="1", source="sana-en", outlet="SANA", origin="o", published=NOW,
                 state=State.ACTIVE, reason=""),
    ),
    figures=(figure(5), figure(7, side="ISIS"), figure(3, Outcome.WOUNDED)),
    grade=Grade.FAIR,
    origins=2,
    outlets=3,
    equipment=(Equipment(type="Ka-52", category="helicopter", text="Ka-52", span=(0, 5)),),
    persons=(Person(name="Roman Miroshnichenko", text="Roman Miroshnichenko", span=(0, 5)),),
    log=(LogLine(time=NOW, kind="superseded", text="5 > 12"),),
)  # fmt: skip


def finds(text: str, incident: Incident = SAMPLE, *, new: bool = False, marked: bool = False) -> bool:
    def place_ids(spelling: str) -> list[str]:
        return {"deir ezzor": ["sy-deir"], "syria": ["sy"]}.get(name_key(spelling), [])

    subject = subject_of(incident, SOURCES, new=new, marked=marked)
    return compile_query(parse(text), alias_map(ACTORS), place_ids)(subject, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "", "strike", "STRIKE", "sa'da", "shafa", "ṢAʿDA", '"wins award"', "canal", "observatory", "gushchin or canal",
        "-tank",
        "ka-52 hajin", '"airstrike"', "/ka-?52/", "/^ka.52/", "/fighters? fell/", "title:crashes", "title:/w[aeiou]ns/",
        "front:hajin", "front:hajin-pocket", "front:hajin_pocket", "front=hajin-pocket", "front:haj*", "front:x,hajin",
        "actor:isis", "actor:Daesh", "actor:داعش", 'actor:"islamic state"', "actor!=QSD or actor:qsd",
        "attacker:sdf", "target:daesh", "attacker:gunmen", "target:convoy", "side:isis", "side:sdf",
        "place:shafa", 'place:"al shafa"', 'place:"Deir Ezzor"', "place:syria", "country:sy", "country:Syria",
        "source:sana-en", "source:sana", 'source:"SANA English"', "outlet:sana", "role:state", "lang:en",
        "claimant:observatory", "kind:air_strike", "type:air-strike", 'kind:"air strike"', "equipment:ka-52",
        "equipment:helicopter", "person:miroshnichenko", "class:combatant",
        "grade:fair", "grade:F", "grade>=weak", "grade>contested", "grade<=fair", "grade:contested..confirmed",
        "origins>=2", "origins:2", "outlets>2", "killed:12", "killed>=12", "killed<13", "killed:10..20", "wounded=3",
        "-captured>=0", "-captured<5", "age<6h", "age>4h", "age:4h..6h", "age:5h",
        "since:2018-05-08", "since:2018", "since:6h",
        "since:5h", "since:2018-05-08T07:00Z", "since:today", "since:this-week",
        "since:monday", "since:last-week", "until:2018-05-07", "until:yesterday", "until:24h",
        "since:2018-05-08T06:00Z", "until:2018-05-07T06:00Z", "new:no", "marked:no", "conflict:yes",
        "has:equipment has:persons has:place has:casualties has:url has:history has:actors", "-has:contradictions",
    ],
)  # fmt: skip
def test_finds(text: str) -> None:
    assert finds(text)
    assert not finds(f"-({text})" if text else "not /./")


@pytest.mark.parametrize(
    "text",
    [
        '"strike"', '"war"', '"awar"', "tank", "/ka-53/", "title:canal", "front:haj", "front=hajin", "front:pock",
        "actor:is", "actor:islam", "attacker:isis", "target:sdf", "side:russia", "place:shaf", "country:iq",
        "source:san", "outlet:english", "role:wire", "lang:ar", "kind:strikes", "class:civilian", "grade:weak",
        "grade>fair", "grade<fair", "origins>2", "killed:5", "killed>12", "killed<12", "captured>=0", "captured<5",
        "captured:0..9", "age<5h30m age>5h30m", "age>5h1s", "since:2018-05-09", "since:4h",
        "until:2018-05-06", "until:2d", "new:yes",
        "marked:yes", "conflict:no", "has:contradictions", "hajin nowhere", "nowhere or elsewhere",
    ],
)  # fmt: skip
def test_does_not_find(text: str) -> None:
    assert not finds(text)


def test_quotes_ask_for_whole_words_and_bare_words_do_not() -> None:
    assert finds("war")
    assert not finds('"war"')
    assert finds('"award"')


def test_an_alias_of_two_actors_means_both() -> None:
    lebanese = Incident(id="l", title="t", first_seen=NOW, last_seen=NOW, actors=("Lebanese Security Forces",))
    assert finds("actor:isf", lebanese)
    assert not finds("actor:isf")


@pytest.mark.parametrize(
    ("text", "found"),
    [("actor:daesh", True), ("actor:isis-k", True), ("actor=daesh", False), ("actor:sdf", False), ("actor:a", False)],
)
def test_an_actor_is_its_parts_unless_asked_for_alone(text: str, found: bool) -> None:
    cell = Incident(id="l", title="t", first_seen=NOW, last_seen=NOW, actors=("Kabul Cell",))
    assert finds(text, cell) is found


def test_a_circle_above_an_actor_ends() -> None:
    parents = {"C": "A", "A": "B", "B": "A"}
    actors = tuple(Actor(name=name, title=name, parent=parent) for name, parent in parents.items())
    assert alias_map(actors).parts == {"A": ("C", "B"), "B": ("C", "A")}


def test_a_circle_of_parents_ends() -> None:
    assert alias_map(ACTORS).parts == {
        "ISIS": ("ISIS-K", "Kabul Cell"),
        "ISIS-K": ("Kabul Cell",),
        "A": ("B",),
        "B": ("A",),
    }


def test_fronts_go_by_id_and_name_and_none_is_unassigned() -> None:
    nowhere = Incident(id="l", title="t", first_seen=NOW, last_seen=NOW)
    assert finds("front:unassigned", nowhere)
    assert not finds("front:unassigned")
    named = subject_of(SAMPLE, {}, {"hajin-pocket": "Last pocket of the Euphrates"})
    assert compile_query(parse('front:"last pocket"'))(named, NOW)


def test_a_mutual_clash_has_two_attackers() -> None:
    clash = Incident(
        id="c", title="t", first_seen=NOW, last_seen=NOW, dyads=(Dyad(attacker="SDF", target="ISIS", mutual=True),)
    )
    assert finds("attacker:isis target:sdf attacker:sdf target:isis", clash)


@pytest.mark.parametrize("text", ["killed>=0", "killed<=5", "killed:0", "killed:0..10"])
def test_unknown_is_not_zero(text: str) -> None:
    vague = Incident(id="v", title="t", first_seen=NOW, last_seen=NOW, figures=(figure(0, headline=None, vague=2),))
    nobody = Incident(id="n", title="t", first_seen=NOW, last_seen=NOW)
    zero = Incident(id="z", title="t", first_seen=NOW, last_seen=NOW, figures=(figure(0),))
    assert not finds(text, vague)
    assert not finds(text, nobody)
    assert finds(text, zero)


def test_a_report_from_the_future_is_new_and_not_old() -> None:
    ahead = Incident(id="f", title="t", first_seen=NOW, last_seen=NOW + dt.timedelta(hours=3))
    assert finds("age<1h", ahead)
    assert not finds("age>1h", ahead)


def test_every_key_looks_at_something_that_a_subject_has() -> None:
    special = {KeyKind.GRADE, KeyKind.AGE, KeyKind.TIME}
    assert {key.attribute for key in KEYS.values() if key.kind not in special} <= set(Subject.__struct_fields__)


def test_marks_are_seen() -> None:
    assert finds("new:yes marked:yes", new=True, marked=True)


def test_a_text_before_any_incident() -> None:
    subject = subject_of_reading(
        "Clashes in Hajin\nTwo groups fought.", actors=("SDF",), source=SOURCES["sana-en"], kind="clash", published=NOW
    )

    def accepts(text: str) -> bool:
        return compile_query(parse(text), alias_map(ACTORS))(subject, NOW)

    assert accepts("hajin fought actor:qsd source:sana kind:clash since:today title:clashes")
    assert not accepts("title:fought")
    assert not accepts("killed>=0")
    assert not accepts("grade<=confirmed")


def test_an_empty_subject_only_passes_what_asks_nothing() -> None:
    assert compile_query(parse(""))(Subject(), NOW)
    assert not compile_query(parse("age<100w or since:2018 or until:2030 or killed>=0 or x"))(Subject(), NOW)


def test_the_text_of_a_subject_is_bounded() -> None:
    huge = Incident(id="h", title="x" * 1_000_000, first_seen=NOW, last_seen=NOW)
    assert len(subject_of(huge, {}).text) <= TEXT_LIMIT


@pytest.mark.parametrize(
    ("text", "timed"),
    [
        ("age<6h", True), ("a or (b -since:2h)", True), ("since:today", True), ("since:2018", False),
        ("killed>=5 a", False), ("", False),
    ],
)  # fmt: skip
def test_knows_which_queries_the_clock_changes(text: str, timed: bool) -> None:
    assert is_timed(parse(text)) is timed


def test_needles_are_what_is_looked_for() -> None:
    assert text_needles(parse('a "b c" -d title:e killed>=2 (f or a)')) == ("a", "b c", "e", "f")


@settings(max_examples=100, deadline=None)
@given(queries, incidents)
def test_logic_holds_for_every_query(query: Query, incident: Incident) -> None:
    """And, Or and Not mean what they mean, whatever order their clauses are run in."""
    subject = subject_of(incident, {})

    def holds(part: Query) -> bool:
        match part:
            case And(parts):
                return all(map(holds, parts))
            case Or(parts):
                return any(map(holds, parts))
            case Not(inner):
                return not holds(inner)
            case _:
                return compile_query(part)(subject, START)

    assert compile_query(query)(subject, START) is holds(query)


@pytest.mark.parametrize(
    ("pattern", "position"),
    [
        ("(a+)+", 4),
        ("(a|aa)+b", 6),
        ("(?:a*){2,}", 6),
        ("((ab)?)*", 7),
        ("a*b*c*", 5),
        (".*.*.*x", 5),
        ("a**", 2),
        ("a+?+", 3),
        ("a{5,2}", 1),
        ("a{101}", 1),
        ("a{1000}", 1),
        ("*a", 0),
        ("|*", 1),
        (r"(a)\1", 3),
        ("(?=a)", 1),
        ("(?i)a", 1),
        ("(?P<x>a)", 1),
        ("[a", 0),
        ("[[a]", 1),
        ("[a&&b]", 2),
        ("[b-a]", 0),
        ("(a", 0),
        ("a)", 1),
        ("a\\", 1),
        (r"\p", 0),
        ("(" * 12 + "a" + ")" * 12, 10),
        ("a" * 201, 200),
        ("a?" * 30, 29),
    ],
)
def test_refuses_patterns_that_could_run_away(pattern: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        compile_pattern(pattern)
    assert caught.value.position == position
    assert caught.value.expected


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("ka-?52", "a ka52 fell", True),
        ("KA-?52", "a ka-52 fell", True),
        (r"\bwar\b", "award", False),
        ("(?:ab){2,3}c", "ababc", True),
        ("(heli|air)copter|plane", "two planes", True),
        ("a.{0,5}b", "a12345b", True),
        ("a.{0,5}b", "a123456b", False),
        ("a.*b", "a\nb", False),
        ("a.*?b", "a--b", True),
        (".*b", "aab", True),
        (".*?b.*", "aab", True),
        (".*?", "", True),
        ("[^a-c]+x", "abcx zzx", True),
        (r"[\]x]{2}", "]x", True),
        ("é", "e", True),
        (r"\$5", "$5", True),
    ],
)
def test_patterns_match(pattern: str, text: str, found: bool) -> None:
    assert compile_pattern(pattern).matches(text) is found


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        ("Ka-52", ("ka-52",)), ("ka-?52", ("ka", "52")), (".*drone.*", ("drone",)), ("ab+c", ("ab", "c")),
        ("ab{0,2}c", ("a", "c")), ("a|b", ()), ("x(a|b)y", ("x", "y")), ("(ab)c", ("c",)), (r"\bwar\b", ("war",)),
        ("[ab]cd", ("cd",)), ("é1", ("1",)), (r"a\.b", ("a", "b")), ("^ab$", ("ab",)), ("a(?:b)?c", ("a", "c")),
    ],
)  # fmt: skip
def test_texts_without_what_every_match_holds_are_passed_over(pattern: str, needles: tuple[str, ...]) -> None:
    assert compile_pattern(pattern).needles == needles


_atoms = st.sampled_from(["a", "b", "c", ".", "[ab]", "(?:ab)", "(a|b)", "(a|bc)", r"\.", "^", " "])
_pieces = st.tuples(_atoms, st.sampled_from(["", "", "?", "*", "+", "{2}", "{0,1}"])).map(
    lambda pair: pair[0] + (pair[1] if pair[0] != "^" and "|" not in pair[0] else "")
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_pieces, min_size=1, max_size=5).map("".join), st.text(st.sampled_from("abc. \n"), max_size=20))
def test_bounds_and_needles_change_no_answer(pattern: str, text: str) -> None:
    try:
        ours = compile_pattern(pattern)
    except QueryError as error:
        assume("open" not in error.message)
        raise
    assert ours.matches(text) is (re.search(pattern, text, re.IGNORECASE | re.MULTILINE) is not None)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from(list("ab(|)[]{}*+?.^$\\-,1&~:=d")), max_size=25) | st.text(max_size=40))
def test_any_pattern_compiles_or_says_where_it_is_wrong(pattern: str) -> None:
    position = None
    try:
        compile_pattern(pattern)
    except QueryError as error:
        position = error.position
    assert position is None or 0 <= position <= len(pattern)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Al-Shafa", "shafa"), ("Ma'rib", "Marib"), ("Ma’rib", "marib"), ("Deir ez-Zor", "DEIR EZ ZOR"), ("Łódź", "lodz")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_name_of_articles_or_signs_is_still_a_name() -> None:
    assert name_key("Al") == "al"
    assert name_key("!?") == "!?"


@pytest.mark.parametrize(
    ("words", "first", "after"),
    [
        ("2018", (2018, 1, 1), (2019, 1, 1)),
        ("2018-04", (2018, 4, 1), (2018, 5, 1)),
        ("2018-12", (2018, 12, 1), (2019, 1, 1)),
        ("2018-04-30", (2018, 4, 30), (2018, 5, 1)),
        ("2020-02-29", (2020, 2, 29), (2020, 3, 1)),
    ],
)
def test_a_year_month_or_day_is_all_of_it(words: str, first: tuple[int, int, int], after: tuple[int, int, int]) -> None:
    start, end = dt.datetime(*first, tzinfo=dt.UTC), dt.datetime(*after, tzinfo=dt.UTC)
    assert stretch(words, NOW) == (start, end)
