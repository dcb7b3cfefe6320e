"""date_label: how is a date written so that text sorts as time does?"""

from autograder.author import Case, Check

TITLE = {"ja": "日付の書き方", "en": "How to write a date"}
SECTION = "dates"
FORMULA = "YYYY-MM-DD"
DEPENDS = ()


def date_label(year, month, day):
    """The date as text, so that sorting the texts sorts the dates: "2024-02-09".

    year: an int from 1 to 9999, written with four digits
    month, day: ints, written with two digits
    Returns a str. Raises ValueError for a month that is not 1 to 12.

    >>> date_label(2024, 2, 9)
    '2024-02-09'
    """
    ### BEGIN SOLUTION
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    parts = f"{year:04d}", f"{month:02d}", f"{day:02d}"
    return "-".join(parts)
    ### END SOLUTION


DOCSTRING = {
    "ja": """日付を、文字列として並べ替えると日付順になる形で書きます（例 "2024-02-09"）。

year: 1 から 9999 までの整数。4 桁で書きます
month, day: 整数。2 桁で書きます
返り値は str です。month が 1 から 12 の整数でなければ ValueError を送出します。

>>> date_label(2024, 2, 9)
'2024-02-09'
"""
}

HINTS = {
    "ja": [
        "2024-2-9 と 2024-11-1 を文字列として並べると、どちらが先に来ますか。",
        "書式指定 :02d は、整数を 0 で埋めて 2 桁にします。",
    ],
    "en": [
        "As text, which comes first: 2024-2-9 or 2024-11-1?",
        "The format :02d writes an int with two digits, filled up with zeros.",
    ],
}

CHECKS = (
    Check(
        "label",
        4,
        {"ja": "YYYY-MM-DD の形の文字列になります", "en": "is text of the form YYYY-MM-DD"},
        on=("lesson", "ordinary", "early"),
    ),
    Check(
        "no-such-month",
        2,
        {
            "ja": "存在しない月には ValueError を送出します",
            "en": "raises ValueError where there is no such month",
        },
        on=("no-month",),
    ),
)


def cases(rng):
    """Two-digit and one-digit numbers, and a year before 1000."""
    yield Case("lesson", (2024, 2, 9))
    yield Case("ordinary", (1999, 12, 31))
    yield Case("ordinary", (2001, int(rng.integers(1, 10)), int(rng.integers(10, 29))))
    yield Case("ordinary", (2035, int(rng.integers(10, 13)), int(rng.integers(1, 10))))
    yield Case("early", (476, 9, 4))
    yield Case("no-month", (2024, 0, 1), raises=ValueError)
    yield Case("no-month", (2024, 13, 1), raises=ValueError)
