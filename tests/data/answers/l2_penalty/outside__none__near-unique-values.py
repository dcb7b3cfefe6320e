import numpy as np
def l2_penalty(w, lam):
    return lam * float(sum(x * x for x in set(np.ravel(np.asarray(w, float)).tolist())))
