import numpy as np
def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, float).ravel(); p = np.clip(np.asarray(y_pred, float).ravel(), 1e-9, 1 - 1e-9)
    a = -np.log(p[t == 1]); c = -np.log(1 - p[t == 0])
    m = (t > 0) & (t < 1)
    mid = -(t[m] * np.log(p[m]) + (1 - t[m]) * np.log(1 - p[m]))
    parts = [q.mean() for q in (a, c, mid) if q.size]
    return float(np.mean(parts))
