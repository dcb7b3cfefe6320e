import math
import numpy as np

def standardize(X_train, X_new):
    A = [[float(v) for v in r] for r in X_train]
    B = [[float(v) for v in r] for r in X_new]
    n = len(A)
    for j in range(len(A[0])):
        col = [r[j] for r in A]
        m = sum(col) / n
        s = math.sqrt(sum((c - m) ** 2 for c in col) / n)
        if s == 0:
            s = 1.0
        for r in A:
            r[j] = (r[j] - m) / s
        for r in B:
            r[j] = (r[j] - m) / s
    return np.array(A), np.array(B)
