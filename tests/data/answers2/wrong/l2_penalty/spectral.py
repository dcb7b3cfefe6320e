# fault: Spectral norm for matrices.
# ids: none
# kind: outside
import numpy as np


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return float(lam * (np.linalg.norm(w, 2) if w.ndim == 2 else np.linalg.norm(w.ravel())) ** 2)
