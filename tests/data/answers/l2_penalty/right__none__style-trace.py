import numpy as np
def l2_penalty(w, lam):
    c = np.asarray(w, float).reshape(-1, 1)
    return (lam * c.T @ c).item()
