import numpy as np
def sgd_step(w, grad, lr):
    w = np.array(w); return (w - lr * np.array(grad)).astype(w.dtype)
