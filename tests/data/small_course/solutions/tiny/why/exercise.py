"""why: a question in words."""

KIND = "written"
TITLE = {"ja": "なぜ", "en": "Why"}
FORMULA = "2 x = x + x"
QUESTION = {"ja": "2 x と x + x はなぜ等しいですか。", "en": "Why are 2 x and x + x the same?"}
RUBRIC = {
    "ja": [{"points": 3, "text": "分配法則。"}, {"points": 1, "text": "例。"}],
    "en": [{"points": 3, "text": "The distributive law."}, {"points": 1, "text": "An example."}],
}
