# fault: Sigmoid of each score in place of the softmax.
# ids: sigmoid-weights
# kind: single
import numpy as np


def compute_attention(Q, K, V):
    Q, K, V = [np.asarray(a, float) for a in (Q, K, V)]
    gate = (1 + np.tanh(Q @ K.T / np.sqrt(Q.shape[1]) / 2)) / 2
    return gate @ V, gate
