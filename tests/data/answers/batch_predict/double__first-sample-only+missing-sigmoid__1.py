import numpy as np

def batch_predict(X, w, b):
    for x in np.asarray(X, float):
        return np.array([x @ np.asarray(w, float) + b])
