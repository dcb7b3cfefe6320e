"""@NAME@: one line that says what it is about."""

KIND = "written"
TITLE = {
    "ja": "@NAME@",
    "en": "@NAME@",
}
SECTION = ""  # the section of lesson.py to read again
FORMULA = "2 x = x + x"

QUESTION = {
    "ja": "2 x と x + x が等しい理由を、数値の例とともに説明してください。",
    "en": "Explain, with an example in numbers, why 2 x and x + x are the same.",
}

# For the person who marks it; the points sum to those of course.yaml.
RUBRIC = {
    "ja": [{"points": 3, "text": "理由を述べている。"}, {"points": 2, "text": "数値の例がある。"}],
    "en": [{"points": 3, "text": "It gives a reason."}, {"points": 2, "text": "It has numbers."}],
}
