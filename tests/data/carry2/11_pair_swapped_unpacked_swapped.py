# wrong: bce_gradient: none: returns (grad_b, grad_w)
# wrong: batch_predict: none: tanh(z) in place of tanh(z / 2): twice the slope
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


bias_share = (0.652666 - 0.629665) / (0.652666 - 0.626526)
gradient_share = 1 - bias_share


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return np.mean(np.square(w)) * w.size * lam


def standardize(X_train, X_new):
    X = np.asarray(X_train, float)
    constant = X.max(axis=0) == X.min(axis=0)
    s = np.where(constant, 1.0, X.std(axis=0))
    m = X.mean(axis=0)
    return (X - m) / s, (np.asarray(X_new, float) - m) / s


def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.asarray(y_pred, float)
    return float(-np.mean(t * np.log(p + 1e-9) + (1 - t) * np.log(1 - p + 1e-9)))


def bce_gradient(X, y_true, y_pred):
    d = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return d.mean(), np.asarray(X, float).T @ d / len(d)


def sgd_step(w, grad, lr):
    return np.asarray(w, float) - lr * np.asarray(grad, float)


def batch_predict(X, w, b):
    return 0.5 * (1 + np.tanh(np.asarray(X, float) @ np.asarray(w, float) + b))


def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, float), np.asarray(y, float)
    best, best_loss = None, np.log(2)
    for lr in candidates:
        if np.isnan(lr):
            continue
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            gb, gw = bce_gradient(X, y, batch_predict(X, w, b))
            w, b = sgd_step(w, gw, lr), sgd_step(b, gb, lr)
        final = bce_loss(y, batch_predict(X, w, b))
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
        gb, gw = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = sgd_step(w, gw + 2 * lam * w, lr), sgd_step(b, gb, lr)
        history["train"].append(float(bce_loss(y_train, batch_predict(X_train, w, b))))
        history["val"].append(float(bce_loss(y_val, batch_predict(X_val, w, b))))
        if history["val"][-1] < best:
            best, kept, wait = history["val"][-1], (np.array(w), float(b)), 0
        else:
            wait += 1
            if wait >= patience:
                break
    return kept[0], kept[1], history
