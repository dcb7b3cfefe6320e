import numpy as np
def _epochs(X, y, lr, lam):
    w, b = np.zeros(np.asarray(X).shape[1]), 0.0
    while True:
        gw, gb = bce_gradient(X, y, batch_predict(X, w, b))
        w, b = (1 - 2 * lr * lam) * w - lr * gw, b - lr * gb
        yield w, b
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    best = (np.inf, None, None); wait = 0; tr, va = [], []
    for _, (w, b) in zip(range(max_epochs), _epochs(X_train, y_train, lr, lam)):
        tr.append(bce_loss(y_train, batch_predict(X_train, w, b)))
        va.append(bce_loss(y_val, batch_predict(X_val, w, b)))
        if va[-1] < best[0]: best, wait = (va[-1], w, b), 0
        else: wait += 1
        if wait == patience: break
    return best[1], best[2], {"train": np.array(tr), "val": np.array(va), "epochs": len(tr)}
