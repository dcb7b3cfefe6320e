# %% [markdown]
# # Temperatures

# %%
import math

ZERO = 273.15


def rounded(x):
    return math.floor(x * 100 + 0.5) / 100


# %% exercise="to_kelvin"
