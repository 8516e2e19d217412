"""The pages about one incident: what they say, and that no value or width can break them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.board_fixture import NOW, ago, claim_row, helicopter, incident, incidents, items
from tests.ledger_kit import claim, text
from tests.test_ledger_figures import one_incident
from tui.model import Claim, ClaimantRole, Incident, LogLine, Outcome, Tally
from tui.text import is_safe
from tui.views.claim_rows import Context
from tui.views.copying import LIMIT, incident_text
from tui.views.detail_rows import chains, detail
from tui.views.evidence_rows import why_incident, why_tally
from tui.views.format import outcome_text
from tui.views.glyphs import ASCII, UNICODE
from tui.views.incident_rows import head, incident_row
from tui.views.rows import Row, text_of, width_of

NAMES = {"hajin": "Hajin pocket"}


def context(now: dt.datetime = NOW, *, ascii_only: bool = False) -> Context:
    titles = {one.id: one.title for one in incidents()}
    return Context({item.id: item for item in items()}, NAMES, titles, now, ASCII if ascii_only else UNICODE)


def said(rows: Sequence[Row]) -> str:
    return "\n".join(text_of(row) for row in rows)


def test_the_detail_says_all_that_is_known() -> None:
    text = said(detail(helicopter(), context(), 100))
    for words in (
        "Ka-52 lost near Mayadin, both crew dead",
        "C confirmed · 4 outlets, 4 origins · acknowledged by the side that lost them",
        "Mayadin, SY · crash",
        "front: Hajin pocket",
        "ISIS > Russia ?",
        "2 (5 claimed by ISIS)",
        "Russia killed: Russia admits 2; ISIS claims 5",
        "shot down by ISIS",
        "1 > 2 killed (Russian defence ministry)",
        "counted: Both crew members killed, Russia",
        "superseded: At least one airman killed, Russia",
        "FIGURES NOT COUNTED",
        "TOTALS AS CLAIMED, NEVER ADDED",
        "1 x Ka-52, lost, of Russia",
        "A. Gordeyev, captain, pilot, Russia, killed",
        "POSSIBLY THE SAME",
        "Convoy hit by a mine on the T2 road",
    ):
        assert words in text, words


def test_what_a_belligerents_outlet_says_of_the_enemy_is_claimed_and_of_its_own_admitted() -> None:
    own = claim_row("Nine of ours fell", "Nine", 9, 9, side="SDF", actor="SDF", role=ClaimantRole.SAME_SIDE)
    boast = claim_row("20 Daesh killed", "20", 20, 20, side="ISIS", actor="SDF", role=ClaimantRole.OTHER_SIDE)
    rows = tuple(
        msgspec.structs.replace(
            row, claim=msgspec.structs.replace(row.claim, claimant_actor=None, claimant_role=ClaimantRole.UNKNOWN)
        )
        for row in (own, boast)
    )
    text = said(detail(incident("a", "Clash near Hajin", 1, claims=rows), context(), 120))
    for words in (
        "counted: Nine killed, SDF · says the outlet of SDF (own side)",
        "claimed: 20 killed, ISIS · says the outlet of SDF (other side)",
        "SDF killed: SDF admits 9; its enemy claims nothing",
        "ISIS killed: ISIS admits nothing; SDF claims 20",
    ):
        assert words in text, words


def test_the_figure_is_marked_in_its_sentence() -> None:
    quoted = [row for row in detail(helicopter(), context(), 100) if text_of(row).startswith('  "')]
    for style, words in (
        ("figure", "Both crew members"),
        ("uncounted", "5 on boardAt least one airman39 people92 servicemen"),
    ):
        marked = [part for row in quoted for part, of in row if of == style]
        assert " ".join("".join(marked).split()) == words, "one that counts otherwise than one that does not"


def test_a_span_of_another_revision_is_not_believed() -> None:
    moved = {item.id: msgspec.structs.replace(item, summary="Rewritten. " + item.summary) for item in items()}
    other = Context(moved, NAMES, {}, NOW, UNICODE)
    marked = [part for row in detail(helicopter(), other, 100) for part, style in row if style == "figure"]
    assert "".join(marked).startswith("Both crew members"), "the wording is looked for in the sentence itself"


def test_midnight_is_a_day_and_not_a_time() -> None:
    at_midnight = msgspec.structs.replace(helicopter(), event_time=dt.datetime(2018, 5, 6, tzinfo=dt.UTC))
    assert "happened 06 May 2018 ·" in said(detail(at_midnight, context(), 120))


def log(*steps: tuple[int, int], claimant: str = "AFP") -> list[LogLine]:
    return [
        LogLine(
            time=ago(100 - n), kind="superseded", text="x", outcome=Outcome.KILLED, old=old, new=new, claimant=claimant
        )
        for n, (old, new) in enumerate(steps)
    ]


def test_chains_follow_a_toll_and_show_gaps() -> None:
    assert chains(log((12, 19), (19, 34))) == ["12 > 19 > 34 killed (AFP)"]
    assert chains(log((12, 19), (30, 34))) == ["12 > 19 > 30 > 34 killed (AFP)"]
    assert chains([*log((12, 19)), *log((5, 6), claimant="SANA")]) == ["12 > 19 killed (AFP)", "5 > 6 killed (SANA)"]
    assert chains([LogLine(time=NOW, kind="joined", text="y")]) == []


def test_the_evidence_of_one_claim_names_it_once() -> None:
    text = " ".join(said(why_incident(helicopter(), context(), 200)).split())
    assert "2 by the one claim that counts, from the Russian defence ministry; 5 claimed by ISIS only" in text


def test_the_evidence_of_a_tally_lists_every_incident_of_the_sum() -> None:
    tally = Tally(
        front="hajin", side="ISIS", class_=incidents()[2].figures[0].class_, outcome=Outcome.KILLED, low=12, high=34,
        open=False, incidents=1, weak=1, vague=1,
    )  # fmt: skip
    text = said(why_tally(tally, incidents(), context(), 120))
    assert "Hajin pocket: ISIS, killed" in text
    assert "SDF reaches the outskirts of Hajin" in text
    assert "Ka-52" not in text


@given(one=strategies.incidents, width=st.integers(1, 160), ascii_only=st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_incident_breaks_a_page(one: Incident, width: int, ascii_only: bool) -> None:
    around = context(ascii_only=ascii_only)
    for rows in (detail(one, around, width), why_incident(one, around, width)):
        assert rows
        assert all(width_of(row) <= width for row in rows if width >= 2)
        assert all(is_safe(text_of(row)) for row in rows)
    assert len(incident_text(one, NAMES).encode()) <= LIMIT


@given(one=strategies.incidents, width=st.integers(11, 240), headed=st.booleans(), front=st.none() | strategies.words)
@settings(max_examples=100, deadline=None)
def test_an_incident_fits_its_row_and_its_heading(one: Incident, width: int, headed: bool, front: str | None) -> None:
    row = incident_row(one, width, NOW, UNICODE, fresh=True, headed=headed, front=front)
    assert width_of(row) == width
    if headed:
        assert width_of(head(width, UNICODE, fronts=front is not None)) == width


def test_an_incident_of_which_nothing_is_known_is_told_without_noughts() -> None:
    bare = incident("bare", "Something happened", 5, (), sources=())
    text = said(detail(bare, context(), 80)) + said(why_incident(bare, context(), 80))
    assert "no figure is given" in text
    assert "no report gives a figure" in text
    assert "place not known" in text
    assert "no front" in text


def test_what_is_left_of_a_total_says_of_which() -> None:
    found = one_incident(text(1, "afp", 0, claim(10), claim(2, class_="civilian", sub="child", within=0)))
    why = said(why_incident(found, context(), 110))
    assert "8 left of 10, as told by AFP" in why
    assert "part of another figure: says what some of those were" in why


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        ((claim(10), claim(2, class_="civilian", within=0)), "10"),
        ((claim(10, kind="at_least"), claim(2, class_="civilian", within=0)), "10+"),
        ((claim(18, side="ISIS", class_="combatant"), claim(7, side="SDF", class_="combatant")), "18"),
        ((claim(4, class_="combatant"), claim(2, class_="civilian")), "4"),
    ],
    ids=["a part", "an open total", "two sides", "two classes"],
)
def test_a_list_shows_the_total_where_one_is_told(claims: tuple[Claim, ...], shown: str) -> None:
    assert outcome_text(one_incident(text(1, "afp", 0, *claims)), Outcome.KILLED) == shown
