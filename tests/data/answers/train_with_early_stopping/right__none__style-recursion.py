import numpy as np
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    Xt, Xv = np.asarray(X_train, float), np.asarray(X_val, float)
    def go(w, b, tr, va, kept, left, wait):
        if left == 0 or wait == patience: return kept[0], kept[1], {"train": tr, "val": va}
        gw, gb = bce_gradient(Xt, y_train, batch_predict(Xt, w, b))
        w, b = w - lr * (gw + 2 * lam * w), b - lr * gb
        t, v = bce_loss(y_train, batch_predict(Xt, w, b)), bce_loss(y_val, batch_predict(Xv, w, b))
        better = not va or v < min(va)
        return go(w, b, tr + [t], va + [v], (w, b) if better else kept, left - 1, 0 if better else wait + 1)
    return go(np.zeros(Xt.shape[1]), 0.0, [], [], None, max_epochs, 0)
