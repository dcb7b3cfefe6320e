# fault: No bias, and sigma(-z).
# ids: missing-bias,sign-of-logit
# kind: double
import numpy as np


def batch_predict(X, w, b):
    return 0.5 * (1 - np.tanh(np.asarray(X, float) @ np.asarray(w, float) / 2))
