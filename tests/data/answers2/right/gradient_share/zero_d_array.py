import numpy as np


gradient_share = np.round(np.array(0.003139 / 0.02614), 4)
