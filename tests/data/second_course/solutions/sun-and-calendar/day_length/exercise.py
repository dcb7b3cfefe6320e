"""day_length: for how many hours is the sun above the horizon?"""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "昼の長さ", "en": "The length of the day"}
SECTION = "daylight"
FORMULA = "24/π · arccos(−tan φ · tan δ)"
DEPENDS = ()


def day_length(latitude, declination):
    """Hours from sunrise to sunset: 24/π · arccos(−tan φ · tan δ).

    latitude: φ, where we stand, in degrees; north is positive, −89 to 89
    declination: δ, where the sun stands above the equator, in degrees, −23.5 to 23.5
    Returns a float, in hours. Where the sun never sets (−tan φ · tan δ below −1) it is
    24, where it never rises (above 1) it is 0.

    >>> round(day_length(35.7, 23.44), 2)
    14.42
    """
    ### BEGIN SOLUTION
    phi = np.radians(latitude)
    delta = np.radians(declination)
    cosine = -np.tan(phi) * np.tan(delta)
    cosine = np.clip(cosine, -1.0, 1.0)
    half_day = np.arccos(cosine) * 12 / np.pi
    return float(2 * half_day)
    ### END SOLUTION


DOCSTRING = {
    "ja": """日の出から日の入りまでの時間：24/π · arccos(−tan φ · tan δ)。

latitude: 緯度 φ（度）。北が正で、−89 から 89 まで
declination: 太陽の赤緯 δ（度）。−23.5 から 23.5 まで
返り値は float で、単位は時間です。太陽が沈まないところ（−tan φ · tan δ が −1 より小さい）
では 24、昇らないところ（1 より大きい）では 0 とします。

>>> round(day_length(35.7, 23.44), 2)
14.42
"""
}

HINTS = {
    "ja": [
        "NumPy の三角関数の引数の単位は、度とラジアンのどちらですか。",
        "arccos に渡す数を −1 から 1 までに収めると、白夜と極夜も同じ式で求まります。",
    ],
    "en": [
        "Do NumPy's trigonometric functions take degrees or radians?",
        "Keep what goes into arccos between −1 and 1, and the polar day needs no case of its own.",
    ],
}

CHECKS = (
    Check(
        "hours",
        6,
        {"ja": "昼の長さは式のとおりです", "en": "is what the formula says"},
        on=("lesson", "equinox", "ordinary"),
    ),
    Check(
        "polar",
        4,
        {"ja": "白夜では 24、極夜では 0 です", "en": "is 24 in the polar day and 0 in its night"},
        on=("polar",),
    ),
)


def cases(rng):
    """Both hemispheres, both halves of the year; the equinox tells nothing of signs."""
    yield Case("equinox", (45.0, 0.0))
    yield Case("lesson", (35.7, 23.44))
    yield Case("ordinary", (float(rng.uniform(20, 60)), float(rng.uniform(-23, -10))))
    yield Case("ordinary", (float(rng.uniform(-60, -20)), float(rng.uniform(5, 23))))
    yield Case("polar", (80.0, 23.0), extreme=True)
    yield Case("polar", (80.0, -23.0), extreme=True)
