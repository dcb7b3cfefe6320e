import math
import numpy as np

def bce_loss(y_true, y_pred):
    def cost(t, p):
        p = min(max(p, 1e-9), 1 - 1e-9)
        return -(t * math.log(p) + (1 - t) * math.log(1 - p))
    pairs = list(zip(np.asarray(y_true, float).flat, np.asarray(y_pred, float).flat))
    loss = sum(cost(t, p) for t, p in pairs) / len(pairs)
    print(f"loss = {loss:.6f}")
    return loss
