import numpy as np
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    best, kept, wait = np.inf, (w, b), 0
    history = {"train": [], "val": []}
    history["train"].append(bce_loss(y_train, batch_predict(X_train, w, b))); history["val"].append(bce_loss(y_val, batch_predict(X_val, w, b)))
    for epoch in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = w - lr * (gw + 2 * lam * w), b - lr * gb
        t = bce_loss(y_train, batch_predict(X_train, w, b))
        v = bce_loss(y_val, batch_predict(X_val, w, b))
        history["train"].append(t); history["val"].append(v)
        if v < best:
            best, kept, wait = v, (w, b), 0
        else:
            wait += 1
            if wait >= patience: break
    return kept[0], kept[1], history
