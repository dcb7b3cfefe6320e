"""A crash loses no grade."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from autograder.errors import BusyError, UserError
from autograder.files import write_atomically
from autograder.grading.store.journal import JOURNAL, Journal


def test_what_was_appended_is_known_to_the_next_run(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.append([("a", '{"student": "たろう"}'), ("b", "{}")])
    with Journal(tmp_path) as journal:
        assert journal.cached_result("a") == '{"student": "たろう"}'
        assert journal.cached_result("c") is None


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_torn_record_is_cut_off_and_the_whole_ones_stay(tmp_path: Path, cut: int) -> None:
    with Journal(tmp_path) as journal:
        journal.append([("first", "1")])
        whole = (tmp_path / JOURNAL).stat().st_size
        journal.append([("second", "2")])
    path = tmp_path / JOURNAL
    path.write_bytes(path.read_bytes()[:-cut])
    with Journal(tmp_path) as journal:
        assert journal.cached_result("first") == "1"
        assert journal.cached_result("second") is None
        assert path.stat().st_size == whole
        journal.append([("second", "2")])
    with Journal(tmp_path) as journal:
        assert journal.cached_result("second") == "2"


def test_a_record_without_room_leaves_no_part_of_it_and_the_next_ones_are_whole(
    tmp_path: Path,
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal(tmp_path) as journal:
        journal.append([("first", "1")])
        whole = (tmp_path / JOURNAL).stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (whole + 20, hard))
        try:
            with pytest.raises(UserError, match="cannot be written: File too large"):
                journal.append([("second", "2")], {"twice": "digest"})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert (tmp_path / JOURNAL).stat().st_size == whole
        journal.append([("third", "3")], {"twice": "digest"})
    with Journal(tmp_path) as journal:
        assert [journal.cached_result(d) for d in ("first", "second", "third")] == ["1", None, "3"]
        assert journal.fingerprints("third") == {"twice": "digest"}


def test_a_second_run_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(BusyError, match="another grade run is writing"):
        Journal(tmp_path).__enter__()


def test_compacting_keeps_what_is_still_referred_to(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.append([("old", "1"), ("new", "2")])
        journal.compact(["new"])
        journal.append([("newer", "3")])
    with Journal(tmp_path) as journal:
        assert [journal.cached_result(d) for d in ("old", "new", "newer")] == [None, "2", "3"]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    write_atomically(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \udcff\n")
    assert path.read_text(encoding="utf-8") == "old\n"
    assert [p.name for p in tmp_path.iterdir()] == ["results.jsonl"]
