import numpy as np
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    h = {"train": [], "val": []}; kept = None
    for e in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = w - lr * (gw + 2 * lam * w), b - lr * gb
        h["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        h["val"].append(bce_loss(y_val, batch_predict(X_val, w, b)))
        if h["val"][-1] == min(h["val"]): kept = w, b
        if e >= patience and min(h["val"][-patience:]) > min(h["val"]): break
    return kept[0], kept[1], h
