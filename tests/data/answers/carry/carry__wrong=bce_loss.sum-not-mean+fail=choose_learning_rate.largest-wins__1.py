import numpy as np

# ---- observation 1 ------------------------------------------------------
def compute_attention(Q, K, V):
    Q, K, V = (np.asarray(a, dtype=float) for a in (Q, K, V))
    s = Q @ K.T / np.sqrt(Q.shape[1])
    e = np.exp(s - s.max(axis=1, keepdims=True))
    w = e / e.sum(axis=1, keepdims=True)
    return w @ V, w


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (np.asarray(a, dtype=float) for a in (x, W1, b1, W2, b2))
    return np.maximum(x @ W1 + b1, 0) @ W2 + b2


gradient_share = (0.629665 - 0.626526) / (0.652666 - 0.626526)


def l2_penalty(w, lam):
    return lam * np.sum(np.asarray(w, dtype=float) ** 2)


def standardize(X_train, X_new):
    A, B = np.asarray(X_train, dtype=float), np.asarray(X_new, dtype=float)
    mu, sd = A.mean(axis=0), A.std(axis=0)
    sd = np.where(sd == 0, 1.0, sd)
    return (A - mu) / sd, (B - mu) / sd

# ---- the rest builds on each other --------------------------------------

def batch_predict(X, w, b):
    return np.exp(-np.logaddexp(0, -(np.asarray(X, dtype=float) @ np.asarray(w, dtype=float) + b)))

def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, dtype=float), np.clip(np.asarray(y_pred, dtype=float), 1e-9, 1 - 1e-9)
    return -np.sum(t * np.log(p) + (1 - t) * np.log(1 - p))

def bce_gradient(X, y_true, y_pred):
    e = np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float)
    return np.asarray(X, dtype=float).T @ e / len(e), e.mean()

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
