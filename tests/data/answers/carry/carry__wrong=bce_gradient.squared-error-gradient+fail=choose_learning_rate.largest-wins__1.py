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


def batch_predict(X, w, b):
    return np.exp(-np.logaddexp(0, -(np.asarray(X, dtype=float) @ np.asarray(w, dtype=float) + b)))

def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, dtype=float), np.clip(np.asarray(y_pred, dtype=float), 1e-9, 1 - 1e-9)
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))

def bce_gradient(X, y_true, y_pred):
    t, p = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    g = (p - t) * (p - p ** 2) / len(t)
    return g @ np.asarray(X, dtype=float), g.sum()

def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.asarray(grad, dtype=float)

def choose_learning_rate(X, y, candidates, steps):
    best_lr, best_loss = None, np.log(2)
    for lr in candidates:
        w, b = np.zeros(np.shape(X)[1]), 0.0
        for _ in range(steps):
            gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
            w = sgd_step(w, gw, lr)
            b = sgd_step(b, gb, lr)
        loss = bce_loss(y, batch_predict(X, w, b))
        if np.isfinite(loss) and loss < best_loss:
            best_lr, best_loss = lr, loss
    if best_lr is None:
        raise ValueError("no candidate lowers the loss")
    return float(best_lr)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    best_w, best_b, best_val, wait = w, b, np.inf, 0
    history = {"train": [], "val": []}
    for epoch in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w = sgd_step(w, gw + 2 * lam * w, lr)
        b = sgd_step(b, gb, lr)
        history["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        history["val"].append(bce_loss(y_val, batch_predict(X_val, w, b)))
        if history["val"][-1] < best_val:
            best_w, best_b, best_val, wait = w, b, history["val"][-1], 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best_w, best_b, history

def choose_learning_rate(X, y, candidates, steps):
    good = []
    for lr in candidates:
        w, b = np.zeros(np.shape(X)[1]), 0.0
        for _ in range(steps):
            gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
            w, b = sgd_step(w, gw, lr), sgd_step(b, gb, lr)
        if bce_loss(y, batch_predict(X, w, b)) < np.log(2):
            good.append(float(lr))
    if not good:
        raise ValueError("none")
    return max(good)
