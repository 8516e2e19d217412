"""Random values for property tests: items, readings, incidents, steps of the collector, and queries."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from tui.model import (
    Changes,
    Claim,
    Class,
    Dyad,
    Equipment,
    FeedHealth,
    FeedStatus,
    Figure,
    Grade,
    Incident,
    Item,
    Kind,
    Outcome,
    Place,
    Reading,
    Report,
    Role,
    Scope,
)
from tui.query import when
from tui.query.fold import fold
from tui.query.keys import GRADES, KEYS, Key, KeyKind
from tui.query.nodes import (
    All,
    Between,
    Choice,
    Field,
    FieldValue,
    Grades,
    Name,
    Phrase,
    Query,
    Regex,
    Text,
    When,
    conjunction,
    disjunction,
    negation,
)
from tui.units import LONGEST, NAMED

START = dt.datetime(2018, 5, 6, tzinfo=dt.UTC)

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
names = st.sampled_from(["SDF", "ISIS", "Russia", "SAA", "Liwa al-Quds", "Ṣaʿda Tribes"])
front_ids = st.sampled_from(["hajin", "badiya", "idlib"])
ids = st.integers(0, 12).map("i{}".format)
times = st.integers(0, 200_000).map(lambda seconds: START + dt.timedelta(seconds=seconds))
maybe_times = st.none() | times
counts = st.integers(0, 300)
headlines = st.lists(
    st.sampled_from(["strike", "airstrike", "Hajin", "drone", "Ka-52", "award", "war", "Şafa", "[red]", "killed"]),
    min_size=1,
    max_size=6,
).map(" ".join)

places = st.builds(
    Place,
    id=st.sampled_from(["p1", "p2"]),
    name=st.sampled_from(["Hajin", "Abu Kamal", "Al-Shafa"]),
    country=st.sampled_from(["SY", "IQ"]),
    lat=st.just(34.5),
    lon=st.just(40.9),
    parents=st.just(("p9",)),
)
dyads = st.builds(Dyad, attacker=st.none() | names, target=st.none() | names, mutual=st.booleans(), sentence=words)
equipment = st.builds(
    Equipment, type=st.just("Ka-52"), category=st.just("helicopter"), text=st.just("Ka-52"), span=st.just((0, 5))
)
claims = st.builds(
    Claim,
    outcome=st.sampled_from(Outcome),
    n=st.none() | counts,
    low=st.none() | counts,
    high=st.none() | counts,
    kind=st.sampled_from(Kind),
    class_=st.sampled_from(Class),
    side=st.none() | names,
    scope=st.sampled_from(Scope),
    claimant=st.none() | words,
    sentence=words,
    span=st.tuples(counts, counts),
)
readings = st.builds(
    Reading,
    claims=st.lists(claims, max_size=3).map(tuple),
    dyads=st.lists(dyads, max_size=2).map(tuple),
    equipment=st.lists(equipment, max_size=1).map(tuple),
    fronts=st.lists(front_ids, max_size=2, unique=True).map(tuple),
    conflict=st.booleans(),
)
items = st.builds(
    Item,
    id=ids,
    source=st.sampled_from(["sana", "sohr"]),
    title=words,
    summary=words,
    url=st.just("https://example.org/1"),
    published=maybe_times,
    seen=times,
    time=times,
    date_flag=st.sampled_from(["", "future", "missing"]),
    revision=st.sampled_from(["a", "b", "c"]),
    origin=st.none() | words,
)
reports = st.builds(
    Report,
    item=ids,
    source=st.sampled_from(["sana", "sohr"]),
    outlet=st.sampled_from(["SANA", "SOHR", "Reuters"]),
    role=st.sampled_from(Role),
    title=headlines,
    url=st.sampled_from(["", "https://example.org/1"]),
    time=times,
    seen=times,
    origin=st.sampled_from(["o1", "o2"]),
)
figures = st.builds(
    Figure,
    side=st.none() | names,
    class_=st.sampled_from(Class),
    outcome=st.sampled_from(Outcome),
    low=counts,
    high=st.none(),
    headline=st.none() | counts,
    claimant=st.none() | names,
)
incidents = st.builds(
    Incident,
    id=ids,
    title=headlines,
    url=st.sampled_from(["", "https://example.org/1"]),
    kind=st.sampled_from(["air_strike", "clash", "unknown"]),
    fronts=st.lists(front_ids, max_size=2, unique=True).map(tuple),
    place=st.none() | places,
    actors=st.lists(names, max_size=3, unique=True).map(tuple),
    dyads=st.lists(dyads, max_size=2).map(tuple),
    first_seen=times,
    last_seen=times,
    reports=st.lists(reports, max_size=2).map(tuple),
    figures=st.lists(figures, max_size=3).map(tuple),
    grade=st.sampled_from(Grade),
    origins=st.integers(0, 4),
    outlets=st.integers(0, 4),
    equipment=st.lists(equipment, max_size=1).map(tuple),
    conflict=st.booleans(),
)
healths = st.builds(
    FeedHealth, source=st.sampled_from(["sana", "sohr"]), status=st.sampled_from(FeedStatus), items=counts
)
changes = st.builds(
    Changes,
    time=times,
    items=st.lists(items, max_size=3).map(tuple),
    incidents=st.lists(incidents, max_size=5).map(tuple),
    gone=st.lists(ids, max_size=2).map(tuple),
    feeds=st.lists(healths, max_size=1).map(tuple),
)

# --- queries: canonical trees, as the parser builds them ----------------------------------------------

PATTERNS = ("ka-?52", "a.*b", r"\bdrone\b", "(?:strike|raid)s?", "[0-9]{2,4}", r"and\/or", "^hajin")
regexes = st.sampled_from(PATTERNS).map(Regex)
_bare = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
texts = (st.sampled_from(["strike", "or", "killed", "Ṣaʿda", "14:02", "a:b", "-x"]) | _bare).filter(
    lambda word: not set(word) & set('()"“”') and word[0] != "/" and word[-1] != "*" and bool(fold(word))
).map(Text)  # fmt: skip
phrases = (words | headlines).map(lambda text: " ".join(text.split())).filter(lambda text: bool(fold(text))).map(Phrase)
_named = (names | words | front_ids).filter(lambda text: bool(fold(text).strip().rstrip("*")))


def _between(top: int) -> st.SearchStrategy[Between]:
    ends = st.tuples(st.none() | st.integers(0, top), st.none() | st.integers(0, top))
    return ends.filter(lambda pair: pair != (None, None)).map(
        lambda pair: Between(*sorted(pair)) if None not in pair else Between(*pair)  # type: ignore[type-var]
    )


_grades = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda pair: Grades(GRADES[min(pair)], GRADES[max(pair)]))
_days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 30)).map(dt.date.isoformat)
_clocks = st.integers(-62_000_000_000, 250_000_000_000).map(
    lambda seconds: f"{(dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).isoformat()}Z"  # noqa: DTZ001
)
_agos = st.integers(0, LONGEST).map(when.duration)
whens = (st.sampled_from([*NAMED, "2018", "2018-05", "2018-12"]) | _days | _clocks | _agos).map(When)


def _values(key: Key) -> st.SearchStrategy[FieldValue]:
    match key.kind:
        case KeyKind.TEXT:
            return texts | phrases | regexes
        case KeyKind.NAME:
            return st.builds(Name, _named, st.booleans()) | regexes
        case KeyKind.CHOICE | KeyKind.YES_NO:
            return st.sampled_from(key.choices).map(Choice)
        case KeyKind.NUMBER:
            return _between(10**12 - 1)
        case KeyKind.AGE:
            return _between(LONGEST)
        case KeyKind.GRADE:
            return _grades
        case KeyKind.TIME:
            return whens


fields = (
    st.sampled_from([key for key in KEYS.values() if key.name != "text"])
    .flatmap(lambda key: st.builds(Field, st.just(key.name), _values(key)))
)  # fmt: skip
terms: st.SearchStrategy[Query] = texts | phrases | regexes | fields
_trees: st.SearchStrategy[Query] = st.recursive(
    terms,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=4).map(conjunction)
        | st.lists(inner, min_size=2, max_size=4).map(disjunction)
        | inner.map(negation)
    ),
    max_leaves=8,
)
queries: st.SearchStrategy[Query] = st.just(All()) | _trees
