# %% [markdown] lang="ja" section="introduction"
# # 太陽と暦
#
# 日付の書き方、うるう年、昼の長さを、小さな関数で確かめます。

# %% [markdown] lang="en" section="introduction"
# # The Sun and the Calendar
#
# How to write a date, when a year is a leap year, how long the day is: three small functions.

# %%
import numpy as np

# %% [markdown] lang="ja" section="dates"
# ## 日付
#
# 文字列として並べ替えたときに日付順になる書き方は、ひとつに決まっています。

# %% [markdown] lang="en" section="dates"
# ## Dates
#
# There is one way of writing a date in which sorted text is sorted time.

# %% exercise="date_label"

# %% [markdown] lang="ja" section="leap-years"
# ## うるう年
#
# 1 年は 365.2422 日です。365 + 1/4 − 1/100 + 1/400 = 365.2425 なら、ずれは 3000 年で約 1 日です。

# %% [markdown] lang="en" section="leap-years"
# ## Leap years
#
# A year has 365.2422 days; 365 + 1/4 − 1/100 + 1/400 = 365.2425 is a day off in 3,000 years.

# %% exercise="days_in_months"

# %% [markdown] exercise="why_leap_days"

# %% [markdown] lang="ja" section="daylight"
# ## 昼の長さ
#
# 24/π · arccos(−tan φ · tan δ)。東京（φ = 35.7°）の夏至（δ = 23.44°）では 14.42 時間です。

# %% [markdown] lang="en" section="daylight"
# ## Daylight
#
# 24/π · arccos(−tan φ · tan δ): 14.42 hours on the longest day (δ = 23.44°) in Tokyo (φ = 35.7°).

# %% tags=["demo"]
print("tan 45 =", np.tan(45), "  tan 45° =", np.tan(np.radians(45)))

# %% exercise="day_length"
