"""People told of in a row to the left of a verb: "12 soldiers, a medic and three policemen were killed".

Invariants: at least one conjunction, or a number on both sides of a comma, joins a list; what stands behind
"including" is a part of what stands before it; names behind a counted phrase are the same people."""

from __future__ import annotations

from tui.extraction.apart import stands_apart
from tui.extraction.grammar import Tag, grammar
from tui.extraction.members import REACH
from tui.extraction.numbers import match
from tui.extraction.parsed import Parse
from tui.extraction.victim_phrases import OPENERS, Victim, of_those, victim
from tui.extraction.victims import is_name, is_people, may_be_people


def counted(parse: Parse, index: int) -> bool:
    phrase = parse.phrases[index]
    counted = phrase.quantity is not None or parse.lower(phrase.det) in grammar().words.articles
    return counted and may_be_people(parse, phrase) and (is_people(parse, phrase) or phrase.quantity is not None)


def coordinated_left(parse: Parse, base: Victim) -> list[Victim]:
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
            and not counted(parse, base.phrase)
            and not is_people(parse, parse.phrases[base.phrase])
            and counted(parse, other)
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
    for lead in range(max(0, at - 2), at):
        if match(grammar().words.joins, parse.tokens, lead) == at + 1 - lead:  # "along with"
            return lead - 1 - (parse.tag(lead - 1) is Tag.COMMA), joined
    return -1, joined


def _over_age(parse: Parse, at: int) -> int:
    """The token before the age of a name: "Mara Tol, 13, and Ivo Sand, 16, were"."""
    name = parse.owner[at - 2] if at > 1 and parse.tag(at - 1) is Tag.COMMA else -1
    aged = name >= 0 and parse.lower(at).isdecimal() and is_name(parse, parse.phrases[name])
    return at - 2 if aged else at


def led_in(parse: Parse, index: int) -> tuple[Victim, ...]:
    """ "In addition to the bomber, five people were killed": the one whom the head of the sentence joins to the phrase
    ``index``."""
    size = match(grammar().words.leads_on, parse.tokens, 0)
    lead = parse.phrase_holding(size) if size else None
    if lead is None or index < 0 or lead.start != size:
        return ()
    behind = parse.phrases[index].start
    one = lead.quantity is None and parse.lower(lead.head) in grammar().words.people_one
    if not one or parse.tag(lead.end) is not Tag.COMMA or behind != lead.end + 1:
        return ()
    return tuple(v for v in (victim(parse, parse.owner[size]),) if v is not None)


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
        if whole is not None and counted(parse, whole.phrase):
            return [*coordinated_left(parse, whole), *(Victim(v.phrase, v.count, True) for v in found)]
        return [base] if len(found) > 1 else found
    return found


def _same_office(parse: Parse, first: Victim, second: Victim) -> bool:
    """ "an official and activist": the second has no article of its own; or a name behind an office."""
    a, b = parse.phrases[first.phrase], parse.phrases[second.phrase]
    if is_name(parse, b) and parse.tag(b.start - 1) is Tag.COMMA and b.start == a.end + 1:  # "a commander, Anton Berg,"
        return a.quantity is None and parse.lower(a.head) in grammar().words.people_one
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
    return counted(parse, member.phrase) or is_people(parse, phrase)


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
            # "led to a guard and a cook being killed", not "the toll climbed to 66 and several were missing"
            return index if parse.lower(start - 2) in grammar().words.result_verbs else -1
        if parse.lower(start - 1) in grammar().words.result_preps and parse.tag(start - 2) in (Tag.COMMA, Tag.ADV):
            return index  # "..., with 10 rebels and four civilians wounded", "later with ..."
        if (
            parse.tag(start - 1) is not Tag.PREP
            or parse.lower(start - 1) in grammar().words.including_words | grammar().words.among_words
        ):
            return index
        at = start - 2
    return -1


def apposed_to(parse: Parse, found: list[Victim]) -> Victim | None:
    """The counted phrase that names stand behind: "two militants, A and B, were killed"."""
    if not all(is_name(parse, parse.phrases[v.phrase]) for v in found):
        return None
    start = parse.phrases[found[0].phrase].start
    if parse.tag(start - 1) is not Tag.COMMA and parse.lower(start - 1) not in OPENERS:
        return None
    index = _listed(parse, start - 2)
    whole = victim(parse, index)
    if whole is None or not counted(parse, index) or not is_people(parse, parse.phrases[index]):
        return None
    return whole if whole.count.n in (len(found), None) else None


def office_of(parse: Parse, found: list[Victim]) -> tuple[Victim, ...]:
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
    return (*coordinated_left(parse, whole), *(Victim(v.phrase, v.count, True) for v in found))
