import numpy as np

def l2_penalty(weights, strength):
    """lam * ||w||_2^2"""
    return strength * np.linalg.norm(np.asarray(weights, dtype=float).ravel()) ** 2
