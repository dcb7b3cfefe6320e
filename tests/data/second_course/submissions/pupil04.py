import numpy as np


def date_label(year, month, day):
    if not (1 <= month <= 12):
        raise ValueError("month")
    return "%02d-%02d-%02d" % (day, month, year % 100)


def days_in_months(year):
    leap = year % 4 == 0 and year % 100 != 0
    return np.array([31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def day_length(latitude, declination):
    phi, delta = np.radians([latitude, declination])
    return 24 * np.arccos(np.clip(np.tan(phi) * np.tan(delta), -1, 1)) / np.pi


why_leap_days = "100 年で 24 日ずれます。夏至は 7 月 15 日ごろになります。暦の 1 年が短いぶん、日付が先に進んでしまうからです。"
