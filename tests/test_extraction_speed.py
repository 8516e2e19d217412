"""What saves time changes no reading, and time grows with the length of a text, however hostile."""

from __future__ import annotations

import datetime as dt
import itertools
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import load
from tui.extraction import extractor, numbers
from tui.extraction.aliases import Aliases
from tui.extraction.armoury import firsts
from tui.extraction.casualties import read_claims
from tui.extraction.chunks import parse
from tui.extraction.countries import adjective_firsts, by_name, by_seat
from tui.extraction.cues import Cues
from tui.extraction.equipment import machines
from tui.extraction.extractor import Extractor
from tui.extraction.fold import Words, words
from tui.extraction.forms import rough
from tui.extraction.fronts import FrontMatcher
from tui.extraction.gazetteer import gazetteer
from tui.extraction.grammar import grammar
from tui.extraction.keys import key
from tui.extraction.lexicon import lexicon
from tui.extraction.marks import marks_of
from tui.extraction.memo import Memo
from tui.extraction.numbers import quantity_at
from tui.extraction.phrases import line_of
from tui.extraction.placed import Placed, line_around, line_with
from tui.extraction.places import survey
from tui.extraction.roles import deeds
from tui.extraction.sentences import Sentence, split
from tui.extraction.signs import may_word_outcome, outcome_signs
from tui.extraction.spots import spots
from tui.extraction.stages import EVERY
from tui.extraction.vocabulary import tables
from tui.extraction.wordings import Wordings
from tui.model import Actor, Front
from tui.recording.values import CONFIG_PATH, Recording

NOON = dt.datetime(2018, 5, 7, 12, tzinfo=dt.UTC)
CONFIG = load(CONFIG_PATH)
WORLD = load(None)


def texts() -> list[str]:
    """Our recording, our labelled sentences, and each of them in capitals."""
    recorded = [f"{item.title}\n{item.body}" for feed in Recording.load().feeds for item in feed.item]
    folder = Path(__file__).parent / "labelled"
    labelled = [
        words
        for path in sorted(folder.glob("*.toml"))
        for sentences in tomllib.loads(path.read_text("utf-8")).values()
        for words in sentences
    ]
    return [*recorded, *labelled, *map(str.upper, labelled[::5])]


# --- what is skipped ----------------------------------------------------------------------------------------


def every_word() -> frozenset[str]:
    """All words that any list of this room holds: with them among the words said, nothing is ever skipped."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield from value.casefold().split()
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from itertools.chain(strings(key), strings(inner))
        elif isinstance(value, list | tuple | frozenset):
            for inner in value:
                yield from strings(inner)

    lists = [tables(name) for name in ("events", "equipment", "places", "roles", "persons", "forces")]
    english = [getattr(lexicon(), field.name) for field in fields(lexicon())]
    spellings = [*by_name(), *by_seat()]
    return frozenset(strings([*lists, *english, spellings])) | firsts() | adjective_firsts()


def test_nothing_is_missed_by_what_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage is skipped for a text without any of its words. With all words in it, no stage is."""
    reader = Extractor(WORLD.actors, WORLD.fronts)
    plain = [reader.read(text, published=NOON) for text in texts()]
    everything = every_word()

    def full_words(text: str) -> Words:
        found = words(text)
        return msgspec.structs.replace(found, stages=EVERY)

    def full_split(text: str) -> tuple[Sentence, ...]:
        found = split(text)
        for sentence in found:
            sentence._said = sentence.said | everything
        return found

    monkeypatch.setattr(extractor, "words", full_words)
    monkeypatch.setattr(extractor, "split", full_split)
    assert [reader.read(text, published=NOON) for text in texts()] == plain


def test_no_name_is_missed_where_names_are_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Extractor(WORLD.actors, WORLD.fronts)
    plain = [reader.read(text).actors for text in texts()]
    monkeypatch.setattr(Aliases, "_possible", lambda *_: True)
    assert [reader.read(text).actors for text in texts()] == plain
    assert any(plain)


@given(
    st.lists(
        st.sampled_from(
            [
                "killed",
                "shot",
                " to death",
                "took ",
                "hostage",
                "run",
                " over ",
                "lost ",
                "her ",
                "legs",
                "suffered ",
                "wounds",
                "'s",
                "s",
                "\u2019",
                "`",
                "A.",
                "b",
                "-",
                "_",
                "3.5",
                " ",
            ]
        )
    ).map("".join)
)
@settings(max_examples=100, deadline=None)
def test_a_sentence_that_words_an_outcome_is_never_skipped(text: str) -> None:
    if any(map(outcome_signs, split(text))):
        assert may_word_outcome(words(text))


def test_every_wording_of_an_outcome_holds_a_word_that_shows_it() -> None:
    rules = grammar()
    wordings = [" ".join(sign.words) for signs in rules.signs.values() for sign in signs]
    assert [text for text in wordings if not may_word_outcome(words(text))] == []
    assert not may_word_outcome(words("Talks over military aid"))
    table = rules.words
    for starts, ends in (
        (table.sufferings, table.wounds | table.limbs),
        (table.taking, table.captives),
        (table.losing, table.severed),
    ):
        made = (f"{start} {between}{end}" for start in starts for between in ("", "her ", "broken ") for end in ends)
        told = [text for text in made if any(map(outcome_signs, split(text)))]
        assert told
        assert [text for text in told if not may_word_outcome(words(text))] == []
    assert [text for text in wordings if rules.outcome_needs.isdisjoint(text.split())] == []
    assert rules.outcome_needs.isdisjoint(("to", "in", "with", "take", "suffered"))
    fighters = "Five soldiers took three prisoners and suffered deep wounds"
    assert any(map(outcome_signs, split(fighters)))


@given(
    st.lists(st.sampled_from(("the", "a", "in excess of", "half", "at least", "about", "dozen", "few", "7", '"', "x")))
)
@settings(max_examples=100, deadline=None)
def test_no_quantity_is_missed_where_its_first_word_may_be_none(parts: list[str]) -> None:
    tokens = [token for sentence in split(" ".join(parts)) for token in sentence.tokens]
    found = [quantity_at(tokens, at) for at in range(len(tokens))]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(numbers, "_leads", dict)
        assert [quantity_at(tokens, at) for at in range(len(tokens))] == found


def test_every_longer_spelling_of_a_place_is_looked_for() -> None:
    store = gazetteer()
    for place in itertools.islice(store, 0, None, 50):
        first, *more = key(place.name).split()
        assert store.opening(first)[0] == store.numbers(first)
        if more and store.numbers(key(place.name)):
            assert more[0] in store.opening(first)[1]


def test_a_front_whose_query_is_not_asked_would_not_have_matched(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Extractor(WORLD.actors, WORLD.fronts)
    plain = [reader.read(text).fronts for text in texts()]
    everyone = frozenset(number for number, front in enumerate(WORLD.fronts) if front.query)
    monkeypatch.setattr(Cues, "possible", lambda *_: everyone)
    assert [reader.read(text).fronts for text in texts()] == plain
    assert any(plain)


@pytest.mark.parametrize(
    ("query", "text", "actors", "countries"),
    [
        ("country:SY -place:hajin", "no word of it", [], ["SY"]),
        ("(actor:isis or idlib) killed", "killed in Idlib", [], []),
        ("-country:SY", "anything", [], []),
        ("killed>5 or strike", "nothing", [], []),
        ("actor:isis*", "nothing", ["ISIS"], []),
        ('"air strike"', "An air strike", [], []),
    ],
)
def test_queries_that_may_match_are_asked(query: str, text: str, actors: list[str], countries: list[str]) -> None:
    front = Front(id="here", name="Here", query=query)
    matcher = FrontMatcher([front], [Actor(name="ISIS", title="Islamic State")])
    assert matcher._cues.possible(text, actors, countries) == {0}


def test_queries_that_cannot_match_are_not_asked() -> None:
    matcher = FrontMatcher([Front(id="here", name="Here", query="country:SY -place:hajin")], [])
    assert not matcher._cues.possible("Syria", ["ISIS"], ["IQ"])


@pytest.mark.parametrize("text", ["killed in Idlib", "in Idlib"])
def test_every_part_of_a_query_must_be_able_to_match(text: str) -> None:
    front = Front(id="here", name="Here", query="(actor:isis or idlib) (killed or dead)")
    matcher = FrontMatcher([front], [Actor(name="ISIS", title="Islamic State")])
    assert bool(matcher._cues.possible(text, [], [])) is ("killed" in text)


# --- what is kept -------------------------------------------------------------------------------------------


def test_a_memo_keeps_few_and_short_words_and_never_changes_an_answer() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(length, most=3)
    assert [memo[word] for word in ("a", "bb", "a", "x" * 500, "x" * 500)] == [1, 2, 1, 500, 500]
    assert asked == ["a", "bb", "x" * 500, "x" * 500]
    assert [memo[word] for word in ("ccc", "dddd", "a")] == [3, 4, 1]
    assert len(memo) <= 3


@given(st.lists(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")), st.integers(0, 9))
@settings(max_examples=50, deadline=None)
def test_spots_are_where_the_words_stand(said: list[str], wanted: set[str], first: int) -> None:
    assert spots(said, wanted, first) == [at for at, word in enumerate(said, start=first) if word in wanted]


def test_forms_and_marks_are_those_of_the_word_alone() -> None:
    for found in map(words, texts()):
        assert found.rough == tuple(map(rough, found.keys))
        assert found.marks == tuple(map(marks_of, found.keys))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("last night", ["last night"]),
        ("at last the last night of all", ["last night"]),
        ("overnight and overnight", ["overnight", "overnight"]),
        ("the night", []),
        ("last", []),
    ],
)
def test_wordings(text: str, found: list[str]) -> None:
    assert Wordings(("last night", "overnight")).of(text.split()) == found


# --- hostile lengths ----------------------------------------------------------------------------------------

HOSTILE = {
    "one sentence": "At least 12 soldiers were killed and three wounded by a drone strike near Aleppo, they said. ",
    "one word": "killed ",
    "no spaces": "killed",
    "digits": "1234567890 ",
    "one number": "7",
    "capitals": "SYRIAN ARMY KILLED ",
    "brackets": "(",
    "open and shut": "() ",
    "quotes": "\u201c'\u2018 ",
    "articles parted": "the, the - ",
    "apostrophes": "a'",
    "initials": "U.S.",
    "numbers and commas": "1,",
    "lines": "Two killed\n",
}


def claims(text: str) -> object:
    return read_claims(text, split(text), (), {}, published=NOON, source=None)


def lined(text: str) -> object:
    folded = words(text)
    return deeds(line_of(folded, 0, len(folded))) if len(folded) else None


NAMES = Aliases(CONFIG.actors, lambda spelling, actor: False)
STAGES: dict[str, Callable[[str], object]] = {
    "words": words,
    "sentences": split,
    "parses": lambda text: [parse(sentence) for sentence in split(text)],
    "places": lambda text: survey(words(text)),
    "names": lambda text: NAMES.find(words(text)),
    "deeds": lined,
    "machines": lambda text: machines(words(text), ()),
}


def cpu(work: Callable[[str], object], text: str) -> float:
    """The lesser CPU time of two runs."""

    def once() -> float:
        begun = time.process_time()
        work(text)
        return time.process_time() - begun

    return min(once() for _ in range(2))


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", HOSTILE)
def test_time_grows_with_length(stage: str, kind: str) -> None:
    """Twice the text takes about twice the time: six times would already be more than its square."""
    size = 30_000
    text = HOSTILE[kind] * (2 * size // len(HOSTILE[kind]) + 1)
    once, twice = cpu(STAGES[stage], text[:size]), cpu(STAGES[stage], text[: 2 * size])
    assert twice < 6 * max(once, 0.002)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_megabyte_is_read_as_its_beginning(kind: str) -> None:
    """No more than the beginning is read, and twice as much of it takes no more than six times as long."""
    reader = Extractor(CONFIG.actors, CONFIG.fronts)
    text = HOSTILE[kind] * (1_000_000 // len(HOSTILE[kind]) + 1)
    half, whole = text[: extractor.LIMIT // 2], text[: extractor.LIMIT]
    assert reader.read(text, published=NOON) == reader.read(whole, published=NOON)
    assert cpu(reader.read, text) < 6 * max(cpu(reader.read, half), 0.005)


@pytest.mark.parametrize("kind", HOSTILE)
def test_claims_of_a_longer_text_take_longer_in_proportion(kind: str) -> None:
    size = 8_000
    text = HOSTILE[kind] * (2 * size // len(HOSTILE[kind]) + 1)
    assert cpu(claims, text[: 2 * size]) < 6 * max(cpu(claims, text[:size]), 0.005)


DENSE = {
    "figures, one a line": "Two killed\n",
    "figures, one a sentence": "Two killed. ",
    "figures that might sum up": "1 killed. 2 killed. 3 killed. ",
    "figures and places": "12 soldiers killed in Aleppo, 3 wounded. ",
    "figures without a stop": "SDF and ISIS killed 5 SDF, 6 ISIS, 7 SAA and 8 civilians ",
    "figures of a year": "since May 5 killed 6 killed ",
    "figures in quotes": "\u201cTwo killed\u201d \u2018three\u2019 ",
    "figures and commas": "killed, soldiers, two, ",
    "figures and who says so": "SDF said, citing ISIS, 5 killed according to YPG ",
    "figures that they say": "They said 5 killed. ",
    "a state's deeds": "Russia hits 5 killed ",
    "pronouns": "They were killed. ",
    "names": "SDF ISIS YPG Hezbollah ",
    "names, one a line": "SDF\nISIS\n",
    "places": "in Aleppo, Syria; near Mosul, Iraq. ",
    "attacks": "SDF attacked ISIS in Aleppo. ",
    "machines": "SDF destroyed two T-72 tanks of SAA. ",
    "machines without a stop": "SDF destroyed two T-72 tanks of SAA ",
    "machines told of before": "A Ka-52 fell. The ship and the crew of two were killed. ",
    "persons": "General John Smith was killed. ",
}


@pytest.mark.parametrize("kind", DENSE)
def test_a_text_dense_in_what_is_looked_for_takes_longer_in_proportion(kind: str) -> None:
    """Four times the text takes about four times as long; with a step that looks at each pair it would take sixteen."""
    reader = Extractor(WORLD.actors, WORLD.fronts)
    size = 4_500
    text = DENSE[kind] * (4 * size // len(DENSE[kind]) + 1)

    def read(words: str) -> object:
        return reader.read(words, published=NOON)

    assert cpu(read, text[: 4 * size]) < 8 * max(cpu(read, text[:size]), 0.005)


@pytest.mark.parametrize("past", ["", " last year"])
def test_a_text_of_ever_new_days_tells_few_events(past: str) -> None:
    """Each sentence contradicts the one before it, and none names a place: no chain of them is followed to its end."""
    days = itertools.product(range(1990, 2018), ("March", "May", "July", "October"), range(1, 29, 3))
    text = " ".join(f"On {day} {month} {year} five were killed{past}." for year, month, day in days)
    reading = Extractor(WORLD.actors, WORLD.fronts).read(text, published=NOON)
    assert 1 < len(reading.events) <= 12
    assert len(reading.claims) > 300


# --- where things stand -------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 30)), st.integers(-2, 32), st.integers(-2, 32))
def test_things_of_a_sentence_are_those_that_begin_in_it(starts: list[int], low: int, high: int) -> None:
    things = list(enumerate(starts))
    placed = Placed(things, lambda thing: thing[1])
    assert placed.numbers(low, high) == [number for number, at in things if low <= at < high]
    assert placed.within(low, high) == [thing for thing in things if low <= thing[1] < high]


def test_the_line_of_a_word_or_code_point_is_the_one_that_holds_it() -> None:
    folded = words("One two. (Three) four!\nFive ... six; seven?")
    lines = [line_of(folded, low, high) for low, high in ((0, 2), (2, 3), (4, 5), (5, 7))]
    for index in range(-1, len(folded) + 1):
        holds = [number for number, line in enumerate(lines) if line.low <= index < line.high]
        assert line_with(lines, index) == (holds[0] if holds else None)
    for at in range(-1, len(folded.source) + 1):
        spans = [(folded.starts[line.low], folded.ends[line.high - 1]) for line in lines]
        around = [number for number, (start, end) in enumerate(spans) if start <= at < end]
        assert line_around(folded, lines, at) == (around[0] if around else None)
