# fault: Half of the mean.
# ids: half-factor,mean-not-sum
# kind: double
import numpy as np


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return np.mean(np.square(w)) * lam / 2
