"""gradient_share: how much of the rise was the gradient's doing?"""

from autograder.author import Case, Check

KIND = "variable"
TITLE = {"ja": "勾配の取り分", "en": "The gradient's share"}
SECTION = "observation-3"
FORMULA = "(y_step − y) / (y_new − y)"
DEPENDS = ()

DOCSTRING = {
    "ja": """予測の上昇のうち、重みの更新だけによる割合（0 から 1 までの数）。

観察 3 では、予測が y = 0.626526 から y_new = 0.652666 に上がりました。
ところが、そこでは重みを更新しただけでなく、それまでなかったバイアス 0.1 も
足しています（しかも勾配は、計算したばかりの BCE ではなく二乗誤差のものです）。

バイアスを足さず、重みの更新だけを行ったときの予測を y_step とします。

(y_step − y) / (y_new − y)

を求め、その値（float）を gradient_share に代入してください。±0.005 まで正解です。

採点ではこのセルだけが実行されます。x、w、lr など、上のセルの変数は使えません。数値を
そのまま書くか、必要な値をこのセルの中で定義してください。
""",
    "en": """Which share of the rise comes from the gradient step alone: a number from 0 to 1.

In observation 3 the prediction rises from y = 0.626526 to y_new = 0.652666. But the
weights were not all that changed there: a bias of 0.1 was added that had not been
there before (and the gradient was that of the squared error, not of the BCE loss just
computed).

Let y_step be the prediction after the weights are updated and no bias is added.
Work out

(y_step − y) / (y_new − y)

and assign it (a float) to gradient_share. Right within ±0.005.

Grading runs this cell alone: variables of the cells above, such as x, w or lr, are not
there. Write the numbers themselves, or define what you need inside this cell.
""",
}

HINTS = {
    "ja": [
        "観察 3 のコードをもう一度動かし、z_new の行だけを変えてみましょう。"
        "何を取り除けば「勾配だけ」になりますか。",
        "必要な予測は、更新前、重みだけ更新したあと、さらに 0.1 を足したあとの 3 つです。"
        "このうち 2 つは観察 3 に表示されています。",
        "3 つの予測を数直線に並べましょう。最初から最後までの幅を 1 とすると、"
        "真ん中の点はどこにありますか。答えは 0.5 よりずっと小さくなります。",
    ],
    "en": [
        "Run the code of observation 3 again and change only the line of z_new. "
        "What has to go so that the gradient alone is left?",
        "Three predictions matter: before, after the update of the weights, and after adding "
        "0.1 as well. Observation 3 prints two of them.",
        "Put the three on a number line. If the way from the first to the last is 1, where does "
        "the middle one lie? Much lower than 0.5.",
    ],
}

gradient_share = None
### BEGIN SOLUTION
gradient_share = (0.629665 - 0.626526) / (0.652666 - 0.626526)
### END SOLUTION

CHECKS = (
    Check(
        "value",
        3,
        {
            "ja": "予測の上昇のうち、重みの更新だけによる割合です（±0.005 まで正解）。",
            "en": "It is the share of the rise that comes from the gradient step alone (right "
            "within ±0.005).",
        },
        on=("value",),
    ),
)


def cases(rng):
    """One value: 0.1201 ± 0.005."""
    yield Case("value", bounds=(0.1151, 0.1251))
