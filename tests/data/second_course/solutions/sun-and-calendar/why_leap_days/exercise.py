"""why_leap_days: why does a calendar need leap days?"""

KIND = "written"
TITLE = {"ja": "うるう日はなぜ必要か", "en": "Why leap days?"}
SECTION = "leap-years"
FORMULA = "365.2422 ≈ 365 + 1/4 − 1/100 + 1/400"

QUESTION = {
    "ja": """うるう日がなかったら、100 年後の夏至は何月になりますか。1 年の長さ（365.2422 日）を
使って、数値とともに説明してください。
""",
    "en": """Without leap days, when would the longest day of the year be a hundred years from now?
Explain it with numbers; a year has 365.2422 days.
""",
}

RUBRIC = {
    "ja": [
        {"points": 3, "text": "100 年でのずれが約 24 日であることを示している。"},
        {"points": 3, "text": "夏至が 7 月半ばに移ることと、その向きの理由を述べている。"},
    ],
    "en": [
        {"points": 3, "text": "Shows that a hundred years shift the calendar by some 24 days."},
        {"points": 3, "text": "Says that the longest day moves to mid-July, and why that way."},
    ],
}
