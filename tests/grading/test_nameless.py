"""One small slip that nobody named leaves half of the points, and nothing else does so."""

from __future__ import annotations

import warnings
from dataclasses import replace
from functools import cache

import pytest

from autograder.course.answer_key import AnswerKey
from autograder.course.config import load_course
from autograder.course.exercise import ExerciseLibrary
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from autograder.course.mutant_runs import run_mutant
from autograder.course.slips import MOST, slips
from autograder.errors import CourseError
from autograder.grading.judge import judge
from autograder.grading.vectorised_compare import compare_all
from autograder.models import ExerciseResult, Verdict
from autograder.report.exercise_texts import assignment_texts
from autograder.report.explanation import explain
from autograder.text.catalogue import LANGUAGES, translate
from tests.paths import ROOT

# Answers in a style of their own with one slip, and how many of 10 points are left.
ONE_SLIP = {
    "exp2 for exp": (
        "transformer-basics",
        "compute_attention",
        """
def compute_attention(Q, K, V):
    Q, K, V = np.array(Q, float), np.array(K, float), np.array(V, float)
    s = np.einsum("id,jd->ij", Q, K) / K.shape[1] ** 0.5
    e = 2 ** (s - s.max(1)[:, None])
    a = e / e.sum(1)[:, None]
    return a.dot(V), a
""",
    ),
    "a bias that is subtracted": (
        "transformer-basics",
        "batch_predict",
        """
def batch_predict(X, w, b):
    z = np.array(X, float).dot(np.array(w, float)) - b
    return np.array([1 / (1 + np.exp(-t)) if t > 0 else np.exp(t) / (1 + np.exp(t)) for t in z])
""",
    ),
    "the size of the vocabulary for that of a vector": (
        "transformer-block",
        "embed_tokens",
        """
def embed_tokens(ids, E):
    E = np.array(E, float)
    place = positional_encoding(len(ids), len(E[0]))
    return np.array([E[i] * len(E) ** 0.5 for i in ids]) + place
""",
    ),
    "scores of the wrong sign": (
        "transformer-basics",
        "compute_attention",
        """
def compute_attention(Q, K, V):
    Q, K, V = np.array(Q, float), np.array(K, float), np.array(V, float)
    s = -(Q @ K.T) / np.sqrt(K.shape[1])
    e = np.exp(s - s.max(1, keepdims=True))
    a = e / e.sum(1, keepdims=True)
    return a @ V, a
""",
    ),
    "losses of the weights before the step": (
        "transformer-basics",
        "train_with_early_stopping",
        """
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X, y, Xv, yv = (np.array(a, float) for a in (X_train, y_train, X_val, y_val))
    w, b, c, h = np.zeros(X.shape[1]), 0.0, 0, {"train": [], "val": []}
    least, kept = np.inf, (w, b)
    for _ in range(max_epochs):
        h["train"].append(bce_loss(y, batch_predict(X, w, b)))
        h["val"].append(bce_loss(yv, batch_predict(Xv, w, b)))
        gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
        w, b = sgd_step(w, gw + 2 * lam * w, lr), sgd_step(b, gb, lr)
        if h["val"][-1] < least:
            least, kept, c = h["val"][-1], (w, b), 0
        else:
            c += 1
            if c >= patience:
                break
    return *kept, h
""",
    ),
    "the validation loss alone of the weights before the step": (
        "transformer-basics",
        "train_with_early_stopping",
        """
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X, y, Xv, yv = (np.array(a, float) for a in (X_train, y_train, X_val, y_val))
    w, b, found = np.zeros(X.shape[1]), 0.0, []
    h = {"train": [], "val": []}
    for _ in range(max_epochs):
        h["val"].append(bce_loss(yv, batch_predict(Xv, w, b)))
        gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
        w, b = w - lr * (gw + 2 * lam * w), b - lr * gb
        h["train"].append(bce_loss(y, batch_predict(X, w, b)))
        found.append((w, b))
        if len(found) - 1 - np.argmin(h["val"]) >= patience:
            break
    return *found[np.argmin(h["val"])], h
""",
    ),
    "corrected moments of the step before": (
        "transformer-block",
        "adam_step",
        """
def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, g, m, v = (np.array(a, float) for a in (w, grad, m, v))
    first, second = m / (1 - beta1**t), v / (1 - beta2**t)
    m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g * g - v)
    return w - lr * first / (second**0.5 + eps), m, v
""",
    ),
    "the truth in the second logarithm": (
        "transformer-basics",
        "bce_loss",
        """
def bce_loss(y_true, y_pred):
    t, p = np.array(y_true, float), np.array(y_pred, float)
    return -np.mean(t * np.log(p + 1e-9) + (1 - t) * np.log(1 - t + 1e-9))
""",
    ),
    "the truth in the first logarithm": (
        "transformer-basics",
        "bce_loss",
        """
def bce_loss(y_true, y_pred):
    t, p = np.array(y_true, float), np.array(y_pred, float)
    return -np.mean(t * np.log(t + 1e-9) + (1 - t) * np.log(1 - p + 1e-9))
""",
    ),
    "new data centred by their own mean": (
        "transformer-basics",
        "standardize",
        """
def standardize(X_train, X_new):
    A, B = np.array(X_train, float), np.array(X_new, float)
    s = np.where(A.std(0) == 0, 1, A.std(0))
    return (A - A.mean(0)) / s, (B - B.mean(0)) / s
""",
    ),
    "a leaky ReLU": (
        "transformer-basics",
        "feed_forward",
        """
def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (np.array(a, float) for a in (x, W1, b1, W2, b2))
    z = x @ W1 + b1
    return np.where(z > 0, z, 0.01 * z) @ W2 + b2
""",
    ),
    "a leaky ReLU in a block": (
        "transformer-block",
        "block_forward",
        """
def block_forward(x, params, n_heads, mask):
    x, p = np.array(x, float), params
    n = layer_norm(x, p["gamma1"], p["beta1"], 1e-5)
    W = [p["W_" + name] for name in "QKVO"]
    m = x + multi_head_attention(n, *W, n_heads, mask)[0]
    z = layer_norm(m, p["gamma2"], p["beta2"], 1e-5) @ p["W1"] + p["b1"]
    return m + (z * (z > 0) + 0.2 * z * (z <= 0)) @ p["W2"] + p["b2"]
""",
    ),
}
# Wrong answers that are no single small slip.
OTHERS = {
    "a copy of one argument, which a right answer with another name for the gradient returns": (
        "transformer-basics",
        "sgd_step",
        """
def sgd_step(w, grad, lr):
    return np.array(w, float)
""",
    ),
    "a bias of the wrong sign and half of the sum": (
        "transformer-basics",
        "batch_predict",
        """
def batch_predict(X, w, b):
    z = 0.5 * (np.array(X, float) @ np.array(w, float)) - b
    return 0.5 * (1 + np.tanh(z / 2))
""",
    ),
    "an argument that is not used": (
        "transformer-basics",
        "feed_forward",
        """
def feed_forward(x, W1, b1, W2, b2):
    x, W1, W2 = np.array(x, float), np.array(W1, float), np.array(W2, float)
    return np.tanh(x @ W1) @ W2
""",
    ),
    "noise on the right value": (
        "transformer-basics",
        "compute_attention",
        """
def compute_attention(Q, K, V):
    Q, K, V = np.array(Q, float), np.array(K, float), np.array(V, float)
    a = np.random.default_rng(0).random((len(Q), len(K)))
    return a @ V, a
""",
    ),
    "a prediction in both logarithms, so that the truth does not matter": (
        "transformer-basics",
        "bce_loss",
        """
def bce_loss(y_true, y_pred):
    t, p = np.array(y_true, float), np.array(y_pred, float)
    return -np.mean(t * np.log(p + 1e-9) + (1 - t) * np.log(p + 1e-9))
""",
    ),
    "one value always": ("transformer-basics", "bce_loss", "def bce_loss(a, b):\n    return 0.7\n"),
}


@cache
def library_of(lesson: str) -> ExerciseLibrary:
    assignment = load_course(ROOT).assignment(lesson)
    return load_library(assignment.folder, list(assignment.points))


@cache
def key_of(lesson: str, name: str, credit: bool = True) -> AnswerKey:
    return build_answer_key(library_of(lesson), name, 10.0, 7, credit)


def verdict_on(lesson: str, name: str, source: str, credit: bool = True) -> Verdict:
    key = key_of(lesson, name, credit)
    outcomes = run_mutant(library_of(lesson), name, source, key.inputs)
    return judge(key, ExerciseResult("answered", outcomes))


@pytest.mark.parametrize("what", ONE_SLIP)
def test_one_slip_without_a_name_leaves_half_of_the_points(what: str) -> None:
    verdict = verdict_on(*ONE_SLIP[what])
    assert (verdict.form, verdict.diagnosis, verdict.credit) == ("one-slip", (), 0.5)
    assert verdict.points == 5.0


@pytest.mark.parametrize("what", ONE_SLIP)
def test_a_slip_leaves_nothing_more_where_credit_is_switched_off(what: str) -> None:
    verdict = verdict_on(*ONE_SLIP[what], credit=False)
    assert (verdict.form, verdict.credit) == ("", 0.0)
    assert verdict.points < 5.0


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_no_single_slip_is_none(what: str) -> None:
    assert "one-slip" not in verdict_on(*OTHERS[what]).form


@pytest.mark.parametrize("name", ["compute_attention", "bce_loss", "sgd_step", "standardize"])
def test_a_mistake_with_a_name_keeps_its_name_and_its_points(name: str) -> None:
    key = key_of("transformer-basics", name)
    without = replace(key, make_slips=None)
    for models in key.mutants.values():
        for model in models:
            answer = ExerciseResult("answered", tuple(model))
            assert judge(key, answer) == judge(without, answer)


@pytest.mark.parametrize("name", ["compute_attention", "bce_loss", "sgd_step", "l2_penalty"])
def test_a_slip_that_differs_on_one_hidden_input_is_not_proved(name: str) -> None:
    key = key_of("transformer-basics", name)
    proved = 0
    for slip in [*key.slips][::5]:  # all of them take a minute
        try:
            outcomes = slip.run.first(len(key.cases))
        except CourseError:
            continue  # this one cannot be run at all
        assert outcomes is not None
        answer = ExerciseResult("answered", tuple(outcomes))
        if judge(key, answer).form != "one-slip":
            continue
        proved += 1
        right = compare_all(key, outcomes)
        last = max(i for i, item in enumerate(key.cases) if item.probe and not right[i])
        other = [*outcomes[:last], key.cases[last].expected, *outcomes[last + 1 :]]
        assert judge(key, ExerciseResult("answered", tuple(other))).form != "one-slip"
    assert proved


@pytest.mark.parametrize(
    ("lesson", "name"),
    [("transformer-basics", "bce_gradient"), ("transformer-block", "layer_norm")],
)
def test_slips_are_always_the_same(lesson: str, name: str) -> None:
    key = key_of(lesson, name)
    labels = [slip.run.what for slip in replace(key, points=5.0).slips]
    assert labels == [slip.run.what for slip in key.slips]


def test_of_those_that_raise_only_such_are_kept_as_raise_what_the_reference_does() -> None:
    lesson, name = "transformer-basics", "choose_learning_rate"
    key = key_of(lesson, name)
    nothing_there = next(i for i, item in enumerate(key.cases) if item.raises)
    found = [s.outcome for s in slips(library_of(lesson), name, key.inputs, nothing_there)]
    raised = [got.exception_mro for got in found if got.exception_mro]
    assert raised and len(raised) < len(found)
    assert all("ValueError" in classes for classes in raised)


def test_slips_are_few_enough_and_compile_without_a_warning() -> None:
    for lesson in ("transformer-basics", "transformer-block"):
        for name, exercise in library_of(lesson).items():
            if exercise.kind == "function":
                key = key_of(lesson, name)
                assert 0 < len(key.slips) <= MOST, name
                with warnings.catch_warnings(record=True) as said:  # nobody wants to read them
                    warnings.simplefilter("always")
                    for slip in key.slips:
                        compile(slip.source, name, "exec")
                assert not said, said[0]


def test_a_right_answer_with_a_while_is_not_changed() -> None:
    library = dict(library_of("transformer-basics"))
    exercise = library["l2_penalty"]
    looped = exercise.source.replace("total = ", "while False:\n        pass\n    total = ")
    assert looped != exercise.source
    library["l2_penalty"] = replace(exercise, source=looped)
    inputs = key_of("transformer-basics", "l2_penalty").inputs
    changed = {slip.right.what.split(": ")[-1] for slip in slips(library, "l2_penalty", inputs)}
    assert "right/dot.py" in changed
    assert not any(what.startswith("the reference") for what in changed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_that_there_is_one_slip_and_not_where(language: str) -> None:
    lesson, name, source = ONE_SLIP["exp2 for exp"]
    verdict = verdict_on(lesson, name, source)
    texts = assignment_texts(library_of(lesson))
    feedback = explain(name, verdict, texts, language)
    title = translate("form.one-slip-title", language)
    assert title in feedback.about and "5" in feedback.about
    assert [item.title for item in feedback.diagnoses] == [title]
    said = " ".join((feedback.about, *feedback.hints, *(item.why for item in feedback.diagnoses)))
    assert "exp2" not in said and "np." not in said
