"""why: a question in words."""

KIND = "written"
TITLE = {"en": "Why"}
FORMULA = "2 x = x + x"
QUESTION = {"en": "Why are 2 x and x + x the same?"}
RUBRIC = {
    "en": [{"points": 3, "text": "The distributive law."}, {"points": 1, "text": "An example."}],
}
