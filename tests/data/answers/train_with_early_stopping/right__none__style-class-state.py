import numpy as np
class EarlyStopping:
    def __init__(self, patience): self.patience, self.best, self.bad, self.kept = patience, float("inf"), 0, None
    def update(self, loss, w, b):
        if loss < self.best: self.best, self.bad, self.kept = loss, 0, (w.copy(), float(b))
        else: self.bad += 1
        return self.bad >= self.patience
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    stop = EarlyStopping(patience); w = np.zeros(len(X_train[0])); b = 0.0
    history = {"train": [], "val": []}
    epoch = 0
    while epoch < max_epochs:
        epoch += 1
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w -= lr * (gw + 2 * lam * w); b -= lr * gb
        history["train"].append(float(bce_loss(y_train, batch_predict(X_train, w, b))))
        history["val"].append(float(bce_loss(y_val, batch_predict(X_val, w, b))))
        if stop.update(history["val"][-1], w, b): break
    return (*stop.kept, history)
