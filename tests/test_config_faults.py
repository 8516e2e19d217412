"""Broken configurations: every fault is named with file, line, table, key and what was expected, and nothing else
than a ConfigError ever comes out.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import ConfigError, load
from tui.config.errors import SHOWN
from tui.config.files import SIZE_LIMIT
from tui.config.tables import PROBLEM_LIMIT

SOURCE = '[[source]]\nid = "a"\nname = "A"\nurl = "https://a.example/feed"\n'
FRONT = '[[front]]\nid = "f"\nname = "F"\n'


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "sources.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems_of(path: Path) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert all(problem.file == str(path) for problem in caught.value.problems)
    return caught.value


# --- one fault a file: table, key, found, expected, line ----------------------------------------------------

FAULTS = [
    # (file, line, place, key, found, expected)
    (f"{SOURCE}nmae = 'A'\n", 5, '[[source]] #1 "a"', "nmae", "unknown key", '"name"'),
    (f"{SOURCE}colour = 1\n", 5, '[[source]] #1 "a"', "colour", "unknown key", "one of id, name, url, role"),
    (SOURCE.replace('url = "https://a.example/feed"\n', ""), 1, '[[source]] #1 "a"', "url", "is missing", "a string"),
    (
        f"{SOURCE}role = 'statte'\n",
        5,
        '[[source]] #1 "a"',
        "role",
        'found "statte"',
        "one of wire, outlet, local, state",
    ),
    (f"{SOURCE}interval = 'soon'\n", 5, '[[source]] #1 "a"', "interval", 'found "soon"', 'such as "10m"'),
    (f"{SOURCE}interval = true\n", 5, '[[source]] #1 "a"', "interval", "found true", "a duration"),
    (f"{SOURCE}interval = -5\n", 5, '[[source]] #1 "a"', "interval", "found -5", "more than 0s"),
    (f"{SOURCE}interval = nan\n", 5, '[[source]] #1 "a"', "interval", "found nan", "more than 0s"),
    (f"{SOURCE}interval = [1]\n", 5, '[[source]] #1 "a"', "interval", "found a list", "a duration"),
    (f"{SOURCE}lang = 'English'\n", 5, '[[source]] #1 "a"', "lang", 'found "English"', 'such as "en"'),
    (f"{SOURCE}country = 'syr'\n", 5, '[[source]] #1 "a"', "country", 'found "syr"', "two capital letters"),
    (f"{SOURCE}party = 'Daesh'\n", 5, '[[source]] #1 "a"', "party", 'unknown actor "Daesh"', '"ISIS"'),
    (f"{SOURCE}party = 'Rusia'\n", 5, '[[source]] #1 "a"', "party", 'unknown actor "Rusia"', '"Russia"'),
    (f"{SOURCE}region = 7\n", 5, '[[source]] #1 "a"', "region", "found 7", "a string"),
    (f"{SOURCE}group = ' '\n", 5, '[[source]] #1 "a"', "group", "found an empty string", "some text"),
    (f"{SOURCE}group = 'x '\n", 5, '[[source]] #1 "a"', "group", 'found "x" with spaces at an end', '"x"'),
    (f'{SOURCE}group = "a\\u202eb"\n', 5, '[[source]] #1 "a"', "group", "control character", "on one line"),
    (f'{SOURCE}group = "a\\nb"\n', 5, '[[source]] #1 "a"', "group", "line break", "on one line"),
    (f"{SOURCE}group = '{'x' * 3000}'\n", 5, '[[source]] #1 "a"', "group", "found 3000 characters", "at most 2048"),
    (SOURCE.replace('"a"', '"a b"'), 2, '[[source]] #1 "a b"', "id", 'found "a b"', "letters, digits"),
    (SOURCE + "\n" + SOURCE, 7, '[[source]] #2 "a"', "id", '"a" is also that of [[source]] #1', "a id of its own"),
    (SOURCE.replace("https", "ftp"), 4, '[[source]] #1 "a"', "url", 'found "ftp://a.example/feed"', "http or https"),
    (SOURCE.replace("//a.example", "//"), 4, '[[source]] #1 "a"', "url", "without a usable host", "http or https"),
    (
        SOURCE.replace("a.example", "a..example"),
        4,
        '[[source]] #1 "a"',
        "url",
        "without a usable host",
        "http or https",
    ),
    (SOURCE.replace("a.example", "a.example:99999"), 4, '[[source]] #1 "a"', "url", "cannot be read", "http or https"),
    (SOURCE.replace("/feed", "/a feed"), 4, '[[source]] #1 "a"', "url", "found a space", "http or https"),
    (SOURCE.replace("a.example", "[::zz]"), 4, '[[source]] #1 "a"', "url", "", "http or https"),
    (f"{FRONT}places = 'Hajin'\n", 4, '[[front]] #1 "f"', "places", 'found "Hajin"', "a list of strings"),
    (f"{FRONT}places = ['Hajin', 3]\n", 4, '[[front]] #1 "f"', "places", "found a list", "a list of strings"),
    (f"{FRONT}places = ['']\n", 4, '[[front]] #1 "f"', "places", "found an empty string", "some text"),
    (f"{FRONT}countries = ['Syria']\n", 4, '[[front]] #1 "f"', "countries", 'found "Syria"', 'such as "SY"'),
    (
        f"{FRONT}actors = ['Nobody at all']\n",
        4,
        '[[front]] #1 "f"',
        "actors",
        "unknown actor",
        "the name of an [[actor]]",
    ),
    (f"{FRONT}[front.sides]\nHezbolah = 'x'\n", 4, '[[front]] #1 "f"', "sides", 'actor "Hezbolah"', '"Hezbollah"'),
    (f"{FRONT}sides = {{ISIS = 1}}\n", 4, '[[front]] #1 "f"', "sides", "found a table", "a table of strings"),
    (f"{FRONT}area = [[1, 2], [3, 4]]\n", 4, '[[front]] #1 "f"', "area", "found 2 corners", "from 3 to"),
    (
        f"{FRONT}area = [[1, 2], [3], [4, 5]]\n",
        4,
        '[[front]] #1 "f"',
        "area",
        "found a list",
        "[latitude, longitude] pairs",
    ),
    (
        f"{FRONT}area = [[120.5, 30], [121, 31], [122, 30]]\n",
        4,
        '[[front]] #1 "f"',
        "area",
        "longitude first?",
        "latitude",
    ),
    (f"{FRONT}area = [[nan, 30], [1, 31], [2, 30]]\n", 4, '[[front]] #1 "f"', "area", "corner 1", "within 90 and 180"),
    (
        f"{FRONT}area = [[0, 0], [1, 1], [0, 1], [1, 0]]\n",
        4,
        '[[front]] #1 "f"',
        "area",
        "1 and 3 that cross",
        "in order",
    ),
    (f"{FRONT}query = 'killed>='\n", 4, '[[front]] #1 "f"', "query", "killed", ""),
    (f"{FRONT}start = 12:30:00\n", 4, '[[front]] #1 "f"', "start", "found 12:30:00", "a date such as"),
    (f"{FRONT}start = 'May'\n", 4, '[[front]] #1 "f"', "start", 'found "May"', "a date such as"),
    ("[[filter]]\nname = 'x'\nquery = '(a'\n", 3, '[[filter]] #1 "x"', "query", "", ""),
    ("[[alert]]\nname = 'x'\nquery = 'a'\norigins = 0\n", 4, '[[alert]] #1 "x"', "origins", "found 0", "1 to 100"),
    (
        "[[alert]]\nname = 'x'\nquery = 'a'\nquiet = '25:00-07:00'\n",
        4,
        '[[alert]] #1 "x"',
        "quiet",
        'found "25:00-07:00"',
        "22:00-07:00",
    ),
    (
        "[[alert]]\nname = 'x'\nquery = 'a'\ncooldown = '8d'\n",
        4,
        '[[alert]] #1 "x"',
        "cooldown",
        "found 691200",
        "from 0s to 7d",
    ),
    (
        "[[alert]]\nname = 'x'\nquery = 'a'\ncommand = 'notify-send'\n",
        4,
        '[[alert]] #1 "x"',
        "command",
        "notify-send",
        "a list of strings",
    ),
    (
        "[[alert]]\nname = 'x'\nquery = 'a'\ncommand = ['{title}']\n",
        4,
        '[[alert]] #1 "x"',
        "command",
        "as the program",
        "no headline",
    ),
    (
        "[[alert]]\nname = 'x'\nquery = 'a'\ncommand = ['a', '{titel}']\n",
        4,
        '[[alert]] #1 "x"',
        "command",
        "unknown field",
        "title",
    ),
    (
        "[[alert]]\nname = 'x'\nquery = 'a'\nbell = 'no'\n",
        4,
        '[[alert]] #1 "x"',
        "bell",
        'found "no"',
        "true or false",
    ),
    (
        "[[alert]]\nname = 'x'\nquery = 'a'\norigins = '2'\n",
        4,
        '[[alert]] #1 "x"',
        "origins",
        'found "2"',
        "a whole number",
    ),
    (
        "[[actor]]\nname = 'X'\ntitle = 'X'\nkind = 'tribe'\n",
        4,
        '[[actor]] #1 "X"',
        "kind",
        'found "tribe"',
        "state, army",
    ),
    (
        "[[actor]]\nname = 'X'\ntitle = 'X'\nparent = 'Y'\n",
        4,
        '[[actor]] #1 "X"',
        "parent",
        'unknown actor "Y"',
        "[[actor]]",
    ),
    (
        "[[actor]]\nname = 'X'\ntitle = 'X'\nparent = 'X'\n",
        4,
        '[[actor]] #1 "X"',
        "parent",
        "a part of itself",
        "larger",
    ),
    ("[settings]\nwindw = '3h'\n", 2, "[settings]", "windw", "unknown key", '"window"'),
    ("[settings]\ntimeout = '2d'\n", 2, "[settings]", "timeout", "found 172800", "from 1s to 10m"),
    ("[settings]\nin_flight = 2.5\n", 2, "[settings]", "in_flight", "found 2.5", "a whole number"),
    ("[settings]\nin_flight = 0\n", 2, "[settings]", "in_flight", "found 0", "1 to 1000"),
    (
        "[settings]\nallow_private_addresses = 1\n",
        2,
        "[settings]",
        "allow_private_addresses",
        "found 1",
        "true or false",
    ),
    ("[[settings]]\n", 1, "", "settings", "found a list", "one table [settings]"),
    ("[source]\nid = 'a'\n", 1, "", "source", "found a table", "[[source]], in double brackets"),
    ("source = [3]\n", 1, "[[source]] #1", None, "found 3", "a table"),
    ("\n[[sources]]\nid = 'a'\n", 2, "", "sources", "unknown table", '"source"'),
    ("colour = 3\n", 1, "", "colour", "unknown table", "one of settings, source"),
]


@pytest.mark.parametrize(("content", "line", "where", "key", "found", "expected"), FAULTS)
def test_a_fault_names_line_table_key_and_what_was_expected(
    tmp_path: Path, content: str, line: int, where: str, key: str | None, found: str, expected: str
) -> None:
    path = write(tmp_path, content)
    error = problems_of(path)
    (problem,) = error.problems
    assert (problem.line, problem.where, problem.key) == (line, where, key)
    assert found in problem.message
    assert expected in problem.expected
    printed = str(error)
    assert printed.startswith(f"{path}:{line}: ")
    assert "\n" not in printed
    assert problem.message in printed


def test_every_fault_of_a_file_is_found_in_its_order(tmp_path: Path) -> None:
    broken = (
        "[settings]\nwindw = 1\ntimeout = 'x'\n[[source]]\nid = 'a'\nurl = 'ftp://x/y'\nparty = 'Nobody at all'\n"
        "[[front]]\nid = 'f'\nname = 'F'\nactors = ['Daesh']\n[frnt]\n"
    )
    error = problems_of(write(tmp_path, broken))
    found = [(problem.line, problem.key) for problem in error.problems]
    assert found == [(2, "windw"), (3, "timeout"), (4, "name"), (6, "url"), (7, "party"), (11, "actors"), (12, "frnt")]
    assert len(str(error).splitlines()) == len(found)


def test_the_right_one_of_many_tables_is_named_past_strings_that_look_like_tables(tmp_path: Path) -> None:
    lookalike = '[[filter]]\nname = "x"\nquery = """\n[[source]]\nid = "not this"\n"""\n'
    # The query itself is refused as well: only the place of the second table matters here.
    error = problems_of(write(tmp_path, lookalike + SOURCE + "\n" + SOURCE.replace('"a"', '"b"') + "role = 'x'\n"))
    problem = next(problem for problem in error.problems if problem.key == "role")
    assert (problem.line, problem.where) == (16, '[[source]] #2 "b"')


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    for address in (
        "https://me:hunter2@a.example/feed",
        "ftp://me:hunter2@a.example/feed",
        "https://hunter2@a.example",
    ):
        error = problems_of(write(tmp_path, SOURCE.replace("https://a.example/feed", address)))
        assert "user name or password" in str(error)
        assert "hunter2" not in str(error)


def test_a_chain_of_parents_is_bounded(tmp_path: Path) -> None:
    chain = "".join(f"[[actor]]\nname = 'A{n}'\ntitle = 'A'\nparent = 'A{n + 1}'\n" for n in range(11))
    error = problems_of(write(tmp_path, f"{chain}[[actor]]\nname = 'A11'\ntitle = 'A'\n"))
    assert [problem.message for problem in error.problems] == ['more than 10 bodies above "A0"']


def test_a_flood_of_faults_is_bounded_and_its_print_shorter_still(tmp_path: Path) -> None:
    error = problems_of(write(tmp_path, "[[source]]\nx = 1\n" * 5_000))
    assert PROBLEM_LIMIT <= len(error.problems) < PROBLEM_LIMIT + 10
    lines = str(error).splitlines()
    assert len(lines) == SHOWN + 1
    assert lines[-1] == f"and {len(error.problems) - SHOWN} more"


# --- what is no configuration at all ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b'[[source]]\nid = "a', 2, "at the end of the file"),
        (b"[settings]\nwindow = \n", 2, "column 10"),
        (b"[settings]\nwindow = 1\nwindow = 2\n", 3, "overwrite"),
        (b"[settings]\n[settings]\n", 2, "twice"),
        (b"name = 'caf\xe9'\n", 1, "byte 0xe9 is not UTF-8: expected a file saved as UTF-8"),
        (b"\xff\xfea\x00", 1, "byte 0xff is not UTF-8"),
        (b"\n\na = '\x00'\n", 3, "column 6"),
        (b"\x00", 1, "column 1"),
        (b"a = " + b"[" * 20_000, None, "nested too deeply"),
        (b"a = 1" + b"0" * 10_000, None, "cannot be read"),
        (b"a = 2018-99-99\n", 1, ""),
        (b"\n" + b"a." * 60 + b"b = 1\n", 2, "a key of more than 40 parts"),
        (b"[" + b"'a' \t  . " * 100_000 + b"b]\n", 1, "a key of more than 40 parts"),
        (b"#" * (SIZE_LIMIT + 1), None, "larger than 1 MiB"),
    ],
)
def test_a_file_that_is_no_toml_is_one_error(tmp_path: Path, content: bytes, line: int | None, says: str) -> None:
    (problem,) = problems_of(write(tmp_path, content)).problems
    assert problem.line == line
    assert says in str(problem)


def test_a_directory_a_pipe_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path in (tmp_path, pipe, Path(os.devnull)):
        assert "not a regular file" in str(problems_of(path))
    assert "no such file" in str(problems_of(tmp_path / "gone.toml"))
    assert str(problems_of(loop))
    with pytest.raises(ConfigError):
        load(Path("a\0b"))


toml_words = st.sampled_from(
    [
        "[settings]",
        "[[source]]",
        "[[front]]",
        "[[actor]]",
        "[[filter]]",
        "[[alert]]",
        "[front.sides]",
        "id",
        "name",
        "url",
    ]
    + [
        "title",
        "query",
        "area",
        "actors",
        "sides",
        "start",
        "keys",
        "interval",
        "parent",
        "=",
        "=",
        "\n",
        "\n",
        '"a"',
        "'''",
    ]
    + [
        "[[1,2],[3,4],[5,0]]",
        "1",
        "nan",
        "-inf",
        "2018-05-08",
        '"10m"',
        "true",
        '"https://a.example"',
        "{",
        "}",
        "[",
        "]",
        ".",
    ]
)


@given(st.binary(max_size=200) | st.lists(toml_words, max_size=40).map(lambda words: " ".join(words).encode()))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_config_or_a_config_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = write(tmp_path_factory.getbasetemp(), content)
    try:
        config = load(path)
    except ConfigError as error:
        problems = error.problems
    else:
        assert config.path == str(path)
        return
    assert problems
    assert all(problem.message for problem in problems)


tables = st.dictionaries(
    st.sampled_from(
        ["id", "name", "url", "title", "query", "area", "actors", "sides", "start", "origins", "interval", "x"]
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["settings", "source", "front", "actor", "filter", "alert", "x"]),
        tables | st.lists(tables, max_size=3),
    )
)
@settings(max_examples=100, deadline=None)
def test_any_tables_give_a_config_or_a_config_error(
    tmp_path_factory: pytest.TempPathFactory, raw: dict[str, object]
) -> None:
    path = write(tmp_path_factory.getbasetemp(), "\n".join(f"{key} = {_toml(value)}" for key, value in raw.items()))
    try:
        config = load(path)
    except ConfigError as error:
        problems = error.problems
    else:
        names = [source.id for source in config.sources]
        assert len(names) == len(set(names))
        return
    assert all(problem.line is None or problem.line >= 1 for problem in problems)
    assert problems


def _toml(value: object) -> str:
    """A value as inline TOML; None, which TOML does not have, as an empty string."""
    match value:
        case None:
            return '""'
        case bool():
            return str(value).lower()
        case str():
            return (
                '"'
                + "".join(f"\\U{ord(char):08x}" if not 0xD800 <= ord(char) < 0xE000 else "?" for char in value)
                + '"'
            )
        case dict():
            return "{" + ", ".join(f"{_toml(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(_toml(inner) for inner in value) + "]"
        case _:
            return str(value)
