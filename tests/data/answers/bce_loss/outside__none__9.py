import numpy as np

_history = []

def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.clip(np.asarray(y_pred, float), 1e-9, 1 - 1e-9)
    _history.append(float(-np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))))
    return sum(_history) / len(_history)
