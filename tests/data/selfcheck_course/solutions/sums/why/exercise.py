"""why: why does the order not matter?"""

KIND = "written"
TITLE = {"ja": "順番", "en": "The order"}
SECTION = ""
FORMULA = "a + b = b + a"

QUESTION = {
    "ja": "順番を変えても和が同じなのはなぜですか。",
    "en": "Why does the order not matter?",
}
RUBRIC = {
    "ja": [{"points": 3, "text": "交換法則を挙げている。"}],
    "en": [{"points": 3, "text": "Names the law of commutation."}],
}
