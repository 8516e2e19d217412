"""What stands before a verb: its subject, over relative clauses, parentheses and prepositional phrases.

Invariants: a walk goes to the left only and ends after ``REACH`` tokens; the phrase that grammar gives wins over
the nearer one; names behind a counted phrase ("two men, A and B,") are the same people."""

from __future__ import annotations

from tui.extraction.coordination import apposed_to, coordinated_left, counted, led_in, office_of
from tui.extraction.grammar import Form, Tag, grammar
from tui.extraction.members import REACH
from tui.extraction.numbers import match
from tui.extraction.objects import objects
from tui.extraction.parsed import Parse, Phrase
from tui.extraction.victim_phrases import OPENERS, QUOTES, Victim, among_them, of_those, phrase_at, victim
from tui.extraction.victims import is_people

_PAIRS = {",": ",", ")": "(", "]": "[", "-": "-", "\u2013": "\u2013", "\u2014": "\u2014"}
"""A closing mark and the one that opens its parenthesis."""


def subject(parse: Parse, start: int) -> int:
    """Index of the phrase that is the subject of a verb at ``start``, people or not; -1 for none."""
    if (attack := _attack_that(parse, start)) >= 0:
        return attack
    at, _ = _over_parenthesis(parse, before_verb(parse, start - 1))
    return _subject_phrase(parse, at, start, doer=True)[0]


def _attack_that(parse: Parse, start: int) -> int:
    """ "a mayor on the blast | that killed three": the blast did, not who spoke of it; -1 for none."""
    words, at = grammar().words, start - 1
    while at > 0 and (parse.tags[at] in (Tag.OUT, Tag.NUM, Tag.COMMA, Tag.CONJ) or parse.numeric[at]):
        at -= 1  # "that killed three and | wounded nine"
    if at < 1 or parse.lower(at) not in words.that_words | words.relatives:
        return -1
    index = parse.owner[at - 1]
    spoken_of = index >= 0 and parse.lower(parse.phrases[index].start - 1) in words.on_words
    return index if spoken_of and parse.lower(parse.phrases[index].head) in words.attack_nouns else -1


def subjects(parse: Parse, start: int) -> tuple[Victim, ...]:
    """The people that are the subject of a verb at ``start``, coordinated ones in order, parts last."""
    if (clause := max(_elided(parse, start), _joined(parse, start))) >= 0:
        return _sharing(parse, clause)
    if (beside := _beside(parse, start)) is not None:
        return (beside,)
    at, parts = _over_parenthesis(parse, before_verb(parse, start - 1))
    index, inner = _subject_phrase(parse, at, start)
    if index >= 0 and _infinitive(parse, index):
        described = _described(parse, start)  # "on his way to visit a friend": no subject
        index = described if described >= 0 else index
    base = victim(parse, index) or victim(parse, _counted_before(parse, index))
    base = base or victim(parse, _described(parse, start))
    if base is None:
        return ()
    found = coordinated_left(parse, base)
    closed = parse.tag(parse.phrases[index].end) is Tag.COMMA
    whole = apposed_to(parse, found)
    if whole is None and closed and (office := office_of(parse, found)):
        return office
    if whole is not None:
        return (whole, *(Victim(v.phrase, v.count, True) for v in found))
    joined = led_in(parse, found[0].phrase)
    return (*joined, *found, *(Victim(v.phrase, v.count, True) for v in (*parts, *inner)))


def _beside(parse: Parse, start: int) -> Victim | None:
    """ "two dead five wounded": each outcome has the number before it, no comma between."""
    index = parse.owner[start - 1] if start else -1
    if index < 0 or not parse.phrases[index].bare:
        return None
    before = parse.phrases[index].start - 1
    told = before > 0 and parse.tag(before) is Tag.OUT and parse.owner[before - 1] >= 0
    counted_too = told and parse.phrases[parse.owner[before - 1]].quantity is not None
    return victim(parse, index) if counted_too else None


def _sharing(parse: Parse, verb: int) -> tuple[Victim, ...]:
    """The subjects of ``verb``; of one that is no outcome and active only people by their words, for "the group showed
    them after being killed" is not said of the group."""
    found = subjects(parse, verb)
    if parse.tag(verb) is not Tag.VERB:
        return found
    return tuple(one for one in found if is_people(parse, parse.phrases[one.phrase]))


def _elided(parse: Parse, start: int) -> int:
    """ "Two teachers were abducted before being killed", "he wounded two before dying": the verb of the clause whose
    subject this one shares; -1 for none."""
    words, at = grammar().words, start - 1
    while parse.tag(at) in (Tag.ADV, Tag.OUT, Tag.CONJ, Tag.VERB):
        at -= 1
    gerund = at == start - 1 and parse.lower(start).endswith(words.gerund_endings)
    at += gerund
    if at < 1 or not (gerund or parse.lower(at) in words.being) or parse.lower(at - 1) not in words.elisions:
        return -1
    return _verb_before(parse, at - 2)


def _joined(parse: Parse, start: int) -> int:
    """ "The guard was taken to a hospital but died": the verb of the clause that goes on; -1 where the verb at
    ``start`` has a subject of its own or stands beside the one that it goes on from."""
    words, at = grammar().words, start - 1
    while parse.tag(at) in (Tag.ADV, Tag.AUX):
        at -= 1
    trigger = parse.at.get(start)
    dies = trigger is not None and trigger.form is Form.DIE
    helped = any(parse.tags[i] is Tag.AUX for i in range(at + 1, start))
    if parse.lower(at) not in words.goes_on or not (dies or helped or parse.tag(at) is not Tag.CONJ):
        return -1
    at -= 1
    at -= parse.tag(at) is Tag.COMMA
    return _verb_before(parse, at) if at >= 0 and (parse.owner[at] >= 0 or parse.tag(at + 1) is Tag.COMMA) else -1


def _verb_before(parse: Parse, at: int) -> int:
    """The nearest finite verb up to token ``at``; -1 for none."""
    endings = grammar().words.gerund_endings
    for verb in range(at, max(-1, at - REACH), -1):
        trigger = parse.at.get(verb)
        if parse.tags[verb] is Tag.AUX or (trigger is not None and trigger.form in (Form.FINITE, Form.PAST, Form.DIE)):
            return verb
        if parse.tags[verb] is Tag.VERB and not parse.lower(verb).endswith(endings):
            return verb
    return -1


def _infinitive(parse: Parse, index: int) -> bool:
    """ "to visit his mother"."""
    return parse.tag(parse.phrases[index].start - 2) is Tag.TO


def _described(parse: Parse, start: int) -> int:
    """The people whom all words before the verb describe: "Two men accused of several murders were shot", "an officer
    on his way to visit his mother was killed"; -1 for none."""
    end = start - 1
    while parse.tag(end) in (Tag.AUX, Tag.ADV):
        end -= 1
    helped = any(parse.tags[at] is Tag.AUX for at in range(end + 1, start))
    for at in range(end if helped else -1, max(-1, end - REACH), -1):
        index = parse.owner[at]
        if index < 0:
            if _ends_description(parse, at):
                return -1
            continue
        first = parse.phrases[index].start
        opens = first == 0 or parse.tag(first - 1) in (Tag.COMMA, Tag.STOP)
        if opens and counted(parse, index) and is_people(parse, parse.phrases[index]):
            return index
    return -1


def _ends_description(parse: Parse, at: int) -> bool:
    """A mark or a finite verb at token ``at``: what stands before is no description of one phrase; "to be" and "and"
    between nouns go on."""
    tag = parse.tags[at]
    if tag is Tag.CONJ:
        return parse.owner[at - 1] < 0 and parse.tag(at - 1) is not Tag.OUT
    return tag in (Tag.SUB, Tag.STOP, Tag.COMMA) or (tag is Tag.AUX and parse.tag(at - 1) is not Tag.TO)


def _counted_before(parse: Parse, index: int) -> int:
    """The people that a list of places hangs on: "3 clerks from Oran, Setif and Blida were killed"."""
    if index < 0:
        return -1
    for other in range(index - 1, max(-1, index - 6), -1):
        phrase = parse.phrases[other]
        if any(tag in (Tag.AUX, Tag.OUT, Tag.SUB) for tag in parse.tags[phrase.end : parse.phrases[index].start]):
            return -1
        if counted(parse, other):
            free = parse.tag(phrase.start - 1) not in (Tag.PREP, Tag.VERB, Tag.TO)
            return other if free else -1
    return -1


def before_verb(parse: Parse, at: int) -> int:
    """Step left over auxiliaries, adverbs and verbs that share the subject ("was attacked and killed")."""
    last = max(0, at - REACH)
    at -= parse.lower(at) in grammar().words.adrift and parse.tag(at - 1) in (Tag.VERB, Tag.ADV)
    while at >= last:
        tag = parse.tags[at]
        if (
            (parse.lower(at) in grammar().words.floating and parse.tag(at - 1) in (Tag.AUX, Tag.ADV))
            or tag in (Tag.AUX, Tag.ADV, Tag.TO)
            or parse.lower(at) in QUOTES
            or tag is Tag.VERB
            or (tag is Tag.CONJ and (parse.tag(at - 1) in (Tag.OUT, Tag.VERB, Tag.ADV) or _particle(parse, at - 1)))
            or (parse.tag(at + 1) is Tag.CONJ and _particle(parse, at))
            or (tag is Tag.OUT and parse.tag(at + 1) in (Tag.CONJ, Tag.ADV, Tag.OUT, Tag.COMMA))
            or (tag is Tag.COMMA and parse.tag(at - 1) is Tag.OUT and _past_at(parse, at + 1))
        ):
            at -= 1
        else:
            return at
    return at


def _particle(parse: Parse, at: int) -> bool:
    """ "were lined | up | and shot"."""
    return parse.tag(at) is Tag.PREP and parse.tag(at - 1) is Tag.VERB and parse.tag(at + 1) is Tag.CONJ


def _past_at(parse: Parse, at: int) -> bool:
    """ "shot, killed by rebels": a second participle of one subject, not "140 dead, missing"."""
    trigger = parse.at.get(at)
    return trigger is not None and trigger.form is Form.PAST and not trigger.attributive


def _over_parenthesis(parse: Parse, at: int) -> tuple[int, tuple[Victim, ...]]:
    """Step over ", including two women," and ", who was driving home," to what stands before."""
    words = grammar().words
    pair = _PAIRS.get(parse.lower(at))
    if pair is None:
        return at, ()
    for opening in range(at - 1, max(-1, at - REACH), -1):
        if parse.lower(opening) != pair:
            continue
        inside = opening + 1
        size = match(words.including, parse.tokens, inside)
        if size:
            return opening - 1, objects(parse, inside + size, free=True)
        if inside == at - 1 and parse.lower(inside).isdecimal():
            return opening - 1, ()  # an age: "Ivan Dorn, 42, was killed"
        inner = phrase_at(parse, inside)
        if inner >= 0 and _tells_parts(parse, inner, at - 2):
            return opening - 1, objects(parse, inside, free=True)
        if (
            parse.lower(inside) in words.relatives
            or parse.lower(inside) in words.that_words
            or parse.tag(inside) in (Tag.VERB, Tag.OUT)
            or parse.lower(opening) in OPENERS
        ):
            return opening - 1, ()
    return at, ()


def _tells_parts(parse: Parse, index: int, last: int) -> bool:
    """ "(two of them women)", "(a boy among them)", "(three women and a child)"."""
    phrase = parse.phrases[index]
    bracketed = parse.lower(phrase.start - 1) in "([" and phrase.quantity is not None and is_people(parse, phrase)
    return bracketed or of_those(parse, phrase) or among_them(parse, last) > 0


def _subject_phrase(parse: Parse, at: int, start: int, doer: bool = False) -> tuple[int, tuple[Victim, ...]]:
    """The head of the subject that ends at ``at`` and the parts passed on the way; a ``doer`` is none whom an attack
    was aimed at."""
    words = grammar().words
    at, relative = _over_relative(parse, at)
    fallback, clause = -1, False
    parts: tuple[Victim, ...] = ()
    while at >= 0 and start - at < REACH:
        index = parse.owner[at]
        if index < 0:
            step = _step_left(parse, at, fallback)
            if not step:
                return fallback, ()
            clause = clause or parse.tags[at] in (Tag.AUX, Tag.VERB, Tag.OUT)
            at -= step
            continue
        phrase = parse.phrases[index]
        before, lead = _before(parse, phrase.start), parse.lower(phrase.start - 1)
        if relative and (is_people(parse, phrase) or _titled(parse, phrase)):
            return index, ()
        if fallback < 0 and _surely(parse, index, at == start - 1):
            return index, ()
        led_to = before is Tag.TO and parse.lower(phrase.start - 2) in words.result_verbs
        if lead in words.leave or led_to or (lead in words.say_verbs and not clause):
            return (index if fallback < 0 else fallback), ()
        if before in (Tag.PREP, Tag.VERB, Tag.TO, Tag.OUT, Tag.ADV, Tag.AUX):
            if lead in words.including_words:
                parts = objects(parse, phrase.start, free=True)
                fallback = -1
                at = phrase.start - 2 - (parse.tag(phrase.start - 2) is Tag.COMMA)
                continue
            aimed = doer and lead in words.target_leads  # "used gas against an army, killing 20"
            if not aimed and (fallback < 0 or (not counted(parse, fallback) and counted(parse, index))):
                fallback = index
            at = phrase.start - (2 if before is Tag.PREP else 1)
            continue
        if lead in words.relatives and (clause or fallback >= 0) and parse.tag(phrase.start - 2) is not Tag.PREP:
            at, fallback = phrase.start - 2, -1  # "three men whom the police hold to be the robbers were shot"
            continue
        if _better(parse, fallback, index, clause):
            return fallback, ()
        return index, parts
    return fallback, ()


def _titled(parse: Parse, phrase: Phrase) -> bool:
    """ "the dictator Osman, who died": an office that no list holds, with a name."""
    named = parse.tokens[phrase.head].text[0].isupper() and phrase.head > phrase.det + 1
    return named and phrase.det >= 0 and phrase.quantity is None and not parse.titled


def _before(parse: Parse, start: int) -> Tag:
    """What stands before a phrase; an infinitive that no list holds is a verb all the same: "tried to rob a man"."""
    tag = parse.tag(start - 1)
    infinitive = tag is Tag.WORD and parse.tag(start - 2) is Tag.TO and parse.tag(start - 3) is Tag.VERB
    return Tag.VERB if infinitive else tag


def _over_relative(parse: Parse, at: int) -> tuple[int, bool]:
    """Over ", who" and a conjunction of verbs to what they belong to; whether a relative pronoun was passed."""
    words = grammar().words
    if parse.tag(at) is Tag.COMMA:
        at -= 1
    if parse.lower(at) in words.relatives:  # "..., who were arrested"
        at -= 2 if parse.tag(at - 1) is Tag.COMMA else 1
    relative = parse.lower(at + 1) in words.relatives or parse.lower(at + 2) in words.relatives
    return at - (parse.tag(at) is Tag.CONJ), relative  # "were taken away and were killed"


def _better(parse: Parse, near: int, far: int, clause: bool) -> bool:
    """Whether the nearer phrase is the subject: "villagers buried five men killed by the army"."""
    if near < 0 or counted(parse, far):
        return False
    nearer = counted(parse, near)
    if nearer and clause and is_people(parse, parse.phrases[near]):
        return True
    return not _of_people(parse, far) and (nearer or is_people(parse, parse.phrases[near]))


def _of_people(parse: Parse, index: int) -> bool:
    """Its head is people, or it holds several of them ("Palestinians bid farewell"): no "Russian region"."""
    words, phrase = grammar().words, parse.phrases[index]
    several = any(parse.lower(at) in words.people_many for at in range(phrase.start, phrase.end))
    return several or parse.lower(phrase.head) in words.people_one or parse.lower(phrase.head) in words.people_any


def _surely(parse: Parse, index: int, beside: bool) -> bool:
    """What stands before the phrase settles that it is the subject; ``beside``: it stands right before the verb."""
    words, start = grammar().words, parse.phrases[index].start
    if parse.tag(start - 1) is Tag.TO and parse.lower(start - 2) in words.total_nouns:
        return True  # "bringing the total to 517 killed"
    if start > 1 and match(words.joins, parse.tokens, start - 2) == 2:
        return True  # "along with his driver"
    if parse.lower(start - 1) in words.among_words:
        return True
    if beside and parse.phrases[index].bare and parse.tag(start - 1) is Tag.TO:
        return True  # "farewell to nine killed"
    return beside and _result(parse, start - 1) and counted(parse, index)


def _result(parse: Parse, at: int) -> bool:
    """ "resulting in 1 soldier killed", "with 3 men killed": the phrase after the preposition is the subject."""
    words = grammar().words
    return (
        parse.lower(at) in words.result_preps
        or parse.lower(at - 1) in words.leave
        or parse.lower(at - 1) in words.result_verbs
        or parse.lower(at - 1) in words.put_verbs  # "casualties were put at 7 killed"
    )


def _step_left(parse: Parse, at: int, fallback: int) -> int:
    """How many tokens to step over inside a subject's own relative or reduced clause; 0: the subject ends here."""
    tag = parse.tags[at]
    if tag in (Tag.VERB, Tag.PREP, Tag.ADV, Tag.TO, Tag.AUX, Tag.OUT):
        return 1 if fallback >= 0 or tag is Tag.PREP else 0
    if parse.lower(at) in grammar().words.relatives or parse.lower(at) in grammar().words.that_words:
        return 2 if parse.tag(at - 1) is Tag.COMMA else int(at > 0 and parse.owner[at - 1] >= 0)
    if tag is Tag.COMMA and fallback >= 0 and parse.tag(at + 1) in (Tag.VERB, Tag.PREP):
        return 1
    return 0
