import numpy as np


gradient_share = np.float64(3139) / np.float64(26140)
