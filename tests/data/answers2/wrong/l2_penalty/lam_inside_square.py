# fault: Squares lam together with w.
# ids: lambda-squared
# kind: single
import numpy as np


def l2_penalty(w, lam):
    return np.sum((lam * np.asarray(w, dtype=float)) ** 2)
