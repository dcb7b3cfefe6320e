"""explain_divergence: why does training diverge when the learning rate is too large?"""

KIND = "written"
TITLE = {"ja": "発散を説明する", "en": "Explain the divergence"}
SECTION = "experiment-learning-rate"
FORMULA = "w ← (1 − lr · λ) w,  lr > 2/λ"

QUESTION = {
    "ja": """学習率が大きすぎると、なぜ学習は発散するのでしょうか。

f(w) = ½ λ w² を例に、式と数値の両方で説明してください。

1. 勾配降下法の 1 回の更新で w が何倍になるかを式で示し、発散する条件が lr > 2/λ に
   なることを導いてください。
2. λ と lr を自分で選び、w と損失が 3 ステップのあいだにどう変わるかを数値で示してください。
   収束する例と発散する例を一つずつ挙げます。
3. ロジスティック回帰の BCE では、学習率が大きすぎても損失が nan や inf になるとは
   限りません。それはなぜですか。では、発散にどうやって気づけばよいでしょうか。

数行の式と、150〜400 字ほどの文章が目安です。
""",
    "en": """Why does training diverge when the learning rate is too large?

Explain it with f(w) = ½ λ w², as a formula and as a change in numbers.

1. Show as a formula by which factor one step of gradient descent multiplies w, and derive
   from it that training diverges for lr > 2/λ.
2. Choose λ and lr and show in numbers how w and the loss change over three steps: one
   example that converges and one that diverges.
3. With the BCE of logistic regression the loss need not become nan or inf even if the
   learning rate is far too large. Why not? How would you notice the divergence, then?

A few lines of formulas and some 80 to 200 words are about right.
""",
}

RUBRIC = {
    "ja": [
        {
            "points": 3,
            "text": "式：勾配が λw であることから、1 回の更新が w ← w − lr·λ·w = (1 − lr·λ) w と"
            "なることを示している。（勾配のみ正しければ 1 点）",
        },
        {
            "points": 2,
            "text": "条件：|1 − lr·λ| > 1 から lr > 2/λ（lr, λ > 0）を導いている。"
            "1/λ < lr < 2/λ では符号が入れ替わりながらも収束することと区別できている。",
        },
        {
            "points": 2,
            "text": "数値：3 ステップずつ、収束と発散の例が正しい。"
            "例：λ = 4, w = 1 のとき、lr = 0.1 なら w は 1 → 0.6 → 0.36 → 0.216、"
            "損失は 2 → 0.72 → 0.2592 → 0.0933。lr = 0.6 なら w は 1 → −1.4 → 1.96 → −2.744、"
            "損失は 2 → 3.92 → 7.68 → 15.06（毎回 1.96 倍）。（例が 1 つだけなら 1 点）",
        },
        {
            "points": 1,
            "text": "意味：向きが誤っているのではなく、谷底を飛び越えて反対側のもっと高い所に"
            "着地すること、そこでは勾配がさらに大きいので次はもっと飛び越えることを述べている。",
        },
        {
            "points": 2,
            "text": "BCE：勾配 Xᵀ(y − t)/n は |y − t| ≤ 1 なので大きさに上限があり、1 回の更新が"
            "際限なく大きくなることはない（ln の中のガードで損失も有限にとどまる）（1 点）。"
            "nan を待つのではなく、損失が上がること、または学習前の ln 2 を下回らないことを"
            "見て気づき、学習率を下げる（1 点）。",
        },
    ],
    "en": [
        {
            "points": 3,
            "text": "Formula: from the gradient λw the step is w ← w − lr·λ·w = (1 − lr·λ) w. "
            "(1 point if only the gradient is right.)",
        },
        {
            "points": 2,
            "text": "Condition: derives lr > 2/λ (for lr, λ > 0) from |1 − lr·λ| > 1, and tells "
            "it from 1/λ < lr < 2/λ, where w changes sign at every step and still converges.",
        },
        {
            "points": 2,
            "text": "Numbers: three right steps of a converging and of a diverging example. "
            "For λ = 4 and w = 1, say: lr = 0.1 gives w 1 → 0.6 → 0.36 → 0.216 and losses "
            "2 → 0.72 → 0.2592 → 0.0933; lr = 0.6 gives w 1 → −1.4 → 1.96 → −2.744 and losses "
            "2 → 3.92 → 7.68 → 15.06 (times 1.96 each). (1 point for one example only.)",
        },
        {
            "points": 1,
            "text": "Meaning: the direction is not wrong; the step jumps over the bottom and lands "
            "higher on the other side, where the gradient is larger still, so that the next jump "
            "is wider.",
        },
        {
            "points": 2,
            "text": "BCE: the gradient Xᵀ(y − t)/n is bounded because |y − t| ≤ 1, so the steps "
            "cannot grow without limit (and the guard inside the logarithm keeps the loss finite) "
            "(1 point). One does not wait for nan but watches for a loss that rises, or that is "
            "not below its start, ln 2; and lowers the learning rate (1 point).",
        },
    ],
}
