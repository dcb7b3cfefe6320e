# wrong: bce_loss: sum-not-mean: sum of the losses
# wrong: bce_gradient: none: a third of the gradient
# dependents: right given them
import numpy as np


class Head:
    def __init__(self, keys, values):
        self.keys = np.asarray(keys, float)
        self.values = np.asarray(values, float)
        self.scale = 1.0 / np.sqrt(self.keys.shape[1])

    def weights(self, queries):
        s = np.asarray(queries, float).dot(self.keys.T) * self.scale
        e = np.exp(s - np.amax(s, axis=1, keepdims=True))
        return np.divide(e, np.sum(e, axis=1, keepdims=True))

    def __call__(self, queries):
        w = self.weights(queries)
        return w.dot(self.values), w


def compute_attention(Q, K, V):
    return Head(K, V)(Q)


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = [np.asarray(a, float) for a in (x, W1, b1, W2, b2)]
    n, d_ff, d_out = len(x), W1.shape[1], W2.shape[1]
    y = np.zeros((n, d_out))
    for i in range(n):
        h = np.zeros(d_ff)
        for j in range(d_ff):
            s = b1[j]
            for k in range(x.shape[1]):
                s += x[i, k] * W1[k, j]
            h[j] = s if s > 0 else 0.0
        for m in range(d_out):
            y[i, m] = sum(h[j] * W2[j, m] for j in range(d_ff)) + b2[m]
    return y


gradient_share = 0.12


def l2_penalty(w, lam):
    return lam * np.sum(np.asarray(w, dtype=float) ** 2)


def standardize(X_train, X_new):
    X_train, X_new = np.asarray(X_train, float), np.asarray(X_new, float)
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    std[std == 0] = 1.0
    return (X_train - mean) / std, (X_new - mean) / std


def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.asarray(y_pred, float)
    return float(-np.sum(t * np.log(p + 1e-9) + (1 - t) * np.log(1 - p + 1e-9)))


def bce_gradient(X, y_true, y_pred):
    d = (np.asarray(y_pred, float) - np.asarray(y_true, float)) / 3
    return np.asarray(X, float).T @ d / len(d), d.mean()


def sgd_step(w, grad, lr):
    return np.asarray(w, float) - lr * np.asarray(grad, float)


def batch_predict(X, w, b):
    return 0.5 * (1 + np.tanh((np.asarray(X, float) @ np.asarray(w, float) + b) / 2))


def choose_learning_rate(X, y, candidates, steps, loss=bce_loss, grad=bce_gradient):
    X, y = np.asarray(X, float), np.asarray(y, float)
    best, best_loss = None, np.log(2)
    for lr in candidates:
        if np.isnan(lr):
            continue
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            gw, gb = grad(X, y, batch_predict(X, w, b))
            w, b = sgd_step(w, gw, lr), sgd_step(b, gb, lr)
        final = loss(y, batch_predict(X, w, b))
        if np.isfinite(final) and final < best_loss:
            best, best_loss = lr, final
    if best is None:
        raise ValueError("no candidate learns")
    return float(best)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience, loss=bce_loss, grad=bce_gradient):
    X_train, y_train, X_val, y_val = (np.asarray(a, float) for a in (X_train, y_train, X_val, y_val))
    w, b = np.zeros(X_train.shape[1]), 0.0
    best, kept, wait = np.inf, (w, b), 0
    history = {"train": [], "val": []}
    for _ in range(max_epochs):
        gw, gb = grad(X_train, y_train, batch_predict(X_train, w, b))
        w, b = sgd_step(w, gw + 2 * lam * w, lr), sgd_step(b, gb, lr)
        history["train"].append(float(loss(y_train, batch_predict(X_train, w, b))))
        history["val"].append(float(loss(y_val, batch_predict(X_val, w, b))))
        if history["val"][-1] < best:
            best, kept, wait = history["val"][-1], (np.array(w), float(b)), 0
        else:
            wait += 1
            if wait >= patience:
                break
    return kept[0], kept[1], history
