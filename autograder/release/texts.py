"""What do the small files beside the notebook say?

README, requirements and the self-check's test, in the language of the release.
"""

from __future__ import annotations

from autograder import __version__
from autograder.course import Assignment
from autograder.exercise import Library

_TEST = {
    "ja": '''\
"""自己チェック: このフォルダで `pytest` を実行すると、演習ごとに一つのテストが動きます。"""

from autograder.selfcheck import tests_of

globals().update(tests_of(__file__))
''',
    "en": '''\
"""Self-check: run `pytest` in this folder; there is one test for each exercise."""

from autograder.selfcheck import tests_of

globals().update(tests_of(__file__))
''',
}

_README = {
    "ja": """\
# {title}

提出期限: {due}

## はじめに（一度だけ）

Python 3.11 以上が必要です。コースのリポジトリの中なら、このフォルダで次を実行します。

```
python -m pip install ../..
python -m pip install -r requirements.txt
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

ノートブックでは、演習の下の `check("{first}")` を実行します。どこで確かめても判定は同じです。
採点では、ここにない別の入力も使います。

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

You need Python 3.11 or newer. In the course's repository, run this in here:

```
python -m pip install ../..
python -m pip install -r requirements.txt
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

In the notebook, run the `check("{first}")` below the exercise. The verdict is the same
everywhere. Grading uses other inputs as well.

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


def readme(assignment: Assignment, library: Library, language: str) -> str:
    """The first thing a student reads."""
    rows = []
    for name, points in assignment.points.items():
        title = library[name].title.get(language, name)
        by_hand = _BY_HAND[language] if library[name].kind == "written" else ""
        rows.append(f"| `{name}` | {title}{by_hand} | {points:g} |")
    due = assignment.due
    return _README[language].format(
        title=assignment.title[language],
        due=f"{due:%Y-%m-%d %H:%M} (UTC{due:%z})" if due else _NO_DUE[language],
        base=assignment.base,
        first=next(iter(assignment.points)),
        rows="\n".join(rows),
    )


def requirements(language: str) -> str:
    """What the lesson needs besides the kit itself."""
    kit = {
        "ja": "# 採点キット autograder（{version} 以上）は別に入れます。README.md を見てください。",
        "en": "# The kit, autograder {version} or newer, is installed apart; see README.md.",
    }
    packages = ["numpy>=1.26", "pytest>=8", "matplotlib>=3.8", "jupyterlab>=4"]
    return "\n".join([kit[language].format(version=__version__), *packages]) + "\n"
