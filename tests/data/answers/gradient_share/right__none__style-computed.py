import numpy as np
sig = lambda z: 1 / (1 + np.exp(-z))
y = 0.626526; y_grad = 0.629665; y_new = 0.652666
gradient_share = np.float64((y_grad - y) / (y_new - y))
