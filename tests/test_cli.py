"""The command line as a script uses it: real processes, the recording over real HTTP on loopback."""

import contextlib
import csv
import datetime as dt
import email.utils
import io
import json
import os
import pathlib
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.served import served
from tui.__main__ import main

NOWHERE = """
[settings]
per_host_delay = 0

[[source]]
id = "gone"
name = "Gone"
url = "https://feeds.example.invalid/rss"
"""


def frontwatch(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=100)


@pytest.fixture(scope="module")
def once() -> subprocess.CompletedProcess[str]:
    return frontwatch("once", "--demo", "--speed", "0", "--json")


@pytest.fixture(scope="module")
def report(once: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(once.stdout)
    return found


def test_once_prints_one_object_and_says_which_feed_failed(
    once: subprocess.CompletedProcess[str], report: dict[str, Any]
) -> None:
    failed = [source for source in report["sources"] if source["status"] == "failed"]
    assert failed
    assert once.returncode == 1
    assert all(source["error"] and "\n" not in source["error"] for source in failed)
    assert all(source["name"] in once.stderr for source in failed)
    assert "Traceback" not in once.stderr


def test_the_object_has_the_promised_keys(report: dict[str, Any]) -> None:
    assert set(report) >= {"generated", "window", "sources", "fronts", "incidents", "pressure", "reported_totals"}
    assert set(report["sources"][0]) >= {
        "id", "name", "url", "status", "items", "new", "error", "next_fetch", "last_success", "seconds", "bytes",
    }  # fmt: skip
    assert set(report["fronts"][0]) >= {"id", "name", "headline", "actors", "tallies", "incidents"}
    assert set(report["fronts"][0]["tallies"][0]) >= {
        "side", "class", "outcome", "low", "high", "open", "incidents", "weak", "vague",
    }  # fmt: skip
    assert set(report["incidents"][0]) >= {
        "incident", "items", "killed", "wounded", "grade", "place", "fronts", "first_seen", "last_seen", "origins",
        "log", "title", "url", "claims",
    }  # fmt: skip
    assert set(report["pressure"][0]) >= {"actor", "fronts", "attackers", "incidents"}


def test_every_front_lists_incidents_that_are_there(report: dict[str, Any]) -> None:
    known = {incident["incident"] for incident in report["incidents"]}
    for front in report["fronts"]:
        assert set(front["incidents"]) <= known


def test_isis_is_pressed_on_two_fronts(report: dict[str, Any]) -> None:
    (isis,) = [pressed for pressed in report["pressure"] if pressed["actor"] == "ISIS"]
    assert {"hajin", "badiya"} <= set(isis["fronts"])


@pytest.mark.parametrize("place", ["before", "after"])
def test_global_options_stand_on_either_side(place: str, tmp_path: pathlib.Path) -> None:
    config = tmp_path / "sources.toml"
    config.write_text(NOWHERE, "utf-8")
    options = ["--config", str(config), "--journal", "none"]
    ran = frontwatch(*options, "check") if place == "before" else frontwatch("check", *options)
    assert ran.returncode == 0
    assert str(config) in ran.stdout


def test_without_a_network_the_failure_is_said_and_nothing_breaks(tmp_path: pathlib.Path) -> None:
    config = tmp_path / "sources.toml"
    config.write_text(NOWHERE, "utf-8")
    ran = frontwatch("once", "--json", "--config", str(config), "--journal", "none")
    (source,) = json.loads(ran.stdout)["sources"]
    assert ran.returncode == 1
    assert source["status"] == "failed"
    assert "feeds.example.invalid" in source["error"]
    assert source["next_fetch"] is not None
    assert "Traceback" not in ran.stderr


def test_a_broken_configuration_ends_with_2_and_names_the_place(tmp_path: pathlib.Path) -> None:
    config = tmp_path / "sources.toml"
    config.write_text('[[source]]\nid = "a"\nname = "A"\nurl = "ftp://x.org/"\n', "utf-8")
    for command in (["check"], ["once"], ["extract"], ["report"]):
        ran = frontwatch(*command, "--config", str(config))
        assert ran.returncode == 2
        assert f"{config}:4" in ran.stderr
        assert "[[source]]" in ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--speed", "fast"],
        ["report", "--since", "soon"],
        ["report", "--at", "noon"],
        ["report", "--format", "pdf"],
        ["x"],
    ],
)
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    ran = frontwatch(*arguments)
    assert ran.returncode == 2
    assert ran.stdout == ""


FEED = """<rss version="2.0"><channel><title>x</title>
<item><guid>1</guid><title>Israeli air strike kills four people in Nabatieh, southern Lebanon</title>
<pubDate>{date}</pubDate><link>https://x.example/1</link></item>
<item><guid>2</guid><title>[b]Drone[/] hits depot near Kharkiv, two wounded</title><pubDate>{date}</pubDate></item>
</channel></rss>"""


@contextlib.contextmanager
def one_feed(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """A configuration with one feed on loopback, and two fronts of which one has news."""
    date = email.utils.format_datetime(dt.datetime.now(dt.UTC))
    (folder / "feed.xml").write_text(FEED.format(date=date), "utf-8")
    with served(folder) as url:
        path = folder / "sources.toml"
        path.write_text(
            "[settings]\nallow_private_addresses = true\n[[source]]\nid = 'x'\nname = 'X'\n"
            f"url = '{url}/feed.xml'\n[[front]]\nid = 'lebanon'\nname = 'Lebanon'\ncountries = ['LB']\n"
            "[[front]]\nid = 'sudan'\nname = 'Sudan'\ncountries = ['SD']\n",
            "utf-8",
        )
        yield path


@pytest.fixture
def config(tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    with one_feed(tmp_path) as path:
        yield path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Options that name a configuration and the journal of a run; for commands that only read."""
    folder = tmp_path_factory.mktemp("kept")
    with one_feed(folder) as path:
        options = ["--config", str(path), "--journal", str(folder / "journal.db")]
        ran = frontwatch("once", *options)
        assert ran.returncode == 0, ran.stderr
        yield options


def test_report_tells_from_the_journal_what_once_read(config: pathlib.Path, tmp_path: pathlib.Path) -> None:
    options = ["--config", str(config), "--journal", str(tmp_path / "journal.db")]
    first = frontwatch("once", "--json", *options)
    assert first.returncode == 0, first.stderr
    told = json.loads(frontwatch("report", "--format", "json", *options).stdout)
    assert [i["incident"] for i in told["incidents"]] == [i["incident"] for i in json.loads(first.stdout)["incidents"]]
    assert [source["status"] for source in told["sources"]] == ["ok"]
    lebanon = json.loads(frontwatch("report", "--format", "json", "--front", "lebanon", *options).stdout)
    assert [incident["killed"]["headline"] for incident in lebanon["incidents"]] == [4]
    heavy = json.loads(frontwatch("report", "--format", "json", "--query", "killed>=5", *options).stdout)
    assert (heavy["incidents"], heavy["hidden"]) == ([], told["shown"])
    text = frontwatch("report", *options).stdout
    assert "Lebanon".upper() in text
    assert "Nabatieh" in text
    assert "Nabatieh" in frontwatch("report", "--format", "md", *options).stdout
    rows = list(csv.DictReader(io.StringIO(frontwatch("report", "--format", "csv", *options).stdout)))
    assert "4" in [row["low"] for row in rows if row["outcome"] == "killed"]


def test_a_front_holds_for_the_whole_query_and_on_either_side_of_the_command(kept: list[str]) -> None:
    def shown(*arguments: str) -> int:
        return int(json.loads(frontwatch(*arguments, "--format", "json", *kept).stdout)["shown"])

    assert shown("report", "--front", "lebanon") == 1
    assert shown("--front", "sudan", "report") == 0
    assert shown("report", "--front", "sudan", "--query", "nowhere or nabatieh") == 0
    assert shown("report", "--front", "sudan", "--front", "lebanon", "--query", "nowhere or nabatieh") == 1


def test_an_earlier_time_knows_nothing_yet(kept: list[str]) -> None:
    early = json.loads(frontwatch("report", "--format", "json", "--at", "2020-01-01", *kept).stdout)
    assert early["incidents"] == []
    assert early["generated"] == "2020-01-01T00:00:00Z"
    assert json.loads(frontwatch("report", "--format", "json", "--at", "yesterday", *kept).stdout)["incidents"] == []


def test_a_window_may_begin_at_a_time(kept: list[str]) -> None:
    def shown(*arguments: str) -> int:
        return int(json.loads(frontwatch("report", *arguments, "--format", "json", *kept).stdout)["shown"])

    assert shown("--since", "yesterday") == shown("--since", "7d") > 0
    ran = frontwatch("report", "--since", "2100-01-01", *kept)
    assert ran.returncode == 2
    assert "--since 2100-01-01T00:00Z is not before" in ran.stderr


def test_the_recording_is_reported_whole_without_a_journal(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def told(*arguments: str) -> dict[str, Any]:
        ran = frontwatch("report", "--demo", "--format", "json", *arguments)
        assert ran.returncode == 0, ran.stderr
        return dict(json.loads(ran.stdout))

    every = told()
    assert every["generated"] == "2018-05-09T06:00:00Z"
    assert {front["id"] for front in every["fronts"]} >= {"hajin", "badiya"}
    heavy = told("--query", "killed>=10", "--since", "last week")
    assert 0 < heavy["shown"] < every["shown"] < heavy["shown"] + heavy["hidden"]
    assert not list(tmp_path.iterdir()), "nothing is left in the user's state folder"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--at", "2018-05-08"], "need a journal"),
        (["--diff", "8h"], "need a journal"),
        (["--journal", "x.db"], "name one of them"),
    ],
)
def test_a_report_of_the_recording_refuses_what_it_cannot_do(arguments: list[str], words: str) -> None:
    ran = frontwatch("report", "--demo", *arguments)
    assert ran.returncode == 2
    assert words in ran.stderr


def test_a_handover_tells_what_became_known_since(kept: list[str]) -> None:
    told = json.loads(frontwatch("report", "--diff", "8h", "--format", "json", *kept).stdout)
    assert {change["kind"] for change in told["changes"]} == {"new"}
    assert "Nabatieh" in frontwatch("report", "--since-handover", "2020-01-01", "--front", "lebanon", *kept).stdout
    assert frontwatch("report", "--diff", "2100-01-01", *kept).returncode == 2
    assert frontwatch("report", "--diff", "8h", "--format", "csv", *kept).returncode == 2


def test_once_twice_finds_nothing_new(config: pathlib.Path, tmp_path: pathlib.Path) -> None:
    options = ["--json", "--config", str(config), "--journal", str(tmp_path / "journal.db")]
    first, second = (json.loads(frontwatch("once", *options).stdout) for _ in range(2))
    assert first["sources"][0]["new"] == 2
    assert second["sources"][0]["status"] == "not_modified"
    assert second["sources"][0]["new"] == 0
    assert len(second["incidents"]) == len(first["incidents"])


def test_a_query_that_does_not_parse_shows_the_place(kept: list[str]) -> None:
    ran = frontwatch("report", "--query", "killed>=many", *kept)
    assert ran.returncode == 2
    assert "killed>=many\n" in ran.stderr
    assert "^" in ran.stderr


def test_a_query_after_a_name_that_nothing_bears_says_so(kept: list[str]) -> None:
    ran = frontwatch("report", "--query", "front:lebanom", *kept)
    assert ran.returncode == 0
    assert ran.stderr == 'frontwatch: --query: no front here is called "lebanom"; near it: lebanon\n'


def test_a_demonstration_keeps_what_it_read_only_where_it_is_told_to(tmp_path: pathlib.Path) -> None:
    """Without ``--journal`` the user's own journal would hold a war of years ago."""
    environment = os.environ | {"HOME": str(tmp_path / "home"), "XDG_STATE_HOME": str(tmp_path / "state")}
    command = [sys.executable, "-m", "tui", "once", "--demo", "--speed", "0"]
    subprocess.run(command, env=environment, capture_output=True, check=False, timeout=100)
    assert list(tmp_path.rglob("*.db")) == []
    journal = tmp_path / "journal.db"
    frontwatch("once", "--demo", "--speed", "0", "--journal", str(journal))
    ran = frontwatch("report", "--since", "all", "--journal", str(journal))
    assert ran.returncode == 0
    assert "Russian helicopter falls in Deir Ezzor desert" in ran.stdout


def test_report_without_a_journal_says_what_to_do(tmp_path: pathlib.Path) -> None:
    ran = frontwatch("report", "--journal", str(tmp_path / "none.db"))
    assert ran.returncode == 2
    assert "frontwatch once" in ran.stderr


def test_extract_tells_people_who_did_what_to_whom_where_somebody_is_named() -> None:
    assert "dyad" not in frontwatch("extract", text="Five killed in Idlib.").stdout
    assert "dyad     Israel > five people" in frontwatch("extract", text="Israeli strike kills five people.").stdout


def test_extract_says_of_what_a_part_is_one() -> None:
    told = frontwatch("extract", text="Shelling killed nine people, including two girls, in Idlib.").stdout
    assert "nine people killed unknown: counted" in told
    assert 'two girls killed civilian: within "nine people", never added' in told


def test_extract_goes_on_after_a_bad_line() -> None:
    good = json.dumps({"id": "a", "text": "Israeli air strike kills four people in southern Lebanon"})
    ran = frontwatch("extract", "--jsonl", text=f"{good}\n{{\n{good}\n")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 1
    assert [line["id"] for line in lines] == ["a", "2", "a"]
    assert "not JSON" in lines[1]["error"]
    assert "1 line could not be read" in ran.stderr
    assert lines[0]["killed"] == 4
    assert lines[0]["stated"]["killed"] == 4
    assert {dyad["attacker"] for dyad in lines[0]["dyads"]} == {"Israel"}


def test_extract_dates_a_page_by_itself_and_reads_no_labels_as_words() -> None:
    body = "Two soldiers were killed in an ambush near Hajin on Thursday, officials of the town said on the phone."
    page = f"Share\nLink copied\nAmbush near Hajin kills two\n{body}\nRelated\nThree killed"
    row = {"id": "a", "text": page, "url": "https://example.test/2018/12/14/ambush"}
    ran = frontwatch("extract", "--jsonl", text=json.dumps(row) + "\n")
    found = json.loads(ran.stdout)
    assert found["killed"] == 2
    assert {event["when"][:10] for event in found["events"] if event["when"]} == {"2018-12-13"}
    claim = next(claim for claim in found["claims"] if claim["sentence"].startswith("Two soldiers"))
    assert page[slice(*claim["span"])].startswith("Two soldiers"), "spans are those of the text as given"


def test_ledger_joins_two_reports_of_one_strike() -> None:
    rows = [
        {"id": "a", "text": "Israeli air strike kills four people in Nabatieh, southern Lebanon"},
        {"id": "b", "text": "Four killed in Israeli air strike on Nabatieh in south Lebanon"},
        {"id": "c", "text": "Floods displace thousands in Bangladesh"},
    ]
    text = "".join(json.dumps(row | {"published": "2026-08-12T20:00:00Z"}) + "\n" for row in rows)
    ran = frontwatch("ledger", "--jsonl", text=text)
    incidents = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0
    assert sorted(sorted(incident["items"]) for incident in incidents) == [["a", "b"], ["c"]]
    (strike,) = [incident for incident in incidents if "a" in incident["items"]]
    assert strike["killed"]["headline"] == 4


def test_a_reader_that_hangs_up_is_no_error() -> None:
    command = f"{shlex.quote(sys.executable)} -m tui once --demo --speed 0 --json | head -c 10"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=100)
    assert ran.stdout == '{\n  "gener'
    assert "Traceback" not in ran.stderr


def test_an_interrupt_while_everything_is_still_being_imported_is_a_status_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.run", interrupted)
    assert main() == 130
