import numpy as np
np.seterr(all='ignore')
def compute_attention(Q, K, V):
    Q, K, V = (np.asarray(a, float) for a in (Q, K, V))
    e = np.exp(Q @ K.T / np.sqrt(K.shape[1])); w = e / e.sum(1, keepdims=True)
    w = np.nan_to_num(w)
    return w @ V, w
