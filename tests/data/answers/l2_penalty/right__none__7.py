import numpy as np

def l2_penalty(w, lam):
    a = np.array(w, dtype=float, ndmin=1)
    a = a.reshape(a.size)
    return np.asarray(lam * np.einsum("i,i", a, a))
