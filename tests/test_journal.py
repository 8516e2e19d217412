"""The journal: what was acknowledged is there, whatever happens to the process, the disk or the file."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import START, items, readings
from tui.model import FeedHealth, FeedStatus, Item, Reading, Validators
from tui.store.journal import Journal, JournalBusy, JournalError, JournalReader
from tui.store.rows import APPLICATION, checksum

NOW = dt.datetime(2018, 5, 8, 12, tzinfo=dt.UTC)


def item(number: int, **changes: object) -> Item:
    time = START + dt.timedelta(minutes=number)
    values: dict[str, object] = {
        "id": f"i{number}", "source": "sana", "title": f"Strike number {number}", "summary": "x" * 300, "seen": time,
        "time": time, "revision": "r",
    }  # fmt: skip
    return Item(**(values | changes))  # type: ignore[arg-type]


def rows(*numbers: int) -> list[tuple[Item, Reading | None]]:
    return [(item(number), Reading(fronts=("hajin",))) for number in numbers]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal(path, now=NOW) as opened:
        yield opened


def ids(journal: JournalReader, **how: object) -> list[str]:
    return [item.id for item, _ in journal.load(**how)]  # type: ignore[arg-type]


def test_keeps_items_with_readings_in_order_of_arrival(path: Path) -> None:
    with Journal(path, now=NOW) as journal:
        assert journal.append(rows(3, 1)) == ()
        assert journal.append(rows(2)) == ()
        assert journal.pending == 0
    with Journal(path, now=NOW) as journal:
        assert list(journal.load()) == rows(3, 1, 2)
        assert journal.notices == ()


def test_the_newest_are_the_last_to_arrive(journal: Journal) -> None:
    journal.append(rows(*range(2_500)))
    assert ids(journal, newest=3) == ["i2497", "i2498", "i2499"]
    assert len(ids(journal)) == 2_500
    since, until = START + dt.timedelta(minutes=10), START + dt.timedelta(minutes=12)
    assert ids(journal, since=since, until=until) == ["i10", "i11", "i12"]
    assert ids(journal, since=since, newest=2) == ["i2498", "i2499"]
    assert ids(journal, until=until, newest=2) == ["i11", "i12"]
    assert ids(journal, since=until, until=since) == []


def test_what_was_known_is_what_had_arrived_whatever_its_date(journal: Journal) -> None:
    late = item(5, time=START - dt.timedelta(days=400))
    early = item(1, time=START + dt.timedelta(days=400))
    journal.append([(early, None), (late, None)])
    assert ids(journal, until=START + dt.timedelta(minutes=4)) == ["i1"]
    assert ids(journal, since=START + dt.timedelta(minutes=4)) == ["i5"]


def test_a_revision_is_kept_once_and_an_edit_beside_it(journal: Journal) -> None:
    journal.append([(item(1), None), (item(1), None), (item(1, revision="s", title="edited"), None)])
    journal.append([(item(1, title="same revision, seen again"), None)])
    assert [kept.title for kept, _ in journal.load()] == ["Strike number 1", "edited"]


def test_the_reading_of_another_extractor_is_to_be_made_again(path: Path) -> None:
    with Journal(path, now=NOW, extractor=1) as old:
        old.append(rows(1))
    with Journal(path, now=NOW, extractor=2) as new:
        assert list(new.load()) == [(item(1), None)]
        new.append([(item(1), Reading(fronts=("idlib",)))])
        assert list(new.load()) == [(item(1), Reading(fronts=("idlib",)))]
        assert new.count() == 1


def test_keeps_validators_health_and_marks(path: Path) -> None:
    validators = Validators(url="https://example.org", etag='"a"')
    health = FeedHealth(source="sana", status=FeedStatus.OK, items=3)
    with Journal(path, now=NOW) as journal:
        journal.append(validators=Validators(url="old"), health=FeedHealth(source="sana"))
        journal.append(validators=validators, health=health)
        journal.set_mark("seen", b"\x00\xff")
    with Journal.read_only(path) as reader:
        assert reader.validators() == {"sana": validators}
        assert reader.feeds() == (health,)
        assert reader.mark("seen") == b"\x00\xff"
        assert reader.mark("nothing") is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(items, st.none() | readings), max_size=8))
def test_any_item_comes_back_as_it_was(values: list[tuple[Item, Reading | None]]) -> None:
    first: dict[tuple[str, str], tuple[Item, Reading | None]] = {}
    for value in values:
        first.setdefault((value[0].id, value[0].revision), value)
    with tempfile.TemporaryDirectory() as directory, Journal(Path(directory) / "j.db", now=NOW) as journal:
        journal.append(values)
        assert list(journal.load()) == list(first.values())
        assert journal.skipped == 0


def test_expires_by_when_an_item_was_seen(journal: Journal) -> None:
    journal.append(rows(*range(6_000)))
    journal.append([(item(7_000, seen=START), None)])
    assert journal.expire(START + dt.timedelta(minutes=5_998)) == 5_999
    assert ids(journal) == ["i5998", "i5999"]


# --- one writer, many readers -------------------------------------------------------------------------


def test_a_second_writer_is_refused_by_name(path: Path, journal: Journal) -> None:
    code = (
        "import sys, datetime as dt; from pathlib import Path; from tui.store.journal import Journal, JournalBusy\n"
        "try: Journal(Path(sys.argv[1]), now=dt.datetime.now(dt.UTC))\n"
        "except JournalBusy as busy: print(busy.pid, busy)"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout
    assert out.startswith(f"{os.getpid()} ")
    assert f"process {os.getpid()} writes to this journal" in out
    journal.append(rows(1))
    assert ids(journal) == ["i1"]


def test_the_lock_goes_with_the_writer(path: Path) -> None:
    Journal(path, now=NOW).close()
    with Journal(path, now=NOW) as again, pytest.raises(JournalBusy):
        Journal(path, now=NOW)
    again.close()
    Journal(path, now=NOW).close()


def test_a_reader_reads_beside_a_writer_and_in_its_pauses(path: Path, journal: Journal) -> None:
    journal.append(rows(*range(1_500)))
    with Journal.read_only(path) as reader:
        walk = reader.load()
        seen = [next(walk)[0].id]
        journal.append(rows(5_000))
        assert journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0, "the reader holds nothing"
        seen += [found.id for found, _ in walk]
        assert seen[0] == "i0"
        assert seen[-1] == "i5000"
        with pytest.raises(sqlite3.OperationalError):
            reader._db.execute("DELETE FROM items")


WRITER = """
import datetime as dt, itertools, sys
from pathlib import Path
from tests.test_journal import rows
from tui.store.journal import Journal
journal = Journal(Path(sys.argv[1]), now=dt.datetime(2018, 5, 8, tzinfo=dt.UTC))
print("start", journal.count(), flush=True)
for number in itertools.count(int(sys.argv[2])):
    journal.append(rows(number * 2, number * 2 + 1))
    assert journal.pending == 0
    print(number * 2 + 1, flush=True)
"""


@pytest.mark.parametrize("rounds", [4])
def test_kill_loses_nothing_that_was_acknowledged(path: Path, rounds: int) -> None:
    acknowledged = -1
    for turn in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str((acknowledged + 1) // 2 + 1)],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1],
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline().startswith("start")
        for _ in range(5 + 13 * turn):
            acknowledged = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
        process.wait()
        process.stdout.close()
        # A last line may be cut; those before it were acknowledged in full.
        acknowledged = max([acknowledged, *map(int, rest[:-1])])
        with Journal(path, now=NOW) as journal:
            found = set(ids(journal))
            assert f"i{acknowledged}" in found
            assert f"i{acknowledged - 1}" in found
            assert journal.notices == ()
            assert journal._db.execute("PRAGMA quick_check").fetchone() == ("ok",)
            acknowledged = max(int(id_[1:]) for id_ in found)
    with Journal(path, now=NOW) as journal:
        numbers = [int(id_[1:]) for id_ in ids(journal)]
        assert len(numbers) == len(set(numbers)) > 60


# --- damage -------------------------------------------------------------------------------------------


def written(path: Path, count: int = 400) -> bytes:
    with Journal(path, now=NOW) as journal:
        journal.append(rows(*range(count)), validators=Validators(url="u"), health=FeedHealth(source="sana"))
    return path.read_bytes()


def aside(path: Path) -> list[Path]:
    return [found for found in path.parent.glob(path.name + ".bad-*") if not found.name.endswith(("-wal", "-shm"))]


def test_a_zeroed_header_is_mended(path: Path) -> None:
    data = written(path)
    path.write_bytes(bytes(100) + data[100:])
    with Journal(path, now=NOW) as journal:
        assert len(ids(journal)) == 400
        assert journal.validators() == {"sana": Validators(url="u")}
        assert "400 items saved" in journal.notices[0]
        assert "journal.db.bad-20180508T120000Z" in journal.notices[0]
        assert journal.append(rows(900)) == ()
    assert aside(path)[0].read_bytes() == bytes(100) + data[100:]


def test_the_front_of_a_truncated_file_is_saved(path: Path) -> None:
    data = written(path)
    path.write_bytes(data[: len(data) // 2 + 77])
    with Journal(path, now=NOW) as journal:
        assert len(aside(path)) == 1
        assert "kept as" in journal.notices[0]
        found = ids(journal)
        assert found == [f"i{number}" for number in range(len(found))]


def test_a_page_of_noise_costs_what_was_on_it(path: Path) -> None:
    data = written(path)
    middle = len(data) // 4096 // 2 * 4096
    path.write_bytes(data[:middle] + b"\xa5" * 4096 + data[middle + 4096 :])
    with Journal(path, now=NOW) as journal:
        found = ids(journal)
        assert 300 < len(found) < 400
        assert found == sorted(found, key=lambda id_: int(id_[1:]))
        assert f"{len(found)} items saved" in journal.notices[0]


@pytest.mark.parametrize("rest", ["", "and then other words\n" * 5])
def test_a_file_that_only_begins_as_a_database_is_set_aside(path: Path, rest: str) -> None:
    path.write_text(text := f"SQLite format 3\x00{rest}")
    with Journal(path, now=NOW) as journal:
        assert ids(journal) == []
        assert "0 items saved" in journal.notices[0]
        assert journal.append(rows(1)) == ()
    assert aside(path)[0].read_text() == text


@pytest.mark.parametrize("data", [b"these are my notes, dear journal\n" * 5, b"x", b"\x00", b"\xff\xfen\x00o\x00"])
def test_a_file_that_never_was_a_database_is_refused_and_left_alone(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(JournalError, match="no journal but a file of another kind"):
        Journal(path, now=NOW)
    with pytest.raises(JournalError, match="no journal but a file of another kind"):
        Journal.read_only(path)
    assert path.read_bytes() == data
    assert aside(path) == []


def test_an_empty_file_is_said_to_be_one(path: Path) -> None:
    path.touch()
    with Journal(path, now=NOW) as journal:
        assert "was empty" in journal.notices[0]
        assert journal.append(rows(1)) == ()
    assert aside(path) == []


def test_two_bad_files_of_one_second_do_not_overwrite_each_other(path: Path) -> None:
    texts = [f"SQLite format 3\x00{word}" for word in ("one", "three", "two")]
    for text in texts:
        path.write_text(text)
        Journal(path, now=NOW).close()
    assert sorted(found.read_text() for found in aside(path)) == texts


def test_a_lost_write_ahead_file_is_noticed(path: Path) -> None:
    journal = Journal(path, now=NOW)
    journal.append(rows(1, 2))
    journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    journal.append(rows(3, 4, 5))
    before = path.read_bytes()
    journal.close()
    path.write_bytes(before)
    with Journal(path, now=NOW) as again:
        assert ids(again) == ["i1", "i2"]
        assert "last 3 items saved are missing" in again.notices[0]
    with Journal(path, now=NOW) as later:
        assert later.notices == (), "said once"


def test_expiry_and_a_removed_file_are_no_loss(path: Path) -> None:
    with Journal(path, now=NOW) as journal:
        journal.append(rows(1, 2))
        journal.expire(NOW)
    with Journal(path, now=NOW) as journal:
        assert journal.notices == ()
    path.unlink()
    with Journal(path, now=NOW) as journal:
        assert journal.notices == ()


@pytest.mark.parametrize("marker", [b"Strike number 7", b"hajin"])
def test_flipped_bytes_in_a_row_are_skipped_and_counted(path: Path, marker: bytes) -> None:
    data = bytearray(written(path, 10))
    at = data.index(marker)
    data[at] ^= 0x20
    path.write_bytes(data)
    with Journal(path, now=NOW) as journal:
        assert len(ids(journal)) == 9
        assert journal.skipped == 1
        assert journal.notices == ()


def test_a_row_that_is_sound_but_of_another_shape_is_skipped(journal: Journal) -> None:
    journal.append(rows(1, 2))
    body = b"\x81\xa2id\x01"
    journal._db.execute(
        "UPDATE items SET body = ?, reading = NULL, crc = ? WHERE id = 'i1'", (body, checksum(body, None))
    )
    assert ids(journal) == ["i2"]
    assert journal.skipped == 1


# --- files that are not ours, disks that are full -----------------------------------------------------


def test_a_later_version_is_left_alone(path: Path) -> None:
    written(path, 1)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    before = path.read_bytes()
    with pytest.raises(JournalError, match="later version of frontwatch"):
        Journal(path, now=NOW)
    with pytest.raises(JournalError, match="later version of frontwatch"):
        Journal.read_only(path)
    assert path.read_bytes() == before
    assert aside(path) == []


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE photos (name)")
    database.close()
    with pytest.raises(JournalError, match="another program"):
        Journal(path, now=NOW)
    with pytest.raises(JournalError, match="another program"):
        Journal.read_only(path)
    assert aside(path) == []


def test_what_cannot_be_a_journal_is_refused_in_words(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "file").touch()
    for bad, words in [
        (tmp_path, "is a directory"),
        (tmp_path / "fifo", "no regular file"),
        (tmp_path / "file" / "journal.db", "file"),
        (Path("/proc/frontwatch/journal.db"), "/proc/frontwatch"),
    ]:
        with pytest.raises(JournalError, match=words):
            Journal(bad, now=NOW)


def test_a_directory_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write anywhere")
        with pytest.raises(JournalError, match="directory it can write to"):
            Journal(tmp_path / "journal.db", now=NOW)
    finally:
        tmp_path.chmod(0o700)


def test_a_reader_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="no journal here yet"):
        Journal.read_only(tmp_path / "journal.db")
    (tmp_path / "text").write_text("hello " * 99)
    with pytest.raises(JournalError, match="is no journal"):
        Journal.read_only(tmp_path / "text")
    (tmp_path / "empty").touch()
    with pytest.raises(JournalError, match="is no journal"):
        Journal.read_only(tmp_path / "empty")


def test_its_directory_is_made_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "journal.db"
    Journal(path, now=NOW).close()
    assert path.stat().st_mode & 0o077 == 0


def fill(journal: Journal) -> None:
    """From here on the database cannot grow."""
    pages = journal._db.execute("PRAGMA page_count").fetchone()[0]
    journal._db.execute(f"PRAGMA max_page_count = {pages}")


def free(journal: Journal) -> None:
    journal._db.execute("PRAGMA max_page_count = 1000000")


def test_a_full_disk_costs_memory_and_nothing_else(journal: Journal) -> None:
    journal.append(rows(*range(100)))
    fill(journal)
    (said,) = journal.append(rows(*range(100, 200)), validators=Validators(url="u"), health=FeedHealth(source="sana"))
    assert "the disk is full; new items wait in memory" in said
    assert (journal.pending, journal.trouble) == (100, said)
    assert journal.append(rows(200)) == (), "said once"
    assert journal.pending == 101
    assert len(ids(journal)) == 100, "what is written can still be read"
    assert journal.validators() == {}, "a feed is not told that we have what we may yet lose"
    free(journal)
    (said,) = journal.append()
    assert "written again" in said
    assert (journal.pending, journal.trouble) == (0, None)
    assert ids(journal) == [f"i{number}" for number in range(201)]
    assert journal.validators() == {"sana": Validators(url="u")}


def test_what_waits_is_bounded_and_the_loss_is_said(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.store.journal.PENDING_LIMIT", 30)
    fill(journal)
    said = journal.append(rows(*range(100)), validators=Validators(url="u"), health=FeedHealth(source="sana"))
    assert (journal.pending, journal.dropped) == (30, 70)
    assert "missing from the journal" in said[1]
    free(journal)
    journal.append()
    assert ids(journal) == [f"i{number}" for number in range(70, 100)]
    assert journal.validators() == {}, "the server is to send the lost ones again"


def test_what_waits_is_written_at_the_end(path: Path) -> None:
    with Journal(path, now=NOW) as journal:
        fill(journal)
        journal.append(rows(*range(100)))
        assert journal.pending == 100
        free(journal)
    with Journal.read_only(path) as reader:
        assert len(ids(reader, newest=None)) == 100


def test_a_mark_on_a_full_disk_is_said_with_the_next_items(journal: Journal) -> None:
    fill(journal)
    journal.set_mark("seen", b"x" * 100_000)
    assert journal.trouble is not None
    assert journal.append() == (journal.trouble,)


def test_a_broken_disk_is_trouble_and_no_exception(journal: Journal) -> None:
    journal.append(rows(1))
    journal._db.close()
    assert journal.expire(NOW) == 0
    assert journal.append(rows(2)) == (journal.trouble,)
    assert journal.pending == 1


@contextlib.contextmanager
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program, which does not know of our lock, has the database to itself."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other
        other.execute("ROLLBACK")


def test_a_database_that_another_program_holds_is_written_when_it_lets_go(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.database.BUSY_SECONDS", 0.05)
    with Journal(path, now=NOW) as journal:
        journal.append(rows(1))
        with held(path):
            (said,) = journal.append(rows(2))
            assert "locked" in said
            assert journal.expire(NOW + dt.timedelta(days=400)) == 0
            assert (journal.pending, journal.append(rows(3))) == (1, ())
            assert ids(journal) == ["i1"], "what is written can be read meanwhile"
        assert "written again" in journal.append()[0]
        assert (ids(journal), journal.pending) == (["i1", "i2", "i3"], 0)


def test_a_database_that_another_program_holds_is_not_taken_for_a_damaged_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.database.BUSY_SECONDS", 0.05)
    written(path)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    with held(path), pytest.raises(JournalError, match="locked"):
        Journal(path, now=NOW)
    assert aside(path) == []
    with Journal(path, now=NOW) as journal:
        assert len(ids(journal)) == 400


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("journal_size_limit", 64 << 20)]
)
def test_what_is_promised_rests_on_how_the_file_is_written(journal: Journal, pragma: str, value: object) -> None:
    """A power failure is not to be had in a test; what SQLite's documents ask for against it is."""
    assert journal._db.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_the_tables_carry_our_mark(path: Path) -> None:
    written(path, 1)
    assert int.from_bytes(path.read_bytes()[68:72], "big") == APPLICATION
