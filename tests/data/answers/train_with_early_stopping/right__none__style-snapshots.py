import numpy as np
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    Xt, yt, Xv, yv = (np.asarray(a, float) for a in (X_train, y_train, X_val, y_val))
    w, b = np.zeros(Xt.shape[1]), 0.0
    snaps, train, val = [], [], []
    for e in range(max_epochs):
        gw, gb = bce_gradient(Xt, yt, batch_predict(Xt, w, b))
        w, b = sgd_step(w, gw + 2 * lam * w, lr), b - lr * gb
        snaps.append((w, b))
        train.append(bce_loss(yt, batch_predict(Xt, w, b)))
        val.append(bce_loss(yv, batch_predict(Xv, w, b)))
        if e - int(np.argmin(val)) >= patience: break
    w, b = snaps[int(np.argmin(val))]
    return w, b, dict(train=train, val=val)
