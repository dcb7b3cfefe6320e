import numpy as np


def date_label(year, month, day):
    if month < 1 or month > 12:
        raise ValueError("month must be 1..12")
    return f"{year:04}-{month:02}-{day:02}"


def is_leap(year):
    if year % 400 == 0:
        return True
    if year % 100 == 0:
        return False
    return year % 4 == 0


def days_in_months(year):
    days = np.full(12, 31)
    days[[3, 5, 8, 10]] = 30
    days[1] = 28 + is_leap(year)
    return days


def day_length(latitude, declination):
    c = -np.tan(np.deg2rad(latitude)) * np.tan(np.deg2rad(declination))
    return 24 / np.pi * np.arccos(np.clip(c, -1, 1))


why_leap_days = """
Without leap days the calendar year is 0.2422 days too short. In 100 years this makes 24.22 days:
the sun would need 24 more days to reach the same place, so the longest day would come on about July 15.
"""
