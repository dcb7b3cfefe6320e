"""Second forms of the platforms' downloads: other settings, languages and habits of unpacking.

As builders.py; the docstrings say what differs and where it is described.
"""

from __future__ import annotations

import csv
import io
import re
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.submission.platforms import builders
from tests.submission.platforms.builders import Files, write_zip
from tests.submission.platforms.roster import BASE, CLASS, TITLE, Student, notebook, packed, python

Variant = Callable[[Path], Path]


def _own_name(one: Student, sign: str) -> str:
    """A display name that tells the namesakes apart."""
    return one.full + (sign if one.login == "aschmi2" else "")


def teams_without_a_version(root: Path) -> Path:
    """Teams: who submitted nothing has the assignment's folder and no version in it."""
    files: Files = {}
    for one in CLASS:
        where = f"{_own_name(one, ' (1)')}/{TITLE}"
        for number, attempt in enumerate(one.attempts, 1):
            files |= {f"{where}/Version {number}/{file}": data for file, data in attempt.files}
        files.setdefault(f"{where}/", b"")
    return write_zip(root / "Submitted files.zip", files)


def teams_drafts_only(root: Path) -> Path:
    """Teams: who submitted nothing has drafts below "Working files" and no other folder."""
    files: Files = {}
    for one in CLASS:
        name = _own_name(one, " B")
        for number, attempt in enumerate(one.attempts, 1):
            for file, data in attempt.files:
                files[f"Submitted files/{name}/{TITLE}/Version {number}/{file}"] = data
        files[f"Working files/{name}/{TITLE}/draft.ipynb"] = notebook("a draft")
    return write_zip(root / "Student Work.zip", files)


def teams_namesakes_in_one_folder(root: Path) -> Path:
    """Teams: an archive that holds two files under one path, one of each namesake."""
    path = root / "Student Work.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        for one in CLASS:
            for file, data in one.newest.files:
                name = f"Submitted files/{one.full}/{TITLE}/Version 1/{file}"
                archive.writestr(name, data)
    return path


def manaba_without_its_list(root: Path) -> Path:
    """manaba: the folders alone, one of them empty."""
    files: Files = {}
    for one in CLASS:
        where = f"report/{one.sid}@{one.login}"
        files[f"{where}/"] = b""
        files |= {f"{where}/{file}": data for file, data in one.newest.files}
    return write_zip(root / "report.zip", files)


def manaba_packed_on_windows(root: Path) -> Path:
    """manaba: names in the code page of a Japanese Windows, Japanese names of files."""
    path = root / "report.zip"
    path.parent.mkdir(parents=True)
    files = {
        f"レポート/{one.sid}@{one.login}/課題_{file}": data
        for one in CLASS
        for file, data in one.newest.files
    }
    files["レポート/reportlist.xlsx"] = builders.report_list(CLASS)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(_NameOfWindows(name), data)
    return path


class _NameOfWindows(zipfile.ZipInfo):
    """Written in the code page, without the sign that it is UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("cp932"), self.flag_bits


def webclass_in_folders(root: Path) -> Path:
    """WebClass: the table names files with their folders and is in Shift_JIS."""
    return _webclass(root, lambda one, file: f"{one.login}/{file}", code="cp932")


def webclass_two_files_each(root: Path) -> Path:
    """WebClass: a row for each file."""
    return _webclass(root, lambda one, file: f"{one.number}_{file}", several=True)


def webclass_without_folders(root: Path) -> Path:
    """WebClass: files of one name in folders that the table does not name."""
    return _webclass(root, lambda one, file: file, where=lambda one, file: f"{one.login}/{file}")


def _webclass(
    root: Path,
    named: Callable[[Student, str], str],
    where: Callable[[Student, str], str] | None = None,
    code: str = "utf-8-sig",
    several: bool = False,
) -> Path:
    files: Files = {}
    table = io.StringIO()
    write = csv.writer(table)
    write.writerow(["user id", "氏名", "提出日時", "report/answer"])
    for one in CLASS:
        rows = one.newest.files if several else one.newest.files[:1]
        for file, data in rows:
            files[(where or named)(one, file)] = data
            when = f"{one.newest.when:%Y/%m/%d %H:%M}"
            write.writerow([one.login, one.full, when, named(one, file)])
        if not rows:
            write.writerow([one.login, one.full, "", ""])
    files["answer.csv"] = table.getvalue().encode(code, "replace")
    return write_zip(root / "answer.zip", files)


def canvas_with_numbers_in_names(root: Path) -> Path:
    """Canvas: file names that begin with numbers, and a link in place of a file."""
    files: Files = {}
    attachment = 5000
    for one in CLASS:
        name = re.sub(r"\W", "", f"{one.last}{one.first}".lower())
        for attempt in one.attempts:
            late = "_LATE" if attempt.late else ""
            for file, data in attempt.files:
                attachment += 1
                files[f"{name}{late}_{one.number}_{attachment}_2027_1_{file}"] = data
        if not one.newest.files:
            files[f"{name}_{one.number}_link.html"] = b"<a>"
    return write_zip(root / "submissions.zip", files)


def moodle_with_groups(root: Path) -> Path:
    """Moodle in separate groups: "<group>-<full name>_<participant>_…", files in folders."""
    files: Files = {}
    for place, one in enumerate(CLASS):
        where = f"Group {place % 2}-{one.full}_{one.number}_assignsubmission_file"
        files[f"{where}/"] = b""
        files |= {f"{where}/my work/{file}": data for file, data in one.newest.files}
    return write_zip(root / "DL-Small Lesson-317.zip", files)


def moodle_with_feedback(root: Path) -> Path:
    """Moodle: an online text beside each file, and a feedback file that is the teacher's."""
    files: Files = {}
    for one in CLASS:
        where = f"{one.last} {one.first}_{one.number}_assign"
        files |= {f"{where}submission_file_/{file}": data for file, data in one.newest.files}
        files[f"{where}submission_onlinetext_/onlinetext.html"] = b"<p>done</p>"
        files[f"{where}feedback_file_/{BASE}.ipynb"] = notebook("feedback")
    return write_zip(root / "DL-Small Lesson-317.zip", files)


def ilias_teams(root: Path) -> Path:
    """ILIAS: a folder of each team above, the time before each file."""
    files: Files = {}
    for place, one in enumerate(CLASS):
        person = builders.ascii_name(f"{one.last}_{one.first}_{one.login}_{one.number}")
        where = f"Small_Lesson/Abgaben/Team_{place}/{person}"
        files[f"{where}/"] = b""
        for attempt in one.attempts:
            for file, data in attempt.files:
                files[f"{where}/{attempt.when:%Y%m%d%H%M%S}_{file}"] = data
    return write_zip(root / "Small_Lesson_1.zip", files)


def blackboard_groups(root: Path) -> Path:
    """Blackboard, group assignment: "…_groupattempt_<time>_<file>" with the same receipts."""
    return _blackboard(root, "groupattempt", receipts=True)


def blackboard_without_receipts(root: Path) -> Path:
    """Blackboard: the receipts are gone, but for that of whoever sent no file."""
    return _blackboard(root, "attempt", receipts=False)


def _blackboard(root: Path, word: str, receipts: bool) -> Path:
    files: Files = {}
    for one in CLASS:
        for attempt in one.attempts:
            prefix = f"{TITLE}_{one.login}_{word}_{attempt.when:%Y-%m-%d-%H-%M-%S}"
            files |= {f"{prefix}_{file}": data for file, data in attempt.files}
            if receipts or not attempt.files:
                files[f"{prefix}.txt"] = f"Name: {one.full} ({one.login})".encode()
    return write_zip(root / "gradebook.zip", files)


def blackboard_underscores(root: Path) -> Path:
    """Blackboard without receipts: two user names that end alike after an underscore."""
    when = "attempt_2027-01-31-12-30-00"
    files = {f"{TITLE}_{who}_b_{when}_{BASE}.py": python(who) for who in ("bob", "eve", "ada")}
    return write_zip(root / "gradebook.zip", files)


def d2l_japanese(root: Path) -> Path:
    """Brightspace in Japanese: the date is "2027年1月31日 1230"."""
    return _d2l(root, lambda when: f"{when.year}年{when.month}月{when.day}日 {when:%H%M}", "/")


def d2l_iso(root: Path) -> Path:
    """Brightspace, one folder, the date in the form of ISO 8601."""
    return _d2l(root, lambda when: f"{when:%Y-%m-%d %H%M}", " - ")


def d2l_german(root: Path) -> Path:
    """Brightspace in German: months whose names are not read, and several attempts."""
    return _d2l(root, lambda when: f"{when.day}. Januar {when:%Y %H%M}", "/")


def _d2l(root: Path, date: Callable[..., str], joint: str) -> Path:
    files: Files = {}
    for one in CLASS:
        for attempt in one.attempts:
            prefix = f"{one.number}-88123 - {one.full} - {date(attempt.when)}"
            for file, data in attempt.files or (("comment.html", b"<p>later</p>"),):
                files[f"{prefix}{joint}{file}"] = data
    return write_zip(root / "Small Lesson Download.zip", files)


def sakai_anonymous(root: Path) -> Path:
    """Sakai, anonymous grading: a number for a name, without timestamp.txt and grades.csv."""
    files: Files = {}
    for one in CLASS:
        where = f"{TITLE}/Anonymous {one.number}/Submission attachment(s)"
        files[f"{where}/"] = b""
        files |= {f"{where}/{file}": data for file, data in one.newest.files}
    return write_zip(root / "bulk_download.zip", files)


def github_without_commits(root: Path) -> Path:
    """GitHub Classroom: a repository without a commit, one of which GitHub made "-1"."""
    files: Files = {}
    for place, one in enumerate(CLASS):
        where = f"small-lesson-submissions/small-lesson-{one.login}{'-1' if place == 3 else ''}"
        files[f"{where}/.git/HEAD"] = b"ref: refs/heads/main\n"
        files |= {f"{where}/{file}": data for file, data in one.newest.files}
    return builders.unpack(write_zip(root / "clones.zip", files), root / "clones")


def exchange_packed(root: Path) -> Path:
    """nbgrader's inbound/ as an archive."""
    inbound = builders.nbgrader_exchange(root, CLASS)
    found = [path for path in inbound.rglob("*") if path.is_file()]
    names = {f"inbound/{path.relative_to(inbound)}": path.read_bytes() for path in found}
    return write_zip(root / "inbound.zip", names)


def folders_one_of_them_empty(root: Path) -> Path:
    """No platform: a folder each, as a TA makes them by hand."""
    for one in CLASS:
        (root / "class" / one.login).mkdir(parents=True)
        for file, data in one.newest.files:
            (root / "class" / one.login / file).write_bytes(data)
    return root / "class"


def namesakes_in_one_archive(root: Path) -> Path:
    """No platform: an archive that holds one path twice."""
    path = root / "class.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        for one in CLASS:
            for file, data in one.newest.files:
                archive.writestr(f"{one.full}/{file}", data)
    return path


def accents_in_two_encodings(root: Path) -> Path:
    """No platform: two folders whose names look the same."""
    for name in ("Müßig", "Mu\u0308ßig"):
        (root / "class" / name).mkdir(parents=True)
        (root / "class" / name / f"{BASE}.py").write_bytes(python(name))
    return root / "class"


def two_sections_packed(root: Path) -> Path:
    """Two downloads of Canvas, one for each section, side by side."""
    (root / "class").mkdir(parents=True)
    for name, students in (("A", CLASS[:5]), ("B", CLASS[5:])):
        builders.canvas(root / name, students).rename(root / "class" / f"section {name}.zip")
    return root / "class"


def two_sections_unpacked(root: Path) -> Path:
    """The same, unpacked into a folder each."""
    for name, students in (("A", CLASS[:5]), ("B", CLASS[5:])):
        builders.unpack(builders.canvas(root / name, students), root / "class" / f"section {name}")
    return root / "class"


def two_sections_of_no_platform(root: Path) -> Path:
    """Two archives with a folder for each student."""
    for name, students in (("A", CLASS[:5]), ("B", CLASS[5:])):
        files = {f"{one.login}/{BASE}.py": python(one.login) for one in students}
        write_zip(root / "class" / f"section {name}.zip", files)
    return root / "class"


def three_archives_deep(root: Path) -> Path:
    """A download of Moodle that went through two mail programs."""
    inner = builders.moodle_flat(root, CLASS)
    middle = packed({f"forwarded/{inner.name}": inner.read_bytes()})
    return write_zip(root / "mail.zip", {"attachment.zip": middle})


def packed_as_tar(root: Path) -> Path:
    """A download of Gradescope that was packed again as .tar.gz."""
    folder = builders.unpack(builders.gradescope(root, CLASS), root / "unpacked")
    with tarfile.open(root / "class.tar.gz", "w:gz") as archive:
        archive.add(folder / "assignment_99_export", "assignment_99_export")
    return root / "class.tar.gz"


VARIANTS: dict[str, Variant] = {
    function.__name__: function
    for function in (
        teams_without_a_version, teams_drafts_only,
        manaba_without_its_list, manaba_packed_on_windows,
        webclass_in_folders, webclass_two_files_each, canvas_with_numbers_in_names,
        moodle_with_groups, moodle_with_feedback, ilias_teams,
        blackboard_groups, blackboard_without_receipts, d2l_japanese, d2l_iso,
        sakai_anonymous, github_without_commits, exchange_packed,
        folders_one_of_them_empty, three_archives_deep, packed_as_tar,
    )
}  # fmt: skip

# What nobody can tell apart, and a piece of what is said.
UNDECIDED: dict[str, tuple[Variant, str]] = {
    function.__name__: (function, said)
    for function, said in (
        (teams_namesakes_in_one_folder, "Teams does not say which of these counts"),
        (webclass_without_folders, r"gives 'small_lesson.ipynb' to 'alove' and to 'yamada'"),
        (blackboard_underscores, r"'Small Lesson_\w+_b' both end in 'b'"),
        (d2l_german, "the dates of Zoë O_Neil-Smith's attempts cannot be read"),
        (namesakes_in_one_archive, "the archive has 'Anna Schmidt/small_lesson.ipynb' twice"),
        (accents_in_two_encodings, "2 folders are called 'Müßig' and differ only"),
        (two_sections_packed, r"'section A.zip' .* is a download of Canvas with 5 students"),
        (two_sections_unpacked, r"'section A' .* is a download of Canvas with 5 students"),
        (two_sections_of_no_platform, r"small_lesson\.\* in each of \d folders"),
    )
}
