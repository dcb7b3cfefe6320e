"""Create a course or an exercise as folders that `prove` already accepts, ready to be edited."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from autograder.authoring.schemas import SCHEMAS, schema_bytes
from autograder.course.config_parts import (
    ASSIGNMENT_NAME,
    COURSE_FILE,
    declared_assignments,
    declared_languages,
)
from autograder.errors import UserError, did_you_mean, suggestion
from autograder.files import write_file
from autograder.text.catalogue import DEFAULT_LANGUAGES, LANGUAGES

KINDS = (
    *("function", "variable", "written", "class", "async", "keyword-only", "printed", "text"),
    *("exception", "function-argument", "seeded-generator", "files", "hyper-parameter"),
    *("choice", "unit"),
)
# What a kind's template files become; not every kind has all of them.
_TARGETS = {".py": "exercise.py", ".yaml": "misconceptions.yaml", ".txt": "files/@NAME@.txt"}
_TEMPLATES = files("autograder.authoring") / "template"
FIRST_ASSIGNMENT, FIRST_EXERCISE = "first-lesson", "double"
_SCHEMA_FOLDER = "schemas"
_COMMENT = "# yaml-language-server: $schema={}\n"


def new_course(root: Path, languages: Sequence[str] = DEFAULT_LANGUAGES) -> list[Path]:
    """Write a course with one exercise into a folder; return the files. Raises UserError."""
    unknown = [language for language in languages if language not in LANGUAGES]
    if unknown or not languages:
        raise UserError(
            f"a course may have the languages {', '.join(LANGUAGES)}; "
            f"got {', '.join(languages) or 'none'}.\n"
            f"  {did_you_mean(unknown[0], LANGUAGES) if unknown else 'Name at least one.'}"
        )
    if (root / COURSE_FILE).exists():
        raise UserError(
            f"{root / COURSE_FILE} already exists.\n"
            "  Begin a course in another folder, or an exercise in this one: autograder new"
        )
    text = (_TEMPLATES / "course.yaml").read_text(encoding="utf-8")
    text = text.replace("@LANGUAGES@", f"[{', '.join(languages)}]")
    text = text.replace("@LANGUAGE@", languages[0]).replace("@ASSIGNMENT@", FIRST_ASSIGNMENT)
    text = _in_languages(text.replace("@NAME@", FIRST_EXERCISE), languages)
    for name in SCHEMAS:
        write_file(root / _SCHEMA_FOLDER / name, schema_bytes(name))
    header = _COMMENT.format(f"{_SCHEMA_FOLDER}/course.schema.json")
    write_file(root / COURSE_FILE, (header + text).encode())
    folder = new_exercise(
        root / "solutions" / FIRST_ASSIGNMENT, FIRST_EXERCISE, "function", languages
    )
    return [root / COURSE_FILE, folder, root / _SCHEMA_FOLDER]


def new_exercise(
    assignment_folder: Path,
    name: str,
    kind: str = "function",
    languages: Sequence[str] | None = None,
) -> Path:
    """Create solutions/<assignment>/<name>/ from the template; UserError if not possible.

    languages: by default those that the course declares.
    """
    if not name.isidentifier() or keyword.iskeyword(name):
        raise UserError(
            f"an exercise is named like its function, got {name!r}.\n"
            "  Use letters, digits and underscores, and no digit first."
        )
    if not ASSIGNMENT_NAME.fullmatch(assignment_folder.name) or ".." in assignment_folder.parts:
        raise UserError(
            f"an assignment is named by letters, digits, '-' and '_', got "
            f"'{assignment_folder.name}'.\n  Write the name that course.yaml has."
        )
    if kind not in KINDS:
        raise UserError(
            f"a kind is one of {', '.join(KINDS)}; got {kind!r}.{suggestion(kind, KINDS)}"
        )
    folder = assignment_folder / name
    if folder.exists():
        raise UserError(f"{folder} already exists.\n  Choose another name, or edit it.")
    root = assignment_folder.parent.parent
    declared = declared_assignments(root) or ()
    near = did_you_mean(assignment_folder.name, declared)
    if near and assignment_folder.name not in declared and not assignment_folder.exists():
        raise UserError(
            f"{COURSE_FILE} has no assignment '{assignment_folder.name}'; it has: "
            f"{', '.join(declared)}.\n  {near} A new one is begun in {COURSE_FILE} first."
        )
    languages = languages or declared_languages(root)
    for ending, target in _TARGETS.items():
        template = _TEMPLATES / f"{kind}{ending}"
        if not template.is_file():
            continue
        text = template.read_text(encoding="utf-8").replace("@NAME@", name)
        text = _in_languages(text, languages)
        schema = root / _SCHEMA_FOLDER / "misconceptions.schema.json"
        if ending == ".yaml" and schema.is_file():
            text = _COMMENT.format(f"../../../{_SCHEMA_FOLDER}/{schema.name}") + text
        write_file(folder / target.replace("@NAME@", name), text.encode())
    return folder


_TEMPLATE_LANGUAGES = ("ja", "en")
_OWN_DOCSTRING = re.compile(r'((?:def \w+\(.*\)|class \w+):\n    """)(.*?)(\n    """)', re.DOTALL)
_DOCSTRINGS = re.compile(r'DOCSTRING = \{\n    "ja": """(.*?)\n"""\n\}\n\n', re.DOTALL)


def _in_languages(text: str, languages: Sequence[str]) -> str:
    """A template with its texts in these languages, each on separate lines.

    A language that the template lacks gets the English texts, to be translated.
    """
    text = _docstrings_in(text, languages)
    for new in (each for each in languages if each not in _TEMPLATE_LANGUAGES):
        text = re.sub(r'^( *)"en": (.*\n)', rf'\g<0>\1"{new}": \2', text, flags=re.MULTILINE)
        text = re.sub(r"^( +)en:(.*\n(?:\1 +.*\n)*)", rf"\g<0>\1{new}:\2", text, flags=re.MULTILINE)
    for other in set(_TEMPLATE_LANGUAGES) - set(languages):
        text = re.sub(rf'^ *"{other}": .*\n', "", text, flags=re.MULTILINE)
        text = re.sub(rf"^( +){other}:.*\n(?:\1 +.*\n)*", "", text, flags=re.MULTILINE)
    return text


def _docstrings_in(text: str, languages: Sequence[str]) -> str:
    """The template with the function's docstring in English, or else in the first language.

    DOCSTRING has the docstrings in the other languages.
    """
    own, japanese = _OWN_DOCSTRING.search(text), _DOCSTRINGS.search(text)
    if own is None or japanese is None:
        return text
    texts = dict.fromkeys(languages, textwrap.dedent("    " + own[2])) | {"ja": japanese[1]}
    first = "en" if "en" in languages else languages[0]
    others = [f'    "{each}": """{texts[each]}\n"""' for each in languages if each != first]
    block = "DOCSTRING = {\n" + ",\n".join(others) + "\n}\n\n" if others else ""
    inner = textwrap.indent(texts[first], "    ").strip()
    text = _DOCSTRINGS.sub(lambda _: block, text)
    return _OWN_DOCSTRING.sub(lambda found: f"{found[1]}{inner}{found[3]}", text, count=1)
