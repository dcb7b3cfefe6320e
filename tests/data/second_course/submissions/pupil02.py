"""The same with the standard library."""

import calendar
import datetime
import math

import numpy as np


def date_label(year, month, day):
    return datetime.date(year, month, day).isoformat()


def days_in_months(year):
    return np.array([calendar.monthrange(year, m)[1] for m in range(1, 13)])


def day_length(latitude, declination):
    x = -math.tan(math.radians(latitude)) * math.tan(math.radians(declination))
    if x <= -1:
        return 24
    if x >= 1:
        return 0
    return 2 * math.degrees(math.acos(x)) / 15


if __name__ == "__main__":
    print(date_label(2024, 2, 9), days_in_months(2024), day_length(35.7, 23.44))
