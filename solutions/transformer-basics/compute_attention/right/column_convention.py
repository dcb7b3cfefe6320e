from collections import namedtuple

Attention = namedtuple("Attention", "output weights")


def softmax_columns(M):
    M = M - np.amax(M, axis=0)
    return np.exp(M) / np.sum(np.exp(M), axis=0)


def compute_attention(queries, keys, values):
    queries, keys, values = np.array(queries), np.array(keys), np.array(values)
    scores = np.dot(keys, queries.transpose()) / np.sqrt(len(keys[0]))
    a = softmax_columns(scores)  # one column per query
    return Attention((values.T @ a).T, a.T)
