"""How well an incident is known, in one letter and in words.

Invariant: a grade says who vouches, never how bad it is; every grade comes with its reason. The grades follow Airwars
(confirmed, fair, weak, contested, discounted), with independent origins counted as Iraq Body Count and the BBC do:
copies of one line are one origin.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from tui.ledger.camps import Camps
from tui.ledger.claims import Standing
from tui.ledger.told import Told, is_denial
from tui.ledger.voiced import Voiced
from tui.model import ClaimantRole, Class, Grade, State

FEW = 5
"""One in so many must say so for a culprit to compete, or a front to be taken up."""


_ACCIDENT = frozenset(("crash",))
_ATTACK = frozenset(("shoot_down", "missile"))


def grade(
    texts: Sequence[Told],
    standing: Standing,
    disputes: Sequence[str],
    own: Sequence[str],
    origins: int,
    camps: Camps,
) -> tuple[Grade, str]:
    """The grade and its reason. ``disputes`` are the contradictions between voices, as :func:`disputed` and the
    figures find them; ``own`` names who acknowledges losses of its own."""
    if discounted(standing):
        return Grade.DISCOUNTED, "every figure was withdrawn"
    admitted = _admission(own, texts, camps) or _finding(texts)
    if _party_rejects(texts):
        # Who is said to have done it denies it: what the other side admits of its own does not settle that.
        return Grade.CONTESTED, disputes[0] if disputes else "denied"
    if admitted is not None:
        return Grade.CONFIRMED, admitted
    if disputes:
        return Grade.CONTESTED, disputes[0]
    anonymous = standing.amounts and all(amount.role is ClaimantRole.UNKNOWN for amount in standing.amounts)
    if anonymous:
        return Grade.UNATTRIBUTED, f"nobody can be named for it: {standing.amounts[0].name}"
    if origins >= 2:
        return Grade.FAIR, f"{origins} independent origins agree"
    if origins == 1:
        return Grade.WEAK, "one origin"
    return Grade.UNATTRIBUTED, "nobody can be named for it"


def discounted(standing: Standing) -> bool:
    """There were figures and all were taken back."""
    return not standing.amounts and any(row.state is State.WITHDRAWN for row in standing.rows)


def _admission(own: Sequence[str], texts: Sequence[Told], camps: Camps) -> str | None:
    """Who of those that suffered or caused it admits it, and who tells so; None: nobody. To claim the enemy's dead is
    no admission."""
    if own:
        return f"{own[0]} admits its own losses, {_told_by(texts, lambda one: one.name == own[0])}"
    caused = [one for one in _voiced(texts) if _admits_cause(one, camps)]
    if not caused:
        return None
    actor = caused[0].claim.claimant_actor
    return f"{actor} admits that it caused it, {_told_by(texts, lambda one: one in caused)}"


def _admits_cause(one: Voiced, camps: Camps) -> bool:
    claim = one.claim
    civilian = claim.class_ is Class.CIVILIAN and one.counts and claim.n != 0
    return civilian and camps.together(claim.claimant_actor, claim.attacker)


def _finding(texts: Sequence[Told]) -> str | None:
    """Which body that looks into such matters, or which court, has found it to be so, and who tells so; None: none."""
    for one in _voiced(texts):
        found = _found_by(one)
        if found is not None:
            return f"verified by {found}, {_told_by(texts, lambda other: _found_by(other) is not None)}"
    return None


def _found_by(one: Voiced) -> str | None:
    return verified_by(one.claim.sentence) if one.counts and one.claim.n else None


def _told_by(texts: Sequence[Told], holds: Callable[[Voiced], bool]) -> str:
    """What an acknowledgement rests on: the party's own outlet, or those who pass it on. One outlet's word for what
    another has admitted is still one outlet's word, and the reason says so."""
    found = [(text, one) for text in texts if text.current for one in text.claims if one.counts and holds(one)]
    if any(text.party is not None and text.party == one.actor for text, one in found):
        return "in its own outlet"
    outlets = sorted({text.channel: text.outlet for text, _ in found}.values())
    return f"told by {outlets[0]} alone" if len(outlets) == 1 else f"told by {len(outlets)} outlets"


def _voiced(texts: Sequence[Told]) -> list[Voiced]:
    return [one for text in texts if text.current for one in text.claims]


def verified_by(sentence: str) -> str | None:
    """Who settles by this sentence what happened, as worded; None: nobody."""
    for found in _verified().finditer(sentence):
        if not _undecided().search(sentence, max(0, found.start() - 12), found.end()):
            return found["first"] or found["last"]
    return None


@cache
def _words() -> dict[str, list[str]]:
    raw = files(__package__).joinpath("data/verified.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(raw)
    return table


@cache
def _verified() -> re.Pattern[str]:
    """ "OHCHR has verified", "court finds", "verified by the UN"."""
    bodies, courts, verbs = ("|".join(map(re.escape, _words()[name])) for name in ("bodies", "courts", "verbs"))
    who = rf"(?:{bodies}|(?i:{courts}))"
    return re.compile(
        rf"\b(?P<first>{who})(?:'s)?(?: [\w-]{{1,20}}){{0,3}}? (?i:{verbs})\b"
        rf"|\b(?i:{verbs}) by (?:the |a )?(?P<last>{who})(?!\w)"
    )


@cache
def _undecided() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words()['denials'])})\b", re.I)


def disputed(texts: Sequence[Told], camps: Camps) -> tuple[str, ...]:
    """Explicit denials, and competing culprits named by different voices."""
    return (*_denials(_voiced(texts)), *_rejections(texts), *_causes(texts), *_culprits(texts, camps))


def _party_rejects(texts: Sequence[Told]) -> bool:
    return any(text.current and text.denial is not None and text.origin.startswith("party:") for text in texts)


def _rejections(texts: Sequence[Told]) -> tuple[str, ...]:
    """Texts that deny what others, or others in them, report."""
    harm = {one.row.origin for text in texts if text.current for one in text.claims if one.counts and one.claim.n != 0}
    denials = {text.outlet: text.item.title for text in texts if text.current and text.denial is not None and harm}
    return tuple(f"denied ({outlet}): {denials[outlet]}" for outlet in sorted(denials))


def _causes(texts: Sequence[Told]) -> tuple[str, ...]:
    """Did the machine crash, or was it shot down?"""
    told: dict[bool, str] = {}
    for text in texts:
        if text.current and text.main and text.event.kind in (*_ACCIDENT, *_ATTACK):
            told.setdefault(text.event.kind in _ATTACK, text.outlet)
    return (f"cause: a crash ({told[False]}) against hostile fire ({told[True]})",) if len(told) == 2 else ()


def _denials(voiced: Sequence[Voiced]) -> tuple[str, ...]:
    harm = {one.row.origin for one in voiced if one.counts and one.claim.n != 0}
    denials = {one.name: one for one in voiced if is_denial(one.claim) and harm - {one.row.origin}}
    return tuple(f"denied by {name}: {denials[name].claim.sentence or 'no casualties'}" for name in sorted(denials))


def _culprits(texts: Sequence[Told], camps: Camps) -> tuple[str, ...]:
    """One line where voices that give figures name attackers that do not stand together. A name that few of them
    have is a slip of one text rather than a competing claim."""
    named: dict[str, dict[str, str]] = {}
    channels: dict[str, set[str]] = {}
    for text in texts:
        for one in text.claims if text.current else ():
            if one.counts and one.claim.attacker is not None:
                named.setdefault(one.claim.attacker, {}).setdefault(one.row.origin, one.name)
                channels.setdefault(one.claim.attacker, set()).add(text.channel)
    everyone = {channel for those in channels.values() for channel in those}
    heard = sorted(name for name, those in channels.items() if len(those) * FEW >= len(everyone))
    pairs = [
        (one, other)
        for one in heard
        for other in heard
        if one < other and not camps.together(one, other) and set(named[one]) != set(named[other])
    ]
    return tuple(
        f"attacker: {one} ({min(named[one].values())}) against {other} ({min(named[other].values())})"
        for one, other in pairs[:3]
    )
