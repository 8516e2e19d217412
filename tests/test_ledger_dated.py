"""Reports that a page dates by itself, and those that nothing dates, among reports of known times."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger_kit import ACTORS, at, claim, text
from tests.test_ledger_figures import Pair, ledger_of
from tests.test_ledger_groups import partition
from tui.extraction.extractor import Extractor
from tui.feeds.stamps import BY_ADDRESS, BY_NUMBER, UNDATED
from tui.ledger.floods import Floods
from tui.ledger.match import compare, features
from tui.ledger.part import Part
from tui.ledger.parts import parts_of
from tui.model import Dyad
from tui.reading import told
from tui.texts import Text, as_item, blanked

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
LONG_AFTER = 24.0 * 400


def part(pair: Pair) -> Part:
    return parts_of(*pair)[0]


def flagged(pair: Pair, flag: str, hours: float | None = None) -> Pair:
    """The same text, dated by something else than its feed; ``hours`` after the start where it is put."""
    entry, said = pair
    time = entry.time if hours is None else at(hours)
    return msgspec.structs.replace(entry, published=None, date_flag=flag, time=time, seen=time), said


def test_a_page_dated_by_its_address_is_of_any_hour_of_that_day() -> None:
    posted = text(1, "afp", 3, claim(4))
    page = text(2, "sohr", 17.9, claim(4))
    apart = {
        flag: features(part(posted), part(flagged(page, flag))).get("day", 0.0) for flag in (BY_ADDRESS, BY_NUMBER)
    }
    assert apart[BY_ADDRESS] == 0
    assert apart[BY_NUMBER] == pytest.approx(14.9 / 24)


def test_pages_of_two_days_are_kept_apart() -> None:
    first, other = (
        flagged(text(n, source, hours, claim(4), title="Shells kill four in Hajin"), BY_ADDRESS)
        for n, source, hours in ((1, "afp", 18), (2, "sohr", 18 + 24 * 7))
    )
    assert compare(part(first), part(other)).apart == "reported too long apart"
    assert len(ledger_of(first, other)) == 2


def test_a_text_that_nothing_dates_may_be_of_any_time_and_one_from_a_feed_may_not() -> None:
    words = "Drone hits Hajin flour mill, two millers named Barhoum killed at their oven"
    dated = text(1, "afp", 0, claim(2), title=words)
    later = text(2, "sohr", LONG_AFTER, claim(2), title=words)
    assert len(ledger_of(dated, flagged(later, UNDATED))) == 1
    assert len(ledger_of(dated, flagged(later, "missing"))) == 2
    assert len(ledger_of(dated, later)) == 2


def test_the_day_that_a_text_writes_is_evidence_only_where_nothing_else_bounds_its_time() -> None:
    posted = text(1, "afp", 3, claim(4))
    page = text(2, "sohr", 5, claim(4), title="Shells kill four in Hajin on 1 March 2026")
    written = {"date_near", "year_now"}
    assert written <= features(part(posted), part(flagged(page, UNDATED))).keys()
    assert not written & features(part(posted), part(page)).keys()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", BY_ADDRESS, BY_NUMBER, "missing", UNDATED]),
            st.integers(0, 400),
            st.sampled_from(["Shells kill four in Hajin", "Drone hits Hajin flour mill", "Toll of Hajin rises"]),
            st.integers(1, 6),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_grouping_does_not_depend_on_the_order_of_arrival_however_texts_are_dated(
    stream: list[tuple[str, int, str, int]], rng: random.Random
) -> None:
    pairs = []
    for n, (flag, hours, title, killed) in enumerate(stream):
        pair = text(n, ("afp", "sohr", "herald")[n % 3], hours, claim(killed), title=title)
        pairs.append(flagged(pair, flag, LONG_AFTER if flag == UNDATED else None) if flag else pair)
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.ledger.index.POSTINGS", 3)
        assert partition(ledger_of(*pairs)) == partition(ledger_of(*shuffled))


def test_what_is_late_is_marked_late_even_if_its_address_dates_it() -> None:
    floods, newest = Floods(), at(24 * 10)
    entry, _ = flagged(text(1, "afp", 0, claim(4)), BY_ADDRESS)
    assert floods.mark(entry, newest).date_flag == "late"
    old = msgspec.structs.replace(entry, date_flag="missing")
    assert floods.mark(old, newest).date_flag == "missing"


SIEGE = (
    "Fighters who hold the prison of Hajin traded fire with guards on Thursday, an officer said.",
    "Four days into the revolt the guards have won back the yard of Hajin prison, an officer said.",
)


def besieged(title: str, hours: float, source: str) -> Part:
    parties = (Dyad(attacker=ACTORS[0].name, target=ACTORS[1].name),)
    day = at(hours).replace(hour=0)
    said = text(int(hours), source, hours, title=title, place="Hajin", kind="siege", dyads=parties, when=day)
    return part(said)


def test_a_building_that_two_parties_fight_for_is_one_incident_for_days() -> None:
    first, later = besieged(SIEGE[0], 0, "afp"), besieged(SIEGE[1], 90, "sohr")
    assert "siege" in features(first, later)
    assert compare(first, later).apart is None
    elsewhere = besieged(SIEGE[1].replace("prison", "valley"), 90, "sohr")
    assert "siege" not in features(first, elsewhere)
    assert compare(first, elsewhere).apart is not None


@pytest.mark.parametrize(
    ("page", "want"),
    [
        (
            "Share\nLink copied\nShells fell on the mill of the village at dawn today.\nPrint\nNobody was hurt.",
            "Shells fell on the mill of the village at dawn today.\n     \nNobody was hurt.",
        ),
        (
            "2 March 2026\nShells fell on the mill of the village at dawn today.",
            "Shells fell on the mill of the village at dawn today.",
        ),
        ("Kabul blast\nFive dead", "Kabul blast\nFive dead"),
        ("Shells hit mill\n", "Shells hit mill\n"),
    ],
)
def test_labels_around_a_page_are_neither_headline_nor_words_of_it(page: str, want: str) -> None:
    kept = blanked(page)
    assert len(kept) == len(page)
    assert kept.lstrip() == want


@given(st.text(alphabet="ab .\n", max_size=200))
def test_blanking_moves_nothing(page: str) -> None:
    kept = blanked(page)
    assert len(kept) == len(page)
    assert all(new == old or new == " " for new, old in zip(kept, page, strict=True))


def test_a_text_from_a_pipe_is_dated_by_the_page_and_else_by_nothing() -> None:
    words = "Two killed as shells fall on the mill of the village at dawn"
    page = as_item(Text(id="a", text=f"1 March 2026\n{words}"), None, NOON)
    assert (page.title, f"{page.time:%Y-%m-%d}", page.date_flag) == (words, "2026-03-01", "by dateline")
    assert as_item(Text(id="b", text=words), None, NOON).date_flag == UNDATED


def test_weekdays_are_read_by_the_day_that_the_page_says() -> None:
    words = "Two soldiers were killed on Friday in an air strike on the village of Hajin."
    extractor = Extractor(ACTORS, ())
    _, dated = told(Text(id="a", text=words, url="https://herald.example/2026/03/01/x"), None, extractor, NOON)
    _, undated = told(Text(id="b", text=words), None, extractor, NOON)
    days = [[f"{event.when:%Y-%m-%d}" for event in one.events if event.when is not None] for one in (dated, undated)]
    assert days == [["2026-02-27"], []]
