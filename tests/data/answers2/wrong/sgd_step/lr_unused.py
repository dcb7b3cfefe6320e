# fault: lr is not used.
# ids: ignores-learning-rate
# kind: single
import numpy as np


sgd_step = lambda w, grad, lr: np.subtract(np.asarray(w, float), np.asarray(grad, float))
