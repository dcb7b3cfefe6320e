from functools import partial
import numpy as np
relu = partial(np.maximum, 0.0)
feed_forward = lambda x, W1, b1, W2, b2: relu(np.asarray(x, float) @ np.asarray(W1, float) + np.asarray(b1, float)) @ np.asarray(W2, float) + np.asarray(b2, float)
