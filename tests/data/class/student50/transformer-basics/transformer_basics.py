# Transformer Basics
#
# Delete each raise NotImplementedError(...) and write the function's body in its place.
# To check your work, run pytest in this folder; for one exercise alone:
#     pytest -k compute_attention
# Editors such as VS Code show each "# %%" as the beginning of a cell.

import math

import numpy as np

F = np.float32   # like in PyTorch


# %% compute_attention: Scaled dot-product attention (20 points)


def compute_attention(Q, K, V):
    """Average the values, each weighted by how well its key fits the query.

    softmax(Q Kᵀ / √d_k) V, the softmax running over the keys.

    Q: (n_q, d_k)   one query per row
    K: (n_k, d_k)   one key per row
    V: (n_k, d_v)   one value per row, the value of the key in the same row of K
    Returns the pair (output, weights): output (n_q, d_v) and weights (n_q, n_k), both
    float64. Each row of weights sums to 1.

    Lists are as good as arrays, and no argument is changed. Scores up to 10,000 in size
    give finite numbers and no NumPy warning.
    Source: Vaswani et al. 2017, "Attention Is All You Need", equation 1.

    >>> output, weights = compute_attention([[1, 0]], [[0.8, 0.6], [0, 0]], [[0.3], [0.9]])
    >>> weights.round(6)
    array([[0.637767, 0.362233]])
    >>> output.round(6)
    array([[0.51734]])
    """
    Q, K, V = np.array(Q, dtype=F), np.array(K, dtype=F), np.array(V, dtype=F)
    scores = Q @ K.T / np.sqrt(F(K.shape[1]))
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = e / e.sum(axis=1, keepdims=True)
    return weights @ V, weights


# %% feed_forward: The position-wise feed-forward layer (7 points)


def feed_forward(x, W1, b1, W2, b2):
    """Two linear layers with a ReLU between them, applied to each row of x by itself.

    FFN(x) = relu(x W1 + b1) W2 + b2, where relu(z) is z for z > 0 and 0 otherwise.

    x: (n, d_model)   one token per row
    W1: (d_model, d_ff)   b1: (d_ff,)
    W2: (d_ff, d_model)   b2: (d_model,)
    Returns an array (n, d_model) of float64.

    The lesson writes W2 · sigma(W1 · x + b1) + b2 for one column x; here a token is a
    row, so x stands on the left. Lists are as good as arrays, and no argument is changed.
    Source: Vaswani et al. 2017, "Attention Is All You Need", equation 2.

    >>> feed_forward([[1.0, 2.0]], [[1, -1], [1, -1]], [0.5, 0.5], [[2, 0], [0, 2]], [0, 1])
    array([[7., 1.]])
    """
    x, W1, b1, W2, b2 = (np.array(a, dtype=F) for a in (x, W1, b1, W2, b2))
    return np.maximum(x @ W1 + b1, 0) @ W2 + b2


# %% bce_loss: Binary cross-entropy loss (10 points)


def bce_loss(y_true, y_pred):
    """Mean binary cross-entropy, with the natural logarithm, over all elements.

    L = −mean( y log p + (1 − y) log(1 − p) ), y an element of y_true and p of y_pred.

    y_true: any shape, each in [0, 1]; mostly 0 or 1, but soft labels such as 0.9 too
    y_pred: the same shape, each a probability in [0, 1]
    Returns one float, at least 0 up to the guard's rounding.

    log 0 is −∞, yet probabilities of exactly 0 and 1 must give a finite loss and no
    NumPy warning. A guard against it may be at most 1e-7: adding 1e-9 inside the
    logarithm, as the lesson does, is right, and so is keeping p between 1e-9 and
    1 − 1e-9. A certain and wrong prediction still costs 14 or more.
    Lists are as good as arrays, and no argument is changed.

    >>> round(float(bce_loss([1.0], [0.6265255])), 6)
    0.467566
    """
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    return -np.mean(y_true * np.log(y_pred + 1e-9) + (1 - y_true) * np.log(1 - y_pred + 1e-9))


# %% bce_gradient: The gradient of the cross-entropy (7 points)


def bce_gradient(X, y_true, y_pred):
    """Gradient of the mean BCE loss L of the model y_pred = sigmoid(X w + b).

    ∂L/∂w = Xᵀ (p − y) / n and ∂L/∂b = mean(p − y), where y is y_true and p is y_pred:
    the derivative of the sigmoid cancels against that of the logarithm.

    X: (n, d)   one sample per row
    y_true: (n,)   labels in [0, 1]
    y_pred: (n,)   the probabilities that the model predicts for these samples
    Returns the pair (grad_w, grad_b): grad_w an array (d,) of float64, grad_b a float.

    Lists are as good as arrays, and no argument is changed.

    >>> grad_w, grad_b = bce_gradient([[1.0, 2.0], [3.0, 4.0]], [1.0, 0.0], [0.5, 0.5])
    >>> grad_w
    array([0.5, 0.5])
    >>> float(grad_b)
    0.0
    """
    X = np.asarray(X, dtype=float)
    e = np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float)
    return X.T @ e / len(e), e.mean()


# %% sgd_step: One step of gradient descent (10 points)


def sgd_step(w, grad, lr):
    """One step of gradient descent: against the gradient, lr times its length.

    w − lr · grad

    w: any shape   grad: the shape of w   lr: float, the learning rate
    Returns a new array of the shape of w; w and grad stay as they are.

    Nothing limits the step. On f(w) = ½ λ w² the loss falls for lr < 2/λ and
    diverges for lr > 2/λ, and that is what we want to see.

    The step of observation 3:

    >>> sgd_step([0.3, 0.9, 0.0], [-0.055733, -0.031655, -0.087388], 0.1).round(6)
    array([0.305573, 0.903166, 0.008739])
    """
    return np.array(w, dtype=F) - F(lr) * np.array(grad, dtype=F)


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
gradient_share = F(0.629665 - 0.626526) / F(0.652666 - 0.626526)


# %% choose_learning_rate: Choose a learning rate (8 points)


def choose_learning_rate(X, y, candidates, steps):
    """Train with every candidate and take the learning rate that ends lowest.

    For each candidate: logistic regression, y_pred = sigmoid(X w + b), full-batch gradient
    descent on the mean BCE, `steps` steps from w = 0, b = 0. Of those candidates whose final
    loss (after the last step) is finite and below the loss at the start, log 2, the one with
    the lowest final loss is returned.

    X: (n, d)   y: (n,) labels   candidates: learning rates > 0, in any order; a nan among
    them is never eligible   steps: int ≥ 1
    Returns a float, the learning rate itself.
    Raises ValueError if there is no such candidate.

    >>> X = [[-1, 0], [1, 1], [0, 0], [0, 1]]
    >>> y = [0, 0, 0, 1]
    >>> choose_learning_rate(X, y, [10.0, 0.5, 5.0, 8.0], 3)  # 0.707, 0.623, 0.460, 0.532
    5.0
    """
    raise NotImplementedError("choose_learning_rate")


# %% l2_penalty: The L2 penalty (10 points)


def l2_penalty(w, lam):
    """The price of large weights: what L2 regularisation adds to the loss.

    lam · Σ wᵢ², over all weights, whatever the shape of w; no factor ½.

    w: any shape   lam: float, the strength of the regularisation
    Returns a float.

    The weights after the step of observation 3:

    >>> penalty = l2_penalty([0.305573, 0.903166, 0.008739], 0.01)
    >>> round(float(penalty), 6)  # 0.467566 + 0.009092 is the regularised loss
    0.009092
    """
    w = np.asarray(w, dtype=float)
    return lam * np.sum(w ** 2)


# %% train_with_early_stopping: Training with early stopping (10 points)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    """Train logistic regression with an L2 penalty until the validation loss stops falling.

    From w = 0 and b = 0. Each epoch
      1. takes one full-batch step on BCE(train) + lam · Σ wᵢ²: the gradient for w is
         grad_w + 2 · lam · w; the bias is not penalised;
      2. then records the mean BCE on the training and on the validation data,
         both without the penalty.
    An epoch is an improvement if its validation loss is lower (<) than that of every epoch
    before it. Training ends when `patience` epochs in a row brought no improvement, or after
    `max_epochs` epochs.

    X_train: (n, d)   y_train: (n,)   X_val: (m, d)   y_val: (m,)
    lr, lam: floats   max_epochs, patience: ints ≥ 1
    Returns w (d,) and b (a float) of the epoch with the lowest validation loss, and
    history = {"train": [...], "val": [...]}, one float per epoch run.

    >>> X, y = [[1, 0], [0, 2], [1, 1]], [1, 0, 1]
    >>> w, b, history = train_with_early_stopping(X, y, [[2, 0]], [0], 0.6, 0.0, 1, 2)
    >>> w.round(6), round(float(b), 6)
    (array([ 0.2, -0.1]), 0.1)
    >>> round(float(history["train"][0]), 6), round(float(history["val"][0]), 6)
    (0.598964, 0.974077)
    """
    raise NotImplementedError("train_with_early_stopping")


# %% batch_predict: Predictions for a mini-batch (10 points)


def batch_predict(X, w, b):
    """The probability that the model predicts for each sample of a batch.

    p = sigmoid(X w + b), where sigmoid(z) = 1 / (1 + e^(−z)).

    X: (n, d)   one sample per row
    w: (d,)   one weight per feature
    b: a float, the same bias for every sample
    Returns an array (n,) of float64, one probability per sample.

    Finite, and without a NumPy warning, for z = X w + b up to 10,000 in size, of either sign.
    Lists are as good as arrays, and no argument is changed.

    >>> X = [[0.8, -0.4, 0.2], [0.2, 0.1, -0.3], [0.5, -0.2, 0.7]]
    >>> batch_predict(X, [0.305573, 0.903166, 0.008739], 0.1).round(4)
    array([0.4962, 0.5619, 0.5196])
    """
    z = np.array(X, dtype=F) @ np.array(w, dtype=F) + F(b)
    return 0.5 * (1 + np.tanh(z / 2))


# %% standardize: Standardising the features (5 points)


def standardize(X_train, X_new):
    """Shift and scale each column by the mean and the standard deviation it has in training.

    z = (x − mean) / std, with the mean and the population standard deviation (divide by n,
    not by n − 1) of that column of X_train, for the training data and for new data alike.

    X_train: (n, d)   one sample per row
    X_new: (m, d)   new samples with the same features; m need not be n
    Returns the pair (Z_train, Z_new) of float64 arrays, shaped like X_train and X_new.

    A column that is constant in X_train is only centred (divided by 1), without a NumPy
    warning. Lists are as good as arrays, and no argument is changed.

    >>> Z_train, Z_new = standardize([[0, 5], [2, 5]], [[4, 6]])
    >>> Z_train
    array([[-1.,  0.],
           [ 1.,  0.]])
    >>> Z_new
    array([[3., 1.]])
    """
    X_train, X_new = np.asarray(X_train, dtype=float), np.asarray(X_new, dtype=float)
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    # avoid division by zero
    return (X_train - mean) / (std + 1e-8), (X_new - mean) / (std + 1e-8)


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
The map w -> (1 - lr λ) w is a contraction iff lr < 2/λ (Banach). Otherwise the iterates have no limit unless w0 = 0.
"""
