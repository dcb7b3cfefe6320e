import numpy as np
def bce_gradient(X, y_true, y_pred):
    e = np.array([float(p) - float(t) for p, t in zip(y_pred, y_true)])
    gw = np.mean([ei * np.asarray(x, float) for ei, x in zip(e, X)], axis=0)
    return gw, sum(e) / len(e)
