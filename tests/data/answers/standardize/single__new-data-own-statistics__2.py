import numpy as np

def standardize(X_train, X_new):
    results = []
    for data in (X_train, X_new):
        data = np.array(data, dtype=float)
        mean = data.mean(0)
        std = data.std(0)
        std[std == 0] = 1.0
        results.append((data - mean) / std)
    return results[0], results[1]
