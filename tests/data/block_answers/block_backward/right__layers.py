import numpy as np


class Norm:
    def __init__(self, p, i):
        self.gamma, self.beta, self.i = p[f"gamma{i}"], p[f"beta{i}"], i

    def forward(self, x):
        self.x = x
        return layer_norm(x, self.gamma, self.beta, 1e-5)

    def backward(self, dy, grads):
        dx, grads[f"gamma{self.i}"], grads[f"beta{self.i}"] = layer_norm_backward(dy, self.x, self.gamma, 1e-5)
        return dx


class Attention:
    names = ("W_Q", "W_K", "W_V", "W_O")

    def __init__(self, p, n_heads, mask):
        self.w, self.n_heads, self.mask = [p[k] for k in self.names], n_heads, mask

    def forward(self, x):
        self.x = x
        return multi_head_attention(x, *self.w, self.n_heads, self.mask)[0]

    def backward(self, dy, grads):
        dx, *dw = multi_head_backward(dy, self.x, *self.w, self.n_heads, self.mask)
        grads.update(zip(self.names, dw))
        return dx


class FeedForward:
    def __init__(self, p):
        self.p = p

    def forward(self, x):
        self.x = x
        self.h = np.maximum(x @ self.p["W1"] + self.p["b1"], 0)
        return self.h @ self.p["W2"] + self.p["b2"]

    def backward(self, dy, grads):
        dh = dy @ self.p["W2"].T
        dh = np.where(self.h > 0, dh, 0)
        grads.update(W2=self.h.T @ dy, b2=dy.sum(0), W1=self.x.T @ dh, b1=dh.sum(0))
        return dh @ self.p["W1"].T


def block_backward(dy, x, params, n_heads, mask):
    p = {k: np.asarray(v, float) for k, v in params.items()}
    branches = [[Norm(p, 1), Attention(p, n_heads, mask)], [Norm(p, 2), FeedForward(p)]]
    y = np.asarray(x, float)
    for branch in branches:
        z = y
        for layer in branch:
            z = layer.forward(z)
        y = y + z
    grads, dx = {}, np.asarray(dy, float)
    for branch in reversed(branches):
        back = dx
        for layer in reversed(branch):
            back = layer.backward(back, grads)
        dx = dx + back
    return dx, grads
