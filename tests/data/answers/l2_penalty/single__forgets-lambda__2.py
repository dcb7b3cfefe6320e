import numpy as np

def l2_penalty(w, lam=0.01):
    out = 0.0
    for v in np.asarray(w, dtype=float).flat:
        out = out + v * v
    return float(out)
