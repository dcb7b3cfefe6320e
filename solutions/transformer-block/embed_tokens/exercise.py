"""embed_tokens: a token's vector, scaled, plus where it stands."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "埋め込みと位置の和", "en": "Embedding plus position"}
SECTION = "observation-3"
FORMULA = "E[ids] · √d_model + PE"
DEPENDS = ("positional_encoding",)


def embed_tokens(ids, E):
    """What goes into the first block: each token's row of E times √d_model, plus its position.

    ids: (n,) ints   E: (vocabulary, d_model), one row for each token of the vocabulary
    Returns an array (n, d_model) of float64. The position of the first token is 0; the
    positions are those of `positional_encoding`, and they are not scaled.

    >>> embed_tokens([1, 0], [[0.5, -0.5], [0.1, 0.2]]).round(4)
    array([[ 0.1414,  1.2828],
           [ 1.5486, -0.1668]])
    """
    ### BEGIN SOLUTION
    ids, E = np.asarray(ids), np.asarray(E, dtype=float)
    scale = np.sqrt(E.shape[1])
    position = positional_encoding(len(ids), E.shape[1])
    return E[ids] * scale + position
    ### END SOLUTION


DOCSTRING = {
    "ja": """最初のブロックへの入力です。トークンに対応する E の行の √d_model 倍に、位置を足します。

ids: (n,) 整数   E: (語彙数, d_model)。語彙の 1 トークンが 1 行です
戻り値は float64 の配列 (n, d_model) です。先頭のトークンの位置を 0 とし、位置は
positional_encoding の値をそのまま使います（√d_model 倍しません）。

>>> embed_tokens([1, 0], [[0.5, -0.5], [0.1, 0.2]]).round(4)
array([[ 0.1414,  1.2828],
       [ 1.5486, -0.1668]])
"""
}

HINTS = {
    "ja": [
        "E[ids] は、ids の順に E の行を並べた (n, d_model) の配列です。",
        "√d_model を掛けるのは埋め込みだけです。位置は文の中の順番（0, 1, 2, …）で決まり、"
        "どのトークンかには関係しません。",
    ],
    "en": [
        "E[ids] lists the rows of E in the order of ids, as an array (n, d_model).",
        "Only the embedding is multiplied by √d_model. The position goes by the place in the "
        "sentence (0, 1, 2, …), whichever token stands there.",
    ],
}

CHECKS = (
    Check(
        "values",
        4,
        {
            "ja": "埋め込みの √d_model 倍と位置の和を返します。",
            "en": "It returns √d_model times the embedding, plus the position.",
        },
        on=("lesson", "ordinary"),
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された ids と E を書き換えません。",
            "en": "It returns the right values and leaves ids and E as they were.",
        },
        on=("lesson", "ordinary"),
        aspect="arguments",
    ),
)


def cases(rng):
    """A token that occurs twice, and more tokens in the vocabulary than in the sentence."""
    yield Case("lesson", ([1, 0], [[0.5, -0.5], [0.1, 0.2]]))
    yield Case("ordinary", (np.array([2, 0, 2]), rng.normal(size=(4, 6))))
    yield Case("ordinary", (rng.permutation(9)[:5], rng.normal(size=(9, 4))))
