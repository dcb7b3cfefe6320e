import math

import numpy as np


class T:
    """A tensor that remembers how to pass its gradient on."""

    def __init__(self, value, back=()):
        self.value, self.back, self.grad = value, back, 0.0

    def __matmul__(self, other):
        return T(
            self.value @ other.value,
            ((self, lambda g: g @ other.value.swapaxes(-1, -2)), (other, lambda g: self.value.swapaxes(-1, -2) @ g)),
        )

    def times(self, number):
        return T(self.value * number, ((self, lambda g: g * number),))

    def t(self):
        return T(self.value.swapaxes(-1, -2), ((self, lambda g: g.swapaxes(-1, -2)),))

    def split(self, heads):
        n, d = self.value.shape
        return T(
            self.value.reshape(n, heads, d // heads).swapaxes(0, 1),
            ((self, lambda g: g.swapaxes(0, 1).reshape(n, d)),),
        )

    def join(self):
        heads, n, e = self.value.shape
        return T(
            self.value.swapaxes(0, 1).reshape(n, heads * e),
            ((self, lambda g: g.reshape(n, heads, e).swapaxes(0, 1)),),
        )

    def softmax(self, mask):
        s = np.where(mask, self.value, -np.inf)
        a = np.exp(s - s.max(-1, keepdims=True))
        a = a / a.sum(-1, keepdims=True)
        return T(a, ((self, lambda g: a * (g - (g * a).sum(-1, keepdims=True))),))

    def backward(self, gradient):
        order, known = [], set()

        def visit(node):
            if id(node) not in known:
                known.add(id(node))
                for parent, _ in node.back:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = gradient
        for node in reversed(order):
            for parent, rule in node.back:
                parent.grad = parent.grad + rule(node.grad)


def multi_head_backward(dout, X, W_Q, W_K, W_V, W_O, n_heads, mask):
    x, wq, wk, wv, wo = leaves = [T(np.asarray(a, float)) for a in (X, W_Q, W_K, W_V, W_O)]
    q, k, v = ((x @ w).split(n_heads) for w in (wq, wk, wv))
    a = (q @ k.t()).times(1 / math.sqrt(q.value.shape[2])).softmax(np.asarray(mask))
    ((a @ v).join() @ wo).backward(np.asarray(dout, float))
    return tuple(leaf.grad for leaf in leaves)
