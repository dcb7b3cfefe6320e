import math
import numpy as np

def batch_predict(X, w, b):
    preds = []
    for row in X:
        z = float(b)
        for xi, wi in zip(row, w):
            z += float(xi) * float(wi)
        if z >= 0:
            preds.append(1 / (1 + math.exp(-z)))
        else:
            preds.append(math.exp(z) / (1 + math.exp(z)))
    return np.array(preds)
