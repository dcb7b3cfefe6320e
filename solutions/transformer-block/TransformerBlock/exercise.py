"""TransformerBlock: the block as an object that keeps its input and adds up its gradients."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "状態を持つ Transformer ブロック", "en": "A Transformer block with a state"}
SECTION = "observation-6"
FORMULA = "forward: keep x, mask;  backward: grads ← grads + ∂L/∂params, return ∂L/∂x"
DEPENDS = (
    "layer_norm",
    "layer_norm_backward",
    "masked_attention",
    "multi_head_attention",
    "multi_head_backward",
    "block_forward",
    "block_backward",
)


class TransformerBlock:
    """A Transformer block that keeps its last input and adds up the gradients of its parameters.

    TransformerBlock(params, n_heads)   params and n_heads as in block_forward
    forward(x, mask)   returns what block_forward returns, and keeps x and mask for backward
    backward(dy)       returns ∂L/∂x for the x of the last forward (dy is ∂L/∂y of its output),
                       and adds the gradients of the parameters to grads
    grads              a dict with the names of params; every sum begins at 0
    clear()            puts every sum of grads back to 0

    >>> one, nil = np.ones(2), np.zeros(2)
    >>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
    ...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
    >>> block = TransformerBlock(params, 1)
    >>> for _ in range(2):
    ...     y = block.forward([[3.0, 1.0]], [[True]])
    ...     dx = block.backward([[1.0, 0.0]])
    >>> y.round(4), abs(dx.round(4)), block.grads["b2"]
    (array([[5., 0.]]), array([[1., 0.]]), array([2., 0.]))
    """

    def __init__(self, params, n_heads):
        ### BEGIN SOLUTION
        self.params, self.n_heads = params, n_heads
        self.clear()
        ### END SOLUTION

    def forward(self, x, mask):
        ### BEGIN SOLUTION
        self.x, self.mask = x, mask
        y = block_forward(x, self.params, self.n_heads, mask)
        return y
        ### END SOLUTION

    def backward(self, dy):
        ### BEGIN SOLUTION
        dx, grads = block_backward(dy, self.x, self.params, self.n_heads, self.mask)
        for name, gradient in grads.items():
            self.grads[name] = self.grads[name] + gradient
        return dx
        ### END SOLUTION

    def clear(self):
        ### BEGIN SOLUTION
        self.grads = {name: np.zeros(np.shape(value)) for name, value in self.params.items()}
        ### END SOLUTION


DOCSTRING = {
    "ja": """最後の入力を覚え、パラメータの勾配を足していく Transformer ブロックです。

TransformerBlock(params, n_heads)   params と n_heads は block_forward と同じ
forward(x, mask)   block_forward と同じものを返し、x と mask を backward のために覚えます
backward(dy)       最後の forward の x について ∂L/∂x を返し（dy はその出力の ∂L/∂y）、
                   パラメータの勾配を grads に足します
grads              params と同じ名前の辞書。どの和も 0 から始まります
clear()            grads の和をすべて 0 に戻します

>>> one, nil = np.ones(2), np.zeros(2)
>>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
>>> block = TransformerBlock(params, 1)
>>> for _ in range(2):
...     y = block.forward([[3.0, 1.0]], [[True]])
...     dx = block.backward([[1.0, 0.0]])
>>> y.round(4), abs(dx.round(4)), block.grads["b2"]
(array([[5., 0.]]), array([[1., 0.]]), array([2., 0.]))
"""
}

HINTS = {
    "ja": [
        "計算は block_forward と block_backward に任せます。書くのは「何を覚えておくか」だけです。",
        "backward が受け取るのは dy だけです。ほかに必要な x と mask は、"
        "forward が self に残します。",
        "grads は clear() で作ります。params の名前ごとに、同じ形の 0 の配列を入れます。"
        "backward では、代入ではなく足し算をします。",
    ],
    "en": [
        "Leave the computing to block_forward and block_backward: only what to keep is new here.",
        "backward gets dy alone. The x and the mask it needs as well are left in self by forward.",
        "Let clear() make grads: an array of zeros of the same shape for each name of params. "
        "backward adds to it, it does not replace.",
    ],
}

CHECKS = (
    Check(
        "forward",
        2,
        {"ja": "forward はブロックの出力を返します。", "en": "forward returns the block's output."},
        on=("one", "two-sequences"),
        part="y",
    ),
    Check(
        "backward",
        3,
        {
            "ja": "backward は、最後に forward した x の勾配を返します。",
            "en": "backward returns the gradient of the x that went forward last.",
        },
        on=("one", "two-sequences"),
        part="dx",
    ),
    Check(
        "sums",
        3,
        {
            "ja": "backward のたびに、パラメータの勾配が grads に足されます。",
            "en": "Each backward adds the gradients of the parameters to grads.",
        },
        on=("one", "two-sequences"),
        part="grads",
    ),
    Check(
        "clears",
        2,
        {
            "ja": "clear() のあとは、grads の和が 0 から始まります。",
            "en": "After clear() the sums of grads begin at 0.",
        },
        on=("clears",),
    ),
    Check(
        "stack",
        2,
        {
            "ja": "2 つのブロックを重ねても、それぞれが自分の入力と勾配を持ちます。",
            "en": "Two blocks on top of each other keep an input and gradients each.",
        },
        on=("stack",),
    ),
    Check(
        "again",
        2,
        {
            "ja": "backward を続けて 2 回呼んでも、どちらも最後に forward した x の勾配を返し、"
            "grads に足します。",
            "en": "Called twice in a row, backward returns the gradient of the x that went forward "
            "last both times, and adds to grads both times.",
        },
        on=("again",),
    ),
)


def sequences(TransformerBlock, params, n_heads, steps):
    """Each x goes forward, and each dy after it back; then what is in grads."""
    block, y, dx = TransformerBlock(params, n_heads), [], []
    for x, *dys in steps:
        y.append(block.forward(x, np.tri(len(x), dtype=bool)))
        dx += [block.backward(dy) for dy in dys]
    return {"y": y, "dx": dx, "grads": dict(block.grads)}


def cleared(TransformerBlock, params, n_heads, pairs):
    """The sums right after clear(), and after one more sequence."""
    block = TransformerBlock(params, n_heads)
    found = []
    for x, dy in pairs:
        block.clear()
        found.append(float(sum(np.abs(each).sum() for each in block.grads.values())))
        block.forward(x, np.tri(len(x), dtype=bool))
        block.backward(dy)
    return found, dict(block.grads)


def stacked(TransformerBlock, lower, upper, n_heads, x, dy):
    """Two blocks: what comes back to the input, and the gradients of both."""
    mask = np.tri(len(x), dtype=bool)
    first, second = TransformerBlock(lower, n_heads), TransformerBlock(upper, n_heads)
    second.forward(first.forward(x, mask), mask)
    dx = first.backward(second.backward(dy))
    return dx, dict(first.grads), dict(second.grads)


def cases(rng):
    """One sequence, two of one length and of others, a fresh start, two blocks, two gradients."""

    def pairs(d, *lengths):
        return [tuple(rng.normal(size=(2, n, d))) for n in lengths]

    yield Case("one", (_params(rng, 2, 3), 1, pairs(2, 2)), driver=sequences)
    same = (_params(rng, 4, 3), 2, [*pairs(4, 3, 3), (rng.normal(size=(3, 4)),)])
    yield Case("two-sequences", same, driver=sequences)
    lengths = (_params(rng, 4, 3), 2, pairs(4, 2, 4))
    yield Case("two-sequences", lengths, driver=sequences, probe=False)
    yield Case("clears", (_params(rng, 4, 3), 2, pairs(4, 3, 3)), driver=cleared)
    lower, upper = _params(rng, 4, 3), _params(rng, 4, 5)
    yield Case("stack", (lower, upper, 2, *pairs(4, 3)[0]), driver=stacked)
    # The first x never goes back, the second does so twice.
    unused, *used = rng.normal(size=(4, 3, 4))
    yield Case("again", (_params(rng, 4, 3), 2, [(unused,), tuple(used)]), driver=sequences)


def _params(rng, d, d_ff):
    params = {name: rng.normal(0, 0.7, (d, d)) for name in ("W_Q", "W_K", "W_V", "W_O")}
    for stage in "12":
        params["gamma" + stage] = rng.uniform(0.5, 2.0, d)
        params["beta" + stage] = rng.normal(0, 0.5, d)
    params["W1"], params["b1"] = rng.normal(0, 0.7, (d, d_ff)), rng.normal(0, 0.5, d_ff)
    params["W2"], params["b2"] = rng.normal(0, 0.7, (d_ff, d)), rng.normal(0, 0.5, d)
    return params
