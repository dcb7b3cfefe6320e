import numpy as np

def _rows_softmax(m):
    return np.exp(m - np.logaddexp.reduce(m, axis=1)[:, None])

def compute_attention(Q, K, V):
    Q, K, V = np.array(Q, float), np.array(K, float), np.array(V, float)
    attn = _rows_softmax(Q.dot(K.T) / K.shape[1] ** 0.5)
    return attn.dot(V), attn

def feed_forward(x, W1, b1, W2, b2):
    h = np.dot(np.asarray(x, float), np.asarray(W1, float)) + np.asarray(b1, float)
    h[h < 0] = 0
    return np.dot(h, np.asarray(W2, float)) + np.asarray(b2, float)

gradient_share = 0.1201

def l2_penalty(w, lam):
    flat = np.asarray(w, float).ravel()
    return float(lam * flat.dot(flat))

def standardize(X_train, X_new):
    A = np.asarray(X_train, float)
    sd = A.std(0)
    sd[sd == 0] = 1
    return tuple((np.asarray(M, float) - A.mean(0)) / sd for M in (A, X_new))


sigmoid = lambda z: np.exp(-np.logaddexp(0, -z))
logit = lambda X, w, b: np.asarray(X, float) @ np.asarray(w, float)

def batch_predict(X, w, b):
    return sigmoid(logit(X, w, b))

def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.clip(np.asarray(y_pred, float), 1e-9, 1 - 1e-9)
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))

def bce_gradient(X, y_true, y_pred):
    e = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return np.asarray(X, float).T @ e / len(e), e.mean()

def sgd_step(w, grad, lr):
    return np.asarray(w, float) - lr * np.asarray(grad, float)

def _descend(X, y, w, b, lr, lam):
    e = sigmoid(logit(X, w, b)) - np.asarray(y, float)
    return w - lr * (e @ np.asarray(X, float) / len(e) + 2 * lam * w), b - lr * e.mean()

def _value(X, y, w, b):
    z = logit(X, w, b)
    return float(np.mean(np.logaddexp(0, z) - np.asarray(y, float) * z))

def choose_learning_rate(X, y, candidates, steps):
    scores = []
    for lr in candidates:
        w, b = np.zeros(np.shape(X)[1]), 0.0
        for _ in range(steps):
            w, b = _descend(X, y, w, b, lr, 0.0)
        v = _value(X, y, w, b)
        scores.append(v if v < np.log(2) else np.inf)
    if min(scores) == np.inf:
        raise ValueError("none")
    return float(candidates[int(np.argmin(scores))])

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    out, bad, h = (np.inf, w, b), 0, {"train": [], "val": []}
    for _ in range(max_epochs):
        w, b = _descend(X_train, y_train, w, b, lr, lam)
        h["train"].append(_value(X_train, y_train, w, b))
        h["val"].append(_value(X_val, y_val, w, b))
        out, bad = ((h["val"][-1], w, b), 0) if h["val"][-1] < out[0] else (out, bad + 1)
        if bad == patience:
            break
    return out[1], out[2], h
