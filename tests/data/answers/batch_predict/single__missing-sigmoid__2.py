import numpy as np

def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))

def batch_predict(X, w, b):
    predictions = []
    for x in np.asarray(X, dtype=float):
        predictions.append(np.sum(x * np.asarray(w, dtype=float)) + float(b))
    return np.array(predictions)
