import numpy as np

def batch_predict(X, w, b):
    out = []
    for x in np.asarray(X, float):
        z = x @ np.asarray(w, float) + b
        out.append(0.5 * (1 + np.tanh(z / 2)))
        return np.array(out)
