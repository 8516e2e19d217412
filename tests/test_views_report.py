"""Reading the reports of an incident inside the board."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.board_fixture import NOW, ago, claim_row, incident, report
from tests.board_pilot import running
from tui.model import Changes, Incident, Item, State
from tui.text import is_safe
from tui.views.claim_rows import Context, claim_list
from tui.views.glyphs import ASCII, UNICODE
from tui.views.report_rows import NO_TEXT, NOT_KEPT, READ, report_list, report_page
from tui.views.rows import Row, text_of, width_of

TITLE = "Nine killed in strike on Rafah"
SUMMARY = "Nine people were killed, medics said.\nThe army had said [red]12[/red] on Monday."


def item(title: str = TITLE, summary: str = SUMMARY, source: str = "afp") -> Item:
    return Item(id=f"{source}-item", source=source, title=title, summary=summary, seen=ago(20), time=ago(20))


def told() -> Incident:
    """Two reports; the newer one has a figure that counts and one that does not."""
    counted = claim_row("Nine people were killed, medics said.", "Nine people", 9, 9, claimant="medics")
    refused = claim_row(
        "The army had said [red]12[/red] on Monday.", "12", 12, 12, state=State.REFUSED, reason="past event"
    )
    rows = [msgspec.structs.replace(row, item="afp-item") for row in (counted, refused)]
    one = incident("one", TITLE, 20)
    newer = msgspec.structs.replace(report("afp", TITLE, 20), item="afp-item", url="https://afp.example.org/9")
    older = msgspec.structs.replace(report("tass", "Strike on Rafah", 40), item="tass-item", url="javascript:alert(1)")
    return msgspec.structs.replace(one, claims=tuple(rows), reports=(newer, older))


def context(*items: Item, ascii_only: bool = False) -> Context:
    return Context({one.id: one for one in items}, {}, {}, NOW, ASCII if ascii_only else UNICODE)


def said(rows: list[Row]) -> str:
    return "\n".join(text_of(row).rstrip() for row in rows)


def styles(rows: list[Row]) -> dict[str, str]:
    return {text: style for row in rows for text, style in row}


def test_a_report_is_shown_whole_with_its_figures_below() -> None:
    text = said(report_page(told(), 0, context(item()), 120))
    for words in (
        "report 1 of 2\n",
        "https://afp.example.org/9",
        TITLE,
        "Nine people were killed, medics said.",
        "The army had said [red]12[/red] on Monday.",
        "FIGURES READ IN IT  2 claims",
        "says medics",
        "why: past event",
    ):
        assert words in text


def test_a_figure_that_counts_is_marked_otherwise_than_one_that_does_not() -> None:
    rows = report_page(told(), 0, context(item()), 120)
    lines = rows[: next(at for at, row in enumerate(rows) if "FIGURES" in text_of(row))]
    assert styles(lines)["people"] == "figure"
    assert styles(lines)["12"] == "uncounted"
    assert styles(lines)["medics"] == ""


def test_a_lead_that_repeats_its_headline_is_marked_where_it_repeats_it() -> None:
    text = f"{TITLE}\n{TITLE}\nMore follows."
    ahead, behind = (0, 4), (len(TITLE) + 1, len(TITLE) + 5)
    rows = []
    for span, state in ((ahead, State.ACTIVE), (behind, State.REFUSED)):
        row = claim_row(TITLE, "Nine", 9, 9, state=state)
        rows.append(msgspec.structs.replace(row, item="afp-item", claim=msgspec.structs.replace(row.claim, span=span)))
    one = msgspec.structs.replace(told(), claims=tuple(rows))
    shown = report_page(one, 0, context(item(summary=text.partition("\n")[2])), 100)
    marked = [style for row in shown[:8] for words, style in row if words == "Nine"]
    assert marked == ["figure", "uncounted"]


@pytest.mark.parametrize(
    ("items", "words"),
    [((), NOT_KEPT), ((item(summary=""),), NO_TEXT)],
    ids=["gone with its time", "a headline alone"],
)
def test_what_is_not_there_is_said(items: tuple[Item, ...], words: str) -> None:
    text = said(report_page(told(), 0, context(*items), 80))
    assert words in text
    assert TITLE in text


def two_in_one() -> Incident:
    """Two figures in one sentence, of which one counts."""
    words = "Nine people were killed and 30 were hurt, medics said."
    killed = claim_row(words, "Nine people", 9, 9, claimant="medics")
    hurt = claim_row(words, "30", 30, 30, claimant="medics", state=State.REFUSED, reason="past event")
    rows = tuple(msgspec.structs.replace(row, item="afp-item") for row in (killed, hurt))
    return msgspec.structs.replace(told(), claims=rows)


def test_a_sentence_stands_once_below_the_claims_that_it_makes() -> None:
    read = report_page(two_in_one(), 0, context(), 100)
    text = said(read)
    assert text.count("Nine people were killed and 30 were hurt") == 1
    assert text.index("Nine people killed") < text.index("why: past event") < text.index('"Nine people were')
    quoted = styles([row for row in read if text_of(row).startswith('  "')])
    assert {"Nine": "figure", "30": "uncounted"}.items() <= quoted.items()


@pytest.mark.parametrize(
    ("chain", "claimant", "words"),
    [
        ((), None, "says the outlet itself"),
        (("AFP",), "AFP", "says the outlet itself"),
        (("the ministry",), "the ministry", "says the ministry"),
        (("state TV", "the army"), "the army", "says the army, via state TV"),
        (("AFP", "the army"), "the army", "says the army"),
        (("AFP", "state TV", "the army"), "the army", "says the army, via state TV"),
    ],
)
def test_who_says_so_and_by_whom_it_came_are_named_once(
    chain: tuple[str, ...], claimant: str | None, words: str
) -> None:
    row = claim_row("Nine people were killed.", "Nine people", 9, 9, claimant=claimant)
    claim = msgspec.structs.replace(row.claim, chain=chain)
    lines = claim_list([msgspec.structs.replace(row, claim=claim, outlet="AFP")], context(), 100, outlet=False)
    assert text_of(lines[0]).endswith(words)


def column(rows: list[Row], words: str) -> set[int]:
    return {text_of(row).index(words) for row in rows if words in text_of(row)}


def test_headlines_of_reports_stand_under_each_other() -> None:
    reports = tuple(report(source, f"Headline {'of strike ' * 9}", 20) for source in ("afp", "tass", "sohr"))
    one = msgspec.structs.replace(told(), reports=reports)
    wide, narrow = (report_list(one, context(), width, current=0) for width in (100, 50))
    assert len(column(wide, "Headline")) == 1
    assert len(column(wide[2:3], "of strike")) == 1
    assert column(wide, "Headline") == column(wide[2:3], "of strike"), "the rest of a headline stands below its start"
    assert all(width_of(row) <= 50 for row in narrow)
    assert not any(text_of(row).startswith(("Headline", "of", "strike")) for row in narrow)


def test_where_the_head_of_a_report_is_too_long_it_breaks_between_its_parts() -> None:
    assert [text_of(row) for row in report_page(told(), 0, context(item()), 50)][:2] == [
        "AFP (wire) · 07 May 2018 13:46 UTC, 20 min ago",
        "report 1 of 2",
    ]


def test_a_report_without_figures_says_so() -> None:
    assert "none: it tells of the incident without one" in said(report_page(told(), 1, context(item()), 80))


@given(one=strategies.incidents, width=st.integers(1, 160), ascii_only=st.booleans(), body=strategies.words)
@settings(max_examples=100, deadline=None)
def test_no_report_breaks_the_page(one: Incident, width: int, ascii_only: bool, body: str) -> None:
    for index, each in enumerate(one.reports):
        kept = msgspec.structs.replace(item(each.title, body), id=each.item)
        rows = report_page(one, index, context(kept, ascii_only=ascii_only), width)
        assert rows
        assert all(width_of(row) <= min(width, READ) for row in rows if width >= 2)
        assert all(is_safe(text_of(row)) for row in rows)


async def test_the_board_turns_its_reports() -> None:
    given = Changes(time=NOW, items=(item(), item("Strike on Rafah", "It was night.", "tass")), incidents=(told(),))
    async with running(given=[given]) as run:
        assert "Nine people were killed" in await run.press("0", "b")
        assert run.top == "report"
        assert "It was night." in await run.press("n")
        assert "that was the oldest report" in await run.press("n")
        assert "this report has no web address that may be opened" in await run.press("o")
        assert "Nine people were killed" in await run.press("N")
        assert "y copies it: https://afp.example.org/9" in await run.press("o")
        await run.press("y")
        assert "why: past event" in run.app.clipboard
        await run.press("b")
        assert run.top == "desk"


async def test_a_report_that_comes_in_does_not_turn_the_page() -> None:
    one = told()
    async with running(given=[Changes(time=NOW, items=(item(),), incidents=(one,))]) as run:
        await run.press("0", "b")
        newest = msgspec.structs.replace(report("sohr", "Ten killed in Rafah", 1), item="sohr-item")
        more = msgspec.structs.replace(one, reports=(newest, *one.reports))
        text = await run.give(Changes(time=NOW, incidents=(more,)))
        assert "Nine people were killed" in text
        assert "report 2 of 3" in text


async def test_where_nothing_is_selected_nothing_opens() -> None:
    async with running(given=[Changes(time=NOW)]) as run:
        assert "nothing is selected" in await run.press("0", "b")
        assert run.top == "desk"
