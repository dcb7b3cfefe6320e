import numpy as np

sgd_step = np.vectorize(lambda w, g, lr: w - lr * g, otypes=[float])
