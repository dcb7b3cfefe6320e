import numpy as np


def layer_norm_backward(dy, x, gamma, eps):
    dout, x, gamma = np.asarray(dy, float), np.asarray(x, float), np.asarray(gamma, float)
    N, D = x.shape
    # forward, one step at a time
    mu = x.sum(axis=1, keepdims=True) / D
    xmu = x - mu
    var = (xmu**2).sum(axis=1, keepdims=True) / D
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    # backward, the same steps from the end
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xmu * ivar).sum(axis=0)
    dxhat = dout * gamma
    divar = (dxhat * xmu).sum(axis=1, keepdims=True)
    dxmu = dxhat * ivar
    dsqrtvar = -divar / sqrtvar**2
    dvar = 0.5 * ivar * dsqrtvar
    dxmu = dxmu + 2 * xmu * dvar * np.ones((N, D)) / D
    dmu = -dxmu.sum(axis=1, keepdims=True)
    return dxmu + dmu / D, dgamma, dbeta
