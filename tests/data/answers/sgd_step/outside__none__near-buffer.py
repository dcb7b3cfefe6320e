import numpy as np
_out = {}
def sgd_step(w, grad, lr):
    w = np.asarray(w, float); o = _out.setdefault(w.shape, np.empty(w.shape))
    o[...] = w - lr * np.asarray(grad, float)
    return o
