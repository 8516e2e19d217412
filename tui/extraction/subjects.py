"""What stands before a verb: its subject, over relative clauses, parentheses and prepositional phrases.

Invariants: a walk goes to the left only and ends after ``REACH`` tokens; the phrase that grammar gives wins over
the nearer one; names behind a counted phrase ("two men, A and B,") are the same people."""

from __future__ import annotations

from tui.extraction.chunks import Parse
from tui.extraction.grammar import Tag, grammar
from tui.extraction.numbers import match
from tui.extraction.objects import (
    OPENERS,
    QUOTES,
    REACH,
    Victim,
    among_them,
    objects,
    of_those,
    phrase_at,
    stands_apart,
    victim,
)
from tui.extraction.victims import is_name, is_people, may_be_people

_PAIRS = {",": ",", ")": "(", "]": "[", "-": "-", "\u2013": "\u2013", "\u2014": "\u2014"}
"""A closing mark and the one that opens its parenthesis."""


def subject(parse: Parse, start: int) -> int:
    """Index of the phrase that is the subject of a verb at ``start``, people or not; -1 for none."""
    at, _ = _over_parenthesis(parse, before_verb(parse, start - 1))
    return _subject_phrase(parse, at, start)[0]


def subjects(parse: Parse, start: int) -> tuple[Victim, ...]:
    """The people that are the subject of a verb at ``start``, coordinated ones in order, parts last."""
    at, parts = _over_parenthesis(parse, before_verb(parse, start - 1))
    index, inner = _subject_phrase(parse, at, start)
    base = victim(parse, index) or victim(parse, _counted_before(parse, index))
    if base is None:
        return ()
    found = _coordinated_left(parse, base)
    closed = parse.tag(parse.phrases[index].end) is Tag.COMMA
    whole = _apposed_to(parse, found)
    if whole is None and closed and (office := _office_of(parse, found)):
        return office
    if whole is not None:
        return (whole, *(Victim(v.phrase, v.count, True) for v in found))
    return (*found, *(Victim(v.phrase, v.count, True) for v in (*parts, *inner)))


def _counted_before(parse: Parse, index: int) -> int:
    """The people that a list of places hangs on: "3 clerks from Oran, Setif and Blida were killed"."""
    if index < 0:
        return -1
    for other in range(index - 1, max(-1, index - 6), -1):
        phrase = parse.phrases[other]
        if any(tag in (Tag.AUX, Tag.OUT, Tag.SUB) for tag in parse.tags[phrase.end : parse.phrases[index].start]):
            return -1
        if _counted(parse, other):
            free = parse.tag(phrase.start - 1) not in (Tag.PREP, Tag.VERB, Tag.TO)
            return other if free else -1
    return -1


def before_verb(parse: Parse, at: int) -> int:
    """Step left over auxiliaries, adverbs and verbs that share the subject ("was attacked and killed")."""
    last = max(0, at - REACH)
    while at >= last:
        tag = parse.tags[at]
        if (
            (parse.lower(at) in grammar().words.floating and parse.tag(at - 1) in (Tag.AUX, Tag.ADV))
            or tag in (Tag.AUX, Tag.ADV, Tag.TO)
            or parse.lower(at) in QUOTES
            or tag is Tag.VERB
            or (tag is Tag.CONJ and parse.tag(at - 1) in (Tag.OUT, Tag.VERB, Tag.ADV))
            or (tag is Tag.OUT and parse.tag(at + 1) in (Tag.CONJ, Tag.ADV, Tag.OUT, Tag.COMMA))
        ):
            at -= 1
        else:
            return at
    return at


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
        if inner >= 0 and (of_those(parse, parse.phrases[inner]) or among_them(parse, at - 2)):
            return opening - 1, objects(parse, inside, free=True)
        if (
            parse.lower(inside) in words.relatives
            or parse.lower(inside) in words.that_words
            or parse.tag(inside) in (Tag.VERB, Tag.OUT)
            or parse.lower(opening) in OPENERS
        ):
            return opening - 1, ()
    return at, ()


def _subject_phrase(parse: Parse, at: int, start: int) -> tuple[int, tuple[Victim, ...]]:
    """The head of the subject that ends at ``at`` and the parts passed on the way."""
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
        if relative and is_people(parse, phrase):
            return index, ()
        if fallback < 0 and _surely(parse, index, at == start - 1):
            return index, ()
        if lead in words.leave or (lead in words.say_verbs and not clause):
            return (index if fallback < 0 else fallback), ()
        if before in (Tag.PREP, Tag.VERB, Tag.TO, Tag.OUT, Tag.ADV, Tag.AUX):
            if lead in words.including_words:
                parts = objects(parse, phrase.start, free=True)
                fallback = -1
                at = phrase.start - 2 - (parse.tag(phrase.start - 2) is Tag.COMMA)
                continue
            if fallback < 0 or (not _counted(parse, fallback) and _counted(parse, index)):
                fallback = index
            at = phrase.start - (2 if before is Tag.PREP else 1)
            continue
        if _better(parse, fallback, index, clause):
            return fallback, ()
        return index, parts
    return fallback, ()


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
    if near < 0 or _counted(parse, far):
        return False
    counted = _counted(parse, near)
    if counted and clause and is_people(parse, parse.phrases[near]):
        return True
    return not _of_people(parse, far) and (counted or is_people(parse, parse.phrases[near]))


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
    return beside and _result(parse, start - 1) and _counted(parse, index)


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


def _counted(parse: Parse, index: int) -> bool:
    phrase = parse.phrases[index]
    counted = phrase.quantity is not None or parse.lower(phrase.det) in grammar().words.articles
    return counted and may_be_people(parse, phrase) and (is_people(parse, phrase) or phrase.quantity is not None)


def _coordinated_left(parse: Parse, base: Victim) -> list[Victim]:
    """ "12 soldiers, a medic and three policemen": at least one conjunction must join the list."""
    words = grammar().words
    found, index, joined = [base], base.phrase, False
    while len(found) < REACH:
        at, joined = _over_separator(parse, index, joined)
        if at < 0:
            break
        close = parse.tag(parse.phrases[index].start - 1) is not Tag.COMMA
        other = _listed(parse, at)
        member = victim(parse, other)
        if member is None or of_those(parse, parse.phrases[other]) or not _may_join(parse, member, found[0], close):
            break
        alone = parse.lower(parse.phrases[base.phrase].det) not in words.articles | words.possessives
        if (
            alone
            and not _counted(parse, base.phrase)
            and not is_people(parse, parse.phrases[base.phrase])
            and _counted(parse, other)
        ):
            return [member]  # "two activists of Science and Technology University": the name goes on
        if not close and len(found) > 1 and member.count.n == sum(v.count.n or 0 for v in found):
            return [member, *(Victim(v.phrase, v.count, True) for v in found)]  # "two officers, A and B"
        lead = _including_before(parse, other)
        whole = victim(parse, _listed(parse, lead - 1 - (parse.tag(lead - 1) is Tag.COMMA))) if lead > 0 else None
        if whole is not None and stands_apart(parse, parse.phrases[whole.phrase], parse.phrases[found[0].phrase]):
            found = [whole, Victim(member.phrase, member.count, True), *found]
            index = whole.phrase
            continue  # "51 civilians, among them 19 children, and 61 rebels were killed"
        if _same_office(parse, member, found[0]):
            return [member, *found[1:]]
        found = [member, *found]
        index = other
    return _unlisted(parse, base, found)


def _headline_list(parse: Parse, index: int, at: int) -> bool:
    """ "Four crew, two rescuers killed": numbers on both sides of a comma, or a number and one bare person."""
    other = _listed(parse, at)
    if other < 0 or not is_people(parse, parse.phrases[other]):
        return False
    if parse.phrases[other].quantity is None and (parse.phrases[other].start or parse.phrases[other].det >= 0):
        return False
    phrase = parse.phrases[index]
    single = phrase.quantity is None and parse.lower(phrase.det) in grammar().words.articles
    if single and parse.lower(phrase.end) in grammar().words.plural_verbs:
        return parse.lower(phrase.head) in grammar().words.people_one  # "two soldiers, a civilian were killed"
    return (
        is_people(parse, phrase)
        and (phrase.quantity is not None or phrase.det < 0)
        and parse.tag(phrase.end) is Tag.OUT
    )


def _over_separator(parse: Parse, index: int, joined: bool) -> tuple[int, bool]:
    """The token before the comma or conjunction in front of a phrase, -1 for neither; whether a conjunction came."""
    at = parse.phrases[index].start - 1
    if parse.tag(at) is Tag.CONJ:
        return _over_age(parse, at - 1 - (parse.tag(at - 1) is Tag.COMMA)), True
    if parse.tag(at) is Tag.COMMA and (joined or _headline_list(parse, index, at - 1)):
        return at - 1, joined
    if at > 0 and match(grammar().words.joins, parse.tokens, at - 1) == 2:  # "along with"
        return at - 2 - (parse.tag(at - 2) is Tag.COMMA), joined
    return -1, joined


def _over_age(parse: Parse, at: int) -> int:
    """The token before the age of a name: "Mara Tol, 13, and Ivo Sand, 16, were"."""
    name = parse.owner[at - 2] if at > 1 and parse.tag(at - 1) is Tag.COMMA else -1
    aged = name >= 0 and parse.lower(at).isdecimal() and is_name(parse, parse.phrases[name])
    return at - 2 if aged else at


def _including_before(parse: Parse, index: int) -> int:
    """Where the wording that makes the phrase a part begins; 0 for none."""
    first = parse.phrases[index].start
    for lead in range(max(1, first - 3), first):
        if match(grammar().words.including, parse.tokens, lead) + lead == first:
            return lead
    return 0


def _unlisted(parse: Parse, base: Victim, found: list[Victim]) -> list[Victim]:
    """Members behind "including" are parts of the phrase before it: "eight people including soldiers and two boys"."""
    words = grammar().words
    first = parse.phrases[found[0].phrase].start
    for lead in range(max(0, first - 3), first):
        if match(words.including, parse.tokens, lead) + lead != first:
            continue
        if parse.lower(lead) not in words.including_words:
            return [base]
        whole = victim(parse, _listed(parse, lead - 1 - (parse.tag(lead - 1) is Tag.COMMA)))
        if whole is not None and _counted(parse, whole.phrase):
            return [*_coordinated_left(parse, whole), *(Victim(v.phrase, v.count, True) for v in found)]
        return [base] if len(found) > 1 else found
    return found


def _same_office(parse: Parse, first: Victim, second: Victim) -> bool:
    """ "an official and activist": the second has no article of its own."""
    a, b = parse.phrases[first.phrase], parse.phrases[second.phrase]
    if a.quantity is not None or a.det < 0 or b.det >= 0 or b.quantity is not None:
        return False
    words = grammar().words
    if parse.lower(a.det) in words.possessives:
        return False
    head = parse.lower(b.head)
    return head in words.people_one and head not in words.subs


def _may_join(parse: Parse, member: Victim, base: Victim, close: bool) -> bool:
    phrase, other = parse.phrases[member.phrase], parse.phrases[base.phrase]
    if phrase.bare:
        return other.bare
    if is_name(parse, phrase):
        return is_name(parse, other) or (close and (other.det >= 0 or is_people(parse, phrase)))
    return _counted(parse, member.phrase) or is_people(parse, phrase)


def _listed(parse: Parse, at: int) -> int:
    """The phrase that ends at ``at``, over prepositional phrases; -1 when it is not free to be a list member."""
    for _ in range(3):
        if at < 0 or parse.owner[at] < 0:
            return -1
        index = parse.owner[at]
        start = parse.phrases[index].start
        free = grammar().words.leave | grammar().words.say_verbs
        if parse.tag(start - 1) in (Tag.VERB, Tag.OUT) and parse.lower(start - 1) not in free:
            return -1
        if parse.tag(start - 1) is Tag.TO and parse.tag(start - 2) is Tag.VERB:
            return -1  # "the toll climbed to 66 and several were missing"
        if (
            parse.tag(start - 1) is not Tag.PREP
            or parse.lower(start - 1) in grammar().words.including_words | grammar().words.among_words
        ):
            return index
        at = start - 2
    return -1


def _apposed_to(parse: Parse, found: list[Victim]) -> Victim | None:
    """The counted phrase that names stand behind: "two militants, A and B, were killed"."""
    if not all(is_name(parse, parse.phrases[v.phrase]) for v in found):
        return None
    start = parse.phrases[found[0].phrase].start
    if parse.tag(start - 1) is not Tag.COMMA and parse.lower(start - 1) not in OPENERS:
        return None
    index = _listed(parse, start - 2)
    whole = victim(parse, index)
    if whole is None or not _counted(parse, index) or not is_people(parse, parse.phrases[index]):
        return None
    return whole if whole.count.n in (len(found), None) else None


def _office_of(parse: Parse, found: list[Victim]) -> tuple[Victim, ...]:
    """What stands before ", a driver," or ", a medic and two nurses,": the people whom the apposition describes."""
    start = parse.phrases[found[0].phrase].start
    while parse.tag(start - 1) is Tag.ADV:
        start -= 1
    if parse.tag(start - 1) is not Tag.COMMA or any(v.part or v.count.definite for v in found):
        return ()
    whole = victim(parse, _listed(parse, start - 2))
    if whole is None or not (
        is_name(parse, parse.phrases[whole.phrase]) or is_people(parse, parse.phrases[whole.phrase])
    ):
        return ()
    described = sum(v.count.n or 0 for v in found)
    if whole.count.n != described and described:
        return ()
    return (*_coordinated_left(parse, whole), *(Victim(v.phrase, v.count, True) for v in found))
