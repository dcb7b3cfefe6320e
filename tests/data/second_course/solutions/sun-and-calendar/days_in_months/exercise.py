"""days_in_months: how many days has each month of a year?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "各月の日数", "en": "The days of the months"}
SECTION = "leap-years"
FORMULA = "leap: 4 | year, but not 100 | year, unless 400 | year"
DEPENDS = ()


def days_in_months(year):
    """The number of days of each month of a year of the Gregorian calendar.

    A year is a leap year if 4 divides it, except for the full centuries, of which only
    those are leap years that 400 divides. February then has 29 days, else 28.

    year: an int
    Returns an array (12,) of integers, January first.

    >>> days_in_months(2023)
    array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    """
    ### BEGIN SOLUTION
    fourth = year % 4 == 0
    century = year % 100 == 0
    fourth_century = year % 400 == 0
    leap = fourth and (not century or fourth_century)
    february = 29 if leap else 28
    return np.array([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    ### END SOLUTION


DOCSTRING = {
    "ja": """グレゴリオ暦のある年について、各月の日数を求めます。

4 で割り切れる年はうるう年です。ただし、100 で割り切れる年は、400 でも割り切れるときだけ
うるう年です。うるう年の 2 月は 29 日、それ以外の年は 28 日です。

year: 整数
返り値は形 (12,) の整数の配列で、1 月が先頭です。

>>> days_in_months(2023)
array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
"""
}

HINTS = {
    "ja": [
        "変わるのは 2 月だけです。まず、うるう年かどうかを決めましょう。",
        "1900 年、2000 年、2023 年、2024 年のうち、うるう年はどれですか。",
    ],
    "en": [
        "Only February changes. First decide whether the year is a leap year.",
        "Which of 1900, 2000, 2023 and 2024 are leap years?",
    ],
}

CHECKS = (
    Check(
        "ordinary-years",
        4,
        {"ja": "ふつうの年とうるう年の日数です", "en": "is right in common and in leap years"},
        on=("lesson", "ordinary"),
    ),
    Check(
        "centuries",
        4,
        {"ja": "100 年ごとの例外も正しく扱います", "en": "is right in full centuries"},
        on=("century",),
    ),
)


def cases(rng):
    yield Case("lesson", (2023,))
    yield Case("ordinary", (2024,))
    yield Case("ordinary", (1904 + 4 * int(rng.integers(20)),))
    yield Case("ordinary", (1905 + 4 * int(rng.integers(20)),))
    yield Case("century", (1900,))
    yield Case("century", (2000,))
    yield Case("century", (int(rng.choice([2100, 2200, 2300])),))
