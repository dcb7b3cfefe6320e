"""自己チェック: このフォルダで `pytest` を実行すると、演習ごとに一つのテストが動きます。"""

from autograder.selfcheck import tests_of

globals().update(tests_of(__file__))
