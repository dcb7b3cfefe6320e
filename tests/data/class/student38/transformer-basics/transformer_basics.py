# Transformer Basics
#
# Delete each raise NotImplementedError(...) and write the function's body in its place.
# To check your work, run pytest in this folder; for one exercise alone:
#     pytest -k compute_attention
# Editors such as VS Code show each "# %%" as the beginning of a cell.

import math

import numpy as np


# %% compute_attention: Scaled dot-product attention (20 points)


def compute_attention(Q, K, V):
    """Attention."""
    Q = np.array(Q, dtype=float)
    K = np.array(K, dtype=float)
    V = np.array(V, dtype=float)
    attn = np.dot(Q, K.T) / np.sqrt(K.shape[1])
    attn = np.exp(attn - np.max(attn, axis=1, keepdims=True))
    attn = attn / np.sum(attn, axis=1, keepdims=True)
    return np.dot(attn, V), attn


# %% feed_forward: The position-wise feed-forward layer (7 points)


def feed_foward(x, W1, b1, W2, b2):
    """FFN."""
    x = np.array(x, dtype=float)
    return np.dot(np.maximum(np.dot(x, W1) + b1, 0), W2) + b2


# %% bce_loss: Binary cross-entropy loss (10 points)


def bce_loss(y_true, y_pred):
    """Loss."""
    y_true = np.array(y_true, dtype=float)
    y_pred = np.array(y_pred, dtype=float)
    return -np.mean(y_true * np.log(y_pred + 1e-9) + (1 - y_true) * np.log(1 - y_pred + 1e-9))


# %% bce_gradient: The gradient of the cross-entropy (7 points)


def bce_gradient(X, y_true, y_pred):
    """Gradient."""
    X = np.array(X, dtype=float)
    d = np.array(y_pred, dtype=float) - np.array(y_true, dtype=float)
    return np.dot(X.T, d) / len(d), np.mean(d)


# %% sgd_step: One step of gradient descent (10 points)


def sgd_step(w, grad, lr):
    """One step."""
    return np.array(w, dtype=float) - lr * np.array(grad, dtype=float)


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
gradient_share = (0.629665 - 0.626526) / (0.652666 - 0.626526)


# %% choose_learning_rate: Choose a learning rate (8 points)


def choose_learning_rate(X, y, candidates, steps):
    """Best lr."""
    X = np.array(X, dtype=float)
    y = np.array(y, dtype=float)
    best_lr = None
    best = np.log(2)
    for lr in candidates:
        w = np.zeros(X.shape[1])
        b = 0.0
        for _ in range(steps):
            p = 0.5 + 0.5 * np.tanh((np.dot(X, w) + b) / 2)
            gw, gb = bce_gradient(X, y, p)
            w = sgd_step(w, gw, lr)
            b = b - lr * gb
        p = 0.5 + 0.5 * np.tanh((np.dot(X, w) + b) / 2)
        loss = bce_loss(y, p)
        if loss < best:
            best_lr, best = lr, loss
    if best_lr is None:
        raise ValueError("no lr")
    return best_lr


# %% l2_penalty: The L2 penalty (10 points)


# %% train_with_early_stopping: Training with early stopping (10 points)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    """Not done yet."""
    w = np.zeros(len(X_train[0]))
    b = 0.0
    history = {"train": [], "val": []}
    # TODO loop over the epochs
    return w, b, history


# %% batch_predict: Predictions for a mini-batch (10 points)


def batch_predict(X, w, b):
    """Predict the class of every row."""
    z = np.dot(np.array(X, dtype=float), np.array(w, dtype=float)) + b
    return (z >= 0).astype(int)


# %% standardize: Standardising the features (5 points)


def standardize(X_train, X_new):
    """Scale."""
    X_train = np.array(X_train, dtype=float)
    X_new = np.array(X_new, dtype=float)
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std = np.array([s if s > 0 else 1.0 for s in std])
    return (X_train - mean) / std, (X_new - mean) / std


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
If lr is larger than 2/λ, then |1 − lr·λ| is larger than 1, therefore w gets larger in every step and so does the loss.
"""
