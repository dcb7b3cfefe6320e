# fault: Negative and halved.
# ids: negative-penalty,half-factor
# kind: double
import numpy as np


def l2_penalty(w, lam):
    return -lam / 2 * np.linalg.norm(np.ravel(np.asarray(w, float))) ** 2
