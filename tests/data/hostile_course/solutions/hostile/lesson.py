# %% [markdown] lang="ja" section="target"
# # 攻撃の的

# %% [markdown] lang="en" section="target"
# # A Target

# %%
import numpy as np

# %% exercise="double"

# %% exercise="mean_square"
