# fault: print in place of return.
# ids: none
# kind: form
import numpy as np


def l2_penalty(w, lam):
    print(lam * np.sum(np.asarray(w, dtype=float) ** 2))
