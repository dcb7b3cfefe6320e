import numpy as np


_f = lambda a: np.asarray(a, dtype="float64")
_softmax = lambda s: (lambda e: e / e.sum(axis=1).reshape(-1, 1))(np.exp(s - s.max(axis=1).reshape(-1, 1)))
_weights = lambda Q, K: _softmax(np.tensordot(Q, K, axes=(1, 1)) / Q.shape[1] ** 0.5)
compute_attention = lambda Q, K, V: (lambda w: (np.tensordot(w, _f(V), 1), w))(_weights(_f(Q), _f(K)))
