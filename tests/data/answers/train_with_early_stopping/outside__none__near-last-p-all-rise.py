import numpy as np
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    h = {"train": [], "val": []}; best = np.inf; kept = None; rises = 0
    for e in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = w - lr * (gw + 2 * lam * w), b - lr * gb
        h["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        v = bce_loss(y_val, batch_predict(X_val, w, b)); 
        rises = rises + 1 if h["val"] and v >= h["val"][-1] else 0
        h["val"].append(v)
        if v < best: best, kept = v, (w, b)
        if rises >= patience: break
    return kept[0], kept[1], h
