"""Parse one submitted file into units, written answers and problems.

The bytes of a .py or .ipynb become a `Source`, which also says whether anything differs from
what was released, or why the file cannot be read.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.models import CodeUnit, Source
from autograder.submission.decoding import MAX_PY_BYTES, find_damage, read_python, refuse_dense_code
from autograder.submission.handout import Handout, text_fingerprint
from autograder.submission.ipython import strip_magics
from autograder.submission.notebook_reader import NotebookCell, read_notebook
from autograder.submission.read_errors import LocalizedText, UnreadableFileError, read_error
from autograder.submission.statements import Statement, split_statements, split_valid, too_costly
from autograder.text.sanitize import printable, replace_surrogates

MAX_STATEMENTS = 2_000
MAX_ANSWER = 20_000  # characters of a written answer that are kept
MAX_PADDING = 2_000_000  # newlines put before statements to keep their line numbers

_DEFINITIONS = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
)
_DEFINITION = re.compile(
    r"^(?:async[ \t]+def|def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE
)
# Available in Jupyter without an import.
_DISPLAY = CodeUnit(
    "def display(*objects, **options):\n    print(*objects)", "notebook", ("display",)
)


@dataclass(frozen=True)
class _StatementPart:
    """A statement of a student's file, with what grading needs to know about it.

    fingerprint: the statement's, if it is unchanged from the released one.
    """

    unit: CodeUnit
    fingerprint: str
    is_released: bool
    answers: Mapping[str, str]


def read_source(data: bytes, path: str, handout: Handout) -> Source:
    """Parse one file. Never raises: a file that cannot be read has a `problem`.

    path: the file's name; its extension says what it is.
    """
    name = printable(path, 300)
    try:
        if path.lower().endswith(".ipynb"):
            return _notebook(read_notebook(data), name, handout)
        return _python(read_python(data), name, handout)
    except UnreadableFileError as refusal:
        return Source(path=name, problem=refusal.texts)


def _python(text: str, path: str, handout: Handout) -> Source:
    refuse_dense_code(text)
    statements = split_statements(text)
    found = (_part(statement, f"line {statement.line}", handout) for statement in statements)
    parts = list(_bounded(found))
    damage = find_damage(text)
    whole = (part for part in parts if not part.unit.source.lstrip("\n").startswith(_RAISE))
    if damage and not any(set(part.unit.defines) & set(handout.stubs) for part in whole):
        at = next(i for i, line in enumerate(text.split("\n"), 1) if find_damage(line))
        return Source(path=path, problem=read_error(damage, line=at))
    return _source(path, parts, {}, handout)


def _notebook(cells: Sequence[NotebookCell], path: str, handout: Handout) -> Source:
    size = sum(len(cell.source) for cell in cells if cell.kind == "code")
    if size > MAX_PY_BYTES:
        raise UnreadableFileError("code-too-large", limit=MAX_PY_BYTES >> 10)
    refuse_dense_code("\n".join(cell.source for cell in cells if cell.kind == "code"))
    answers: dict[str, list[str]] = {}
    for cell in cells:
        if cell.problem is None and cell.grade_id in handout.placeholders:
            answers.setdefault(cell.grade_id, []).append(cell.source)
    parts = list(_bounded(part for cell in cells for part in _cell(cell, handout)))
    if any("display" in part.unit.source for part in parts):
        parts.insert(0, _StatementPart(_DISPLAY, "", True, {}))
    source = _source(path, parts, answers, handout)
    return replace(source, misplaced=_misplaced(cells, handout))


def _misplaced(cells: Sequence[NotebookCell], handout: Handout) -> dict[str, str]:
    """Answers in a check's cell or in a text cell, neither of which is run."""
    found: dict[str, str] = {}
    for cell in cells:
        if cell.kind == "code" and not cell.is_test:
            continue
        if not any(name in cell.source for name in handout.stubs):
            continue
        where = f"cell {cell.number}: " if cell.number else ""
        kind = "the cell of a check" if cell.kind == "code" else "a text cell"
        for match in _DEFINITION.finditer(cell.source):
            name = match[1] or match[2]
            if name in handout.stubs:
                found[name] = f"{where}the answer '{name}' stands in {kind}, which is not run"
    return found


def _cell(cell: NotebookCell, handout: Handout) -> Iterator[_StatementPart]:
    """The statements of a code cell; none for any other cell.

    A cell that the lesson only shows (plots, examples) is left out; the definitions in an
    edited one are kept, since the student may have put a helper there.
    """
    if cell.problem is not None:
        broken = CodeUnit(_raises(cell.problem, 1), f"cell {cell.number}")
        yield _StatementPart(broken, "", False, {})
        return
    if cell.kind != "code" or cell.is_test or cell.grade_id in handout.placeholders:
        return
    found = cell.metadata.get("autograder")
    ours = found if isinstance(found, dict) else {}
    untouched = ours.get("print") == text_fingerprint(cell.source)
    shown = ours.get("run") is False
    if shown and untouched:
        return
    statements = split_valid(cell.source)
    if statements is None:
        statements = split_statements(strip_magics(cell.source))
    for statement in statements:
        where = f"cell {cell.number}, line {statement.line}"
        part = _part(statement, where, handout, untouched)
        if not shown:
            yield part
        elif any(isinstance(node, _DEFINITIONS) for node in statement.nodes):
            yield replace(part, is_released=not set(part.unit.defines) & set(handout.stubs))


def _part(
    statement: Statement, origin: str, handout: Handout, untouched: bool = False
) -> _StatementPart:
    damage = find_damage(statement.source)
    if damage:
        source = _raises(read_error(damage, line=statement.line), statement.line)
    elif not statement.nodes and too_costly(statement.source):
        source = _raises(read_error("fstring-too-long", line=statement.line), statement.line)
    else:
        # Lines are numbered as in the file or cell, so that an error names the right one.
        source = "\n" * (statement.line - 1) + statement.source
    fingerprint = handout.find(statement)
    return _StatementPart(
        unit=CodeUnit(source, origin, _defines(statement)),
        fingerprint=fingerprint,
        is_released=untouched or bool(fingerprint) or _only_imports(statement),
        answers=_answers(statement, handout),
    )


def _only_imports(statement: Statement) -> bool:
    """Whether a statement only imports, which is not yet an attempt at anything."""
    kinds = (ast.Import, ast.ImportFrom)
    return bool(statement.nodes) and all(isinstance(node, kinds) for node in statement.nodes)


_RAISE = "raise SyntaxError("


def _raises(problem: LocalizedText, line: int) -> str:
    """Code that replaces damaged text: it fails on its own and reports why."""
    return "\n" * (line - 1) + f"{_RAISE}{problem['en']!r})"


def _source(
    path: str, parts: list[_StatementPart], cells: Mapping[str, list[str]], handout: Handout
) -> Source:
    written: dict[str, list[str]] = {name: list(texts) for name, texts in cells.items()}
    for part in parts:
        for name, text in part.answers.items():
            written.setdefault(name, []).append(text)
    answers = {name: _answer(texts, handout, name) for name, texts in written.items()}
    answers = {name: text for name, text in answers.items() if text}
    return Source(
        path=path,
        units=tuple(part.unit for part in _own_over_stub(parts, handout) if not part.answers),
        answers=answers,
        changed=bool(answers) or any(not part.is_released and not part.answers for part in parts),
    )


def _bounded(parts: Iterable[_StatementPart]) -> Iterator[_StatementPart]:
    """The parts of one file; UnreadableFileError before there are too many to hold in memory."""
    padding = 0
    for count, part in enumerate(parts, 1):
        padding += len(part.unit.source) - len(part.unit.source.lstrip("\n"))
        if count > MAX_STATEMENTS or padding > MAX_PADDING:
            raise UnreadableFileError("too-many-statements", limit=MAX_STATEMENTS)
        yield part


def _own_over_stub(parts: list[_StatementPart], handout: Handout) -> list[_StatementPart]:
    """The parts without stubs of exercises that the student wrote: a copied stub may follow."""
    own = {name for part in parts if not part.is_released for name in part.unit.defines}
    stubs = handout.stub_fingerprints.items()
    left_over = {each for name, found in stubs if name in own for each in found}
    return [part for part in parts if part.fingerprint not in left_over]


def _answers(statement: Statement, handout: Handout) -> dict[str, str]:
    """Written answers in a statement `exercise = "text"`."""
    found: dict[str, str] = {}
    for node in statement.nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                if name in handout.placeholders:
                    found[name] = text
    return found


def _answer(texts: list[str], handout: Handout, name: str) -> str:
    """What the student wrote around the placeholder; a copied cell counts once."""
    answers: list[str] = []
    for text in texts:
        for placeholder in handout.placeholders[name]:
            text = text.replace(placeholder, "")
        text = replace_surrogates(text).strip()
        if text and text not in answers:
            answers.append(text)
    answer = "\n\n".join(answers)
    return answer if len(answer) <= MAX_ANSWER else answer[:MAX_ANSWER] + " …"


def _defines(statement: Statement) -> tuple[str, ...]:
    """The names that a statement binds at top level, sorted; guessed if it does not compile."""
    if not statement.nodes:
        found = _DEFINITION.findall(statement.source)
        return tuple(sorted({replace_surrogates(first or second) for first, second in found}))
    names: set[str] = set()
    waiting: list[ast.AST] = list(statement.nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif not isinstance(node, (ast.Lambda, ast.comprehension)):
            waiting.extend(ast.iter_child_nodes(node))
    return tuple(sorted(names))
