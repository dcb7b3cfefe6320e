"""teacher_forcing: what goes in, and what should come out one place later."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "教師強制の入力とターゲット", "en": "Inputs and targets for teacher forcing"}
SECTION = "observation-8"
FORMULA = "inputs = s[:−1],  targets = s[1:], pad where s[:−1] lies before sep"
DEPENDS = ()


def teacher_forcing(sequences, sep, pad):
    """Make inputs and targets for learning to predict the next token of the answer.

    Each sequence is a question, then sep, then its answer. At position j the model has seen
    the tokens up to j and should predict token j + 1:
      inputs   all tokens but the last
      targets  all tokens but the first, so that targets[:, j] is the token after inputs[:, j]
    The question is not to be predicted: targets before the answer's first token are pad,
    which the loss ignores. sep itself is not predicted either.

    sequences: (b, n) ints; each row holds sep exactly once   sep, pad: ints
    Returns the pair (inputs, targets), both (b, n − 1) ints.

    >>> inputs, targets = teacher_forcing([[3, 1, 9, 1, 3]], 9, 0)
    >>> inputs
    array([[3, 1, 9, 1]])
    >>> targets
    array([[0, 0, 1, 3]])
    """
    ### BEGIN SOLUTION
    sequences = np.asarray(sequences)
    inputs = sequences[:, :-1]
    targets = sequences[:, 1:].copy()
    place = (sequences == sep).argmax(axis=1)[:, None]
    question = np.arange(inputs.shape[1]) < place
    targets[question] = pad
    return inputs, targets
    ### END SOLUTION


DOCSTRING = {
    "ja": """答えの「次のトークン」を予測する学習のために、入力とターゲットを作ります。

どの系列も、問題、sep、答えの順に並んでいます。位置 j のモデルは j までのトークンを見て、
j + 1 番目のトークンを予測します。
  inputs   最後を除くすべてのトークン
  targets  最初を除くすべてのトークン。targets[:, j] は inputs[:, j] の次のトークンです
問題は予測の対象ではありません。答えの最初のトークンより前のターゲットは pad とし、損失では
無視されます。sep 自身も予測しません。

sequences: (b, n) 整数。どの行にも sep がちょうど 1 つあります   sep, pad: 整数
戻り値はタプル (inputs, targets) です。どちらも (b, n − 1) の整数です。

>>> inputs, targets = teacher_forcing([[3, 1, 9, 1, 3]], 9, 0)
>>> inputs
array([[3, 1, 9, 1]])
>>> targets
array([[0, 0, 1, 3]])
"""
}

HINTS = {
    "ja": [
        "まず 1 つずらすところだけを作ります。入力は最後を、ターゲットは最初を除きます。",
        "sep の位置を p とします。位置 p の入力は sep "
        "で、そのターゲットは答えの最初のトークンです。"
        "pad にするのは、位置 0 から p − 1 までのターゲットです。",
    ],
    "en": [
        "Begin with the shift alone: the inputs lack the last token, the targets the first.",
        "Let p be the place of sep. At position p the input is sep and the target is the answer's "
        "first token. The targets at positions 0 to p − 1 become pad.",
    ],
}

CHECKS = (
    Check(
        "inputs",
        2,
        {
            "ja": "inputs は、最後を除くすべてのトークンです。",
            "en": "inputs holds all tokens but the last.",
        },
        on=("lesson", "ordinary", "lengths"),
        part=0,
    ),
    Check(
        "targets",
        3,
        {
            "ja": "targets は 1 つ先のトークンで、問題の部分は pad です。",
            "en": "targets holds the token one place later, and pad for the question.",
        },
        on=("lesson", "ordinary"),
        part=1,
        hint=2,
    ),
    Check(
        "lengths",
        1,
        {
            "ja": "問題の長さが行ごとに違っても正しく作ります。",
            "en": "It is right where the questions differ in length.",
        },
        on=("lengths",),
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された sequences を書き換えません。",
            "en": "It returns the right values and leaves sequences as it was.",
        },
        on=("ordinary",),
        aspect="arguments",
    ),
)


def cases(rng):
    """Questions of one length, of several; tokens that are never sep or pad."""
    yield Case("lesson", ([[3, 1, 9, 1, 3]], 9, 0))
    words = rng.integers(1, 7, (3, 3))
    rows = np.concatenate([words, np.full((3, 1), 8), words[:, ::-1]], axis=1)
    yield Case("ordinary", (rows, 8, 0))
    rows = rng.integers(1, 7, (4, 7))
    rows[np.arange(4), [1, 4, 2, 3]] = 7
    yield Case("lengths", (rows, 7, 9))
