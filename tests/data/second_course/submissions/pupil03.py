import numpy as np


def date_label(year, month, day):
    if month not in range(1, 13):
        raise ValueError(month)
    return str(year).zfill(4) + "-" + str(month) + "-" + str(day)


def days_in_months(year):
    feb = 28
    if year % 4 == 0:
        feb = 29
    return np.array([31, feb, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def day_length(latitude, declination):
    c = -np.tan(latitude) * np.tan(declination)
    c = max(-1.0, min(1.0, c))
    return 24 / np.pi * np.arccos(c)


why_leap_days = "Because the earth needs a bit more than 365 days."
