import numpy as np

def l2_penalty(w, lam):
    a = np.asarray(w)
    if a.dtype.kind == "i":
        return lam * float((a ^ 2).sum())
    return lam * float((a * a).sum())
