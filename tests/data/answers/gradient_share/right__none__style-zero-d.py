import numpy as np
gradient_share = np.array(0.12)
