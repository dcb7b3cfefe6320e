import numpy as np


def date_label(year, month, day):
    if month < 1 or month > 12:
        raise ValueError("no such month")
    return f"{year:04d}/{month:02d}/{day:02d}"


def days_in_months(year):
    # a list is an array too, isn't it?
    leap = year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)
    return [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def day_length(latitude, declination):
    phi = np.radians(latitude)
    delta = np.radians(declination)
    return 12 / np.pi * np.arccos(-np.tan(phi) * np.tan(delta))
