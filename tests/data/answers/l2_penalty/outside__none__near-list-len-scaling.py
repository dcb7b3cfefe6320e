import numpy as np
def l2_penalty(w, lam):
    w = np.asarray(w)
    return lam * float(np.sum(w**2)) if w.dtype.kind == 'f' else lam * int(np.sum(np.asarray(w, np.int8)**2))
