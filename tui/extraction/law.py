"""Whether people were held or put to death by the law: an arrest or the carrying out of a sentence is no act of war.

Invariants: whom fighters take is a prisoner, whatever they call it; a fighter who is taken is one too, unless what he
is charged with is said; an arrest of which no doer is told counts only beside a word of force."""

from __future__ import annotations

from collections.abc import Mapping

from tui.extraction.countries import by_name, by_seat
from tui.extraction.drafts import Draft
from tui.extraction.grammar import Tag, grammar
from tui.extraction.keys import key
from tui.extraction.reasons import NOT_CONFLICT
from tui.extraction.windows import CLAUSE, around, wording
from tui.model import Actor, Class, Outcome

FIGHTERS = frozenset(("army", "group", "militia", "coalition"))
"""Kinds of actor that fight whatever else they do; states, police and gangs are named for many reasons."""
_CHARGE = 8
"""Tokens around an arrest in which the charge stands: "arrested in the capital on suspicion of spying"."""


def by_law(found: Draft, actors: Mapping[str, Actor], war: bool) -> str:
    """The reason for which the figure is one of the law, or nothing; ``war``: the text has a plain word of war."""
    parse, trigger, words = found.parse, found.bound.trigger, grammar().words
    arrest = found.outcome is Outcome.CAPTURED and parse.lower(trigger.end - 1) in words.arrests
    execution = found.outcome is Outcome.KILLED and parse.lower(trigger.start) in words.executions
    if not (arrest or execution) or _by_fighters(found, actors):
        return ""
    near = around(found, _CHARGE, _CHARGE)
    charged = wording(parse, words.charges, *near) or any(
        parse.tag(at) is not Tag.NUM for at in parse.spots(words.grounds, *near)
    )
    if execution:
        return f"{NOT_CONFLICT}: a sentence carried out" if charged or _by_state(found) else ""
    if not charged and (found.class_ is Class.COMBATANT or _by_force(found, war)):
        return ""
    return f"{NOT_CONFLICT}: an arrest"


def _by_fighters(found: Draft, actors: Mapping[str, Actor]) -> bool:
    attacker = actors.get(found.attacker or "")
    if attacker is not None and attacker.kind in FIGHTERS:
        return True
    return any(found.parse.lower(at) in grammar().words.troops for at in _doer(found))


def _by_state(found: Draft) -> bool:
    """A country itself puts to death: "Redland executes two men", "Redland's execution of two men", "Redland announces
    the execution of two men"."""
    return _country(found, _doer(found) or _announcer(found))


def _announcer(found: Draft) -> range:
    """The phrase before the noun of an execution, or before the verb that announces it."""
    parse, words = found.parse, grammar().words
    end = found.bound.trigger.start
    while end and (parse.tag(end - 1) in (Tag.DET, Tag.POSS) or parse.lower(end - 1) in words.announcing):
        end -= 1
    index = parse.owner[end - 1] if end else -1
    return range(parse.phrases[index].start, end) if index >= 0 else range(0)


def _country(found: Draft, spots: range) -> bool:
    named = key(" ".join(found.parse.tokens[at].text for at in spots))
    return named in by_name() or named in by_seat()


def _by_force(found: Draft, war: bool) -> bool:
    """No police are named, and soldiers are; in a text of war also a raid, or any doer: a state that arrests there is
    its army."""
    parse, words = found.parse, grammar().words
    near = around(found, CLAUSE, CLAUSE)
    if parse.spots(words.lawmen, *near):
        return False
    whom = range(found.phrase.start, found.phrase.end)
    return any(at not in whom for at in parse.spots(words.troops, *near)) or (
        war and bool(_doer(found) or parse.spots(words.searches, *near))
    )


def _doer(found: Draft) -> range:
    agent = found.bound.agent
    return range(0) if agent < 0 else range(found.parse.phrases[agent].start, found.parse.phrases[agent].end)
