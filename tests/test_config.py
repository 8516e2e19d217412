"""The loader: what it accepts, which file it takes, what it advises, and the file that ships."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import platformdirs
import pytest

from tui.config import Config, ConfigError, Settings, builtin_actors, builtin_path, candidates, describe, load, warnings
from tui.model import Role

SOURCE = '[[source]]\nid = "a"\nname = "A"\nurl = "https://a.example/feed"\n'
FRONT = '[[front]]\nid = "f"\nname = "F"\n'


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "sources.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- what it accepts ----------------------------------------------------------------------------------------


def test_a_whole_file_becomes_values(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
[settings]
per_host_delay = "500m"
timeout = "20s"
window = "7d"
retention = "2w"
in_flight = 5
journal = "none"
keys = { quit = "q,x" }

[[source]]
id = "a"
name = "A"
url = "https://a.example:8443/feed?x=1"
role = "state"
party = "Own Army"
lang = "pt-BR"
country = "SY"
interval = "90s"
group = "Owner"

[[actor]]
name = "Own Army"
title = "An army of one's own"
aliases = ["OA"]
kind = "army"

[[front]]
id = "f"
name = "F"
area = [[34, 40], [35.5, 40], [35, 41.25]]
countries = ["SY"]
actors = ["Own Army", "ISIS"]
query = '''actor:isis
  killed>=1'''
start = 2018-05-08
[front.sides]
"Own Army" = "ours"

[[filter]]
name = "deadly"
query = "killed>=10"

[[alert]]
name = "bad"
query = "killed>=50"
origins = 3
""".replace('"500m"', "0.5"),
    )
    config = load(path)
    assert config.path == str(path)
    assert config.settings == Settings(
        per_host_delay=0.5,
        timeout=20.0,
        window=604_800.0,
        retention=1_209_600.0,
        in_flight=5,
        journal="none",
        keys={"quit": "q,x"},
    )
    (source,) = config.sources
    assert (source.role, source.party, source.interval, source.lang) == (Role.STATE, "Own Army", 90.0, "pt-BR")
    (front,) = config.fronts
    assert front.area == ((34.0, 40.0), (35.5, 40.0), (35.0, 41.25))
    assert front.start == dt.datetime(2018, 5, 8, tzinfo=dt.UTC)
    assert front.sides == {"Own Army": "ours"}
    assert config.filters[0].name == "deadly"
    assert config.alerts[0].origins == 3
    assert warnings(config) == []


def test_an_empty_file_has_the_defaults_and_the_builtin_actors(tmp_path: Path) -> None:
    config = load(write(tmp_path, ""))
    assert config.settings == Settings()
    assert config.actors == builtin_actors()
    assert (config.sources, config.fronts) == ((), ())


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ('"2s"', 2.0),
        ('"10m"', 600.0),
        ('"10 min"', 600.0),
        ('"1.5h"', 5_400.0),
        ("90", 90.0),
        ("0.5", 0.5),
        ('"1d"', 86_400.0),
    ],
)
def test_durations_are_words_or_seconds(tmp_path: Path, written: str, seconds: float) -> None:
    (source,) = load(write(tmp_path, f"{SOURCE}interval = {written}\n")).sources
    assert source.interval == seconds


@pytest.mark.parametrize("written", ["0", "0.0", '"0s"', '"0"'])
def test_no_delay_between_requests_can_be_asked_for(tmp_path: Path, written: str) -> None:
    assert load(write(tmp_path, f"[settings]\nper_host_delay = {written}\n")).settings.per_host_delay == 0.0


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2018-05-08", dt.datetime(2018, 5, 8, tzinfo=dt.UTC)),
        ("2018-05-08T06:00:00", dt.datetime(2018, 5, 8, 6, tzinfo=dt.UTC)),
        ("2018-05-08T06:00:00+03:00", dt.datetime(2018, 5, 8, 3, tzinfo=dt.UTC)),
        ('"2018-05-08T06:00Z"', dt.datetime(2018, 5, 8, 6, tzinfo=dt.UTC)),
    ],
)
def test_a_front_starts_at_an_instant_in_utc(tmp_path: Path, written: str, instant: dt.datetime) -> None:
    (front,) = load(write(tmp_path, f'{FRONT}countries = ["SY"]\nstart = {written}\n')).fronts
    assert front.start == instant


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert len(load(write(tmp_path, b"\xef\xbb\xbf" + SOURCE.encode())).sources) == 1


def test_own_actors_replace_builtin_ones_of_the_same_name_and_add_others(tmp_path: Path) -> None:
    shipped = builtin_actors()
    config = load(
        write(
            tmp_path, '[[actor]]\nname = "isis"\ntitle = "Mine"\n[[actor]]\nname = "Village Guard"\ntitle = "Guard"\n'
        )
    )
    assert len(config.actors) == len(shipped) + 1
    assert [actor.title for actor in config.actors if actor.name.casefold() == "isis"] == ["Mine"]
    assert config.actors[-1].name == "Village Guard"


def test_builtin_actors_can_be_switched_off(tmp_path: Path) -> None:
    switched = '[settings]\nbuiltin_actors = false\n[[actor]]\nname = "A"\ntitle = "A"\n'
    assert [actor.name for actor in load(write(tmp_path, switched)).actors] == ["A"]
    with pytest.raises(ConfigError, match='unknown actor "Russia"'):
        load(write(tmp_path, f'{switched}{SOURCE}party = "Russia"\n'))


def test_a_config_survives_the_way_to_another_process() -> None:
    config = load(builtin_path())
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(config), type=Config) == config


# --- which file ---------------------------------------------------------------------------------------------


def test_the_file_of_the_folder_stands_before_the_users_and_the_builtin_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = tmp_path / "user"
    users.mkdir()
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.setattr(platformdirs, "user_config_path", lambda _: users)
    monkeypatch.chdir(here)
    assert load(None).path == str(builtin_path())
    write(users, SOURCE)
    assert load(None).path == str(users / "sources.toml")
    write(here, "")
    assert load(None).path == "sources.toml"
    assert load(users / "sources.toml").sources[0].id == "a"
    assert [str(place) for place in candidates()] == ["sources.toml", str(users / "sources.toml"), str(builtin_path())]


def test_a_broken_file_is_an_error_and_not_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources.toml").symlink_to(tmp_path / "gone.toml")
    with pytest.raises(ConfigError, match="no such file"):
        load(None)


# --- advice -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            SOURCE + SOURCE.replace('"a"', '"b"'),
            '[[source]] "b": the same url as "a": its items would count as two sources',
        ),
        (f"{SOURCE}interval = 5\n", '[[source]] "a": interval is under 60s: it is polled every 60s at most'),
        (FRONT, '[[front]] "f": no places, area, countries or query: nothing can be on it'),
        (
            f"{FRONT}places = ['X']\nactors = ['ISIS']\nsides = {{Russia = 'x'}}\n",
            '[[front]] "f": sides names "Russia", which is not in its actors',
        ),
        (
            "[[actor]]\nname = 'X'\ntitle = 'X'\naliases = ['Daesh']\n",
            '[[actor]] alias "daesh" is shared by "ISIS" and "X": each needs a context to tell them apart',
        ),
        (
            "[[actor]]\nname = 'X'\ntitle = 'X'\naliases = ['ISF']\ncontext = ['LB']\n",
            (
                '[[actor]] alias "isf" is shared by "Iraqi Security Forces" and "Internal Security Forces" '
                'and "X" in the same context'
            ),
        ),
        (
            "[settings]\nwindow = '90d'\n",
            "[settings] window is longer than retention: its older part will be empty after a restart",
        ),
        (
            "[[filter]]\nname = 'x'\nquery = 'front:hajn (a or -actor:zorro)'\n",
            '[[filter]] "x": its query: no front here is called "hajn"',
        ),
        (
            "[[alert]]\nname = 'x'\nquery = 'front:unassigned (a or -actor:zorro)'\n",
            '[[alert]] "x": its query: no actor here is called "zorro"',
        ),
        ("[[alert]]\nname = 'x'\nquery = ' '\n", '[[alert]] "x": an empty query: it rings for everything'),
        ("", "no [[source]]: there is nothing to read"),
        ("", "no [[front]]: everything will be unassigned"),
    ],
)
def test_what_is_hardly_meant_is_said(tmp_path: Path, content: str, line: str) -> None:
    assert line in warnings(load(write(tmp_path, content)))


def test_names_that_queries_may_use_are_not_warned_of(tmp_path: Path) -> None:
    query = "front:f front:unassigned source:a actor:daesh target:russ* attacker:islamic -actor:us place:nowhere x"
    content = f"{SOURCE}{FRONT}places = ['X']\n[[filter]]\nname = 'x'\nquery = '{query}'\n"
    assert warnings(load(write(tmp_path, content))) == []


def test_a_part_of_a_listed_actor_may_have_a_side(tmp_path: Path) -> None:
    content = f"{SOURCE}{FRONT}places = ['X']\nactors = ['SDF']\nsides = {{YPG = 'x'}}\n"
    assert warnings(load(write(tmp_path, content))) == []


# --- the file that ships ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Config:
    return load(builtin_path())


def test_the_shipped_file_is_sound_and_whole(shipped: Config) -> None:
    assert warnings(shipped) == []
    assert len(shipped.sources) >= 40
    assert len(shipped.fronts) >= 18
    assert len(shipped.actors) >= 150
    assert len(shipped.filters) >= 2
    assert shipped.alerts
    lines = describe(shipped)
    assert f"fronts: {len(shipped.fronts)}" in lines


def test_the_shipped_fronts_are_those_under_way(shipped: Config) -> None:
    ids = {front.id for front in shipped.fronts}
    wanted = ["hajin", "badiya", "syria", "iraq", "gaza", "lebanon", "iran-israel", "yemen-red-sea", "ukraine-east"]
    wanted += ["ukraine-south", "sudan", "sahel", "drc-east", "somalia", "myanmar", "nigeria-north", "haiti"]
    assert ids.issuperset([*wanted, "pakistan-afghanistan"])


def test_every_outlet_of_a_belligerent_says_whose_it_is(shipped: Config) -> None:
    # SANA and others are no neutral voice: their figures count as those of a party.
    assert all(source.party for source in shipped.sources if source.role is Role.STATE)


def test_no_place_of_the_east_of_ukraine_is_also_one_of_the_south(shipped: Config) -> None:
    fronts = {front.id: front for front in shipped.fronts}
    ids = ("ukraine-east", "ukraine-south", "ukraine-north")
    places = [place.casefold() for key in ids for place in fronts[key].places]
    assert len(places) == len(set(places))


def test_names_of_one_actor_lead_to_it(shipped: Config) -> None:
    aliases = shipped.aliases()
    table = {
        "daesh": "ISIS",
        "islamic state": "ISIS",
        "us led coalition": "Coalition",
        "syrian army": "SAA",
        "liwa quds": "Liwa al-Quds",
        "idf": "Israel",
        "ansar allah": "Houthis",
        "tatmadaw": "Myanmar junta",
        "rapid support forces": "RSF",
        "pakistani taliban": "TTP",
    }
    by_alias = {alias.casefold(): actor.name for actor in shipped.actors for alias in (*actor.aliases, actor.title)}
    assert {alias: by_alias.get(alias, by_alias.get(alias.replace("us led", "us-led"))) for alias in table} == table
    assert aliases["isis"] == ("ISIS",)
    # Shared names mean all who bear them, and the countries tell them apart.
    assert set(aliases["isf"]) == {"Iraqi Security Forces", "Internal Security Forces"}


def test_a_country_has_one_body_that_its_army_means(shipped: Config) -> None:
    # Extraction resolves "the army" of a country to its actor of kind army, else state: two would be a toss-up.
    for kind in ("army", "state", "police"):
        countries = [actor.country for actor in shipped.actors if actor.kind == kind]
        assert len(countries) == len(set(countries))
    parted = {actor.name for actor in shipped.actors if actor.kind in ("army", "state") and actor.parent}
    assert parted == set()
