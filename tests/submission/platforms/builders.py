"""Class downloads as learning platforms hand them out, one small function a platform.

Each writes a folder or an archive below `root` and returns what a TA would pass to `grade`. The
docstring names the public page or repository that says how the platform names its files. A stray
file lies in most of them: a TA's own notes, in a place where they end up by accident.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.submission.platforms.roster import BASE, TITLE, Student, python

Files = dict[str, bytes]
STRAY = python("the TA's own solution")


def canvas(root: Path, roster: Sequence[Student]) -> Path:
    """Canvas: <sortable name>[_LATE]_<user id>_<attachment id>_<file>, all in one .zip.

    https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb (add_submission,
    get_filename, sanitize_file_name). A resubmission's file gets "-1", "-2", …; three downloads
    unpacked into one another leave all attempts side by side, each with its own attachment id.
    """
    files: Files = {}
    attachment = 98_700
    for one in roster:
        name = re.sub(r"\W", "", f"{one.last}, {one.first}".lower())
        for number, attempt in enumerate(one.attempts):
            prefix = "_".join([name, *(["LATE"] if attempt.late else []), str(one.number)])
            if not attempt.files:
                files[f"{prefix}_text.html"] = b"<p>later</p>"
            for file, data in attempt.files:
                attachment += 1
                stem, dot, ending = file.rpartition(".")
                again = f"{stem}-{number}{dot}{ending}" if number else file
                files[f"{prefix}_{attachment}_{again}"] = data
    return write_zip(root / "submissions.zip", files)


def canvas_unpacked(root: Path, roster: Sequence[Student]) -> Path:
    """The same, unpacked into a folder, with a file of the TA's beside the submissions."""
    folder = unpack(canvas(root, roster), root / "submissions")
    (folder / "solution_check.py").write_bytes(STRAY)
    return folder


def canvas_anonymous(root: Path, roster: Sequence[Student]) -> Path:
    """Canvas with anonymous grading: [LATE_]anon_<five signs>_<attachment id>_<file>.

    Same source: `id = anonymize_students? ? "anon_#{anonymous_id}" : user_id`, without a name.
    """
    files: Files = {}
    for place, one in enumerate(roster):
        attempt = one.newest
        late = "LATE_" if attempt.late else ""
        prefix = f"{late}anon_{anonymous_id(one)}"
        if not attempt.files:
            files[f"{prefix}_text.html"] = b"<p>later</p>"
        for count, (file, data) in enumerate(attempt.files):
            files[f"{prefix}_{98_700 + 10 * place + count}_{file}"] = data
    return write_zip(root / "submissions.zip", files)


def anonymous_id(one: Student) -> str:
    return f"{one.number}Qz"[-5:]


def moodle_folders(root: Path, roster: Sequence[Student], ending: str = "_") -> Path:
    """Moodle 3.1 to 4.0: "<full name>_<participant>_assignsubmission_file_/<file>".

    https://github.com/moodle/moodle/blob/main/mod/assign/classes/downloader.php; underscores in
    names become spaces, and the trailing underscore of a folder is gone since 4.1.
    """
    files: Files = {"TA notes.py": STRAY}
    for one in roster:
        folder = f"{one.full.replace('_', ' ')}_{one.number}_assignsubmission"
        if not one.newest.files:
            files[f"{folder}_onlinetext{ending}/onlinetext.html"] = b"<p>later</p>"
        for file, data in one.newest.files:
            files[f"{folder}_file{ending}/{file}"] = data
    return unpack(write_zip(root / "DL-Small Lesson-317.zip", files), root / "moodle")


def moodle_folders_41(root: Path, roster: Sequence[Student]) -> Path:
    """Moodle since 4.1: the same without the last underscore."""
    return moodle_folders(root, roster, ending="")


def moodle_flat(root: Path, roster: Sequence[Student]) -> Path:
    """Moodle with "Download submissions in folders" off: one folder, prefixed files.

    Same source: `$prefix . '_' . $subtype . '_' . $type . '_' . $zipfilename`.
    """
    files: Files = {}
    for one in roster:
        prefix = f"{one.full.replace('_', ' ')}_{one.number}_assignsubmission"
        if not one.newest.files:
            files[f"{prefix}_onlinetext_onlinetext.html"] = b"<p>later</p>"
        for file, data in one.newest.files:
            files[f"{prefix}_file_{file}"] = data
    return write_zip(root / "DL-Small Lesson-317.zip", files)


def moodle_blind(root: Path, roster: Sequence[Student]) -> Path:
    """Moodle with anonymous submissions: "Participant_<number>_assignsubmission_file/<file>".

    Same source: the full name is `get_string('participant', 'mod_assign')`; here in Japanese.
    """
    files: Files = {}
    for one in roster:
        folder = f"参加者_{one.number}_assignsubmission"
        if not one.newest.files:
            files[f"{folder}_onlinetext/onlinetext.html"] = b"<p>later</p>"
        for file, data in one.newest.files:
            files[f"{folder}_file/{file}"] = data
    return write_zip(root / "DL-Small Lesson-317.zip", files)


def ilias(root: Path, roster: Sequence[Student]) -> Path:
    """ILIAS: <exercise>/Abgaben/<last>_<first>_<login>_<user id>/[Late Submission - ]<file>.

    https://github.com/ILIAS-eLearning/ILIAS components/ILIAS/Exercise/Submission
    (copySubmissionFilesToDir, getDirectoryNameFromUserData): ASCII names, "x (2).ipynb" for a
    second file of one name, in the order of upload. The outer folders are as described in
    https://github.com/Slandy95/eCampus-collective-team-feedback-upload.
    """
    files: Files = {"Small_Lesson/status.xlsx": b"PK"}
    for one in roster:
        folder = ascii_name(f"{one.last}_{one.first}_{one.login}_{one.number}")
        where = f"Small_Lesson/Abgaben/{folder}"
        files[f"{where}/"] = b""
        names: dict[str, int] = {}
        for attempt in one.attempts:
            for file, data in attempt.files:
                names[file] = names.get(file, 0) + 1
                stem, dot, ending = file.rpartition(".")
                again = f"{stem} ({names[file]}){dot}{ending}" if names[file] > 1 else file
                late = "Late Submission - " if attempt.late else ""
                files[f"{where}/{late}{again}"] = data
    return write_zip(root / "Small_Lesson_4242.zip", files)


def blackboard(root: Path, roster: Sequence[Student]) -> Path:
    """Blackboard: <assignment>_<user>_attempt_<time>_<file>, and a .txt of the same name each.

    https://github.com/kwurst/bb-file-cleanup (README, bbcleanup.py); what the .txt says is in
    https://help.blackboard.com/Learn/Instructor/Original/Assignments/Download_Assignments and in
    the parsers of the receipt ("Name: First Last (login)", "Date Submitted: …").
    """
    files: Files = {}
    for one in roster:
        for attempt in one.attempts:
            prefix = f"{TITLE}_{one.login}_attempt_{attempt.when:%Y-%m-%d-%H-%M-%S}"
            receipt = [
                f"Name: {one.full} ({one.login})",
                f"Assignment: {TITLE}",
                f"Date Submitted: {attempt.when:%A, %B %-d, %Y %-I:%M:%S %p} CET",
                "Current Grade: Needs Grading",
                "",
                "Submission Field:",
                "There is no student submission text data for this assignment.",
                "",
                "Comments:",
                "There are no student comments for this assignment.",
                "",
                "Files:",
            ]
            for file, data in attempt.files:
                files[f"{prefix}_{file}"] = data
                receipt += [f"\tOriginal filename: {file}", f"\tFilename: {prefix}_{file}", ""]
            files[f"{prefix}.txt"] = "\n".join(receipt).encode()
    return write_zip(root / "gradebook_CS101_Small Lesson_2027-02-03-10-00-00.zip", files)


def d2l(root: Path, roster: Sequence[Student]) -> Path:
    """Brightspace (D2L): "<user>-<folder> - <name> - <date>/<file>", index.html beside them.

    https://community.d2l.com/brightspace/kb/articles/3529; names as read by public tools:
    "27236-46025 - 23304308 Angood - 05 March 2026 612 PM" (grader_helper) and
    "100001-2000001 - astudent Avery Student - Jul 30, 2026 1053 PM". Each attempt has a folder.
    """
    files: Files = {"index.html": b"<html></html>", "notes.py": STRAY}
    for one in roster:
        for attempt in one.attempts:
            when = f"{attempt.when:%b} {attempt.when.day}, {attempt.when:%Y}"
            clock = f"{attempt.when:%I%M %p}".lstrip("0")
            folder = f"{one.number}-88123 - {one.login} {one.full} - {when} {clock}"
            for file, data in attempt.files or (("comment.html", b"<p>later</p>"),):
                files[f"{folder}/{file}"] = data
    return unpack(
        write_zip(root / "Small Lesson Download Feb 3, 2027 1000 AM.zip", files), root / "d2l"
    )


def d2l_flat(root: Path, roster: Sequence[Student]) -> Path:
    """Brightspace, everything in one folder: "<user>-<folder> - <name> - <date> - <file>".

    https://github.com/OfficeCoffee/GradingFileProject (ToDo.md):
    "271836-442356 - Blake Payne - Dec 5, 2024 1149 AM - CatacombCrawler.zip".
    """
    files: Files = {"index.html": b"<html></html>"}
    for one in roster:
        for attempt in one.attempts:
            clock = f"{attempt.when:%I%M %p}".lstrip("0")
            when = f"{attempt.when.day:02} {attempt.when:%B %Y} {clock}"
            for file, data in attempt.files or (("comment.html", b"<p>later</p>"),):
                files[f"{one.number}-88123 - {one.full} - {when} - {file}"] = data
    return write_zip(root / "Small Lesson Download 3 February, 2027.zip", files)


def sakai(root: Path, roster: Sequence[Student]) -> Path:
    """Sakai: <assignment>/<Last, First(eid)>/Submission attachment(s)/<file>, timestamp.txt.

    https://github.com/sakaiproject/sakai assignment/impl …/AssignmentServiceImpl.java
    (zipSubmissions): accents and other scripts are stripped from names; grades.csv says who was
    late; "Feedback Attachment(s)" is there for the teacher.
    """
    files: Files = {}
    table = io.StringIO()
    write = csv.writer(table)
    write.writerow([TITLE, "SCORE_GRADE_TYPE"])
    write.writerow([])
    write.writerow(
        [
            "Display ID",
            "ID",
            "Last Name",
            "First Name",
            "grade",
            "Submission date",
            "Late submission",
        ]
    )
    for one in roster:
        folder = f"{TITLE}/{_no_accents(f'{one.last}, {one.first}')}({one.login})"
        when = f"{one.newest.when:%Y-%m-%dT%H:%M:%SZ}"
        late = "Late" if one.newest.late else "On time"
        write.writerow([one.sid, one.login, one.last, one.first, "", when, late])
        files[f"{folder}/timestamp.txt"] = when.encode()
        files[f"{folder}/Submission attachment(s)/"] = b""
        for file, data in one.newest.files:
            files[f"{folder}/Submission attachment(s)/{file}"] = data
        files[f"{folder}/comments.txt"] = b""
        files[f"{folder}/Feedback Attachment(s)/"] = b""
    files[f"{TITLE}/grades.csv"] = table.getvalue().encode()
    files[f"{TITLE}/marking.py"] = STRAY
    return write_zip(root / "bulk_download.zip", files)


def sakai_flat(root: Path, roster: Sequence[Student]) -> Path:
    """Sakai without folders: <assignment>/<Last, First(eid)>_Submission attachment(s)_<file>.

    Same source (withoutFolders), and the layout in a public README: "Number, Student(stdnum001)_
    Submission attachment(s)_WhateverTheStudentCalledTheirSubmission.pdf".
    """
    files: Files = {}
    for one in roster:
        prefix = f"{TITLE}/{_no_accents(f'{one.last}, {one.first}')}({one.login})"
        files[f"{prefix}_comments.txt"] = b""
        for file, data in one.newest.files:
            files[f"{prefix}_Submission attachment(s)_{file}"] = data
    return write_zip(root / "bulk_download.zip", files)


def google_classroom(root: Path, roster: Sequence[Student]) -> Path:
    """Google Classroom: the assignment's Drive folder as .zip, "<full name> - <file>".

    https://support.google.com/edu/assignments/answer/9433485 (copies for each student lie in the
    teacher's Drive folder). There is no number: namesakes get "… (1)" from Drive.
    """
    files: Files = {}
    for one in roster:
        for file, data in one.newest.files:
            stem, dot, ending = file.rpartition(".")
            name, again = f"{TITLE}/{one.full} - {stem}{dot}{ending}", 0
            while name in files:
                again += 1
                name = f"{TITLE}/{one.full} - {stem} ({again}){dot}{ending}"
            files[name] = data
    return write_zip(root / "Small Lesson-20270203T100000Z-001.zip", files)


def google_classroom_uploads(root: Path, roster: Sequence[Student]) -> Path:
    """The same where students uploaded files of their own: Drive tells them apart by "(1)" only."""
    files: Files = {}
    for place, _ in enumerate(roster):
        again = f" ({place})" if place else ""
        files[f"{TITLE}/{BASE}{again}.py"] = python(str(place))
    return write_zip(root / "Small Lesson-20270203T100000Z-001.zip", files)


def teams(root: Path, roster: Sequence[Student]) -> Path:
    """Teams: Submitted files/<name>/<assignment>/Version <n>/<file>, and Working files.

    https://learn.microsoft.com/microsoft-365/education/deploy/assignments-admin-documentation
    ("Student Work"), and https://github.com/kubohiroya/-summarize-teams-submissions for the
    folders in between, there in Japanese.
    """
    files: Files = {}
    for one in roster:
        for number, attempt in enumerate(one.attempts, 1):
            for file, data in attempt.files:
                files[f"Submitted files/{one.full}/{TITLE}/Version {number}/{file}"] = data
                files[f"Working files/{one.full}/{TITLE}/{file}"] = python("a draft")
        if not one.newest.files:
            files[f"Submitted files/{one.full}/{TITLE}/Version 1/"] = b""
    return unpack(write_zip(root / "Student Work.zip", files), root / "Student Work")


def teams_japanese(root: Path, roster: Sequence[Student]) -> Path:
    """The same from a Japanese tenant, only what was handed in: …/バージョン <n>/<file>."""
    files: Files = {}
    for one in roster:
        for number, attempt in enumerate(one.attempts, 1):
            for file, data in attempt.files:
                files[f"提出済みのファイル/{one.full}/{TITLE}/バージョン {number}/{file}"] = data
        if not one.newest.files:
            files[f"提出済みのファイル/{one.full}/{TITLE}/バージョン 1/"] = b""
    return write_zip(root / "提出済みのファイル.zip", files)


def gradescope(root: Path, roster: Sequence[Student]) -> Path:
    """Gradescope: assignment_<n>_export/submission_<n>/<file> and submission_metadata.yml.

    https://github.com/ucbds-infra/otter-grader (GradescopeParser) and public readers of the
    metadata: ":submitters" with ":name", ":sid", ":email"; ":created_at"; ":history" of older
    attempts, whose files are not exported.
    """
    files: Files = {}
    lines = []
    for place, one in enumerate(roster):
        key = f"submission_{70_001 + place}"
        lines += [
            f"{key}:",
            "  :submitters:",
            f"  - :name: {one.full}",
            f"    :sid: '{one.sid}'",
            f"    :email: {one.email}",
            f"  :created_at: {one.newest.when:%Y-%m-%d %H:%M:%S}.000000000 Z",
            "  :score: 0.0",
            "  :status: processed",
            "  :history:" + ("" if len(one.attempts) > 1 else " []"),
        ]
        for older in one.attempts[:-1]:
            lines += [
                f"  - :created_at: {older.when:%Y-%m-%d %H:%M:%S}.000000000 Z",
                "    :score: 0.0",
            ]
        for file, data in one.newest.files:
            files[f"assignment_99_export/{key}/{file}"] = data
    files["assignment_99_export/submission_metadata.yml"] = ("---\n" + "\n".join(lines)).encode()
    return write_zip(root / "submissions.zip", files)


def manaba(root: Path, roster: Sequence[Student]) -> Path:
    """manaba: <student number>@<user id>/<file>, and reportlist.xlsx beside them.

    https://faq.manaba.jp/faq_detail.html?category=148&id=371 ("学籍番号@ユーザID"); the sheet's
    columns are those that public readers of reportlist.xlsx use.
    """
    files: Files = {}
    for one in roster:
        for file, data in one.newest.files:
            files[f"report-20270203/{one.sid}@{one.login}/{file}"] = data
    files["report-20270203/reportlist.xlsx"] = report_list(roster)
    return write_zip(root / "report-20270203.zip", files)


def manaba_flat(root: Path, roster: Sequence[Student]) -> Path:
    """manaba, "提出物を1つのフォルダにまとめる": <user id>@<student number>@<file>. Same page."""
    files: Files = {"reportlist.xlsx": report_list(roster)}
    for one in roster:
        for file, data in one.newest.files:
            files[f"{one.login}@{one.sid}@{file}"] = data
    return write_zip(root / "report-20270203.zip", files)


def webclass(root: Path, roster: Sequence[Student]) -> Path:
    """WebClass: answer.csv, whose "report/answer" names each one's file, and the files.

    https://www.datapacific.co.jp/webclass/support/faq/authorFAQ_repot_batch_grade3.html; the page
    names the file and that column. How the files themselves are named is not published, so that
    only the table names their students.
    """
    files: Files = {}
    table = io.StringIO()
    write = csv.writer(table)
    write.writerow(["user id", "氏名", "提出日時", "report/answer", "score", "comment"])
    for one in roster:
        for file, data in one.newest.files[:1]:
            name = f"{one.number}_{file}"
            write.writerow(
                [one.login, one.full, f"{one.newest.when:%Y-%m-%d %H:%M:%S}", name, "", ""]
            )
            files[name] = data
        if not one.newest.files:
            write.writerow([one.login, one.full, "", "", "", ""])
    files["answer.csv"] = table.getvalue().encode("utf-8-sig")
    return write_zip(root / "answer.zip", files)


def github_classroom(root: Path, roster: Sequence[Student]) -> Path:
    """GitHub Classroom: <slug>-submissions/<slug>-<login>/, a clone each.

    https://github.com/github/gh-classroom …/clone/student-repos/student-repos.go.
    """
    files: Files = {}
    for one in roster:
        where = f"small-lesson-submissions/small-lesson-{one.login.replace('_', '-')}"
        files[f"{where}/.git/HEAD"] = b"ref: refs/heads/main\n"
        files[f"{where}/README.md"] = b"# Small lesson"
        files[f"{where}/test_{BASE}.py"] = b"def test_nothing(): pass\n"
        for file, data in one.newest.files:
            files[f"{where}/{file}"] = data
    return unpack(write_zip(root / "clones.zip", files), root / "clones")


def nbgrader_exchange(root: Path, roster: Sequence[Student]) -> Path:
    """nbgrader's exchange: inbound/<user>+<assignment>+<time>+<random>/<file>, timestamp.txt.

    https://github.com/jupyter/nbgrader/blob/main/nbgrader/exchange/default/submit.py; another
    assignment's submissions lie in the same folder.
    """
    files: Files = {}
    for one in roster:
        for attempt in one.attempts:
            when = f"{attempt.when:%Y-%m-%d %H:%M:%S.%f} UTC"
            folder = f"inbound/{one.login}+small-lesson+{when}+bG9jYWw="
            files[f"{folder}/timestamp.txt"] = when.encode()
            for file, data in attempt.files:
                files[f"{folder}/{file}"] = data
        other = f"inbound/{one.login}+other-lesson+2027-01-01 00:00:00.000000 UTC+bG9jYWw="
        files[f"{other}/other_lesson.ipynb"] = b"{}"
    return unpack(write_zip(root / "inbound.zip", files), root / "exchange") / "inbound"


def nbgrader_submitted(root: Path, roster: Sequence[Student]) -> Path:
    """nbgrader's submitted/: <student>/<assignment>/<file>, timestamp.txt (its documentation)."""
    files: Files = {}
    for one in roster:
        folder = f"submitted/{one.login}/small-lesson"
        when = f"{one.newest.when:%Y-%m-%d %H:%M:%S.%f} UTC"
        files[f"{folder}/timestamp.txt"] = when.encode()
        for file, data in one.newest.files:
            files[f"{folder}/{file}"] = data
    return unpack(write_zip(root / "submitted.zip", files), root / "course") / "submitted"


# --- how the files are written --------------------------------------------------------


def write_zip(path: Path, files: Files) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def unpack(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    path.unlink()
    return folder


def _no_accents(name: str) -> str:
    plain = unicodedata.normalize("NFD", name)
    return re.sub(r"[^\x00-\x7f]", "", re.sub(r"[\u0300-\u036f]", "", plain))


def ascii_name(name: str) -> str:
    for letter, plain in {"ü": "ue", "ß": "ss", "ë": "e"}.items():
        name = name.replace(letter, plain)
    return re.sub(r"[^\x00-\x7f]", "_", name)


def report_list(roster: Iterable[Student]) -> bytes:
    """A minimal .xlsx: one sheet, strings inline."""
    rows = [
        ["レポート", TITLE],
        [
            "# 内部コースID",
            "# 学籍番号",
            "# ユーザID",
            "# 氏名",
            "# ロール",
            "# 提出",
            "# 提出日時",
        ],
    ]
    for one in roster:
        state = "受付終了後提出" if one.newest.late else "提出済"
        when = f"{one.newest.when:%Y-%m-%d %H:%M:%S}"
        if not one.newest.files:
            state, when = "未提出", ""
        rows.append(["27048", one.sid, one.login, f"{one.last} {one.first}", "履修生", state, when])
    rows.append(["#end"])
    xml = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{xml}</sheetData></worksheet>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return buffer.getvalue()


BUILDERS = {
    function.__name__: function
    for function in (
        canvas, canvas_unpacked, canvas_anonymous,
        moodle_folders, moodle_folders_41, moodle_flat, moodle_blind,
        ilias, blackboard, d2l, d2l_flat, sakai, sakai_flat,
        google_classroom, google_classroom_uploads, teams, teams_japanese,
        gradescope, manaba, manaba_flat, webclass,
        github_classroom, nbgrader_exchange, nbgrader_submitted,
    )
}  # fmt: skip
