"""masked_attention: scaled dot-product attention that leaves forbidden keys out."""

import numpy as np

from autograder.author import Case, Check, Plot

TITLE = {"ja": "マスクつきの注意", "en": "Masked attention"}
SECTION = "observation-1"
FORMULA = "softmax(s) V,  s_ij = q_i · k_j / √d_k if mask_ij, else −∞"
DEPENDS = ()


def masked_attention(Q, K, V, mask):
    """Scaled dot-product attention in which query i sees key j only where mask[i, j] is True.

    The scores are Q Kᵀ / √d_k. A forbidden key gets the score −∞ and therefore exactly the
    weight 0; the others share the whole attention, so that each row of weights sums to 1.

    Q: (n_q, d_k)   K: (n_k, d_k)   V: (n_k, d_v)
    mask: (n_q, n_k) bool; each row allows at least one key
    Returns the pair (output, weights): (n_q, d_v) and (n_q, n_k), both float64.
    Scores up to 10,000 in size give finite numbers and no NumPy warning.

    >>> output, weights = masked_attention(
    ...     [[1, 0], [0, 2]], [[1, 1], [1, 0]], [[3], [5]], [[True, False], [True, True]])
    >>> weights.round(6)
    array([[1.     , 0.     ],
           [0.80443, 0.19557]])
    >>> output.round(6)
    array([[3.      ],
           [3.391141]])
    """
    ### BEGIN SOLUTION
    Q, K, V = (np.asarray(argument, dtype=float) for argument in (Q, K, V))
    mask = np.asarray(mask, dtype=bool)
    scores = Q @ K.T / np.sqrt(K.shape[-1])
    scores = np.where(mask, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    output = weights @ V
    return output, weights
    ### END SOLUTION


DOCSTRING = {
    "ja": """mask[i, j] が True の場所だけで、クエリ i がキー j を見るスケール化内積注意です。

スコアは Q Kᵀ / √d_k です。見てはいけないキーのスコアは −∞ とし、その重みはちょうど 0 になります。
残りのキーが注意のすべてを分け合うので、weights の各行の和は 1 です。

Q: (n_q, d_k)   K: (n_k, d_k)   V: (n_k, d_v)
mask: (n_q, n_k) bool。どの行にも True が 1 つ以上あります
戻り値はタプル (output, weights) です。形は (n_q, d_v) と (n_q, n_k) で、どちらも float64 です。
スコアの絶対値が 10,000 程度でも、結果は有限で、NumPy の警告も出ないようにします。

>>> output, weights = masked_attention(
...     [[1, 0], [0, 2]], [[1, 1], [1, 0]], [[3], [5]], [[True, False], [True, True]])
>>> weights.round(6)
array([[1.     , 0.     ],
       [0.80443, 0.19557]])
>>> output.round(6)
array([[3.      ],
       [3.391141]])
"""
}

HINTS = {
    "ja": [
        "マスクのない注意から始めます。スコア、softmax、V との行列積という 3 段階のうち、"
        "どこでキーを外せば、残りの重みの和が 1 になりますか。",
        "softmax の前に、禁止する場所のスコアを −np.inf に置き換えます。exp(−∞) は 0 です。",
        "オーバーフローを防ぐために行の最大値を引くのは、マスクを適用したあとにします。"
        "禁止されたキーのスコアがいちばん大きいこともあるからです。",
    ],
    "en": [
        "Start from attention without a mask. Of its three stages (scores, softmax, product with "
        "V), where must a key be taken out so that the other weights still sum to 1?",
        "Before the softmax, put −np.inf in place of the forbidden scores: exp(−∞) is 0.",
        "Subtract each row's maximum, against overflow, after the mask is applied: a forbidden "
        "key may well have the largest score.",
    ],
}

CHECKS = (
    Check(
        "weights",
        4,
        {
            "ja": "weights は、許されたキーだけの softmax です。禁止されたキーの重みは 0 です。",
            "en": "weights is the softmax over the allowed keys; a forbidden key weighs 0.",
        },
        on=("lesson", "ordinary", "rectangular"),
        part=1,
    ),
    Check(
        "output",
        3,
        {
            "ja": "output は、V の各行を weights で加重平均したものです。",
            "en": "output is the average of the rows of V, weighted by weights.",
        },
        on=("lesson", "ordinary", "rectangular"),
        part=0,
    ),
    Check(
        "strict",
        2,
        {
            "ja": "許されたスコアがどれも非常に小さくても、禁止されたキーの重みは 0 です。",
            "en": "A forbidden key weighs 0 even where all allowed scores are very low.",
        },
        on=("low",),
        hint=2,
    ),
    Check(
        "large-scores",
        2,
        {
            "ja": "スコアの絶対値が 10,000 程度でも、"
            "正しい有限の値を、NumPy の警告なしに返します。",
            "en": "With scores up to 10,000 in size it returns right, finite values and no "
            "NumPy warning.",
        },
        on=("large",),
        aspect="silent",
        hint=3,
    ),
    Check(
        "lists",
        1,
        {
            "ja": "リストを渡しても正しい値を返し、引数を書き換えません。",
            "en": "Given lists it returns the right values and leaves them as they were.",
        },
        on=("lists",),
        aspect="arguments",
    ),
    Check(
        "arguments-unchanged",
        1,
        {
            "ja": "正しい値を返し、渡された引数を書き換えません。",
            "en": "It returns the right values and leaves its arguments as they were.",
        },
        on=("lesson", "ordinary"),
        aspect="arguments",
    ),
)

WEIGHTS = Plot(
    "heatmap",
    {"ja": "注意重み weights", "en": "The attention weights"},
    x={"ja": "キー", "en": "key"},
    y={"ja": "クエリ", "en": "query"},
    part=1,
)
LISTS = (
    [[1, 0], [0, 2]],
    [[1, 1], [1, 0], [2, 1]],
    [[3], [5], [1]],
    [[True, False, True], [True, True, False]],
)


def cases(rng):
    """A causal mask, an arbitrary one, scores far below 0 and far from each other."""
    Q, K = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[1.0, 1.0], [1.0, 0.0]])
    V, causal = np.array([[3.0], [5.0]]), np.array([[True, False], [True, True]])
    yield Case("lesson", (Q, K, V, causal))
    n, d_k, d_v = 4, 3, 2
    Q, K, V = rng.normal(size=(n, d_k)), rng.normal(size=(n, d_k)), rng.normal(size=(n, d_v))
    yield Case("ordinary", (2 * Q, K, V, np.tril(np.ones((n, n), dtype=bool))), plot=WEIGHTS)
    mask = np.array([[1, 0, 1], [1, 1, 0], [0, 1, 1]], dtype=bool)
    Q, K, V = rng.normal(size=(3, 5)), rng.normal(size=(3, 5)), rng.normal(size=(3, 4))
    yield Case("ordinary", (2 * Q, K, V, mask), plot=WEIGHTS)
    mask = np.array([[1, 1, 0, 0, 1], [0, 1, 1, 0, 1], [1, 0, 0, 1, 0]], dtype=bool)
    Q, K, V = rng.normal(size=(3, 6)), rng.normal(size=(5, 6)), rng.normal(size=(5, 2))
    yield Case("rectangular", (2 * Q, K, V, mask), plot=WEIGHTS)
    # All scores near −300: what is forbidden must lie below even these.
    K = -300.0 + rng.uniform(-1.0, 1.0, (3, 1))
    yield Case("low", (np.ones((3, 1)), K, rng.normal(size=(3, 2)), np.tri(3, dtype=bool)))
    K = np.array([[9e3], [-9e3], [9e3 - 1.0], [-9e3 + 2.0]])
    mask = np.array([[1, 1, 0, 1], [0, 1, 0, 1], [1, 0, 1, 1]], dtype=bool)
    yield Case("large", (np.ones((3, 1)), K, rng.normal(size=(4, 2)), mask), extreme=True)
    yield Case("lists", LISTS, probe=False)
