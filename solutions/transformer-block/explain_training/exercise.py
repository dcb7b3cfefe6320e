"""explain_training: what can a falling loss hide?"""

KIND = "written"
TITLE = {"ja": "下がる損失を疑う", "en": "Doubt a falling loss"}
SECTION = "experiment-memorising"
FORMULA = "Δw = −lr · m̂ / √v̂,  |Δw| ≈ lr at t = 1"

QUESTION = {
    "ja": """損失が下がっても、モデルが課題を学んだとは限りません。式と数値で説明してください。

1. teacher_forcing でずらすのを忘れ、targets を inputs と同じにすると、損失はすぐに 0 に近づくのに、
   貪欲な復号は失敗します。モデルは何を学びましたか。注意重みはどのような形になりますか。
2. 訓練データが少ないと、訓練損失は 0 に近づくのに、検証データの正解率は上がりません。どの曲線を
   見れば気づけますか。実験の数値を 1 つ挙げてください。
3. Adam の最初の一歩（t = 1）では、勾配の大きさによらず、どの重みもほぼ lr だけ動きます。式から
   導き、ウォームアップがなぜ役に立つかを説明してください。

数行の式と、200〜400 字ほどの文章が目安です。
""",
    "en": """A loss that falls does not prove that the model has learnt the task.

Explain it with formulas and with numbers.

1. If the shift is forgotten in teacher_forcing, so that targets equal inputs, the loss is near 0
   very soon, and greedy decoding fails. What has the model learnt? What do its attention weights
   look like?
2. With few training data the training loss goes to 0 and the held-out accuracy does not rise.
   Which curve shows it? Give one number of the experiment.
3. In the first step of Adam (t = 1) every weight moves by about lr, whatever the size of its
   gradient. Derive it from the formula, and explain what warm-up is good for.

A few lines of formulas and some 120 to 250 words are about right.
""",
}

RUBRIC = {
    "ja": [
        {
            "points": 2,
            "text": "1：位置 j の入力がそのまま位置 j のターゲットなので、自分自身を写すことを学ぶ"
            "（1 点）。注意重みは対角線に集まるか、残差接続だけで足りるので注意は要らない。復号では"
            "「次」を知らないので、最後のトークンを繰り返す（1 点）。",
        },
        {
            "points": 2,
            "text": "2：検証データの損失または正解率の曲線だけが示すと述べ（1 点）、実験の数値を"
            "正しく挙げている（1 点）。訓練の曲線だけではわからないことと区別できている。",
        },
        {
            "points": 2,
            "text": "3：t = 1 では m̂ = g, v̂ = g² なので、Δw "
            "= −lr · g / |g| = −lr · sign(g)（1 点）。"
            "最初は m̂ と v̂ が 1 つのバッチだけで決まり、すべての重みが一斉に lr だけ動くので、"
            "小さい学習率から始めると、当てにならない向きへ大きく進まずに済む（1 点）。",
        },
    ],
    "en": [
        {
            "points": 2,
            "text": "1: The input at position j is its target, so it learns to copy (1 point). The "
            "weights gather on the diagonal, or attention "
            "is not used at all because the residual is "
            "enough. In decoding it knows nothing of the "
            "next token and repeats the last (1 point).",
        },
        {
            "points": 2,
            "text": "2: Says that only the curve of the held-out "
            "loss or accuracy shows it (1 point) "
            "and gives a right number of the experiment (1 point).",
        },
        {
            "points": 2,
            "text": "3: At t = 1, m̂ = g and v̂ = g², so Δw = −lr · g / |g| = −lr · sign(g) "
            "(1 point). At first m̂ and v̂ come from a single batch and all weights move by lr at "
            "once; beginning with a small rate, one does not go far in a direction that cannot be "
            "trusted (1 point).",
        },
    ],
}
