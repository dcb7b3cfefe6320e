import numpy as np

_rise = np.array([0.629665, 0.652666]) - 0.626526
gradient_share = _rise[0] / _rise[1]
