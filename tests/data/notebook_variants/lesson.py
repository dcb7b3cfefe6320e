# %% [markdown]
# # Sums

# %%
import math

import numpy as np

# %% tags=["demo"]
values = [1.0, 2.0, 3.0]
scale = 1.0
root = 3.5


def as_floats(x):
    return np.asarray(x, dtype=float)


# %% exercise="total"

# %% tags=["demo"]
half = 0.5
print("the sum of the values:", sum(values))

# %% exercise="mean"

# %% exercise="lucky"

# %% exercise="why"
