# wrong: bce_loss: none: an object with an attribute in place of a number
# wrong: sgd_step: none: half a step
# dependents: right given them
import numpy as np


def softmax(v):
    v = v - v.max()
    return np.exp(v) / np.exp(v).sum()


def compute_attention(Q, K, V):
    K = np.asarray(K, float); V = np.asarray(V, float)
    Q = np.asarray(Q, float) / np.sqrt(K.shape[1])
    weights = np.stack([softmax(K @ q) for q in Q])
    return np.vstack([w @ V for w in weights]), weights


def feed_forward(x, W1, b1, W2, b2):
    z = np.asarray(x, float) @ np.asarray(W1, float) + np.asarray(b1, float)
    return (z + np.abs(z)) / 2 @ np.asarray(W2, float) + np.asarray(b2, float)


gradient_share = (0.629665 - 0.626526) / (0.652666 - 0.626526)


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return float(lam * np.vdot(w, w))


def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    ZA, ZB = np.zeros(A.shape), np.zeros(B.shape)
    for j in range(A.shape[1]):
        col = A[:, j]
        m, s = col.mean(), col.std()
        if s == 0:
            s = 1.0
        ZA[:, j] = (col - m) / s
        ZB[:, j] = (B[:, j] - m) / s
    return ZA, ZB


class Loss:
    def __init__(self, value):
        self.value = value


def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.asarray(y_pred, float)
    return Loss(float(-np.mean(t * np.log(p + 1e-9) + (1 - t) * np.log(1 - p + 1e-9))))


def bce_gradient(X, y_true, y_pred):
    d = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return np.asarray(X, float).T @ d / len(d), d.mean()


def sgd_step(w, grad, lr):
    return np.asarray(w, float) - 0.5 * lr * np.asarray(grad, float)


def batch_predict(X, w, b):
    return 0.5 * (1 + np.tanh((np.asarray(X, float) @ np.asarray(w, float) + b) / 2))


def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, float), np.asarray(y, float)
    best, best_loss = None, np.log(2)
    for lr in candidates:
        if np.isnan(lr):
            continue
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
            w, b = sgd_step(w, gw, lr), sgd_step(b, gb, lr)
        final = bce_loss(y, batch_predict(X, w, b)).value
        if np.isfinite(final) and final < best_loss:
            best, best_loss = lr, final
    if best is None:
        raise ValueError("no candidate learns")
    return float(best)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X_train, y_train, X_val, y_val = (np.asarray(a, float) for a in (X_train, y_train, X_val, y_val))
    w, b = np.zeros(X_train.shape[1]), 0.0
    best, kept, wait = np.inf, (w, b), 0
    history = {"train": [], "val": []}
    for _ in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = sgd_step(w, gw + 2 * lam * w, lr), sgd_step(b, gb, lr)
        history["train"].append(float(bce_loss(y_train, batch_predict(X_train, w, b)).value))
        history["val"].append(float(bce_loss(y_val, batch_predict(X_val, w, b)).value))
        if history["val"][-1] < best:
            best, kept, wait = history["val"][-1], (np.array(w), float(b)), 0
        else:
            wait += 1
            if wait >= patience:
                break
    return kept[0], kept[1], history
