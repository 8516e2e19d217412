"""The shape of a lexicon: which word tables the rules of reading claims know.

Invariant: this module holds names and shapes only; the words themselves are data (see :mod:`tui.extraction.lexicon`).
"""

from __future__ import annotations

from dataclasses import dataclass

Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""First word -> phrases that begin with it, longest first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words are lower case. What each table is for stands beside it in the data file."""

    # sentences
    abbreviations: frozenset[str]
    soft_abbreviations: frozenset[str]
    sentence_starters: frozenset[str]
    # numbers
    number_words: dict[str, int]
    number_parts: frozenset[str]
    one_words: frozenset[str]
    halves: frozenset[str]
    number_ands: frozenset[str]
    correlatives: frozenset[str]
    magnitudes: dict[str, int]
    vague: dict[str, int]
    vague_phrases: Phrases
    at_least: Phrases
    more_than: Phrases
    at_most: Phrases
    about: Phrases
    number_prefixes: Phrases
    or_more: Phrases
    between: frozenset[str]
    range_joins: frozenset[str]
    range_links: frozenset[str]
    units: frozenset[str]
    unit_modifiers: frozenset[str]
    months: frozenset[str]
    month_numbers: dict[str, int]
    number_labels: frozenset[str]
    year_leads: frozenset[str]
    year_tails: frozenset[str]
    # grammar
    determiners: frozenset[str]
    possessives: frozenset[str]
    articles: frozenset[str]
    negatives: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    auxiliaries: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    modals: frozenset[str]
    adverbs: frozenset[str]
    verbs: frozenset[str]
    not_verbs: frozenset[str]
    noun_verbs: frozenset[str]
    particles: frozenset[str]
    pronouns_one: frozenset[str]
    pronouns_many: frozenset[str]
    times: frozenset[str]
    including: Phrases
    partitives: frozenset[str]
    joins: Phrases
    leave: frozenset[str]
    say_verbs: frozenset[str]
    not_after_shot: frozenset[str]
    comment_verbs: frozenset[str]
    pluperfect: frozenset[str]
    discovered: frozenset[str]
    into_words: frozenset[str]
    ramming: frozenset[str]
    toll_verbs: frozenset[str]
    toll_leads: frozenset[str]
    body_nouns: frozenset[str]
    person_nouns: frozenset[str]
    takes_things: frozenset[str]
    strongholds: frozenset[str]
    toll_nouns: frozenset[str]
    total_nouns: frozenset[str]
    descriptions: frozenset[str]
    freed: frozenset[str]
    accusations: frozenset[str]
    accusers: frozenset[str]
    accused_of: frozenset[str]
    result_verbs: frozenset[str]
    result_preps: frozenset[str]
    noun_makers: frozenset[str]
    not_adverbs: frozenset[str]
    sufferings: frozenset[str]
    wounds: frozenset[str]
    hurt_words: frozenset[str]
    limbs: frozenset[str]
    losing: frozenset[str]
    severed: frozenset[str]
    not_to_death: frozenset[str]
    compound_nouns: frozenset[str]
    fighters_before: frozenset[str]
    fighters_behind: frozenset[str]
    own_men: frozenset[str]
    singles: frozenset[str]
    rising: Phrases
    movers: frozenset[str]
    steps: frozenset[str]
    plural_dets: frozenset[str]
    superlatives: frozenset[str]
    as_words: frozenset[str]
    manies: frozenset[str]
    nots: frozenset[str]
    ordinals: frozenset[str]
    this_words: frozenset[str]
    detention_places: frozenset[str]
    taking: frozenset[str]
    captives: frozenset[str]
    not_after_fell: frozenset[str]
    put_verbs: frozenset[str]
    # function words
    definites: frozenset[str]
    the_words: frozenset[str]
    by_words: frozenset[str]
    of_words: frozenset[str]
    of_to_words: frozenset[str]
    pairs: frozenset[str]
    both_of: frozenset[str]
    plural_possessives: frozenset[str]
    body_verbs: frozenset[str]
    floating: frozenset[str]
    among_words: frozenset[str]
    including_words: frozenset[str]
    that_words: frozenset[str]
    elisions: frozenset[str]
    adrift: frozenset[str]
    befores: frozenset[str]
    goes_on: frozenset[str]
    afters: frozenset[str]
    time_spans: frozenset[str]
    things_relative: frozenset[str]
    places_relative: frozenset[str]
    outfits: frozenset[str]
    nearlies: frozenset[str]
    comings: frozenset[str]
    follows: frozenset[str]
    weekdays: frozenset[str]
    echoes: frozenset[str]
    leads_on: Phrases
    rest_words: frozenset[str]
    general_people: frozenset[str]
    same_victims: frozenset[str]
    foretelling: frozenset[str]
    laters: frozenset[str]
    person_relatives: frozenset[str]
    year_in: frozenset[str]
    sinces: frozenset[str]
    dayparts: frozenset[str]
    claimed_nouns: frozenset[str]
    operation_words: frozenset[str]
    state_attacks: frozenset[str]
    span_fillers: frozenset[str]
    span_blocks: frozenset[str]
    armed_words: frozenset[str]
    adverb_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    gerund_endings: tuple[str, ...]
    aged_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    not_plural_endings: tuple[str, ...]
    to_death: Phrases
    possessive_marks: frozenset[str]
    to_words: frozenset[str]
    # people
    people_one: dict[str, str]
    people_many: dict[str, str]
    people_any: dict[str, str]
    not_people: frozenset[str]
    people_suffixes: frozenset[str]
    modifiers: dict[str, str]
    subs: dict[str, str]
    offices: frozenset[str]
    guards: frozenset[str]
    volunteers: frozenset[str]
    followers: frozenset[str]
    commanders: frozenset[str]
    defending: frozenset[str]
    civil: frozenset[str]
    called_civilian: frozenset[str]
    on_words: frozenset[str]
    also: frozenset[str]
    hired: frozenset[str]
    groups: frozenset[str]
    attackers: frozenset[str]
    references: frozenset[str]
    additive: Phrases
    formers: frozenset[str]
    bygone_ones: frozenset[str]
    suspected: frozenset[str]
    taken_lives: frozenset[str]
    separate: frozenset[str]
    happenings: frozenset[str]
    alternatives: Phrases
    totals: Phrases
    of_those: Phrases
    # outcomes
    finite: dict[str, Phrases]
    past: dict[str, Phrases]
    ing: dict[str, Phrases]
    die: dict[str, Phrases]
    nouns: dict[str, Phrases]
    adjectives: dict[str, Phrases]
    # realis and scope
    progressives: frozenset[str]
    being: frozenset[str]
    bare_forms: frozenset[str]
    denials: Phrases
    negations: frozenset[str]
    conditions: Phrases
    reported_claims: Phrases
    rejections: Phrases
    withdrawals: Phrases
    listings: Phrases
    remarks: frozenset[str]
    intents: frozenset[str]
    plots: frozenset[str]
    achievements: frozenset[str]
    alternations: frozenset[str]
    allegations: frozenset[str]
    allegation_phrases: Phrases
    reportings: Phrases
    cumulative: Phrases
    until_now: frozenset[str]
    periods: Phrases
    day_parts_of: frozenset[str]
    weeks: frozenset[str]
    kin: frozenset[str]
    kinsfolk: frozenset[str]
    bygone: Phrases
    legal: Phrases
    past_leads: Phrases
    long_times: frozenset[str]
    spans: frozenset[str]
    span_leads: frozenset[str]
    span_words: frozenset[str]
    not_totals: frozenset[str]
    bringing: frozenset[str]
    age_leads: frozenset[str]
    aged: frozenset[str]
    rate_blocks: frozenset[str]
    avenged: Phrases
    wars: frozenset[str]
    war_leads: frozenset[str]
    updates: Phrases
    later_deaths: Phrases
    corrections: Phrases
    # attribution
    statement_verbs: frozenset[str]
    quoted_as: Phrases
    according: Phrases
    press: frozenset[str]
    state_run: frozenset[str]
    spokesmen: frozenset[str]
    for_words: frozenset[str]
    tied_to: frozenset[str]
    seated: frozenset[str]
    citing: Phrases
    services: frozenset[str]
    not_speakers: frozenset[str]
    monitor_words: Phrases
    claimant_pronouns: frozenset[str]
    voices: dict[str, Phrases]
    aside_words: frozenset[str]
    speakers: frozenset[str]
    no_voices: frozenset[str]
    neutral_speakers: frozenset[str]
    attack_nouns: frozenset[str]
    sited: frozenset[str]
    target_verbs: frozenset[str]
    target_leads: frozenset[str]
    fire_verbs: frozenset[str]
    parties: frozenset[str]
    first_person: frozenset[str]
    body_moves: Phrases
    more_words: frozenset[str]
    plural_verbs: frozenset[str]
    executions: frozenset[str]
    gunfights: frozenset[str]
    clashes: frozenset[str]
    party_leads: frozenset[str]
    men: frozenset[str]
    during: frozenset[str]
    exchanges: frozenset[str]
    gunfire: frozenset[str]
    handling: frozenset[str]
    bombers: frozenset[str]
    belonging: Phrases
    pursuits: frozenset[str]
    communities: frozenset[str]
    camps: frozenset[str]
    naming: Phrases
    carrying: frozenset[str]
    gatherings: frozenset[str]
    nominatives: frozenset[str]
    member_words: frozenset[str]
    sides: frozenset[str]
    side_leads: frozenset[str]
    casualties: frozenset[str]
    explosives: frozenset[str]
    more_of_them: frozenset[str]
    reflexives: frozenset[str]
    others: frozenset[str]
    not_fighters: frozenset[str]
    # law
    arrests: frozenset[str]
    lawmen: frozenset[str]
    troops: frozenset[str]
    searches: frozenset[str]
    charges: Phrases
    grounds: frozenset[str]
    announcing: frozenset[str]
    # gate
    war_strong: Phrases
    war_weak: Phrases
    war_doubtful: Phrases
    shots_strong: Phrases
    shots_weak: Phrases
    combat_types: frozenset[str]
    of_politics: frozenset[str]
    by_hand: frozenset[str]
    entry_openers: frozenset[str]
    entry_settles: frozenset[str]
    not_war_strong: dict[str, Phrases]
    not_war: dict[str, Phrases]
    not_war_weak: dict[str, Phrases]
