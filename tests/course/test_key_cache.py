"""Answer keys on disk: what is kept, when it is believed, and when it is not."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course import cached_keys, digests, disk_cache, key_builder
from autograder.course.answer_key import AnswerKey
from autograder.course.disk_cache import OFF, VARIABLE, DiskCache, default_cache
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from autograder.errors import UserError
from autograder.grading.exam import build_exam
from autograder.models import CallResult, CodeUnit
from autograder.sandbox import open_sandbox
from autograder.sandbox.plain_data import identical
from tests.paths import ROOT

COURSE = ROOT / "solutions" / "transformer-basics"
NAME = "bce_loss"

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the cache needs file owners")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of the test, which is not there yet; every entry is followed by a look at all."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(disk_cache, "PRUNE_EVERY", 0)
    return tmp_path / "cache"


def entries(cache: Path) -> list[Path]:
    """All but the notes of passed checks: a process that has passed one before makes none."""
    found = sorted(cache.iterdir()) if cache.exists() else []
    return [path for path in found if path.name.startswith("key-") or "-" not in path.name]


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Names of the exercises whose keys were computed, not read."""
    names: list[str] = []
    compute = key_builder._compute

    def count(library, name, seed):  # type: ignore[no-untyped-def]
        names.append(name)
        return compute(library, name, seed)

    monkeypatch.setattr(key_builder, "_compute", count)
    return names


def key_of(course: Path, name: str, seed: int = 3) -> AnswerKey:
    return build_answer_key(load_library(course, [name]), name, 10.0, seed)


def parts(outcome: CallResult) -> tuple[object, ...]:
    return tuple(vars(outcome).values())


def contents(key: AnswerKey) -> list[object]:
    """Everything of a key, for `identical`."""
    cases = [
        (*(v for n, v in vars(case).items() if n not in ("input", "expected", "plot")),
         case.input.args, case.input.driver, parts(case.expected),
         case.plot and repr(case.plot))
        for case in key.cases
    ]  # fmt: skip
    mutants = {name: [list(map(parts, m)) for m in models] for name, models in key.mutants.items()}
    return [cases, mutants, list(key.checks), key.credits and dict(key.credits)]


@pytest.mark.parametrize("name", ["bce_loss", "train_with_early_stopping", "gradient_share"])
def test_a_key_from_the_cache_is_the_computed_one_to_the_bit(
    name: str, computed: list[str]
) -> None:
    first, second = key_of(COURSE, name), key_of(COURSE, name)
    assert computed == [name]
    assert repr(contents(first)) == repr(contents(second))
    for one, other in zip(first.cases, second.cases, strict=True):
        assert identical(one.input.args, other.input.args)
        assert identical(one.expected.value, other.expected.value)
    for mutant, models in first.mutants.items():
        for one_model, other_model in zip(models, second.mutants[mutant], strict=True):
            assert all(
                identical(list(parts(a)), list(parts(b)))
                for a, b in zip(one_model, other_model, strict=True)
            )


def test_a_pair_of_mistakes_is_the_same_from_the_cache() -> None:
    first, second = key_of(COURSE, "sgd_step"), key_of(COURSE, "sgd_step")
    assert [names for names, _ in first.pair_mutants] == [n for n, _ in second.pair_mutants]
    for (_, one), (_, other) in zip(first.pair_mutants, second.pair_mutants, strict=True):
        assert all(
            identical(list(parts(a)), list(parts(b))) for a, b in zip(one, other, strict=True)
        )


def test_another_seed_is_another_entry(cache: Path, computed: list[str]) -> None:
    key_of(COURSE, NAME, 3)
    key_of(COURSE, NAME, 4)
    assert computed == [NAME, NAME]
    assert len(entries(cache)) == 2


def test_a_copy_of_the_course_shares_the_entry_and_a_changed_file_does_not(
    folder: Path,
    rewrite,
    tmp_path: Path,
    computed: list[str],
) -> None:
    key_of(folder, "twice")
    shutil.copytree(folder, tmp_path / "copy" / "tiny")
    key_of(tmp_path / "copy" / "tiny", "twice")
    assert computed == ["twice"]
    rewrite("misconceptions.yaml", "why:", "why: Really,")
    key_of(folder, "twice")
    assert computed == ["twice", "twice"]


def test_an_exercise_altered_in_memory_is_neither_kept_nor_read(
    cache: Path, computed: list[str]
) -> None:
    library = load_library(COURSE, [NAME])
    altered = {NAME: replace(library[NAME], misconceptions={})}
    build_answer_key(library, NAME, 1.0, 3)
    key = build_answer_key(altered, NAME, 1.0, 3)
    assert not key.mutants
    assert computed == [NAME, NAME]
    assert len(entries(cache)) == 1


@pytest.mark.parametrize(
    "line",
    ["import scipy", "from .x import y", "import importlib.util", "print(__import__)"],
)
def test_an_exercise_that_may_depend_on_more_is_not_kept(
    line: str,
    folder: Path,
    rewrite,
    cache: Path,
) -> None:
    library = load_library(folder, ["twice"])
    path = folder / "twice" / "exercise.py"
    path.write_text(f"{path.read_text()}\n\ndef _unused():\n    {line}\n")
    object.__setattr__(library["twice"], "files_digest", f"as if loaded with {line}")
    build_answer_key(library, "twice", 1.0, 3)
    assert entries(cache) == []


def test_where_students_code_could_reach_it_nothing_is_kept_or_read(
    cache: Path, computed: list[str]
) -> None:
    library = load_library(COURSE, [NAME])
    build_exam("a", library, {NAME: 1.0}, 3, cached=False)
    assert entries(cache) == []
    build_exam("a", library, {NAME: 1.0}, 3)
    build_exam("a", library, {NAME: 1.0}, 3, cached=False)
    assert computed == [NAME, NAME, NAME]


def test_folder_and_files_are_for_their_owner_alone(cache: Path) -> None:
    before = os.umask(0)
    try:
        key_of(COURSE, NAME)
    finally:
        os.umask(before)
    [entry] = entries(cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def damage(entry: Path) -> None:
    data = bytearray(entry.read_bytes())
    data[len(data) // 2] ^= 1
    entry.write_bytes(data)


def cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def empty(entry: Path) -> None:
    entry.write_bytes(b"")


def open_to_others(entry: Path) -> None:
    entry.chmod(0o644)


def open_folder(entry: Path) -> None:
    entry.parent.chmod(0o755)


def link(entry: Path) -> None:
    entry.rename(entry.parent.parent / "elsewhere")
    entry.symlink_to(entry.parent.parent / "elsewhere")


def linked_folder(entry: Path) -> None:
    entry.parent.rename(entry.parent.parent / "elsewhere")
    entry.parent.symlink_to(entry.parent.parent / "elsewhere")


def pipe(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry, 0o600)


def under_another_name(entry: Path) -> None:
    key_of(COURSE, NAME, 4)
    [other] = [path for path in entries(entry.parent) if path != entry]
    entry.write_bytes(other.read_bytes())


@pytest.mark.parametrize(
    "harm",
    [damage, cut, empty, open_to_others, open_folder, link, linked_folder, pipe,
     under_another_name],
)  # fmt: skip
def test_what_cannot_be_trusted_is_computed_again(harm, cache: Path, computed: list[str]) -> None:
    right = key_of(COURSE, NAME)
    [entry] = entries(cache)
    harm(entry)
    computed.clear()
    assert repr(contents(key_of(COURSE, NAME))) == repr(contents(right))
    assert computed == [NAME]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("whose", ["entry", "folder"])
def test_what_belongs_to_another_user_is_not_believed(
    whose: str, cache: Path, computed: list[str]
) -> None:
    key_of(COURSE, NAME)
    [entry] = entries(cache)
    os.chown(entry if whose == "entry" else cache, 12345, -1)
    computed.clear()
    key_of(COURSE, NAME)
    assert computed == [NAME]


def test_deleting_it_costs_nothing_but_time(cache: Path, computed: list[str]) -> None:
    key_of(COURSE, NAME)
    shutil.rmtree(cache)
    key_of(COURSE, NAME)
    assert len(entries(cache)) == 1
    assert computed == [NAME, NAME]


def test_a_disk_that_cannot_be_written_only_keeps_nothing(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.write_text("a file, where the folder should be")
    assert key_of(COURSE, NAME).cases
    assert cache.is_file()


def test_what_was_not_asked_for_longest_makes_room(cache: Path) -> None:
    small = DiskCache(cache, max_total=1_000)
    for number, name in enumerate("abc"):
        small.put(name, bytes(300))
        os.utime(cache / name, (number, number))
    assert small.get("a") == bytes(300)  # which makes it the youngest
    small.put("d", bytes(300))
    assert [path.name for path in entries(cache)] == ["a", "c", "d"]
    assert sum(path.stat().st_size for path in entries(cache)) <= 1_000
    assert small.get("b") is None


def test_many_small_entries_make_room_too(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_cache, "MAX_FILES", 2)
    for number, name in enumerate("abc"):
        DiskCache(cache).put(name, b"passed")
        os.utime(cache / name, (number, number))
    assert [path.name for path in entries(cache)] == ["b", "c"]


@pytest.mark.parametrize(("size", "count"), [(10, 32), (300_000, 4), (2_000_000, 1)])
def test_room_is_made_once_for_each_megabyte_that_is_written(
    cache: Path, monkeypatch: pytest.MonkeyPatch, size: int, count: int
) -> None:
    monkeypatch.setattr(disk_cache, "PRUNE_EVERY", 1 << 20)
    monkeypatch.setattr(disk_cache, "_unseen", 0)
    small = DiskCache(cache, max_total=1)
    for number in range(count):
        assert len(entries(cache)) == number
        small.put(str(number), bytes(size))
    assert entries(cache) == []


def test_a_file_that_somebody_began_and_gave_up_is_removed(cache: Path) -> None:
    small = DiskCache(cache)
    small.put("a", b"1")
    (cache / ".begun").write_bytes(b"half")
    os.utime(cache / ".begun", (0, time.time() - 7200))
    small.put("b", b"2")
    assert [path.name for path in entries(cache)] == ["a", "b"]


def test_it_can_be_switched_off(
    cache: Path, monkeypatch: pytest.MonkeyPatch, computed: list[str]
) -> None:
    monkeypatch.setenv(VARIABLE, OFF)
    key_of(COURSE, NAME)
    key_of(COURSE, NAME)
    assert computed == [NAME, NAME]
    assert not cache.exists()


def test_a_relative_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "here")
    with pytest.raises(UserError, match="wanted an absolute path or 'off'"):
        default_cache()


def test_without_the_variable_it_lies_in_the_users_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == DiskCache(tmp_path / "autograder")


def test_processes_that_write_at_once_leave_whole_entries(cache: Path) -> None:
    code = (
        "from autograder.course.disk_cache import default_cache\n"
        "c = default_cache()\n"
        "for i in range(40):\n"
        "    c.put('x', bytes([i]) * 50_000); assert len(c.get('x')) == 50_000\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert [path.name for path in entries(cache)] == ["x"]


def test_student_code_in_the_sandbox_sees_no_cache(cache: Path) -> None:
    key_of(COURSE, NAME)
    library = load_library(COURSE, [NAME])
    key = build_answer_key(library, NAME, 1.0, 3)
    sandbox = open_sandbox("bubblewrap", {NAME: key.inputs}, {NAME: "function"}, {})
    source = f"import os\ndef {NAME}(*args):\n    return os.path.exists({str(cache)!r})"
    try:
        answer = sandbox.run([CodeUnit(source, "cell 1")], [NAME]).answers[NAME]
    finally:
        sandbox.close()
    assert {outcome.value for outcome in answer.outcomes} == {False}


def test_an_entry_depends_on_engine_and_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    library = load_library(COURSE, [NAME])
    names = {cached_keys._entry_name(library, NAME, 3)}
    monkeypatch.setattr(digests, "_CODE", "another engine")
    names.add(cached_keys._entry_name(library, NAME, 3))
    monkeypatch.setattr(digests.platform, "node", lambda: "another machine")
    names.add(cached_keys._entry_name(library, NAME, 3))
    assert len(names) == 3
    assert "" not in names
