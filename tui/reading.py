"""``extract`` and ``ledger``: texts from a pipe through the same extraction and ledger as the board's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import msgspec

from tui import text as gate
from tui.config import Config
from tui.extraction.extractor import Extractor
from tui.extraction.output import to_json as reading_json
from tui.feeds.stamps import UNDATED
from tui.ledger.book import Ledger
from tui.ledger.output import to_json as incident_json
from tui.model import Claim, Dyad, Item, Reading, Source, State
from tui.texts import BadLine, Outlets, Text, as_item, blanked, read_jsonl

Put = Callable[[str], object]


def extract_jsonl(lines: Iterable[bytes], config: Config, now: dt.datetime, put: Put) -> int:
    """One line of JSON a text, in order. Returns how many lines could not be read."""
    extractor = Extractor(config.actors, config.fronts)
    outlets = Outlets(config.sources)
    bad = 0
    for each in read_jsonl(lines):
        if isinstance(each, BadLine):
            bad += 1
            put(_line({"id": each.id, "error": each.error}))
        else:
            _, reading = told(each, outlets.of(each.host), extractor, now)
            put(_line(reading_json(each.id, each.text, reading)))
    return bad


def ledger_jsonl(lines: Iterable[bytes], config: Config, now: dt.datetime, put: Put) -> int:
    """One line of JSON an incident, after the whole input is read. Returns how many lines could not be read."""
    extractor = Extractor(config.actors, config.fronts)
    outlets = Outlets(config.sources)
    ledger = Ledger(config.sources, config.actors)
    pairs: list[tuple[Item, Reading]] = []
    bad = 0
    for each in read_jsonl(lines):
        if isinstance(each, BadLine):
            bad += 1
            put(_line({"id": each.id, "error": each.error}))
            continue
        pairs.append(told(each, outlets.of(each.host), extractor, now))
    ledger.extend(pairs)
    for id_ in ledger.ids():
        put(_line(incident_json(ledger.incident(id_), ledger.items_of(id_))))
    return bad


def told(text: Text, source: Source | None, extractor: Extractor, now: dt.datetime) -> tuple[Item, Reading]:
    """The text as the ledger takes it, and what it says. Days of the week are read by the day that the page itself
    says, if any."""
    item = as_item(text, source, now)
    published = None if item.date_flag == UNDATED else item.time
    return item, extractor.read(blanked(text.text), published=published, source=source)


def _line(value: dict[str, object]) -> str:
    return msgspec.json.encode(value).decode() + "\n"


# --- for people ---------------------------------------------------------------------------------------


def explain(raw: bytes, config: Config) -> str:
    """What one plain text says, and why each figure counts or not."""
    words = gate.aligned(raw.decode("utf-8-sig", "replace"))
    text = Text(id="1", text=words.strip())
    reading = Extractor(config.actors, config.fronts).read(blanked(text.text))
    return "".join(f"{line}\n" for line in _explanation(text, reading, config))


def _explanation(text: Text, reading: Reading, config: Config) -> Iterator[str]:
    found = reading_json(text.id, text.text, reading)
    names = {front.id: front.name for front in config.fronts}
    yield "figures  " + ", ".join(f"{key} {found[key]}" for key in ("killed", "wounded", "missing", "captured"))
    yield "fronts   " + (", ".join(names.get(front, front) for front in reading.fronts) or "none")
    yield "actors   " + (", ".join(dict.fromkeys(mention.actor for mention in reading.actors)) or "none")
    yield "places   " + (", ".join(dict.fromkeys(mention.place.name for mention in reading.places)) or "none")
    pairs = (
        (d.attacker or d.attacker_text or "?", d.target or d.target_text or "?") for d in reading.dyads if _says(d)
    )
    for attacker, target in dict.fromkeys(pairs):
        yield f"dyad     {attacker} > {target}"
    for person in reading.persons:
        yield "person   " + " ".join(filter(None, (person.rank, person.name, person.outcome)))
    for thing in reading.equipment:
        yield "equip    " + " ".join(filter(None, (thing.operator, thing.type, thing.outcome)))
    for pressed in found["pressure"]:
        yield f"pressed  {pressed['actor']} on {', '.join(names.get(front, front) for front in pressed['fronts'])}"
    for claim in reading.claims:
        yield f"claim    {_claim(claim, reading)}"
        yield f"           {claim.sentence.strip()}"


def _says(dyad: Dyad) -> bool:
    """An actor is named, or both sides are worded: that somebody did something to "five" says nothing."""
    return bool(dyad.attacker or dyad.target or (dyad.attacker_text and dyad.target_text))


def _claim(claim: Claim, reading: Reading) -> str:
    words = [claim.figure or str(claim.n), claim.outcome.value, claim.class_.value]
    words += [f"of {claim.side}"] if claim.side else []
    words += [f"(says {claim.claimant})"] if claim.claimant else []
    state = "counted" if claim.state is State.ACTIVE else claim.state.value
    if claim.state is State.ACTIVE and claim.within is not None:
        state = f'within "{reading.claims[claim.within].figure}", never added'
    return f"{' '.join(words)}: {state}{f', {claim.reason}' if claim.reason else ''}"
