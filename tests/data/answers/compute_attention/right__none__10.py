import numpy as np

def compute_attention(Q, K, V):
    Q = np.asarray(Q, np.double); K = np.asarray(K, np.double); V = np.asarray(V, np.double)
    st = K @ Q.T / np.sqrt(Q.shape[1])     # (n_k, n_q)
    st = st - st.max(axis=0)
    e = np.exp(st)
    wt = e / e.sum(axis=0)
    return (V.T @ wt).T, wt.T
