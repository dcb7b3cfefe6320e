import numpy as np


sgd_step = lambda w, grad, lr: np.subtract(np.asarray(w, float), np.multiply(float(lr), np.asarray(grad, float)))
