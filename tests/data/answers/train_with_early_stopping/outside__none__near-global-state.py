import numpy as np
w = None
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    global w
    if w is None or len(w) != np.shape(X_train)[1]: w = np.zeros(np.shape(X_train)[1])
    b = 0.0; best = np.inf; kept = None; wait = 0; h = {"train": [], "val": []}
    for e in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = w - lr * (gw + 2 * lam * w), b - lr * gb
        h["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        h["val"].append(bce_loss(y_val, batch_predict(X_val, w, b)))
        if h["val"][-1] < best: best, kept, wait = h["val"][-1], (w, b), 0
        else: wait += 1
        if wait >= patience: break
    return kept[0], kept[1], h
