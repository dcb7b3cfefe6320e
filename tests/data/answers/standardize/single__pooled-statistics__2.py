import numpy as np

def standardize(X_train, X_new):
    n = len(X_train)
    allx = np.array(list(map(list, X_train)) + list(map(list, X_new)), dtype=float)
    sd = allx.std(axis=0)
    allx = (allx - allx.mean(axis=0)) / (sd + (sd == 0))
    return allx[:n], allx[n:]
