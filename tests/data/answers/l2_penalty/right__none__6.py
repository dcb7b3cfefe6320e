import math
import numpy as np

l2_penalty = lambda w, lam: float(lam) * math.fsum(float(v) ** 2 for v in np.asarray(w).flat)
