# Transformer Basics
#
# Delete each raise NotImplementedError(...) and write the function's body in its place.
# To check your work, run pytest in this folder; for one exercise alone:
#     pytest -k compute_attention
# Editors such as VS Code show each "# %%" as the beginning of a cell.

import math

import numpy as np
import math


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def sigmoid(z):
    """Stable for both signs."""
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)


def softmax(row):
    m = max(row)
    exps = [math.exp(v - m) for v in row]
    total = sum(exps)
    return [e / total for e in exps]


# %% compute_attention: Scaled dot-product attention (20 points)


def compute_attention(Q, K, V):
    """softmax(Q K^T / sqrt(d_k)) V, with plain loops as in the lesson."""
    root = math.sqrt(len(K[0]))
    weights = []
    output = []
    for q in Q:
        row = softmax([dot(q, k) / root for k in K])
        weights.append(row)
        output.append([sum(a * v[j] for a, v in zip(row, V)) for j in range(len(V[0]))])
    return np.array(output), np.array(weights)


# %% feed_forward: The position-wise feed-forward layer (7 points)


def feed_forward(x, W1, b1, W2, b2):
    rows = []
    for v in x:
        hidden = []
        for j in range(len(b1)):
            s = b1[j] + sum(v[i] * W1[i][j] for i in range(len(v)))
            hidden.append(s if s > 0 else 0.0)
        rows.append([b2[k] + sum(hidden[j] * W2[j][k] for j in range(len(hidden))) for k in range(len(b2))])
    return np.array(rows, dtype=float)


# %% bce_loss: Binary cross-entropy loss (10 points)


def bce_loss(y_true, y_pred):
    eps = 1e-9
    # "over all elements", so flatten first
    ys = np.ravel(y_true).tolist()
    ps = np.ravel(y_pred).tolist()
    total = 0.0
    for y, p in zip(ys, ps):
        total += -(y * math.log(p + eps) + (1 - y) * math.log(1 - p + eps))
    return total / len(ys)


# %% bce_gradient: The gradient of the cross-entropy (7 points)


def bce_gradient(X, y_true, y_pred):
    n = len(y_true)
    d = len(X[0])
    grad_w = [0.0] * d
    grad_b = 0.0
    for row, y, p in zip(X, y_true, y_pred):
        err = p - y
        for j in range(d):
            grad_w[j] += err * row[j] / n
        grad_b += err / n
    return np.array(grad_w), grad_b


# %% sgd_step: One step of gradient descent (10 points)


def sgd_step(w, grad, lr):
    # works for any shape: lists of lists too
    w = np.asarray(w, dtype=float)
    g = np.asarray(grad, dtype=float)
    out = [wi - lr * gi for wi, gi in zip(w.ravel(), g.ravel())]
    return np.array(out, dtype=float).reshape(w.shape)


# %% gradient_share: The gradient's share (3 points)
# Which share of the rise comes from the gradient step alone: a number from 0 to 1.
#
# In observation 3 the prediction rises from y = 0.626526 to y_new = 0.652666. But the
# weights were not all that changed there: a bias of 0.1 was added that had not been
# there before (and the gradient was that of the squared error, not of the BCE loss just
# computed).
#
# Let y_grad be the prediction after the weights are updated and no bias is added.
# Work out
#
# (y_grad − y) / (y_new − y)
#
# and assign it (a float) to gradient_share. Right within ±0.005.
before, gradient_only, after = 0.626526, 0.629665, 0.652666
gradient_share = (gradient_only - before) / (after - before)


# %% choose_learning_rate: Choose a learning rate (8 points)


def choose_learning_rate(X, y, candidates, steps):
    winner = None
    winner_loss = math.log(2)
    for lr in candidates:
        loss = final_loss(X, y, lr, steps)
        if loss < winner_loss:      # nan < anything is False, so nan never wins
            winner, winner_loss = lr, loss
    if winner is None:
        raise ValueError("none of the candidates lowers the loss")
    return float(winner)


def final_loss(X, y, lr, steps):
    w = [0.0] * len(X[0])
    b = 0.0
    for _ in range(steps):
        p = batch_predict(X, w, b)
        gw, gb = bce_gradient(X, y, p)
        w = sgd_step(w, gw, lr)
        b = b - lr * gb
    return bce_loss(y, batch_predict(X, w, b))


# %% l2_penalty: The L2 penalty (10 points)


def l2_penalty(w, lam):
    return lam * sum(wi * wi for wi in np.ravel(w).tolist())


# %% train_with_early_stopping: Training with early stopping (10 points)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w = np.zeros(len(X_train[0]))
    b = 0.0
    snapshots = []
    history = {"train": [], "val": []}
    since_best = 0
    while len(snapshots) < max_epochs and since_best < patience:
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w = sgd_step(w, [g + 2 * lam * wi for g, wi in zip(gw, w)], lr)
        b -= lr * gb
        history["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        val = bce_loss(y_val, batch_predict(X_val, w, b))
        if history["val"] and not val < min(history["val"]):
            since_best += 1
        else:
            since_best = 0
        history["val"].append(val)
        snapshots.append((w, b))
    best = history["val"].index(min(history["val"]))
    return snapshots[best][0], snapshots[best][1], history


# %% batch_predict: Predictions for a mini-batch (10 points)


def batch_predict(X, w, b):
    return np.array([sigmoid(dot(row, w) + b) for row in X])


# %% standardize: Standardising the features (5 points)


def standardize(X_train, X_new):
    cols = list(zip(*X_train))
    means = [sum(c) / len(c) for c in cols]
    stds = []
    for c, m in zip(cols, means):
        var = sum((v - m) ** 2 for v in c) / len(c)
        stds.append(math.sqrt(var) if var > 0 else 1.0)

    def scale(rows):
        return np.array([[(v - m) / s for v, m, s in zip(row, means, stds)] for row in rows])

    return scale(X_train), scale(X_new)


# %% explain_divergence: Explain the divergence (10 points)
# Why does training diverge when the learning rate is too large?
#
# Explain it with f(w) = ½ λ w², as a formula and as a change in numbers.
#
# 1. Show as a formula by which factor one step of gradient descent multiplies w, and derive
#    from it that training diverges for lr > 2/λ.
# 2. Choose λ and lr and show in numbers how w and the loss change over three steps: one
#    example that converges and one that diverges.
# 3. With the BCE of logistic regression the loss need not become nan or inf even if the
#    learning rate is far too large. Why not? How would you notice the divergence, then?
#
# A few lines of formulas and some 80 to 200 words are about right.
explain_divergence = r"""
The step is lr times the slope. If lr is too big you jump over the minimum and land further away
than where you started. There the slope is even bigger so the next jump is bigger. For 1/2 λ w² the
new w is (1 - lr λ) w and it only gets smaller when lr < 2/λ.
"""


if __name__ == "__main__":
    print(compute_attention([[1, 0]], [[0.8, 0.6], [0, 0]], [[0.3], [0.9]]))
    print(bce_loss([1.0], [0.626526]))
    print(batch_predict([[0.8, -0.4, 0.2], [0.2, 0.1, -0.3], [0.5, -0.2, 0.7]], [0.3, 0.9, 0.0], 0.1))
