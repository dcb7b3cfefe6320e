import numpy as np


def date_label(year, month, day):
    print(f"{year:04d}-{month:02d}-{day:02d}")


def days_in_months(year):
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = []
    for month in range(12):
        if month == 1:
            days.append(29 if leap else 28)
        elif month % 2 == 0:
            days.append(31)
        else:
            days.append(30)
    return np.array(days)


def day_length(latitude, declination)
    return 24 / np.pi * np.arccos(-np.tan(np.radians(latitude)) * np.tan(np.radians(declination)))
