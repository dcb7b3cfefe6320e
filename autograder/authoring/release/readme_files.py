"""What do the small files beside the notebook say?

README, requirements and the self-check's test, in the language of the release.
"""

from __future__ import annotations

from autograder import __version__
from autograder.course.config import Assignment
from autograder.course.exercise import ExerciseLibrary

_TEST = {
    "ja": '''\
"""自己チェック: このフォルダで `pytest` を実行すると、演習ごとに一つのテストが動きます。"""

from importlib.util import find_spec

import pytest

if find_spec("autograder") is None:
    pytest.exit("この Python には採点キットがありません。README.md の「はじめに」をどうぞ。", 4)

pytest_plugins = ["autograder.selfcheck.plugin"]
''',
    "en": '''\
"""Self-check: run `pytest` in this folder; there is one test for each exercise."""

from importlib.util import find_spec

import pytest

if find_spec("autograder") is None:
    pytest.exit("This Python lacks the kit. See 'Once, to begin' in README.md.", 4)

pytest_plugins = ["autograder.selfcheck.plugin"]
''',
}

_README = {
    "ja": """\
# {title}

提出期限: {due}

## はじめに（一度だけ）

Python 3.11 以上が必要です。ターミナルでこのフォルダに移動し、次を実行します。

```
{install}
python -m pytest
```

演習がすべて「未着手」と表示されれば、準備完了です。
`python` が見つからなければ `python3`（Windows では `py`）と読みかえてください。
「externally-managed-environment」と言われたら、先に仮想環境を作ります。

```
python -m venv .venv
source .venv/bin/activate       # Windows では .venv\\Scripts\\activate
```

## 解く

次のどちらか、使いやすいほうで進めてください。中の演習は同じです。

- `{base}.ipynb`: ノートブック。説明を読みながら解きます（JupyterLab、VS Code）。
- `{base}.py`: 演習だけのファイル。好きなエディタで解きます。

`raise NotImplementedError(...)` を消して、関数の中身を書きます。
演習のセルや関数を消したり、名前を変えたりしないでください。
自分用の関数やセルを足すのは自由です。

## 確かめる

```
pytest                      # 全部
pytest -k {first}    # 一つだけ
autograder check --watch    # 保存するたびに
autograder check --hint {first}    # ヒント
```

ノートブックでは、演習の下の `check("{first}")` を実行します。`hint("{first}")` でヒントが出ます。
どこで確かめても判定は同じです。採点では、ここにない別の入力も使います。
すべて合格するまで、`pytest` と `autograder check` の終了コードは 1 です（記述の演習は数えません）。

## 演習と配点

| 演習 | 内容 | 点 |
|---|---|---:|
{rows}

## 提出する

解いたファイル（`{base}.ipynb` か `{base}.py`）を、名前を変えずに提出してください。
両方に書いた場合は両方を採点し、よいほうを採用します。
""",
    "en": """\
# {title}

Due: {due}

## Once, to begin

You need Python 3.11 or newer. In a terminal, go to this folder and run:

```
{install}
python -m pytest
```

When every exercise is listed as "not attempted", all is ready.
If there is no `python`, it may be called `python3` (`py` on Windows).
If pip speaks of an "externally-managed-environment", make a virtual one first:

```
python -m venv .venv
source .venv/bin/activate       # on Windows: .venv\\Scripts\\activate
```

## Work

Take whichever you like; the exercises in them are the same.

- `{base}.ipynb`: a notebook, with the lesson around the exercises (JupyterLab, VS Code).
- `{base}.py`: the exercises alone, for any editor.

Delete `raise NotImplementedError(...)` and write the function's body.
Do not delete or rename the exercises. Functions and cells of your own are welcome.

## Check

```
pytest                      # all of them
pytest -k {first}    # one alone
autograder check --watch    # whenever you save
autograder check --hint {first}    # a hint
```

In the notebook, run the `check("{first}")` below the exercise; `hint("{first}")` gives a
hint. The verdict is the same everywhere. Grading uses other inputs as well.
Until everything is passed, `pytest` and `autograder check` exit with 1 (answers in words
do not count).

## Exercises and points

| exercise | what it is | points |
|---|---|---:|
{rows}

## Hand in

Hand in the file you worked in (`{base}.ipynb` or `{base}.py`) under its own name.
If you worked in both, both are graded and the better one counts.
""",
}
_NO_DUE = {"ja": "なし", "en": "none"}
_BY_HAND = {"ja": "（記述、人が採点）", "en": " (in words, marked by a person)"}


def self_check_test(language: str) -> str:
    """The test that runs the self-check under pytest."""
    return _TEST[language]


def readme(
    assignment: Assignment, library: ExerciseLibrary, language: str, wheel: str | None = None
) -> str:
    """The first thing a student reads.

    wheel: the kit's file beside it; None in the course's repository.
    """
    rows = []
    for name, points in assignment.points.items():
        title = library[name].title.get(language, name)
        by_hand = _BY_HAND[language] if library[name].kind == "written" else ""
        rows.append(f"| `{name}` | {title}{by_hand} | {points:g} |")
    due = assignment.due
    kit = "" if wheel else "../.. "
    return _README[language].format(
        title=assignment.title[language],
        install=f"python -m pip install {kit}-r requirements.txt",
        due=f"{due:%Y-%m-%d %H:%M} (UTC{due:%z})" if due else _NO_DUE[language],
        base=assignment.base,
        first=next(iter(assignment.points)),
        rows="\n".join(rows),
    )


def requirements(language: str, wheel: str | None = None) -> str:
    """What the lesson needs besides the kit itself, and the kit where its file lies beside."""
    kit = {
        "ja": "# 採点キット autograder（{version} 以上）は別に入れます。README.md を見てください。",
        "en": "# The kit, autograder {version} or newer, is installed apart; see README.md.",
    }
    first = f"./{wheel}" if wheel else kit[language].format(version=__version__)
    packages = ["numpy>=1.26", "pytest>=8", "matplotlib>=3.8", "jupyterlab>=4"]
    return "\n".join([first, *packages]) + "\n"
