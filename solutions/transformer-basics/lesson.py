# %% [markdown] lang="ja" section="introduction"
# # Transformer
#
# ディープラーニングのセクション、学習ステップ **7 / 8** です。
#
# この教材では、**「なぜ損失が下がるのか」を、いつも「式」と「数値の変化」の両方で確かめます。**
# 式だけで納得した気になったときは数値が、数値だけで満足しそうなときは式が、理解の抜けを教えてくれます。
#
# **到達目標** 損失、勾配、最適化、正則化のつながりをコードで確かめ、モデルの挙動を自分の言葉で説明できるようになります。
#
# **前提** ベクトルと行列の計算ができること。そして「微分とは、入力を少し動かしたときに出力がどれだけ動くかの比だ」と言葉で説明できること。これで始められます（実験 1 では、行列の固有値を NumPy で計算する場面があります）。
#
# **今回のキーワード**
#
# | 語 | ひとことで言うと | 主に登場する場所 |
# |---|---|---|
# | Transformer | 注意（attention）と FFN を積み重ねたモデル | 観察 1 |
# | 順伝播 | 入力から予測までを順に計算すること | 観察 1・5 |
# | 損失 | 予測がどれだけ外れたかを測る物差し | 観察 2 |
# | 逆伝播 | 損失から逆向きにたどり、各重みの勾配を求める計算 | 観察 2 |
# | 勾配 | 重みを少し動かしたときの、損失の傾き | 観察 2・3 |
# | 正則化 | 重みが大きくなりすぎないように抑える方法 | 観察 4 |
#
# **これまでとのつながり** 前のステップ「再帰型ニューラルネットワーク（RNN / LSTM / GRU）」では、「隠れ状態の 1 ステップ更新 → 損失を計算する」という流れを確認しました。今回は、隠れ状態の更新が「注意」に置き換わります。損失から先の流れは、まったく同じです。ニューラルネットワーク、損失関数と勾配降下法、最適化と正則化、畳み込みと CNN、画像認識で使った語も、そのまま使います。次のステップ「自然言語処理」では、ここで作った部品を実際の文章に使います。

# %% [markdown] lang="en" section="introduction"
# # Transformer
#
# Step **7 / 8** of the deep learning section.
#
# This lesson shows everything twice: **why the loss goes down, as a formula and as a change in numbers.**
# When a formula alone feels convincing, the numbers find the gap; when the numbers alone look good enough, the formula does.
#
# **Goal** Confirm in code how loss, gradient, optimisation and regularisation are connected, and explain a model's behaviour in your own words.
#
# **Before you start** You can compute with vectors and matrices, and you can say in words what a derivative is: how far the output moves, compared with a small move of the input. That is enough to start (experiment 1 has NumPy compute the eigenvalues of a matrix).
#
# **The key words**
#
# | word | in one line | mainly found in |
# |---|---|---|
# | Transformer | a model that stacks attention and FFN layers | observation 1 |
# | forward pass | computing from the input to the prediction | observations 1, 5 |
# | loss | a ruler for how far a prediction missed | observation 2 |
# | backward pass | going back from the loss to find the gradient of each weight | observation 2 |
# | gradient | the slope of the loss when a weight moves a little | observations 2, 3 |
# | regularisation | a way to keep weights from growing too large | observation 4 |
#
# **Where this fits** The previous step, "Recurrent networks (RNN / LSTM / GRU)", went "one update of the hidden state → compute the loss". Here attention takes the place of that update; everything from the loss on is exactly the same. The words you met in neural networks, loss functions and gradient descent, optimisation and regularisation, convolution and CNNs, and image recognition are used as they are. The next step, "Natural language processing", applies the parts built here to real text.

# %% [markdown] lang="ja"
# ### 全体の流れ
#
# 前半の **5 つの観察** で部品を 1 つずつ作り、後半の **3 つの実験** で部品を組み立てます。3 つの実験は、どれもよくある誤解を一つずつ、自分の書いた関数で確かめるものです。
#
# | 節 | 書く関数 |
# |---|---|
# | 観察 1 自己注意 | `compute_attention`, `feed_forward` |
# | 観察 2 損失 | `bce_loss`, `bce_gradient` |
# | 観察 3 勾配降下法の一歩 | `sgd_step`, `gradient_share`（数値） |
# | 観察 4 正則化 | `l2_penalty` |
# | 観察 5 ミニバッチ | `batch_predict` |
# | 実験 1 学習率と発散 | `choose_learning_rate` |
# | 実験 2 過学習と検証損失 | `train_with_early_stopping` |
# | 実験 3 前処理と活性化関数 | `standardize` |
# | まとめ | `explain_divergence`（記述） |
#
# 学習率の話は観察 3 で、早期終了につながる検証データの話は観察 4 で始まりますが、その演習（`choose_learning_rate` と `train_with_early_stopping`）は観察 5 よりあとにあります。どちらも学習を最後まで実行する関数なので、予測（`batch_predict`）、損失、勾配、更新という部品がすべてそろってから書くほうが自然だからです。
#
# ### 進め方
#
# 1. **問い** を読み、**予想** を `guess_...` という変数に書いて、そのセルを実行します。予想を書くまで、結果は表示されません。
# 2. 演習のセルで `raise NotImplementedError(...)` を消して、関数を完成させます。
# 3. すぐ下の `check("...")` で確かめます。行きづまったら、下に新しいセルを作って `hint("compute_attention")` を実行する（ターミナルなら `autograder check --hint compute_attention` と入力する）と、ヒントが少しずつ出ます。
# 4. 続くセルを実行すると、自分の関数が **数値** を出し、予想と比べます。「読み解く」を開き、数値を **式** に代入して、**意味** を考えます。
# 5. 「動かす」と書かれたセルでは、数を 1 つ変えて、何度でも実行してください。`ipywidgets` が入っていれば、スライダーも出ます。
#
# ファイルに書く人は、ターミナルの `pytest`（1 つだけなら `pytest -k compute_attention`）や、保存のたびに動く `autograder check --watch` も使えます。
#
# **採点では、演習のセルだけが実行されます。** 数値やグラフを出すセルは実行されません。解答に必要な変数や補助の関数は、すべて演習のセルの中に書いてください。`math` と `np`（NumPy）だけは、いつでも使えます。解答のセルがそれだけで動けば、どこで確かめても判定は同じです。

# %% [markdown] lang="en"
# ### The way through
#
# **Five observations** build the parts one by one; **three experiments** then put them together. Each experiment takes one common misconception and tests it with your own functions.
#
# | section | what you write |
# |---|---|
# | Observation 1, self-attention | `compute_attention`, `feed_forward` |
# | Observation 2, loss | `bce_loss`, `bce_gradient` |
# | Observation 3, one step of gradient descent | `sgd_step`, `gradient_share` (a number) |
# | Observation 4, regularisation | `l2_penalty` |
# | Observation 5, mini-batches | `batch_predict` |
# | Experiment 1, learning rate and divergence | `choose_learning_rate` |
# | Experiment 2, overfitting and validation loss | `train_with_early_stopping` |
# | Experiment 3, preprocessing and activation function | `standardize` |
# | Summary | `explain_divergence` (in words) |
#
# Learning rates first come up in observation 3, and validation data, which early stopping needs, in observation 4; but their exercises (`choose_learning_rate` and `train_with_early_stopping`) come after observation 5. Both run a training from start to end, and that is easier to write once every part is there: prediction (`batch_predict`), loss, gradient and update.
#
# ### How to work
#
# 1. Read the **question**, write your **prediction** into the variable `guess_...` and run that cell. Until you have predicted, the result is not shown.
# 2. In an exercise cell, delete `raise NotImplementedError(...)` and complete the function.
# 3. Check it with the `check("...")` right below. When you are stuck, add a cell and run `hint("compute_attention")` (in a terminal: `autograder check --hint compute_attention`): hints come a little at a time.
# 4. The next cell lets your function produce the **numbers** and compares them with your prediction. Open "Read it", put the numbers into the **formula**, and think about what they **mean**.
# 5. In a cell marked "Play", change one number and run it as often as you like. With `ipywidgets` installed there is a slider, too.
#
# If you write in a file, use `pytest` in a terminal (`pytest -k compute_attention` for one exercise), or `autograder check --watch`, which runs on every save.
#
# **Grading runs the exercise cells alone.** Cells that print or plot are not run. Put every variable and helper function that an answer needs into its exercise cell. Only `math` and `np` (NumPy) are always there. An answer cell that works by itself gets the same verdict wherever you check it.

# %%
import math

import numpy as np

# %% lang="ja" tags=["demo", "hide-input"]
TEXT = {
    "waiting": "⏳ このセルは {names} の完成を待っています。演習を解いたら、もう一度実行してください。",
    "not yet": "⏳ {name} がまだありません。上のセルから順に実行してください。",
    "stopped": "⚠ このセルは途中で止まりました（{error}）。先に check で {names} を確かめましょう。",
    "guess": "✏ 先に予想しましょう。{name} に {choices} のどれかを書いて、そのセルとこのセルを"
    '実行してください。わからなければ "?" と書きます。',
    "hit": "→ 予想は {guess}。当たりです。",
    "miss": "→ 予想は {guess}、答えは {right} でした。理由を「読み解く」で確かめましょう。",
    "open": "→ 答えは {right} です。",
    "map": "クエリを {length} 倍：スコア s = {length} × (2 × 2) / √3 = {s}\n"
    "2 行目、式では　1 / (3 + e^s) = {low}、e^s / (3 + e^s) = {high}\n"
    "2 行目、関数では {row}\n行の和 {rows}\n列の和 {columns}",
    "falls": "上限 2/4 = 0.5 より小さいので、損失は下がります。",
    "stays": "ちょうど上限 2/4 = 0.5 なので、損失は変わりません。",
    "diverges": "上限 2/4 = 0.5 より大きいので、発散します。",
    "descent": "rate = {rate}。{fate}\n"
    "1 回の更新で、w は 1 − {rate} × 4 = {factor} 倍、損失は {square} 倍\n"
    "w：   {path}\n損失：{losses}\n20 ステップ後の損失：{last}",
    "epochs": "{epochs} エポック：訓練損失 {now}、検証損失 {later}\n"
    "検証損失 − 訓練損失 = {later} − {now} = {gap}\n"
    "正解数：訓練データ {fit}/10、検証データ {found}/12\n"
    "誤ったラベル（1、0）への予測：{wrong}\n"
    "検証損失の最小は、エポック {best} の {lowest} です。",
    "scale": "画素は 0〜{top}：最初の画像の z = {z}、そこでの傾き = {slope}\n"
    "傾きが 0.000001 を超える画像：{alive} / 12\n"
    "上限 2/λ = {limit}。学習率 0.2 はその {ratio} 倍\n"
    "損失：最初 {first}、最後 {last}、上がった回数 {rises} / 39",
    "rises": "上がった回数",
}
LABELS = {
    "attention weights": "注意重み",
    "key": "キー",
    "query": "クエリ",
    "learning rate": "学習率",
    "step": "ステップ",
    "epoch": "エポック",
    "loss": "損失",
    "loss after 20 steps": "20 ステップ後の損失",
    "loss at the start": "学習前の損失",
    "limit": "上限",
    "training loss": "訓練損失",
    "validation loss": "検証損失",
    "early stopping": "早期終了",
    "difference": "差",
    "slope of the sigmoid": "シグモイド関数の傾き",
    "pixels": "画素",
    "standardised": "標準化",
    "cut at 9": "9 で打ち切り",
    "near ln 2": "ln 2 の近くを拡大",
}

# %% lang="en" tags=["demo", "hide-input"]
TEXT = {
    "waiting": "⏳ This cell is waiting for {names}. Solve the exercise, then run the cell again.",
    "not yet": "⏳ {name} is not there yet. Run the cells above first, from the top.",
    "stopped": "⚠ This cell stopped on the way ({error}). First check {names}.",
    "guess": "✏ Predict first: write one of {choices} into {name}, then run that cell and this one. "
    'If you have no idea, write "?".',
    "hit": "→ You predicted {guess}. Right.",
    "miss": '→ You predicted {guess}; the answer is {right}. Find out why in "Read it".',
    "open": "→ The answer is {right}.",
    "map": "queries x {length}: score s = {length} * (2 * 2) / sqrt(3) = {s}\n"
    "row 2 by the formula:   1 / (3 + e^s) = {low}   e^s / (3 + e^s) = {high}\n"
    "row 2 by your function: {row}\nsums of the rows    {rows}\nsums of the columns {columns}",
    "falls": "Below the limit 2/4 = 0.5, so the loss falls.",
    "stays": "Exactly the limit 2/4 = 0.5, so the loss stays the same.",
    "diverges": "Above the limit 2/4 = 0.5, so it diverges.",
    "descent": "rate = {rate}. {fate}\n"
    "each update multiplies w by 1 - {rate} * 4 = {factor} and the loss by {square}\n"
    "w:    {path}\nloss: {losses}\nloss after 20 steps: {last}",
    "epochs": "{epochs} epochs: training loss {now}, validation loss {later}\n"
    "validation loss - training loss = {later} - {now} = {gap}\n"
    "right: training data {fit}/10, validation data {found}/12\n"
    "predictions for the wrong labels (1, 0): {wrong}\n"
    "lowest validation loss: {lowest}, at epoch {best}",
    "scale": "pixels from 0 to {top}: z of the first image = {z}, the slope there = {slope}\n"
    "images with a slope above 0.000001: {alive} / 12\n"
    "limit 2/lambda = {limit}; the learning rate 0.2 is {ratio} times that\n"
    "loss: first {first}, last {last}, rises {rises} / 39",
    "rises": "rises",
}
LABELS = {}  # the labels of the plots are English already

# %% tags=["demo", "hide-input"]
import io
import traceback
import unicodedata
from contextlib import contextmanager

import matplotlib.pyplot as plt
from matplotlib import font_manager

np.set_printoptions(precision=6, suppress=True)

# The first of these fonts that is installed writes Japanese; without one, plots are in English.
FONTS = ["Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "Meiryo", "IPAexGothic"]
installed = {font.name for font in font_manager.fontManager.ttflist}
FONT = [name for name in FONTS if name in installed][:1]
plt.rcParams["font.family"] = ["DejaVu Sans", *FONT]

# Colour, line and marker: each tells the lines of a plot apart by itself.
STYLES = [
    {"color": "#0072B2", "linestyle": "-", "marker": "o", "markersize": 5},
    {"color": "#D55E00", "linestyle": "--", "marker": "s", "markersize": 5},
    {"color": "#009E73", "linestyle": "-.", "marker": "^", "markersize": 6},
    {"color": "#CC79A7", "linestyle": ":", "marker": "D", "markersize": 5},
    {"color": "#000000", "linestyle": (0, (6, 1, 1, 1)), "marker": "v", "markersize": 6},
]
ANSWERS = {  # what one may predict, and what comes out
    "weights": ("abc", "b"),
    "mixed": (("0.3", "0.9"), "0.3"),
    "longer": ("abc", "c"),
    "sums": ("ab", "a"),
    "ffn": ("abc", "b"),
    "loss": ("abc", "a"),
    "signs": ("abc", "b"),
    "largest": ("123", "3"),
    "direction": ("ab", "a"),
    "suspect": ("abc", "c"),
    "digit": ("abc", "b"),
    "hits": ("0123", "1"),
    "rate": (("0.05", "0.2", "0.45", "0.5", "0.55"), "0.2"),
    "diverge": ("abc", "a"),
    "chosen": (("0.003", "0.03", "0.3", "0.6", "6"), "0.3"),
    "validation": ("abc", "c"),
    "alive": ([str(count) for count in range(13)], "2"),
    "input": ("abc", "a"),
}


class NoGuess(Exception):
    pass


def told(name):
    """What the student predicted, as text."""
    if f"guess_{name}" not in globals():
        raise NameError(name=f"guess_{name}")
    guess = unicodedata.normalize("NFKC", str(globals()[f"guess_{name}"])).strip().lower()
    try:
        return f"{float(guess):g}"
    except ValueError:
        return guess


def ask(*names):
    """Stops the cell until there is a prediction for each of these."""
    waiting = []
    for name in names:
        choices, _ = ANSWERS[name]
        if told(name) not in [*choices, "?"]:
            shown = ", ".join(f'"{choice}"' if choice.isalpha() else choice for choice in choices)
            waiting.append(TEXT["guess"].format(name=f"guess_{name}", choices=shown))
    if waiting:
        raise NoGuess("\n".join(waiting))


def compare(*names):
    """Holds each prediction against its answer."""
    for name in names:
        guess, right = told(name), ANSWERS[name][1]
        verdict = "open" if guess == "?" else "hit" if guess == right else "miss"
        about = f"guess_{name} " if len(names) > 1 else ""
        print(about + TEXT[verdict].format(guess=guess, right=right))


@contextmanager
def using(*exercises):
    """Says in one line what a cell waits for."""
    try:
        yield
    except Exception as error:
        plt.close("all")
        frames = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        innermost = [name for name in frames if name in exercises][-1:]
        empty = [name for name in exercises if globals().get(name, 0) is None]
        if isinstance(error, NoGuess):
            print(error)
        elif isinstance(error, NotImplementedError) or empty:
            print(TEXT["waiting"].format(names=", ".join(empty or innermost or exercises)))
        elif isinstance(error, NameError) and not innermost:
            print(TEXT["not yet"].format(name=error.name))
        else:
            problem = f"{type(error).__name__}: {error}"
            print(TEXT["stopped"].format(error=problem, names=", ".join(innermost or exercises)))


def label(text):
    return LABELS.get(text, text) if FONT else text


def name_lines(axes):
    """Writes the name of each line beside its right end, and keeps the names apart."""
    axes.figure.canvas.draw()
    low, high = axes.bbox.y0, axes.bbox.y1
    ends = []
    for line in axes.get_lines():
        if not line.get_label().startswith("_"):
            end = axes.transData.transform((line.get_xdata()[-1], line.get_ydata()[-1]))[1]
            ends.append((min(max(end, low), high), line))
    height = -math.inf
    for end, line in sorted(ends, key=lambda pair: pair[0]):
        height = max(end, height + 0.18 * axes.figure.dpi)
        axes.annotate(
            line.get_label(),
            (1.02, (height - low) / (high - low)),
            xycoords="axes fraction",
            color=line.get_color(),
            va="center",
            annotation_clip=False,
        )


def play(draw, name, value, choices):
    """Shows the text and the figure of draw(value); with ipywidgets, a slider shows others."""
    text, figure = draw(value)
    try:
        from IPython import get_ipython
        from IPython.display import Image, display
    except ImportError:
        kernel = None
    else:
        kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        print(text)
        plt.show()
        return

    def picture(figure):
        file = io.BytesIO()
        figure.savefig(file, format="png", dpi=100, bbox_inches="tight")
        plt.close(figure)
        return Image(file.getvalue())

    def redraw(change):
        try:
            text, figure = draw(change["new"])
        except Exception as error:
            plt.close("all")
            words.update({"text/plain": f"{type(error).__name__}: {error}"}, raw=True)
        else:
            words.update({"text/plain": text}, raw=True)
            curve.update(picture(figure))

    try:
        from ipywidgets import SelectionSlider
    except ImportError:
        pass
    else:
        options = [(f"{choice:g}", choice) for choice in sorted({*choices, value})]
        slider = SelectionSlider(options=options, value=value, description=name)
        slider.continuous_update = False
        slider.observe(redraw, "value")
        display(slider)
    words = display({"text/plain": text}, raw=True, display_id=True)
    curve = display(picture(figure), display_id=True)


# %% [markdown] lang="ja"
# 上の折りたたまれたセルは、このノートブックの道具です。`using(...)` は、まだ解いていない演習を使うセルで、長いエラー表示の代わりに「何を待っているか」を 1 行で伝えます。`ask(...)` は予想を待ち、`compare(...)` は予想と答えを比べ、`play(...)` は数を 1 つ変えて遊ぶためのものです。中を読まなくても先へ進めます。

# %% [markdown] lang="en"
# The folded cells above are tools of this notebook. Where a cell uses an exercise that you have not solved yet, `using(...)` says in one line what it is waiting for, in place of a long error. `ask(...)` waits for your prediction, `compare(...)` holds it against the answer, and `play(...)` lets you change one number. You can go on without reading them.

# %% [markdown] lang="ja" section="observation-1"
# ## 観察 1：自己注意の最小例
#
# **問い** 文の中のあるトークン（単語や文字などの単位）は、ほかのどのトークンを、どれくらい参照すればよいでしょうか。
#
# RNN は、過去を 1 つの隠れ状態に詰め込み、左から順に運びました。文が長いほど、遠くの情報は薄まります。Transformer は運ぶのをやめて、必要な相手を直接見に行きます。「誰を、どれくらい見るか」という割合が **注意重み** です。この割合で情報を混ぜる「注意（attention）」が、トークンどうしの依存関係を扱う、Transformer の中心となる操作です。
#
# 各トークンは 3 つの役割を持ちます。図書館で本を探す場面を思い浮かべてください。
#
# - **クエリ** $q$ … 探しているもの（検索の言葉）
# - **キー** $k$ … 本の背表紙の見出し
# - **バリュー** $v$ … 本の中身
#
# いちばん小さい例として、1 つのクエリ $q = (1,\ 0)$ が、次の 2 つのトークンを見ます。
#
# | | キー | バリュー |
# |---|---|---|
# | トークン 1 | $(0.8,\ 0.6)$ | $0.3$ |
# | トークン 2 | $(0,\ 0)$ | $0.9$ |
#
# **予想** クエリとの内積が大きいのはトークン 1 です（0.8 対 0）。では、2 つの重みはどれに近いでしょうか。
#
# - (a) ほぼ 1 対 0
# - (b) 0.64 対 0.36 くらい
# - (c) 半々
#
# そして、混ぜた結果は 0.3 と 0.9 のどちらに近いでしょうか。

# %% [markdown] lang="en" section="observation-1"
# ## Observation 1: the smallest example of self-attention
#
# **Question** In a sentence, which other tokens (words, characters, ...) should a token look at, and how much?
#
# An RNN squeezes the past into one hidden state and carries it from left to right; the longer the sentence, the fainter what lies far back. A Transformer stops carrying and looks directly where it needs to. The shares of that look, "at whom, and how much", are the **attention weights**. Mixing information in these shares is attention: the central operation by which a Transformer handles how tokens depend on one another.
#
# Each token plays three roles. Think of looking for a book in a library.
#
# - **Query** $q$: what you are looking for
# - **Key** $k$: the title on a book's spine
# - **Value** $v$: what is inside the book
#
# In the smallest example, one query $q = (1,\ 0)$ looks at these two tokens.
#
# | | key | value |
# |---|---|---|
# | token 1 | $(0.8,\ 0.6)$ | $0.3$ |
# | token 2 | $(0,\ 0)$ | $0.9$ |
#
# **Prediction** Token 1 has the larger dot product with the query (0.8 against 0). Which pair is closest to the two weights?
#
# - (a) nearly 1 to 0
# - (b) about 0.64 to 0.36
# - (c) half and half
#
# And is the mixed result nearer to 0.3 or to 0.9?

# %% lang="ja" tags=["demo"]
guess_weights = ""  # "a"、"b"、"c" のどれかを書いて実行します。わからなければ "?"
guess_mixed = ""  # 0.3、0.9 のうち近いほう

# %% lang="en" tags=["demo"]
guess_weights = ""  # write "a", "b" or "c" and run the cell; "?" if you have no idea
guess_mixed = ""  # the nearer of 0.3 and 0.9

# %% [markdown] lang="ja"
# ### 演習：`compute_attention`
#
# **式 1**
#
# $$\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{Q K^{\top}}{\sqrt{d_k}}\right) V
# \qquad \mathrm{softmax}(s)_j = \frac{e^{s_j}}{\sum_i e^{s_i}}$$
#
# クエリ、キー、バリューを行として積んだものが $Q$ `(n_q, d_k)`、$K$ `(n_k, d_k)`、$V$ `(n_k, d_v)` です。$n_q$ はクエリの数、$n_k$ はキーとバリューの数、$d_k$ はクエリとキーの成分の数、$d_v$ はバリューの成分の数です。この例では、順に 1、2、2、1 です。
#
# - **なぜ softmax？** 重みをすべて正にし、クエリごと（行ごと）の和を 1 にするためです。和が 1 だからこそ、出力はバリューの「加重平均」になります。
# - **なぜ $\sqrt{d_k}$ で割る？** 内積は $d_k$ 個の積の和です。平均 0、標準偏差 1 の独立な成分どうしの積を $d_k$ 個足すと、和の標準偏差は $\sqrt{d_k}$ になります。割っておけば、次元が増えてもスコアの標準偏差は変わりません。
# - **大きなスコアではどうなる？** $e^{10000}$ はコンピュータでは無限大です（オーバーフロー、あふれ）。ところが softmax は、同じ行の全スコアから同じ数 $c$ を引いても変わりません（$e^{s_j - c} = e^{s_j} / e^{c}$ なので、分母と分子で打ち消し合います）。どんな $c$ を選べば安全でしょうか。

# %% [markdown] lang="en"
# ### Exercise: `compute_attention`
#
# **Formula 1**
#
# $$\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{Q K^{\top}}{\sqrt{d_k}}\right) V
# \qquad \mathrm{softmax}(s)_j = \frac{e^{s_j}}{\sum_i e^{s_i}}$$
#
# Queries, keys and values are stacked as rows: $Q$ `(n_q, d_k)`, $K$ `(n_k, d_k)`, $V$ `(n_k, d_v)`. Here $n_q$ is the number of queries, $n_k$ that of keys and values, $d_k$ the number of components of a query or key, and $d_v$ that of a value; in our example 1, 2, 2 and 1.
#
# - **Why softmax?** It makes all weights positive, and those of each query (each row) sum to 1. That sum is what makes the output a weighted average of the values.
# - **Why divide by $\sqrt{d_k}$?** A dot product is a sum of $d_k$ products. If the components are independent with mean 0 and standard deviation 1, the sum of the $d_k$ products has the standard deviation $\sqrt{d_k}$. Divide, and the standard deviation of the scores stays the same however many dimensions there are.
# - **What about large scores?** For a computer $e^{10000}$ is infinite (an overflow). But softmax does not change when the same number $c$ is subtracted from every score of a row ($e^{s_j - c} = e^{s_j} / e^{c}$, which cancels between numerator and denominator). Which $c$ is safe?

# %% exercise="compute_attention"

# %% tags=["demo"]
Q = np.array([[1.0, 0.0]])
K = np.array([[0.8, 0.6], [0.0, 0.0]])
V = np.array([[0.3], [0.9]])
score = 0.8 / math.sqrt(2)

with using("compute_attention"):
    ask("weights", "mixed")
    output, weights = compute_attention(Q, K, V)
    print("weights =", weights)
    print("output  =", output)
    print(f"score = {score:.6f}   exp(score) = {math.exp(score):.6f}   exp(0) = {math.exp(0):.6f}")
    compare("weights", "mixed")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b>（上のセルを実行してから開いてください）</summary>
#
# **数値** 重みは 0.637767 と 0.362233、混ぜた結果は 0.51734 です。予想の (b) でした。
#
# **式** 手でも追えます。$d_k = 2$ なので、トークン 1 のスコアは $0.8 / \sqrt{2} = 0.565685$、トークン 2 のスコアは $0$ です。
#
# $$\frac{e^{0.565685}}{e^{0.565685} + e^{0}} = \frac{1.760654}{1.760654 + 1} = 0.637767
# \qquad 0.637767 \times 0.3 + 0.362233 \times 0.9 = 0.51734$$
#
# **意味** 重みが大きいのはトークン 1 ですが、トークン 2 の重みも 0.362233 あります。内積が 0 でも「無視」ではありません。$e^0 = 1$ の分だけ、重みは必ず残ります。出力は、0.3 と 0.9 の中間（0.6）よりも、トークン 1 のバリュー 0.3 に近くなりました。
#
# </details>
#
# **予想** では、クエリの向きを変えずに、長さを 10 倍にします。2 つの重みはどうなるでしょうか。
#
# - (a) 変わらない
# - (b) 半々に近づく
# - (c) ほぼ 1 対 0 になる

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b> (run the cell above first)</summary>
#
# **Numbers** The weights are 0.637767 and 0.362233, the mixed result is 0.51734: prediction (b).
#
# **Formula** You can follow it by hand. With $d_k = 2$, token 1 scores $0.8 / \sqrt{2} = 0.565685$ and token 2 scores $0$.
#
# $$\frac{e^{0.565685}}{e^{0.565685} + e^{0}} = \frac{1.760654}{1.760654 + 1} = 0.637767
# \qquad 0.637767 \times 0.3 + 0.362233 \times 0.9 = 0.51734$$
#
# **Meaning** Token 1 has the larger weight, yet token 2 received 0.362233. A dot product of 0 does not mean "ignored": $e^0 = 1$ always leaves some weight. The output moved from the middle of 0.3 and 0.9 (which is 0.6) towards 0.3, the value of token 1.
#
# </details>
#
# **Prediction** Now make the query 10 times as long, in the same direction. What happens to the two weights?
#
# - (a) nothing
# - (b) they get closer to half and half
# - (c) they become nearly 1 to 0

# %% lang="ja" tags=["demo"]
guess_longer = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_longer = ""  # "a", "b" or "c"

# %% tags=["demo"]
with using("compute_attention"):
    ask("longer")
    output, weights = compute_attention(10 * Q, K, V)
    print("weights =", weights)
    print("output  =", output)
    compare("longer")

    rng = np.random.default_rng(0)
    for d_k in (4, 64, 256):
        q, k = rng.normal(size=(2, 4000, d_k))
        dots = (q * k).sum(axis=1)
        print(f"d_k = {d_k:3d}   std(q.k) = {dots.std():5.2f}   sqrt(d_k) = {math.sqrt(d_k):5.2f}")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 重みは 0.996519 対 0.003481 になり、出力 0.302089 はトークン 1 のバリュー 0.3 とほとんど同じです。
#
# **意味** スコアの差が大きいと、softmax の重みは「平均」から「一人勝ち」に変わります。そのあたりでは、スコアを少し動かしても重みは動きません。つまり勾配がほとんど流れず、学習が進みません。出力の最後の 3 行を見てください。乱数のベクトルの内積は、次元が増えるだけで、標準偏差が $\sqrt{d_k}$ に比例して大きくなっています。$\sqrt{d_k}$ で割らないモデルは、次元を増やしただけでこの一人勝ちに陥ります。
#
# </details>
#
# ### 動かす：注意マップ
#
# トークンを 4 つに増やして、全部の注意重みを 1 枚の図にします。行がクエリ（見る側）、列がキー（見られる側）です。クエリとキーは、「ものの名前は動きを、動きはものの名前を探す」ように手で決めたもので、学習した値ではありません。
#
# **予想** 図の数を足すと 1 になるのは、どちらの方向でしょうか。(a) 行（横）　(b) 列（縦）

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The weights are now 0.996519 to 0.003481, and the output 0.302089 is almost 0.3, the value of token 1.
#
# **Meaning** When the scores are far apart, softmax no longer averages, and the winner takes all. There, a small move of a score no longer moves the weights: hardly any gradient flows, and learning stalls. Look at the last three lines of the output: the standard deviation of the dot products of random vectors grows like $\sqrt{d_k}$ merely because there are more dimensions. A model that does not divide by $\sqrt{d_k}$ ends up here just by having more of them.
#
# </details>
#
# ### Play: the attention map
#
# Take four tokens and draw all their attention weights as one picture. A row is a query (who looks), a column is a key (who is looked at). Queries and keys were chosen by hand, so that names of things look for actions and actions for names of things; they are not learnt.
#
# **Prediction** In which direction do the numbers of the picture sum to 1? (a) along a row, (b) down a column

# %% lang="ja" tags=["demo"]
guess_sums = ""  # "a"、"b" のどちらか

# %% lang="en" tags=["demo"]
guess_sums = ""  # "a" or "b"

# %% lang="ja" tags=["demo", "hide-input"]
TOKENS = ["その", "猫が", "食べる", "魚"]

# %% lang="en" tags=["demo", "hide-input"]
TOKENS = ["the", "cat", "eats", "fish"]

# %% tags=["demo", "hide-input"]
# The columns mean: name of a thing, action, pointer.
LOOKS_FOR = np.array([[2.0, 0, 0], [0, 2, 0], [2, 0, 0], [0, 2, 0]])
OFFERS = np.array([[0.0, 0, 2], [2, 0, 0], [0, 2, 0], [2, 0, 0]])


def draw_map(length):
    _, weights = compute_attention(length * LOOKS_FOR, OFFERS, np.eye(4))
    s = 4 * length / math.sqrt(3)
    low, high = 1 / (3 + math.exp(s)), math.exp(s) / (3 + math.exp(s))
    text = TEXT["map"].format(
        length=f"{length:g}",
        s=f"{s:.4f}",
        low=f"{low:.4f}",
        high=f"{high:.4f}",
        row=weights[1].round(4),
        rows=weights.sum(axis=1).round(4),
        columns=weights.sum(axis=0).round(4),
    )
    figure, axes = plt.subplots(figsize=(4.6, 3.6))
    image = axes.imshow(weights, cmap="Blues", vmin=0, vmax=1)
    for i in range(4):
        for j in range(4):
            dark = weights[i, j] > 0.5
            axes.text(
                *(j, i), f"{weights[i, j]:.2f}", ha="center", va="center", color="wk"[not dark]
            )
    names = TOKENS if FONT or TOKENS[0].isascii() else range(1, 5)
    axes.set_xticks(range(4), names)
    axes.set_yticks(range(4), names)
    axes.set(xlabel=label("key"), ylabel=label("query"), title=label("attention weights"))
    figure.colorbar(image)
    figure.tight_layout()
    return text, figure


# %% tags=["demo"]
length = 1.0

with using("compute_attention"):
    ask("sums")
    play(draw_map, "length", length, [0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0])
    compare("sums")

# %% [markdown] lang="ja"
# `length` は、クエリに掛ける数です。0、3、10 に変えて実行し直し、図を見比べてください。
#
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** `length` が 1 のとき、2 行目の重みは 0.7704 が 1 つと 0.0765 が 3 つです。行の和はどれも 1 ですが、列の和はそろいません。どのクエリも、合計 1 の注意をキーに配るからです。
#
# **式** 2 行目のスコアは $(0,\ 0,\ s,\ 0)$ で、$s = 4 / \sqrt{3} = 2.3094$ です。重みは $e^{s} / (3 + e^{s}) = 0.7704$ になります。
#
# **意味** `length` が 0 ならスコアはすべて 0 で、重みはどれも 0.25、つまりただの平均です。大きくするほど一人勝ちに近づきます。1 行目と 3 行目を見てください。探している相手が 2 つあるので、いくら大きくしても、重みは 2 つに半分ずつ分かれます。
#
# </details>

# %% [markdown] lang="en"
# `length` is what the queries are multiplied by. Change it to 0, 3 and 10, run the cell again, and compare the pictures.
#
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** With a `length` of 1, row 2 has one weight of 0.7704 and three of 0.0765. All rows sum to 1; the columns do not. Each query shares out attention that adds up to 1 among the keys.
#
# **Formula** The scores of row 2 are $(0,\ 0,\ s,\ 0)$ with $s = 4 / \sqrt{3} = 2.3094$. The weight is $e^{s} / (3 + e^{s}) = 0.7704$.
#
# **Meaning** With a `length` of 0 all scores are 0 and all weights 0.25: a plain average. The larger it is, the more the winner takes all. Look at rows 1 and 3: they find what they look for twice, so however large it gets, the weight is split in half.
#
# </details>

# %% [markdown] lang="ja"
# ### この 1 つのヘッドで省いたもの
#
# 今作ったのは、注意の 1 つの「ヘッド」です。実際の Transformer の 1 層には、次のものが加わります。
#
# | 省いたもの | 式 | 何のためか |
# |---|---|---|
# | 射影 | $Q = X W_Q,\ K = X W_K,\ V = X W_V$ | 同じトークンの列 $X$ から 3 つの役割を作ります。$W_Q, W_K, W_V$ は学習で決まります |
# | 複数のヘッド | $\mathrm{Concat}(\mathrm{head}_1, \ldots, \mathrm{head}_h)\, W_O$ | 何通りもの「探し方」を並べて使います |
# | マスク | $\mathrm{softmax}(S + M),\ M_{ij} \in \{0,\ -\infty\}$ | 文を左から作るとき、まだ書いていないトークンを見ないようにします |
# | 順序 | $X + P$（位置エンコーディング） | 注意そのものは、トークンの並び順を知りません |
# | 残差接続と層正規化 | $x + f(\mathrm{LayerNorm}(x))$ | 層を深く重ねても、学習が進むようにします |
#
# マスクと順序は、この例でもすぐに確かめられます。

# %% [markdown] lang="en"
# ### What this one head leaves out
#
# What you have built is one "head" of attention. A layer of a real Transformer adds the following.
#
# | left out | formula | what for |
# |---|---|---|
# | projections | $Q = X W_Q,\ K = X W_K,\ V = X W_V$ | the three roles are made from one list of tokens $X$; $W_Q, W_K, W_V$ are learnt |
# | several heads | $\mathrm{Concat}(\mathrm{head}_1, \ldots, \mathrm{head}_h)\, W_O$ | several ways of looking, side by side |
# | mask | $\mathrm{softmax}(S + M),\ M_{ij} \in \{0,\ -\infty\}$ | when a text is written from left to right, tokens not yet written are not looked at |
# | order | $X + P$ (positional encoding) | attention itself does not know in which order the tokens come |
# | residual connection and layer normalization | $x + f(\mathrm{LayerNorm}(x))$ | learning still works when many layers are stacked |
#
# Mask and order can be seen in our example right away.

# %% tags=["demo"]
with using("compute_attention"):
    output, weights = compute_attention(Q, K[::-1], V[::-1])
    print("tokens in reverse order: weights =", weights, "  output =", output)

    masked = np.exp(np.array([score, 0.0]) + np.array([0.0, -np.inf]))
    masked = masked / masked.sum()
    print("token 2 masked:          weights =", masked, "  output =", masked @ V)

# %% [markdown] lang="ja"
# **数値と意味** トークンを逆の順に並べても、重みの順が入れ替わるだけで、出力は 0.51734 のままです。だから順序の情報を、別に足す必要があります。トークン 2 をマスクすると、$e^{-\infty} = 0$ なので重みは 1 と 0、出力は 0.3 になります。

# %% [markdown] lang="en"
# **Numbers and meaning** With the tokens in reverse order the weights change places and the output is still 0.51734; so the order has to be added separately. With token 2 masked, $e^{-\infty} = 0$ makes the weights 1 and 0 and the output 0.3.

# %% [markdown] lang="ja"
# ### 演習：`feed_forward`
#
# 注意はトークンどうしを **混ぜます**。次の FFN（位置ごとの順伝播型ネットワーク）は、混ざった結果をトークンごとに **変換します**。多くの教材は、FFN をこう書きます。
#
# $$\mathrm{FFN}(x) = W_2 \, \sigma(W_1 x + b_1) + b_2$$
#
# **式 1 と並べると、読み違えやすい点が 2 つあります。**
#
# 1. **縦か横か。** この式では、$x$ は縦ベクトルで、重みは左から掛かります。ところが式 1 の $Q K^{\top}$ では、トークンは行（横）でした。2 つを混ぜると、形が合わずに止まります。さらに厄介なことに、正方行列では止まらずに、誤った値が出ます。この教材は、式 1 に合わせて行に統一します。転置すれば、$(W x)^{\top} = x^{\top} W^{\top}$ という同じ式です。
# 2. **$\sigma$ は何か。** この $\sigma$ は「何かの活性化関数」という意味です。シグモイド関数とは限りません。Transformer の原論文は ReLU、つまり $\mathrm{relu}(z) = \max(0, z)$ を使います。
#
# **式 2**（この教材の形）
#
# $$\mathrm{FFN}(x) = \mathrm{relu}(x W_1 + b_1)\, W_2 + b_2$$
#
# $x$ `(n, d_model)`、$W_1$ `(d_model, d_ff)`、$b_1$ `(d_ff,)`、$W_2$ `(d_ff, d_model)`、$b_2$ `(d_model,)` です。`d_model` は 1 つのトークンを表す数の個数、`d_ff` は途中で広げる数の個数です。
#
# **予想** $W_1 = (1,\ -1)$、$W_2 = (1,\ 1)^{\top}$、バイアスはすべて 0 とします。入力 $0.51734$ と $-0.51734$ の出力は、それぞれいくつでしょうか。
#
# - (a) 0.51734 と −0.51734
# - (b) 0.51734 と 0.51734
# - (c) 0.51734 と 0

# %% [markdown] lang="en"
# ### Exercise: `feed_forward`
#
# Attention **mixes** tokens. The FFN (position-wise feed-forward network) that follows **transforms** the mixture, one token at a time. Many texts write it like this:
#
# $$\mathrm{FFN}(x) = W_2 \, \sigma(W_1 x + b_1) + b_2$$
#
# **Beside formula 1, two things are easy to misread.**
#
# 1. **Column or row?** Here $x$ is a column and the weights are on its left. But in the $Q K^{\top}$ of formula 1, tokens were rows. Mix the two and the shapes do not fit; worse, with square matrices nothing stops and the values are wrong. This lesson uses rows throughout, like formula 1. Transposed, it is the same formula: $(W x)^{\top} = x^{\top} W^{\top}$.
# 2. **What is $\sigma$?** Here it means "some activation function", not necessarily the sigmoid. The original Transformer paper uses ReLU, $\mathrm{relu}(z) = \max(0, z)$.
#
# **Formula 2** (as this lesson uses it)
#
# $$\mathrm{FFN}(x) = \mathrm{relu}(x W_1 + b_1)\, W_2 + b_2$$
#
# $x$ `(n, d_model)`, $W_1$ `(d_model, d_ff)`, $b_1$ `(d_ff,)`, $W_2$ `(d_ff, d_model)`, $b_2$ `(d_model,)`. A token is `d_model` numbers, and the layer in between has `d_ff` of them.
#
# **Prediction** Let $W_1 = (1,\ -1)$, $W_2 = (1,\ 1)^{\top}$, and all biases 0. What comes out for the inputs $0.51734$ and $-0.51734$?
#
# - (a) 0.51734 and −0.51734
# - (b) 0.51734 and 0.51734
# - (c) 0.51734 and 0

# %% lang="ja" tags=["demo"]
guess_ffn = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_ffn = ""  # "a", "b" or "c"

# %% exercise="feed_forward"

# %% tags=["demo"]
tokens = np.array([[0.51734], [-0.51734]])
W1, b1 = np.array([[1.0, -1.0]]), np.zeros(2)
W2, b2 = np.array([[1.0], [1.0]]), np.zeros(1)

with using("feed_forward"):
    ask("ffn")
    together = feed_forward(tokens, W1, b1, W2, b2)
    alone = feed_forward(tokens[:1], W1, b1, W2, b2)
    print("both tokens together:", together.ravel())
    print("first token alone:   ", alone.ravel())
    compare("ffn")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** どちらの入力からも 0.51734 が出ました。1 つ目のトークンだけを渡しても、同じ値です。
#
# **式** $x = -0.51734$ なら、$\mathrm{relu}(-0.51734,\ 0.51734) = (0,\ 0.51734)$、その和が $0.51734$ です。この FFN は $|x|$ を計算しています。もし relu がなければ $x \cdot 1 \cdot 1 + x \cdot (-1) \cdot 1 = 0$ で、何を入れても 0 です。
#
# **意味** 活性化関数がなければ、2 つの層は $x W_1 W_2$ という 1 つの層につぶれます。折れ曲がりがあるから、層を重ねる意味があります。そして FFN はトークンを混ぜません。混ぜるのは注意の役割です。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** Both inputs give 0.51734, and the first token alone gives the same.
#
# **Formula** For $x = -0.51734$, $\mathrm{relu}(-0.51734,\ 0.51734) = (0,\ 0.51734)$, and their sum is $0.51734$. This FFN computes $|x|$. Without relu it would be $x \cdot 1 \cdot 1 + x \cdot (-1) \cdot 1 = 0$, whatever you put in.
#
# **Meaning** Without an activation function two layers collapse into one, $x W_1 W_2$. It is the bend that makes a second layer worth having. And the FFN does not mix tokens; that is attention's job.
#
# </details>

# %% [markdown] lang="ja" section="observation-2"
# ## 観察 2：損失を計算する
#
# **問い** 予測が 0.63 で、正解が 1 だったとします。これは「どれだけ」外れたのでしょうか。物差しがなければ、改善の方向も決められません。
#
# 観察 1 の結果を、そのまま予測につなげます。注意重みを入力 $x$、バリューを重み $w$ と読み替えると、混ぜる計算は内積 $z = w \cdot x$ になります。$x$ の最後の成分 1 は、どの入力でも 1 なので「バイアス（切片）」に対応します。今はその重みが 0 なので、まだ効いていません。$z$ はどんな実数にもなりうるので、シグモイド関数 $\sigma(z) = 1 / (1 + e^{-z})$ で 0 から 1 の確率に変えます。ここからの $\sigma$ は、シグモイド関数のことです。
#
# **記号** 正解ラベル（以下「ラベル」）を $t$、予測を $y$ と書きます。コードでは `y_true` が $t$、`y_pred` が $y$ です。$\ln$ は自然対数です。

# %% [markdown] lang="en" section="observation-2"
# ## Observation 2: computing the loss
#
# **Question** The prediction is 0.63 and the truth is 1. How far off is that? Without a ruler there is no direction in which to improve.
#
# We turn the result of observation 1 into a prediction. Read the attention weights as an input $x$ and the values as weights $w$: then mixing is the dot product $z = w \cdot x$. The last component of $x$ is 1 for every input, so its weight is a bias (an intercept); that weight is 0 for now and has no effect yet. Since $z$ can be any real number, the sigmoid $\sigma(z) = 1 / (1 + e^{-z})$ turns it into a probability between 0 and 1. From here on, $\sigma$ is the sigmoid.
#
# **Symbols** $t$ is the true label (in short, the label) and $y$ the prediction. In the code, `y_true` is $t$ and `y_pred` is $y$. $\ln$ is the natural logarithm.

# %% tags=["demo"]
a = 1 / (1 + math.exp(-0.8 / math.sqrt(2)))
x = np.array([a, 1 - a, 1.0])
w = np.array([0.3, 0.9, 0.0])
t = 1.0

z = x @ w
y = 1 / (1 + math.exp(-z))
print("x =", x)
print(f"z = {z:.6f}   y = {y:.6f}   t - y = {t - y:.6f}")

# %% [markdown] lang="ja"
# 予測は $y = 0.626526$、ラベルとの差は $1 - 0.626526 = 0.373474$ です。入力と重みから予測までを決めるのが **順伝播** で、その予測をラベルと比べるのが損失です。（ところで $x$ の 1 つ目の成分は、シグモイド関数 $\sigma(0.565685)$ で計算しました。スコアが $(s,\ 0)$ の 2 つだけなら $\frac{e^s}{e^s + 1} = \frac{1}{1 + e^{-s}}$ で、softmax はシグモイド関数と同じだからです。）
#
# ### 演習：`bce_loss`
#
# 二値交差エントロピー（BCE）は、「正解に割り当てた確率」の対数にマイナスを付けたものです。$n$ 個あれば平均します。
#
# $$L = -\frac{1}{n} \sum_{i=1}^{n} \bigl[\, t_i \ln y_i + (1 - t_i) \ln (1 - y_i) \,\bigr]$$
#
# - **なぜ対数？** 各サンプルが独立なら、正解がすべてそのとおりに起こる確率（尤度）は、1 件ずつの確率の積です。対数を計算すると和になり、1 件ずつの損失として足せます。
# - **なぜマイナス？** 1 以下の確率の対数は 0 以下です。符号を反転すれば、「小さいほど良い」物差しになります。
# - **なぜ $10^{-9}$ を足す？** $\ln 0$ は $-\infty$ です。確率がちょうど 0 や 1 でも計算が壊れないように、対数の中に小さな数を足すか、確率を $[10^{-9},\ 1 - 10^{-9}]$ に収めます（これを **ガード** と呼びます）。ただし、ガードが大きすぎてはいけません。確信をもって外した予測の損失は、14 以上になるようにしてください。
# - **ラベルが 0 と 1 のあいだなら？** 「70% の確率で 1」のようなラベル（ソフトラベル）にも、同じ式がそのまま使えます。
#
# **予想** $t = 1$、$y = 0.626526$ の損失は、差の 0.373474 と比べてどうでしょうか。
#
# - (a) 大きい
# - (b) 小さい
# - (c) 等しい

# %% [markdown] lang="en"
# The prediction is $y = 0.626526$; it misses the label by $1 - 0.626526 = 0.373474$. The **forward pass** decides everything from the input and the weights to the prediction; the loss compares that prediction with the label. (By the way, the first component of $x$ was computed with a sigmoid, $\sigma(0.565685)$. With only two scores $(s,\ 0)$, softmax is the sigmoid: $\frac{e^s}{e^s + 1} = \frac{1}{1 + e^{-s}}$.)
#
# ### Exercise: `bce_loss`
#
# Binary cross-entropy (BCE) is minus the logarithm of the probability that the prediction gave to the truth. For $n$ samples, take the mean.
#
# $$L = -\frac{1}{n} \sum_{i=1}^{n} \bigl[\, t_i \ln y_i + (1 - t_i) \ln (1 - y_i) \,\bigr]$$
#
# - **Why the logarithm?** If the samples are independent, the probability that all of them turn out as they did (the likelihood) is the product of their probabilities. The logarithm turns it into a sum, one loss per sample.
# - **Why the minus?** The logarithm of a probability is at most 0. Flip the sign and you have a ruler on which smaller is better.
# - **Why add $10^{-9}$?** $\ln 0$ is $-\infty$. So that probabilities of exactly 0 and 1 do no harm, add a tiny number inside the logarithm, or keep probabilities within $[10^{-9},\ 1 - 10^{-9}]$ (call this the **guard**). But the guard must not be too large: a certain and wrong prediction must still cost 14 or more.
# - **What if the label is between 0 and 1?** For a label like "1 with a probability of 70%" (a soft label) the same formula works as it is.
#
# **Prediction** How does the loss for $t = 1$, $y = 0.626526$ compare with the difference 0.373474?
#
# - (a) larger
# - (b) smaller
# - (c) equal

# %% lang="ja" tags=["demo"]
guess_loss = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_loss = ""  # "a", "b" or "c"

# %% exercise="bce_loss"


# %% tags=["demo", "hide-input"]
def draw_loss():
    grid = np.linspace(0.01, 0.999, 200)
    figure, axes = plt.subplots(figsize=(5.5, 3))
    cost = [bce_loss([1.0], [value]) for value in grid]
    axes.plot(grid, cost, color="#0072B2", label="BCE: $-\\ln y$")
    axes.plot(grid, 1 - grid, "--", color="#D55E00", label=f"{label('difference')}: 1 - y")
    axes.plot(y, bce_loss([t], [y]), "o", color="black")
    axes.annotate(f"y = {y:.4f}", (y, bce_loss([t], [y])), (8, 8), textcoords="offset points")
    axes.set(xlabel="$y$", ylabel=f"{label('loss')} (t = 1)")
    axes.legend()
    figure.tight_layout()
    plt.show()


# %% tags=["demo"]
with using("bce_loss"):
    ask("loss")
    print(f"loss          = {bce_loss([t], [y]):.6f}")
    print(f"y = 0.5       : {bce_loss([1.0], [0.5]):.6f}")
    print(f"y = 0 (wrong) : {bce_loss([1.0], [0.0]):.6f}")
    compare("loss")
    draw_loss()

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 損失は 0.467566 です。差の 0.373474 より大きくなりました。
#
# **式** $t = 1$ なら第 2 項は消え、$-\ln 0.626526 = 0.467566$ です。$-\ln y \ge 1 - y$ はいつでも成り立ち（図の実線が破線より下に来ることはありません）、外れるほど差が開きます。
#
# **意味** 差の物差し（破線）では、どんなにひどい外れも 1 までです。BCE では、確信をもって外した予測の損失に上限がありません。実際に計算される損失の上限を決めるのは、ガードの小さな数です。$10^{-9}$ なら $-\ln 10^{-9} = 20.723266$ です（ガードの選び方で違ってかまいません）。また、$y = 0.5$、つまり「わからない」と答えたときの損失は $\ln 2 = 0.693147$ です。**この 0.693147 は「何も学んでいない」の目印として、あとで何度も使います。**
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The loss is 0.467566, larger than the difference 0.373474.
#
# **Formula** For $t = 1$ the second term vanishes: $-\ln 0.626526 = 0.467566$. Always $-\ln y \ge 1 - y$ (in the plot the solid line never goes below the dashed one), and the further off, the wider the gap.
#
# **Meaning** On the ruler of differences (dashed) the worst mistake costs 1. With BCE a mistake made with certainty has no ceiling. What limits it in practice is the tiny number of your guard: $10^{-9}$ gives $-\ln 10^{-9} = 20.723266$ (another guard may give another value; that is fine). And $y = 0.5$, "I don't know", costs $\ln 2 = 0.693147$. **Remember 0.693147 as the mark of "nothing learnt"; we shall need it often.**
#
# </details>

# %% [markdown] lang="ja"
# ### 演習：`bce_gradient`
#
# **問い** 損失を下げるには、どの重みを、どちらへ動かせばよいでしょうか。
#
# 順伝播は $w \to z \to y \to L$ と進みました。**逆伝播** は同じ道を逆にたどり、区間ごとの傾きを掛けていきます（連鎖律）。
#
# $$\frac{\partial L}{\partial y} = \frac{y - t}{y (1 - y)} \qquad
# \frac{\partial y}{\partial z} = y (1 - y) \qquad
# \frac{\partial z}{\partial w_j} = x_j$$
#
# 3 つを掛けると、$y (1 - y)$ がきれいに消えます。
#
# $$\frac{\partial L}{\partial w_j} = (y - t)\, x_j \qquad \frac{\partial L}{\partial b} = y - t$$
#
# $n$ 件あれば平均です。行列で書けば $\nabla_w L = \frac{1}{n} X^{\top} (y - t)$ です（$\nabla_w L$ は、$w$ の成分ごとの傾きを並べたベクトル、つまり **勾配** です）。「どれだけ外れたか」×「その入力がどれだけ効いていたか」が、重みの勾配になります。**打ち消し合ったこの $y (1 - y)$ を覚えておいてください。観察 3 の事件の鍵になります。**
#
# **予想** この例で、3 つの重みの勾配の符号はどうなるでしょうか。
#
# - (a) すべてプラス
# - (b) すべてマイナス
# - (c) プラスとマイナスが混ざる
#
# そして、絶対値がいちばん大きいのは、何番目の重みの勾配でしょうか。

# %% [markdown] lang="en"
# ### Exercise: `bce_gradient`
#
# **Question** Which weight should move, and which way, to bring the loss down?
#
# The forward pass went $w \to z \to y \to L$. The **backward pass** walks the same road in reverse and multiplies the slopes of its stretches (the chain rule).
#
# $$\frac{\partial L}{\partial y} = \frac{y - t}{y (1 - y)} \qquad
# \frac{\partial y}{\partial z} = y (1 - y) \qquad
# \frac{\partial z}{\partial w_j} = x_j$$
#
# Multiply the three, and $y (1 - y)$ cancels.
#
# $$\frac{\partial L}{\partial w_j} = (y - t)\, x_j \qquad \frac{\partial L}{\partial b} = y - t$$
#
# For $n$ samples, take the mean; as matrices, $\nabla_w L = \frac{1}{n} X^{\top} (y - t)$ ($\nabla_w L$ is the vector of the slopes for each component of $w$: the **gradient**). "How far off" times "how much this input mattered" is the gradient of a weight. **Keep that cancelled $y (1 - y)$ in mind: it is the key to the case in observation 3.**
#
# **Prediction** What are the signs of the three gradients in our example?
#
# - (a) all plus
# - (b) all minus
# - (c) some plus, some minus
#
# And which weight, the first, second or third, has the gradient of the largest size?

# %% lang="ja" tags=["demo"]
guess_signs = ""  # "a"、"b"、"c" のどれか
guess_largest = ""  # 1、2、3 のどれか（何番目の重みか）

# %% lang="en" tags=["demo"]
guess_signs = ""  # "a", "b" or "c"
guess_largest = ""  # 1, 2 or 3: the number of the weight

# %% exercise="bce_gradient"

# %% tags=["demo"]
with using("bce_gradient", "bce_loss"):
    ask("signs", "largest")
    grad_w, grad_b = bce_gradient(x.reshape(1, 3), [t], [y])
    print("grad_w =", grad_w)
    print(f"grad_b = {grad_b:.6f}")
    compare("signs", "largest")

    slopes = []
    for nudge in 1e-5 * np.eye(3):
        up = bce_loss([t], [1 / (1 + math.exp(-x @ (w + nudge)))])
        down = bce_loss([t], [1 / (1 + math.exp(-x @ (w - nudge)))])
        slopes.append((up - down) / 2e-5)
    print("slopes =", np.array(slopes))

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** `grad_w` は −0.238190、−0.135285、−0.373474、`grad_b` は −0.373474 です。最後の `slopes` は、重みを 1 つずつ $\pm 0.00001$ だけ動かして、損失の傾きを測ったものです（**数値微分**、中心差分）。勾配の式を一切使っていないのに、`grad_w` と一致しました。
#
# **式** $y - t = -0.373474$。これに $x = (0.637767,\ 0.362233,\ 1)$ を掛けただけです。
#
# **意味** 符号はすべてマイナスです。どの重みも、増やせば損失が下がります。絶対値は、入力がいちばん大きい 3 つ目で最大です。また、この 3 つ目の重み（入力がいつも 1 の成分に掛かる重み）の勾配は、`grad_b` と同じ値になりました。バイアスとは「入力がいつも 1 の重み」なのです。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** `grad_w` is −0.238190, −0.135285, −0.373474, and `grad_b` is −0.373474. The last line, `slopes`, nudges one weight at a time by $\pm 0.00001$ and measures the slope of the loss (**numerical differentiation**, by central differences). It does not use the formula of the gradient, and agrees with `grad_w`.
#
# **Formula** $y - t = -0.373474$, times $x = (0.637767,\ 0.362233,\ 1)$. That is all.
#
# **Meaning** All signs are negative: increase any of these weights and the loss goes down. The largest in size is the third, whose input is the largest. And the gradient of this third weight, the one that multiplies the constant 1, equals `grad_b`: a bias is nothing but a weight whose input is always 1.
#
# </details>

# %% [markdown] lang="ja"
# ### 計算の対応表
#
# ここまでの式と、コードと、数値を並べておきます。
#
# | 式 | 自分の関数 | 数値 |
# |---|---|---|
# | $\mathrm{softmax}(Q K^{\top} / \sqrt{d_k})\, V$ | `compute_attention` | 重み 0.637767、出力 0.51734 |
# | $\mathrm{relu}(x W_1 + b_1)\, W_2 + b_2$ | `feed_forward` | −0.51734 → 0.51734 |
# | $-\ln y$（$t = 1$） | `bce_loss` | 0.467566 |
# | $(y - t)\, x$ | `bce_gradient` | −0.373474 × $x$ |

# %% [markdown] lang="en"
# ### Formulas and code, side by side
#
# The formulas so far, beside the code and the numbers.
#
# | formula | your function | numbers |
# |---|---|---|
# | $\mathrm{softmax}(Q K^{\top} / \sqrt{d_k})\, V$ | `compute_attention` | weight 0.637767, output 0.51734 |
# | $\mathrm{relu}(x W_1 + b_1)\, W_2 + b_2$ | `feed_forward` | −0.51734 → 0.51734 |
# | $-\ln y$ (for $t = 1$) | `bce_loss` | 0.467566 |
# | $(y - t)\, x$ | `bce_gradient` | −0.373474 × $x$ |

# %% [markdown] lang="ja" section="observation-3"
# ## 観察 3：勾配降下法の一歩
#
# **問い** 重みを 1 回だけ更新すると、予測はどれだけ良くなるでしょうか。
#
# 勾配は「損失が増える向き」を指します。だから、その反対へ少しだけ進みます。「少し」の大きさが **学習率** $\eta$（コードでは `lr`）です。
#
# ### 演習：`sgd_step`
#
# $$w_{\text{new}} = w - \eta \, \nabla L$$
#
# - **なぜ引く？** 足すと、損失の坂を登ってしまうからです。
# - **なぜ新しい配列を返す？** 元の $w$ を書き換えると、更新の前と後を比べられなくなるからです。
# - **大きすぎる更新に歯止めをかけなくてよい？** この演習では、かけないでください。更新の大きさを抑えたり、勾配の長さをそろえたりすると、実験 1 で観察する「発散」そのものが隠れてしまいます。
#
# **予想** 学習率 0.1 で 1 回更新すると、予測 0.626526 はどう動くでしょうか。
#
# - (a) 上がる
# - (b) 下がる

# %% [markdown] lang="en" section="observation-3"
# ## Observation 3: one step of gradient descent
#
# **Question** Update the weights just once: how much better does the prediction get?
#
# The gradient points where the loss grows. So we take a small step the other way. How small is decided by the **learning rate** $\eta$ (`lr` in the code).
#
# ### Exercise: `sgd_step`
#
# $$w_{\text{new}} = w - \eta \, \nabla L$$
#
# - **Why subtract?** Adding would climb the hill of the loss.
# - **Why return a new array?** If you overwrite $w$, before and after can no longer be compared.
# - **Should an update that is too large be held back?** Not in this exercise. Limiting the update, or giving all gradients the same length, hides the very divergence that experiment 1 observes.
#
# **Prediction** After one update with learning rate 0.1, how does the prediction 0.626526 move?
#
# - (a) up
# - (b) down

# %% lang="ja" tags=["demo"]
guess_direction = ""  # "a"、"b" のどちらか

# %% lang="en" tags=["demo"]
guess_direction = ""  # "a" or "b"

# %% exercise="sgd_step"

# %% [markdown] lang="ja"
# では、一歩進みます。次のセルは、この例題の元の教材に載っている数値を、計算の手順どおりに再現したものです。

# %% [markdown] lang="en"
# Now take the step. The next cell reproduces the numbers printed in the source of this example, following its computation line by line.

# %% tags=["demo"]
lr = 0.1
grad = -(t - y) * y * (1 - y)

with using("sgd_step", "bce_loss"):
    ask("direction")
    w_new = sgd_step(w, grad * x, lr)
    z_new = x @ w_new + 0.1
    y_new = 1 / (1 + math.exp(-z_new))
    print("w      =", w)
    print("w_new  =", w_new)
    print(f"y      = {y:.6f} -> {y_new:.6f}")
    print(f"loss   = {bce_loss([t], [y]):.6f} -> {bce_loss([t], [y_new]):.6f}")
    compare("direction")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 予測は 0.626526 から 0.652666 へ上がり、損失は 0.467566 から 0.426689 へ下がりました。
#
# </details>
#
# 「勾配の向きは正しかった」と締めくくりたくなります。**ちょっと待ってください。** この成功には、不審な点があります。
#
# ### 事件：出来すぎた一歩
#
# **手がかり 1.** コードの `grad` は −0.087390 です。ところが観察 2 の BCE の勾配では、同じ場所が −0.373474 でした。BCE の坂を下りていたはずなのに、傾きが違います。これは **どの損失** の傾きでしょうか。容疑者を 3 人並べ、$z$ をほんの少し動かして、傾きを数値微分で測ってみます。
#
# **予想** −0.087390 に一致するのは、どの損失の傾きでしょうか。
#
# - (a) $-\ln y$
# - (b) $1 - y$
# - (c) $\frac{1}{2}(1 - y)^2$
#
# BCE では打ち消し合ったはずの $y(1-y)$ が、`grad` の式には残っています。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The prediction rose from 0.626526 to 0.652666 and the loss fell from 0.467566 to 0.426689.
#
# </details>
#
# One would like to end here: "the gradient pointed the right way". **Wait a moment.** Something about this success is suspicious.
#
# ### The case of the step that was too good
#
# **Clue 1.** In the code, `grad` is −0.087390. But the gradient of the BCE in observation 2 was −0.373474 at the same place. We meant to walk down the slope of the BCE, and the slope is another. **Which loss** does it belong to? Line up three suspects, nudge $z$ a tiny bit, and measure their slopes by numerical differentiation.
#
# **Prediction** Which loss has the slope −0.087390?
#
# - (a) $-\ln y$
# - (b) $1 - y$
# - (c) $\frac{1}{2}(1 - y)^2$
#
# The $y(1-y)$ that cancels in the BCE is still there in `grad`.

# %% lang="ja" tags=["demo"]
guess_suspect = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_suspect = ""  # "a", "b" or "c"

# %% tags=["demo"]
suspects = {
    "a  -ln(y)        ": lambda y: -math.log(y),
    "b  1 - y         ": lambda y: 1 - y,
    "c  (1 - y)^2 / 2 ": lambda y: (1 - y) ** 2 / 2,
}
with using():
    ask("suspect")
    print(f"grad in the code: {grad:.6f}")
    for name, loss_of in suspects.items():
        up = loss_of(1 / (1 + math.exp(-(z + 1e-5))))
        down = loss_of(1 / (1 + math.exp(-(z - 1e-5))))
        print(f"slope of {name}: {(up - down) / 2e-5:.6f}")
    compare("suspect")

# %% [markdown] lang="ja"
# 計算していた損失と、下りていた坂は、別のものだったのです。
#
# **手がかり 2.** 更新のコードをもう一度、1 行ずつ読んでください。観察 2 の $z = x \cdot w$ と、観察 3 の `z_new` を、1 文字ずつ見比べます。重み以外に、変わったものはありませんか。
#
# ### 演習：`gradient_share`
#
# 上昇 $0.626526 \to 0.652666$ のうち、**重みの更新だけ** による分は、どれだけの割合（0〜1 の数）でしょうか。重みの更新（上の `w_new`）はそのままにして、ほかに変わったものを取り除いたときの予測を $y_{\text{step}}$ とします。
#
# $$\text{gradient share} = \frac{y_{\text{step}} - 0.626526}{0.652666 - 0.626526}$$
#
# 下のセルで `gradient_share` に数値を入れてください。計算は、紙でも、新しいセルでも、このセルの中の式でもかまいません。ただし、採点ではこのセルだけが実行されるので、上のセルの `x`、`w_new`、`y` などの変数は使えません。表示された数値をそのまま書くか、必要な値をこのセルの中で定義してください。

# %% [markdown] lang="en"
# The loss that was computed and the slope that was walked down are two different things.
#
# **Clue 2.** Read the code of the update once more, line by line. Compare $z = x \cdot w$ of observation 2 with `z_new` of observation 3, character by character. Is there anything new besides the weights?
#
# ### Exercise: `gradient_share`
#
# Which share (a number from 0 to 1) of the rise $0.626526 \to 0.652666$ comes from **the update of the weights alone**? Keep the update (`w_new` above), take away what else has changed, and call the prediction you then get $y_{\text{step}}$.
#
# $$\text{gradient share} = \frac{y_{\text{step}} - 0.626526}{0.652666 - 0.626526}$$
#
# Put the number into `gradient_share` in the cell below. Work it out on paper, in a cell of your own, or as an expression right in this cell. But grading runs this cell alone, so variables of the cells above, such as `x`, `w_new` or `y`, are not there: write the printed numbers themselves, or define what you need inside this cell.

# %% exercise="gradient_share"

# %% tags=["demo"]
with using("gradient_share", "sgd_step", "bce_gradient"):
    w_new = sgd_step(w, grad * x, lr)
    rise = 1 / (1 + math.exp(-(x @ w_new + 0.1))) - y
    print(f"rise           = {rise:+.6f}")
    print(f"  by the step  = {gradient_share * rise:+.6f}")
    print(f"  by the rest  = {(1 - gradient_share) * rise:+.6f}")

    grad_w, _ = bce_gradient(x.reshape(1, 3), [t], [y])
    honest = 1 / (1 + math.exp(-x @ sgd_step(w, grad_w, lr)))
    print(f"BCE gradient, nothing else: y = {y:.6f} -> {honest:.6f}")
    print(f"the two gradients differ by a factor of {1 / (y * (1 - y)):.6f}")

# %% [markdown] lang="ja"
# <details>
# <summary><b>事件の真相</b>（自分の数値を出してから開いてください）</summary>
#
# 1. **損失が入れ替わっている。** `grad` は二乗誤差 $\frac{1}{2}(t - y)^2$ の勾配で、観察 2 で計算した BCE の勾配ではありません。$y(1-y)$ が残った分だけ小さく、BCE の勾配はその 4.273663 倍あります。
# 2. **バイアスが加わっている。** 更新後の $z$ にだけ、前にはなかった 0.1 が足されています。予測を押し上げたのは、ほとんどがこの 0.1 でした。重みの更新の向きが逆だったとしても、予測は上がったはずです。
#
# 「損失が下がった」だけでは、勾配が正しかった証拠になりません。**変えるものを 1 つにして比べる** ことが大切です。BCE の勾配で 1 回だけ更新し、ほかに何も変えなければ、予測は 0.626526 から 0.639865 へ上がります。0.652666 には届きませんが、こちらの上昇は、すべて重みの更新によるものです。
#
# </details>
#
# **意味** 損失が下がっても「なぜ下がったか」は別の問いです。下がらないときは、まず学習率と符号を疑います。下がったときも、ほかに変えたものがないかを確かめます。
#
# では、学習率をどんどん大きくしたら、どこまで損失は下がるのでしょうか。その問いは **実験 1** で、自分の `sgd_step` を使って確かめます。

# %% [markdown] lang="en"
# <details>
# <summary><b>The case solved</b> (open it once you have your own number)</summary>
#
# 1. **The loss was swapped.** `grad` is the gradient of the squared error $\frac{1}{2}(t - y)^2$, not of the BCE computed in observation 2. The $y(1-y)$ that remained makes it smaller: the gradient of the BCE is 4.273663 times as large.
# 2. **A bias was added.** Only after the update, 0.1 is added to $z$, which was not there before. It was mostly this 0.1 that pushed the prediction up. It would have risen even if the update of the weights had gone the wrong way.
#
# "The loss went down" alone does not prove the gradient right. **Compare with only one thing changed.** One update with the gradient of the BCE and nothing else takes the prediction from 0.626526 to 0.639865. That is short of 0.652666, but all of it comes from the update of the weights.
#
# </details>
#
# **Meaning** That the loss went down is one thing, why it did is another. When it does not fall, suspect the learning rate and the sign first. When it falls, make sure that nothing else has changed.
#
# And if the learning rate grows and grows, how long does the loss still fall? **Experiment 1** finds out, with your own `sgd_step`.

# %% [markdown] lang="ja" section="observation-4"
# ## 観察 4：正則化の感覚をつかむ
#
# **問い** 損失を下げるためなら、重みはいくら大きくなってもよいのでしょうか。
#
# 重みが大きいと、入力がわずかに違うだけで、予測が大きく変わります。訓練データにたまたま含まれるノイズにまで合わせてしまう **過学習** は、重みが大きいときに起こりやすくなります。そこで、大きな重みを抑える項を損失に加えます。この項を **正則化項**（ペナルティ）と呼びます。
#
# ### 演習：`l2_penalty`
#
# $$\text{penalty} = \lambda \sum_j w_j^2 \qquad L_{\text{reg}} = L + \lambda \sum_j w_j^2$$
#
# - **なぜ二乗？** 符号に関係なく、大きな重みほど強く抑えるためです。重みが 2 倍なら、正則化項は 4 倍です。
# - **なぜ $\frac{1}{2}$ がない？** $\frac{\lambda}{2}$ と書く流儀もあります。微分したときに 2 が消えるだけで、$\lambda$ の読み方が変わるにすぎません。この教材では $\frac{1}{2}$ を付けません。
# - **なぜ $\lambda$（コードでは `lam`）が必要？** 「データに合わせる」と「重みを小さく保つ」のどちらをどれだけ重視するかを、人が決めるためです。
#
# **予想** 観察 3 の `w_new` に $\lambda = 0.01$ の正則化項を加えます。損失 0.467566 の数字のうち、はじめて変わるのはどの桁でしょうか。
#
# - (a) 小数第 1 位
# - (b) 小数第 2 位
# - (c) 小数第 3 位

# %% [markdown] lang="en" section="observation-4"
# ## Observation 4: a feeling for regularisation
#
# **Question** May weights grow without limit, as long as the loss goes down?
#
# With large weights, the prediction changes a lot when the input changes a little. **Overfitting**, where the model fits even the noise that happens to be in the training data, becomes more likely when weights are large. So we add a term to the loss that holds large weights back: the **regularisation term**, or penalty.
#
# ### Exercise: `l2_penalty`
#
# $$\text{penalty} = \lambda \sum_j w_j^2 \qquad L_{\text{reg}} = L + \lambda \sum_j w_j^2$$
#
# - **Why the square?** The sign does not matter, and large weights are held back more strongly: twice the weight, four times the penalty.
# - **Why no $\frac{1}{2}$?** Some write $\frac{\lambda}{2}$, so that the 2 of the derivative cancels. It only changes how $\lambda$ is read. This lesson has no $\frac{1}{2}$.
# - **Why $\lambda$ (`lam` in the code)?** Someone has to decide how much "fit the data" counts against "keep the weights small".
#
# **Prediction** Add the penalty on `w_new` of observation 3 with $\lambda = 0.01$. Which is the first digit of the loss 0.467566 that changes?
#
# - (a) the first
# - (b) the second
# - (c) the third decimal

# %% lang="ja" tags=["demo"]
guess_digit = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_digit = ""  # "a", "b" or "c"

# %% exercise="l2_penalty"

# %% tags=["demo"]
with using("l2_penalty", "sgd_step", "bce_loss"):
    ask("digit")
    w_new = sgd_step(w, grad * x, lr)
    y_new = 1 / (1 + math.exp(-(x @ w_new + 0.1)))
    print(f"sum of squares   = {l2_penalty(w_new, 1.0):.6f}")
    print(f"its square root  = {math.sqrt(l2_penalty(w_new, 1.0)):.6f}")
    print(f"loss             = {bce_loss([t], [y]):.6f}")
    print(f"regularised loss = {bce_loss([t], [y]) + l2_penalty(w_new, 0.01):.6f}")
    compare("digit")
    print()
    for name, weights, prediction in [("before", w, y), ("after ", w_new, y_new)]:
        loss, penalty = bce_loss([t], [prediction]), l2_penalty(weights, 0.01)
        print(f"{name}: {loss:.6f} + {penalty:.6f} = {loss + penalty:.6f}")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 二乗和は 0.909159、正則化した損失は 0.476657 です。0.467566 と比べると、はじめて変わるのは小数第 2 位です。
#
# **式** $0.467566 + 0.01 \times 0.909159 = 0.476657$。なお、0.909159 は「ノルムの **二乗**」です。ノルムそのものは $\sqrt{0.909159} = 0.953499$ で、混同しやすい名前です。
#
# **もう一つの事件。** 0.476657 は、この例題の元の教材の値です。では、これは **どの重み** の損失でしょうか。上の最後の 2 行と見比べてください。
#
# | | 損失 | 正則化項 | 合計 |
# |---|---|---|---|
# | 更新前の $w$ | 0.467566 | 0.009000 | 0.476566 |
# | 更新後の $w$ | 0.426689 | 0.009092 | 0.435781 |
# | 元の教材の値 | 0.467566 | 0.009092 | 0.476657 |
#
# 元の教材の値は、**更新前** の損失に **更新後** の重みの正則化項を足しています。どちらの重みの目的関数でもありません。数字がもっともらしくても、「同じ時点のものどうしを足したか」は、いつも確かめる価値があります。
#
# </details>
#
# **意味** 正則化項の働きは、勾配を見るともっとよくわかります。$\lambda \sum w_j^2$ の勾配は $2 \lambda w$ なので、正則化項だけで 1 回更新すると $w - \eta \cdot 2 \lambda w = (1 - 2 \eta \lambda)\, w$、つまり重みが一定の割合で縮みます。更新のたびに重みを縮めるこの働きを **重み減衰**（weight decay）と呼びます。次のセルで、その割合を測ります。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The sum of squares is 0.909159, the regularised loss 0.476657. Compared with 0.467566, the first digit that changes is the second decimal.
#
# **Formula** $0.467566 + 0.01 \times 0.909159 = 0.476657$. Mind that 0.909159 is the **square** of the norm; the norm itself is $\sqrt{0.909159} = 0.953499$. The names are easily mixed up.
#
# **Another case.** 0.476657 is the value in the source of this example. Of **which weights** is it the loss? Compare with the last two lines above.
#
# | | loss | penalty | total |
# |---|---|---|---|
# | $w$ before the update | 0.467566 | 0.009000 | 0.476566 |
# | $w$ after the update | 0.426689 | 0.009092 | 0.435781 |
# | the value in the source | 0.467566 | 0.009092 | 0.476657 |
#
# The value in the source adds the loss **before** the update to the penalty of the weights **after** it. It is the objective of neither. However plausible a number looks, it is always worth asking whether things of the same moment were added.
#
# </details>
#
# **Meaning** The penalty is best understood by its gradient. That of $\lambda \sum w_j^2$ is $2 \lambda w$, so an update by the penalty alone gives $w - \eta \cdot 2 \lambda w = (1 - 2 \eta \lambda)\, w$: all weights shrink by the same factor. Shrinking the weights at every update is called **weight decay**. The next cell measures the factor.

# %% tags=["demo"]
with using("sgd_step"):
    w_new = sgd_step(w, grad * x, lr)
    shrunk = sgd_step(w_new, 2 * 0.01 * w_new, lr)
    print("w_new            =", w_new)
    print("after the update =", shrunk)
    print("ratio            =", shrunk / w_new)

# %% [markdown] lang="ja"
# **数値** どの成分も 0.998 倍です。**式** では $1 - 2 \times 0.1 \times 0.01 = 0.998$ です。
#
# **意味** 1 回の更新で縮むのは $1 - 0.998 = 0.002$ だけですが、毎回縮むので、損失を下げるのに役立たない重みは、しだいに小さくなっていきます。正則化は精度を上げる魔法ではありません。**汎化**（見たことのないデータでも当たること）が崩れるのを防ぐ保険です。効果があったかどうかは、学習に使わなかった **検証データ** の損失を見なければわかりません。それを確かめる演習（`train_with_early_stopping`）は、学習に必要な部品がそろう観察 5 のあと、**実験 2** にあります。

# %% [markdown] lang="en"
# **Numbers** Every component is multiplied by 0.998. **Formula**: $1 - 2 \times 0.1 \times 0.01 = 0.998$.
#
# **Meaning** One update shrinks by a mere $1 - 0.998 = 0.002$, but it does so every time: weights that do not help to lower the loss become smaller and smaller. Regularisation is no magic that raises accuracy. It is an insurance against the collapse of **generalisation** (being right on data never seen). Whether it helped shows only in the loss on **validation data** that took no part in training. The exercise for that (`train_with_early_stopping`) is in **experiment 2**, after observation 5, when all parts of a training are there.

# %% [markdown] lang="ja" section="observation-5"
# ## 観察 5：ミニバッチの考え方
#
# **問い** ここまでは 1 件ずつ計算しました。何千件もあるとき、どうすればよいでしょうか。
#
# 実務では、何件かをまとめて一度に計算します。まとまりを **ミニバッチ** と呼びます。行にサンプルを積めば、全件の予測は 1 つの行列計算になります。
#
# ### 演習：`batch_predict`
#
# $$y = \sigma(X w + b) \qquad X: (n, d), \quad w: (d,), \quad b \in \mathbb{R}, \quad y: (n,)$$
#
# - **なぜループではなく行列で？** 同じ計算でも、まとめて渡すほうが、はるかに速いからです。式も 1 行で済みます。
# - **なぜ大きな $|z|$ に気をつける？** $z = -10000$ では $e^{-z} = e^{10000}$ がオーバーフローし、警告が出ます。答えはほぼ 0 と決まっているのに、です。$\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}}$ という 2 つの形のうち、安全なのはどちらでしょうか。$z$ の符号で考えてみてください。
#
# **予想** 観察 3 の `w_new` とバイアス 0.1 で、次の 3 件を予測します。ラベルは 1、0、1 です。0.5 を境に 1 か 0 かを答えるとき、3 件のうち何件が当たるでしょうか。

# %% [markdown] lang="en" section="observation-5"
# ## Observation 5: thinking in mini-batches
#
# **Question** So far we computed one sample at a time. What if there are thousands?
#
# In practice several samples are computed together; such a group is a **mini-batch**. Stack the samples as rows, and all predictions are one matrix computation.
#
# ### Exercise: `batch_predict`
#
# $$y = \sigma(X w + b) \qquad X: (n, d), \quad w: (d,), \quad b \in \mathbb{R}, \quad y: (n,)$$
#
# - **Why a matrix and not a loop?** The same computation is far faster when handed over in one piece, and the formula takes one line.
# - **Why mind a large $|z|$?** At $z = -10000$, $e^{-z} = e^{10000}$ overflows and warns, although the answer is plainly almost 0. There are two ways to write it, $\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}}$. Which one is safe? Think of the sign of $z$.
#
# **Prediction** Predict the following three samples with `w_new` of observation 3 and the bias 0.1. The labels are 1, 0, 1. Cut the predictions at 0.5 into 1 and 0: how many of the three are right?

# %% lang="ja" tags=["demo"]
guess_hits = ""  # 0、1、2、3 のどれか

# %% lang="en" tags=["demo"]
guess_hits = ""  # 0, 1, 2 or 3

# %% exercise="batch_predict"

# %% tags=["demo"]
batch = np.array([[0.8, -0.4, 0.2], [0.2, 0.1, -0.3], [0.5, -0.2, 0.7]])
labels = np.array([1.0, 0.0, 1.0])

with using("batch_predict", "sgd_step"):
    ask("hits")
    w_new = sgd_step(w, grad * x, lr)
    predictions = batch_predict(batch, w_new, 0.1)
    print("predictions =", np.round(predictions, 4))
    print("large |z|   =", batch_predict([[1.0], [-1.0]], [10000.0], 0.0))
    compare("hits")

with using("batch_predict", "sgd_step", "bce_loss", "bce_gradient"):
    ask("hits")
    w_new = sgd_step(w, grad * x, lr)
    predictions = batch_predict(batch, w_new, 0.1)
    print(f"loss        = {bce_loss(labels, predictions):.6f}")
    for i in range(3):
        print("one sample  :", bce_gradient(batch[[i]], labels[[i]], predictions[[i]])[0])
    print("whole batch :", bce_gradient(batch, labels, predictions)[0])

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 予測は 0.4962、0.5619、0.5196 です。どれも 0.5 のまわりで、しかも 1 件目（ラベル 1）は 0.5 未満、2 件目（ラベル 0）は 0.5 を超えています。当たったのは 3 件目だけです。バッチの損失 0.726918 は、「わからない」の 0.693147 より悪い値です。
#
# **式** 1 件目を手で確かめると、$z = 0.8 \times 0.305573 - 0.4 \times 0.903166 + 0.2 \times 0.008739 + 0.1 = -0.01506$、$\sigma(-0.01506) = 0.4962$ です。
#
# **意味** たった 1 件のデータで 1 回更新しただけの重みが、別のデータに通用しないのは当然です。次に、勾配の行を見てください。1 件ずつの勾配は、大きさも符号もばらばらです。1 列目は、1 件目と 3 件目がマイナス（増やす方向）、2 件目がプラス（減らす方向）です。バッチの勾配は 3 つの **平均** です。平均すると 1 件ごとの偏りが打ち消し合うので、進む方向が安定します。計算の効率と学習の安定、ミニバッチはその両方に役立ちます。
#
# </details>
#
# これで、予測・損失・勾配・更新という部品がそろいました。ここからは部品を組み立てて、3 つの誤解を実験で確かめます。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The predictions are 0.4962, 0.5619, 0.5196. All are near 0.5; what is more, the first (label 1) is below 0.5 and the second (label 0) above 0.5. Only the third is right. The loss of the batch, 0.726918, is worse than the 0.693147 of "I don't know".
#
# **Formula** The first one by hand: $z = 0.8 \times 0.305573 - 0.4 \times 0.903166 + 0.2 \times 0.008739 + 0.1 = -0.01506$, and $\sigma(-0.01506) = 0.4962$.
#
# **Meaning** Weights that took a single update on a single sample are of little use on others; no wonder. Now look at the gradients. Those of single samples differ in size and even in sign: in the first column, samples one and three are negative (increase the weight), sample two is positive (decrease it). The gradient of the batch is their **mean**. In the mean, what is peculiar to single samples cancels, so the direction is steadier. Efficient computation and steady learning: a mini-batch helps with both.
#
# </details>
#
# Prediction, loss, gradient, update: all parts are there. From here on we assemble them and put three misconceptions to the test.

# %% [markdown] lang="ja" section="experiment-learning-rate"
# ## 実験 1：学習率が大きすぎて発散する
#
# **よくある誤解** 「学習率を大きくすれば、その分だけ速く学習が終わる」
#
# **問い** どこまで大きくしてよいのでしょうか。上限はあるのでしょうか。
#
# いちばん単純な谷 $f(w) = \frac{1}{2} \lambda w^2$ で確かめます。傾きは $\lambda w$、$\lambda$ は谷の **曲率（二階微分）** です。$\lambda = 4$、初期値 $w = 1$ とします。（観察 4 の $\lambda$ は正則化の強さでした。別物ですが、どちらも慣習でこの文字を使います。）
#
# **予想** 学習率 0.05、0.2、0.45、0.5、0.55 のうち、20 ステップ後の損失がいちばん小さいのはどれでしょうか。そして、発散する（損失が増え続ける）のはどれでしょうか。
#
# - (a) 0.55 だけ
# - (b) 0.5 と 0.55
# - (c) 0.45、0.5、0.55

# %% [markdown] lang="en" section="experiment-learning-rate"
# ## Experiment 1: a learning rate that is too large diverges
#
# **A common misconception** "The larger the learning rate, the sooner the training is done"
#
# **Question** How large may it be? Is there a limit?
#
# Take the simplest valley, $f(w) = \frac{1}{2} \lambda w^2$. Its slope is $\lambda w$, and $\lambda$ is its **curvature (second derivative)**. Let $\lambda = 4$ and start at $w = 1$. (In observation 4, $\lambda$ was the strength of the penalty. The two have nothing to do with one another; custom gives both this letter.)
#
# **Prediction** Of the learning rates 0.05, 0.2, 0.45, 0.5, 0.55, which has the smallest loss after 20 steps? And which diverge, with a loss that keeps growing?
#
# - (a) 0.55 alone
# - (b) 0.5 and 0.55
# - (c) 0.45, 0.5 and 0.55

# %% lang="ja" tags=["demo"]
guess_rate = ""  # 0.05、0.2、0.45、0.5、0.55 のどれか（損失がいちばん小さい学習率）
guess_diverge = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_rate = ""  # 0.05, 0.2, 0.45, 0.5 or 0.55: the rate with the smallest loss
guess_diverge = ""  # "a", "b" or "c"

# %% tags=["demo", "hide-input"]
CURVATURE, STEPS = 4.0, 20


def descend(rate):
    """The way of w with your sgd_step, and the loss before each step and after the last."""
    path = [np.array([1.0])]
    for _ in range(STEPS):
        path.append(sgd_step(path[-1], CURVATURE * path[-1], rate))
    path = np.array([point.item() for point in path])
    return path, 0.5 * CURVATURE * path**2


def show_rates(rates):
    print("    lr   1 - lr*4   w after 1, 2, 3 steps          loss after 20")
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
    for rate, style in zip(rates, STYLES, strict=True):
        path, losses = descend(rate)
        first = "  ".join(f"{point:+.4f}" for point in path[1:4])
        print(f"  {rate:4.2f}   {1 - rate * CURVATURE:+7.2f}   {first}   {losses[-1]:14.6g}")
        left.plot(losses, **style, markevery=2 + (rate == 0.05), label=f"lr = {rate}")
    left.set(xlabel=label("step"), ylabel=label("loss"), xticks=range(0, 21, 5))
    left.set(yscale="log", ylim=(1e-12, 1e6))

    grid = np.linspace(0.02, 0.62, 41)
    right.semilogy(grid, [descend(rate)[1][-1] for rate in grid], marker=".", color="black")
    right.axhline(2.0, color="gray", linewidth=1)
    right.annotate(label("loss at the start"), (0.02, 2.0), (0, 4), textcoords="offset points")
    right.axvline(2 / CURVATURE, color="#D55E00", linestyle="--")
    right.annotate(
        f"{label('limit')} 2/4 = 0.5", (0.5, 1e5), (-4, 0), textcoords="offset points", ha="right"
    )
    right.set(
        xlabel=label("learning rate"), ylabel=label("loss after 20 steps"), ylim=(1e-20, 1e10)
    )
    figure.tight_layout(w_pad=7)
    name_lines(left)
    plt.show()


def draw_descent(rate):
    path, losses = descend(rate)
    factor = 1 - rate * CURVATURE
    fate = "stays" if abs(factor**2 - 1) < 1e-12 else "falls" if factor**2 < 1 else "diverges"
    text = TEXT["descent"].format(
        rate=f"{rate:g}",
        fate=TEXT[fate],
        factor=f"{factor:+.4g}",
        square=f"{factor**2:.4g}",
        path=" -> ".join(f"{point:+.4g}" for point in path[:5]),
        losses=" -> ".join(f"{loss:.4g}" for loss in losses[:5]),
        last=f"{losses[-1]:.6g}",
    )
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
    reach = max(1.2, min(6.0, np.abs(path).max()))
    grid = np.linspace(-reach, reach, 200)
    left.plot(grid, 0.5 * CURVATURE * grid**2, color="gray")
    inside = np.abs(path) <= reach
    left.plot(path[inside], losses[inside], **STYLES[1], linewidth=1)
    left.set(xlabel="$w$", ylabel="$f(w) = 2 w^2$", xlim=(-reach, reach))
    left.set(ylim=(0, 2 * reach**2), title=rf"$w \leftarrow ({factor:+.4g})\, w$")
    right.semilogy(np.maximum(losses, 1e-12), **STYLES[0])
    right.axhline(2.0, color="gray", linewidth=1)
    right.set(xlabel=label("step"), ylabel=label("loss"), ylim=(1e-12, 1e6))
    right.set(title=rf"$f \leftarrow ({factor:+.4g})^2 f$", xticks=range(0, 21, 5))
    figure.tight_layout()
    return text, figure


# %% tags=["demo"]
with using("sgd_step"):
    ask("rate", "diverge")
    show_rates([0.05, 0.2, 0.45, 0.5, 0.55])
    compare("rate", "diverge")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 20 ステップ後の損失は、学習率 0.2 でほぼ 0、0.5 では学習前の 2 のまま、0.55 では 2939.54 です。発散したのは、最後の 1 つだけです。そして、9 倍も違う 0.05 と 0.45 が、同じ 0.000265846 になりました（図では 2 本の線が重なっています）。
#
# **式** 1 回の更新は $w \leftarrow w - \eta \lambda w = (1 - \eta \lambda)\, w$、つまり毎回同じ数を掛けるだけです。損失は毎回 $(1 - \eta \lambda)^2$ 倍になります。下がる条件は
#
# $$|1 - \eta \lambda| < 1 \iff 0 < \eta < \frac{2}{\lambda} = \frac{2}{4} = 0.5$$
#
# 0.05 と 0.45 の倍率は $+0.8$ と $-0.8$ です。二乗すれば同じですが、0.45 は谷を飛び越えて左右に振れながら近づいています。0.55 の倍率は $-1.2$ で、更新のたびに谷から遠ざかります。
#
# **意味** 学習率には上限（収束と発散の境目）$2 / \lambda$ があり、それを決めるのは **損失の曲率** です。大きいほど速いのは、途中（$\eta = 1 / \lambda$）までの話です。
#
# </details>
#
# ### 動かす：学習率
#
# `rate` だけを変えて、実行し直してください。0.05、0.25、0.45、0.5、0.55 で、谷の中の動きはどう変わるでしょうか。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** After 20 steps the loss is almost 0 for the learning rate 0.2, still the 2 of the start for 0.5, and 2939.54 for 0.55, the only one that diverges. And 0.05 and 0.45, a factor of 9 apart, both end at 0.000265846 (in the plot the two lines are on top of each other).
#
# **Formula** An update is $w \leftarrow w - \eta \lambda w = (1 - \eta \lambda)\, w$: every step multiplies by the same number, and the loss by $(1 - \eta \lambda)^2$. It falls if
#
# $$|1 - \eta \lambda| < 1 \iff 0 < \eta < \frac{2}{\lambda} = \frac{2}{4} = 0.5$$
#
# For 0.05 and 0.45 the factor is $+0.8$ and $-0.8$. Squared they are the same, but 0.45 leaps over the valley and swings from side to side as it closes in. For 0.55 the factor is $-1.2$, and each update leads further away.
#
# **Meaning** A learning rate has a limit, $2 / \lambda$, between converging and diverging, and it is **the curvature of the loss** that sets it. "Larger is faster" holds only up to a point, $\eta = 1 / \lambda$.
#
# </details>
#
# ### Play: the learning rate
#
# Change `rate` alone and run the cell again. How does the movement in the valley change for 0.05, 0.25, 0.45, 0.5, 0.55?

# %% tags=["demo"]
rate = 0.45

with using("sgd_step"):
    play(draw_descent, "rate", rate, np.round(np.arange(0.05, 0.66, 0.05), 2).tolist())

# %% [markdown] lang="ja"
# ### 実際の損失では？
#
# 8 人の勉強時間（単位は時間）と、試験の合否（1 が合格）です。時間が長いほど合格しやすいものの、例外もあります。
#
# ロジスティック回帰（`batch_predict` で予測し、BCE で学習する）の損失の曲率は、重みがすべて 0 の初期状態では、どのサンプルでも $y = 0.5$ なので、$X$ に 1 の列を足した $\tilde X$ を使って $\frac{1}{4n} \tilde X^{\top} \tilde X$ という行列（**ヘッセ行列**）になります（$\frac{1}{4}$ は $y(1-y)$ の値です）。この行列のいちばん大きい固有値が $\lambda$、つまり「いちばん急な谷」の曲率です。上限 $2 / \lambda$ はいくつになるでしょうか。

# %% [markdown] lang="en"
# ### And a real loss?
#
# Here are eight students' hours of study, and whether they passed the exam (1 means passed). More hours help, with exceptions.
#
# Take logistic regression: predict with `batch_predict`, learn with the BCE. At the start all weights are 0, so $y = 0.5$ for every sample, and the curvature of the loss is the matrix $\frac{1}{4n} \tilde X^{\top} \tilde X$ (the **Hessian matrix**), where $\tilde X$ is $X$ with a column of ones ($\frac{1}{4}$ is the value of $y(1-y)$). Its largest eigenvalue is $\lambda$, the curvature of the steepest valley. Where is the limit $2 / \lambda$?

# %% tags=["demo"]
hours = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0], [8.0]])
passed = np.array([0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0])

with_ones = np.hstack([hours, np.ones((8, 1))])
curvatures = np.linalg.eigvalsh(with_ones.T @ with_ones / (4 * 8))
print(f"largest curvature = {curvatures.max():.6f}   2 / curvature = {2 / curvatures.max():.6f}")

# %% [markdown] lang="ja"
# **数値** $\lambda = 6.575096$、上限は $2 / \lambda = 0.304178$ です。
#
# **二次関数の谷と違う点が 2 つあります。**
#
# 1. **上限は場所で変わります。** $\lambda$ は初期状態での値です。予測が 0 や 1 に近づくと $y(1-y)$ が小さくなり、曲率も下がります。だから上限を少し超えただけなら、大きく振動したあとで落ち着くこともあります。
# 2. **発散しても nan になるとは限りません。** シグモイド関数の値は 0 と 1 のあいだに収まり、`bce_loss` にはガードがあるので、損失は最悪でも 20.7 くらいで頭打ちです（ガードが $10^{-9}$ の場合）。「nan が出たら発散」という監視では、この発散は見つかりません。
#
# では、どう監視すればよいでしょうか。**学習前の損失と比べます。** $w = 0,\ b = 0$ の損失は、データが何であっても $\ln 2 = 0.693147$ です。学習した結果がこれ以上なら、何もしないのと同じか、それより悪くなったことになります。
#
# ### 演習：`choose_learning_rate`
#
# 候補の学習率それぞれについて、$w = 0$、$b = 0$ から全データを使った勾配降下法を `steps` ステップ実行し、**最後の損失が有限で、しかも学習前の $\ln 2$ より小さい** 候補の中から、損失がいちばん小さいものを返します。一つもなければ `ValueError` です。「どれも失敗」を黙って見逃さないためです。
#
# 使う部品は `batch_predict`、`bce_gradient`、`sgd_step`、`bce_loss` です。自分で全部書いてもかまいません。前の部品に誤りが残っていても、この関数の組み立てが正しければ、この演習では減点されません。
#
# **予想** 候補が 0.003、0.03、0.3、0.6、6.0 で 60 ステップなら、選ばれるのはどれでしょうか。上限（0.304178）の約 0.01 倍、0.1 倍、1 倍、2 倍、20 倍です。

# %% [markdown] lang="en"
# **Numbers** $\lambda = 6.575096$, and the limit is $2 / \lambda = 0.304178$.
#
# **Two things differ from the plain valley.**
#
# 1. **The limit depends on the place.** This $\lambda$ belongs to the start. Where predictions come near 0 or 1, $y(1-y)$ gets small, and so does the curvature. With a rate only a little past the limit the loss may therefore swing widely and still settle in the end.
# 2. **Divergence need not end in nan.** The sigmoid stays between 0 and 1 and `bce_loss` has a guard, so the loss stops at about 20.7 at worst (for a guard of $10^{-9}$). Watching for nan does not find this divergence.
#
# What should one watch, then? **Compare with the loss before training.** At $w = 0,\ b = 0$ the loss is $\ln 2 = 0.693147$, whatever the data. If training ends there or higher, it has done no better than nothing at all.
#
# ### Exercise: `choose_learning_rate`
#
# For each candidate, run `steps` steps of gradient descent on all data from $w = 0$, $b = 0$. Among the candidates whose **final loss is finite and below the $\ln 2$ of the start**, return the one with the lowest. If there is none, raise `ValueError`, so that "all failed" does not pass in silence.
#
# The parts you need are `batch_predict`, `bce_gradient`, `sgd_step`, `bce_loss`; you may also write it all by yourself. If one of those parts still has a mistake but this function is put together correctly, you lose nothing in this exercise.
#
# **Prediction** With the candidates 0.003, 0.03, 0.3, 0.6, 6.0 and 60 steps, which is chosen? They are about 0.01, 0.1, 1, 2 and 20 times the limit (0.304178).

# %% lang="ja" tags=["demo"]
guess_chosen = ""  # 0.003、0.03、0.3、0.6、6.0 のどれか

# %% lang="en" tags=["demo"]
guess_chosen = ""  # 0.003, 0.03, 0.3, 0.6 or 6.0

# %% exercise="choose_learning_rate"

# %% tags=["demo"]
with using("choose_learning_rate", "batch_predict", "bce_loss", "bce_gradient", "sgd_step"):
    ask("chosen")
    candidates = [0.003, 0.03, 0.3, 0.6, 6.0]
    print("chosen:", choose_learning_rate(hours, passed, candidates, 60))
    try:
        print("chosen:", choose_learning_rate(hours, passed, [6.0], 60))
    except ValueError as error:
        print("ValueError:", error)
    compare("chosen")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 選ばれたのは 0.3 です。いちばん大きい候補でも、いちばん小さい候補でもありません。6.0 しかなければ `ValueError` です。
#
# **意味** 小さすぎる学習率は、安全でも 60 ステップでは谷に届きません。大きすぎる学習率は、谷を飛び越え続けます。選ばれたのは、上限のすぐ手前でした。それぞれの損失は、途中でどう変化したのでしょうか。次の実験で書く関数は、損失の履歴を残します。そこで、この 5 つの候補をもう一度実行します。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** 0.3 is chosen, neither the largest candidate nor the smallest. With 6.0 alone there is a `ValueError`.
#
# **Meaning** A rate that is too small is safe, but 60 steps do not reach the valley. A rate that is too large keeps leaping over it. The winner is just below the limit. How did each of the losses change on the way? The function of the next experiment keeps a history; there we run these five candidates again.
#
# </details>

# %% [markdown] lang="ja" section="experiment-overfitting"
# ## 実験 2：検証損失を見ずに過学習を見逃す
#
# **よくある誤解** 「訓練データの損失が下がっているなら、学習はうまくいっている」
#
# **問い** 訓練損失は下がり続けているのに、モデルが悪くなっていくことはあるのでしょうか。
#
# **予想** 訓練データは 10 件しかなく、そのうち 2 件はラベルが誤っているとします。100 エポック（全データを 100 周）学習したとき、学習に使わない検証データの損失はどうなるでしょうか。
#
# - (a) 訓練損失と一緒に下がり続ける
# - (b) 途中で止まる
# - (c) 下がってから上がる

# %% [markdown] lang="en" section="experiment-overfitting"
# ## Experiment 2: without the validation loss, overfitting goes unseen
#
# **A common misconception** "As long as the training loss goes down, all is well"
#
# **Question** Can a model get worse while its training loss keeps falling?
#
# **Prediction** Suppose there are only 10 training samples, and 2 of them carry a wrong label. Over 100 epochs (100 passes over the data), what does the loss on validation data not used for training do?
#
# - (a) it keeps falling together with the training loss
# - (b) it levels off
# - (c) it falls and then rises

# %% lang="ja" tags=["demo"]
guess_validation = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_validation = ""  # "a", "b" or "c"

# %% [markdown] lang="ja"
# ### 演習：`train_with_early_stopping`
#
# $$L_{\text{train}} + \lambda \sum_j w_j^2 \quad\text{を小さくする：}\qquad
# w \leftarrow w - \eta\,(\nabla_w L + 2 \lambda w) \qquad b \leftarrow b - \eta\, \nabla_b L$$
#
# 1. $w = 0$、$b = 0$ から始め、エポックごとに全データで 1 回更新します。
# 2. 更新の **あと** で、訓練データと検証データの BCE を記録します。どちらにも正則化項は含めません。
# 3. 検証損失が改善しない（それまでの最小値を下回らない）エポックが `patience` 回続いたら、止めます（**早期終了**）。同じ値は改善に数えません。
# 4. 返すのは、**検証損失が最小だったエポック** の $w$ と $b$、そして履歴です。
#
# - **なぜ検証損失に正則化項を含めない？** 検証で知りたいのは「予測が当たるか」だけだからです。正則化項は学習のための手段です。
# - **なぜバイアスは正則化しない？** バイアスは全体を上下にずらすだけで、入力の違いを増幅しないからです。
# - **なぜ最後の重みではなく最小の重み？** `patience` 回待つあいだに、重みはもう悪くなり始めているからです。
# - **なぜ 1 回の上昇で止めない？** 損失は上下することがあり、そのあとでまた下がるかもしれないからです。

# %% [markdown] lang="en"
# ### Exercise: `train_with_early_stopping`
#
# $$\text{make small}\quad L_{\text{train}} + \lambda \sum_j w_j^2:\qquad
# w \leftarrow w - \eta\,(\nabla_w L + 2 \lambda w) \qquad b \leftarrow b - \eta\, \nabla_b L$$
#
# 1. Start from $w = 0$, $b = 0$; each epoch makes one update on all training data.
# 2. **After** the update, record the BCE on the training data and on the validation data, both without the penalty.
# 3. Stop when `patience` epochs in a row brought no improvement of the validation loss, that is, no new minimum (**early stopping**). An equal value is no improvement.
# 4. Return $w$ and $b$ of **the epoch with the lowest validation loss**, and the history.
#
# - **Why no penalty in the validation loss?** Validation asks only whether predictions are right. The penalty is a means of training.
# - **Why no penalty on the bias?** It shifts everything up or down, but does not amplify differences between inputs.
# - **Why not the last weights?** While you wait for `patience` epochs, the weights are already getting worse.
# - **Why not stop at the first rise?** A loss may go up and down, and fall again afterwards.

# %% exercise="train_with_early_stopping"

# %% [markdown] lang="ja"
# まず、実験 1 の 5 つの候補を振り返ります。検証データに訓練データ自身を渡し、$\lambda = 0$、`patience` をエポック数より大きくすると、この関数はただの勾配降下法になります。そして `history` に、すべての損失が残ります。

# %% [markdown] lang="en"
# First, the five candidates of experiment 1 again. Hand over the training data as validation data, set $\lambda = 0$ and a `patience` beyond the number of epochs, and the function is plain gradient descent, with every loss kept in `history`.

# %% tags=["demo", "hide-input"]
needed = ["batch_predict", "bce_loss", "bce_gradient", "sgd_step", "train_with_early_stopping"]


def show_candidates(rates):
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
    for rate, style in zip(rates, STYLES, strict=True):
        _, _, history = train_with_early_stopping(hours, passed, hours, passed, rate, 0.0, 60, 61)
        losses = np.array(history["train"])
        rises = int((np.diff(losses) > 1e-6).sum())
        print(f"lr = {rate:5.3f}   final loss = {losses[-1]:.4f}   {TEXT['rises']} = {rises} / 59")
        for axes in (left, right)[: 1 + (rate < 1)]:
            axes.plot(
                range(1, 61), losses, **style, linewidth=1.3, markevery=4, label=f"lr = {rate}"
            )
    for axes in (left, right):
        axes.axhline(math.log(2), color="gray", linewidth=1, label=r"$\ln 2$")
        axes.set(xlabel=label("step"), ylabel=label("loss"))
    left.set(yscale="log")
    right.set(ylim=(0.54, 0.72), title=label("near ln 2"))
    figure.tight_layout(w_pad=7)
    name_lines(left)
    name_lines(right)
    plt.show()


# %% tags=["demo"]
with using(*needed):
    show_candidates([0.003, 0.03, 0.3, 0.6, 6.0])

# %% [markdown] lang="ja"
# **数値** 損失が直前より **上がった** 回数を見てください。0.3 までは一度も上がらず、0.6 では 59 回中 **39** 回、6.0 では **24** 回です。6.0 の最後の損失は 7 前後で、灰色の線（$\ln 2$）よりはるかに上です（6.0 の値は `bce_loss` のガードによって変わります）。それでも nan は一度も出ません。
#
# **意味** 発散を見つけるには、nan ではなく **上昇** を数えます。0.6 の最後の損失 0.6061 だけを見れば、それなりに学習できたように見えます。でも、途中の損失は激しく上下していて、60 ステップ目がたまたま低かっただけです。1 点ではなく、曲線を見ることが大切です。これが、次の過学習でも鍵になります。
#
# では本題です。特徴量は 6 個ですが、ラベルを決めるのは 1 つ目だけです（正なら 1、負なら 0）。残りの 5 個はラベルと無関係です。そして、訓練データの最後の 2 件だけ、ラベルをわざと逆にしてあります。検証データのラベルに誤りはありません。

# %% [markdown] lang="en"
# **Numbers** Look at how often the loss **rose** from one step to the next: never up to 0.3, **39** times out of 59 for 0.6, **24** times for 6.0. The last loss for 6.0 is about 7, far above the gray line ($\ln 2$); for 6.0 the values depend on the guard of your `bce_loss`. Yet there is not a single nan.
#
# **Meaning** To find divergence, count **rises**, not nan. From its last loss alone, 0.6061, the rate 0.6 seems to have learnt something. But on the way the loss went up and down wildly, and step 60 merely happened to be low. Look at the curve, not at a point: that is the key to overfitting, too.
#
# Now to the matter itself. There are 6 features, but only the first decides the label (1 if it is positive, 0 if negative); the other 5 have nothing to do with it. And the labels of the last 2 training samples are wrong on purpose. The labels of the validation data hold no mistake.

# %% tags=["demo", "hide-input"]
X_train = np.array(
    [
        [2.1, 1.1, 0.8, -2.6, -1.0, -1.4],
        [-0.3, -0.3, 0.9, -0.1, -1.9, 1.0],
        [-0.9, -0.3, 1.4, 0.0, -0.4, 0.7],
        [-0.7, 0.1, -0.5, 0.7, -0.4, 1.2],
        [-1.2, 2.0, -0.5, 0.5, 0.3, 1.0],
        [1.0, -0.5, -0.6, -0.4, 0.0, -0.9],
        [0.8, -1.2, 0.6, 0.2, -1.4, -1.2],
        [1.0, 1.1, -0.3, 0.0, 1.1, -1.1],
        [-0.2, -0.2, -0.5, 0.3, -1.2, 0.2],
        [0.9, 0.2, 0.7, -0.9, -1.1, -0.4],
    ]
)
y_train = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0])

X_val = np.array(
    [
        [0.4, -0.5, 0.4, 2.0, -0.2, -0.2],
        [-1.0, -0.6, -0.4, -1.1, 1.5, 1.5],
        [2.7, 0.2, 4.0, 1.2, -0.6, -0.9],
        [2.2, 0.2, 0.6, -0.7, 0.1, 0.7],
        [1.1, 0.6, -0.8, -1.2, 1.8, 0.0],
        [0.7, 1.2, -0.9, 0.0, 0.2, -1.9],
        [-1.1, -0.4, 0.2, 0.5, 1.6, 0.4],
        [-0.3, 0.3, -0.1, 0.1, -1.2, 0.5],
        [-1.4, 0.1, 0.1, -1.4, 1.5, 0.6],
        [-0.6, 0.7, 0.6, 1.6, 0.5, -0.3],
        [1.3, 0.9, -0.3, -0.6, 0.7, -1.0],
        [-0.6, -0.7, 1.8, -0.7, 1.6, -1.0],
    ]
)
y_val = np.array([1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0])
train, val = (X_train, y_train), (X_val, y_val)


def show_run(name, run):
    w_run, b_run, history = run
    fit, found = batch_predict(X_train, w_run, b_run), batch_predict(X_val, w_run, b_run)
    print(
        f"{name}: {len(history['val']):3d} epochs, best {np.argmin(history['val']) + 1:3d}   "
        f"train {bce_loss(y_train, fit):.4f}   val {bce_loss(y_val, found):.4f}   "
        f"right {((found > 0.5) == y_val).sum()}/12   wrong labels {fit[-2:].round(4)}"
    )


def draw_losses(axes, history):
    epochs = range(1, len(history["val"]) + 1)
    axes.plot(epochs, history["train"], **STYLES[0], markevery=10, label=label("training loss"))
    axes.plot(epochs, history["val"], **STYLES[1], markevery=10, label=label("validation loss"))
    axes.set(xlabel=label("epoch"), ylabel=label("loss"), ylim=(0, 0.75))


def show_overfitting(without, stopped, shrunk):
    print(f"val loss at epoch 100: {without['val'][-1]:.4f}, with lambda {shrunk['val'][-1]:.4f}")
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
    for axes, history, lam in [(left, without, "0"), (right, shrunk, "0.05")]:
        draw_losses(axes, history)
        axes.set(title=rf"$\lambda = {lam}$")
    best = int(np.argmin(stopped["val"])) + 1
    left.plot(best, min(stopped["val"]), "*", color="black", markersize=14)
    left.annotate(
        label("early stopping"),
        (best, min(stopped["val"])),
        (0, 40),
        textcoords="offset points",
        arrowprops={"arrowstyle": "->"},
        ha="center",
    )
    figure.tight_layout(w_pad=10)
    name_lines(left)
    name_lines(right)
    plt.show()


def draw_epochs(epochs):
    last = train_with_early_stopping(*train, *train, 0.5, 0.0, epochs, epochs + 1)
    history = train_with_early_stopping(*train, *val, 0.5, 0.0, 100, 101)[2]
    fit, found = batch_predict(X_train, *last[:2]), batch_predict(X_val, *last[:2])
    now, later = bce_loss(y_train, fit), bce_loss(y_val, found)
    text = TEXT["epochs"].format(
        epochs=epochs,
        now=f"{now:.4f}",
        later=f"{later:.4f}",
        gap=f"{later - now:+.4f}",
        fit=((fit > 0.5) == y_train).sum(),
        found=((found > 0.5) == y_val).sum(),
        wrong=fit[-2:].round(4),
        best=int(np.argmin(history["val"])) + 1,
        lowest=f"{min(history['val']):.4f}",
    )
    figure, axes = plt.subplots(figsize=(7.5, 3.4))
    draw_losses(axes, history)
    axes.axvline(epochs, color="gray", linewidth=1)
    axes.plot([epochs, epochs], [now, later], "k", linewidth=4, alpha=0.4)
    axes.set(title=rf"$L_{{val}} - L_{{train}} = {later - now:+.4f}$")
    figure.tight_layout()
    name_lines(axes)
    return text, figure


# %% tags=["demo"]
with using(*needed):
    ask("validation")
    runs = {
        "watch train": train_with_early_stopping(*train, *train, 0.5, 0.0, 100, 5),
        "watch val  ": train_with_early_stopping(*train, *val, 0.5, 0.0, 100, 5),
        "lambda 0.05": train_with_early_stopping(*train, *val, 0.5, 0.05, 100, 101),
    }
    for name, one in runs.items():
        show_run(name, one)
    without = train_with_early_stopping(*train, *val, 0.5, 0.0, 100, 101)[2]
    compare("validation")
    show_overfitting(without, runs["watch val  "][2], runs["lambda 0.05"][2])

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 答えは (c) です。
#
# | | エポック | 訓練損失 | 検証損失 | 検証データの正解数 |
# |---|---|---|---|---|
# | 訓練損失だけを監視する | **100** | 0.1298 | 0.5788 | 12 件中 **10** 件 |
# | 検証損失を監視して止める（`patience` は 5） | **26** | 0.2392 | 0.3315 | 12 件中 **11** 件 |
#
# 訓練損失だけを監視していると、いつまでも下がるので止まれません。検証損失は、エポック **21** の 0.3315 を底に上がり始めていました。早期終了は $21 + 5 = 26$ で止まり、エポック **21** の重みを返します。一方、正則化項（$\lambda = 0.05$）があると、100 エポック続けても検証損失は 0.3874 に留まりました。
#
# **式** 正則化項のある更新は $w \leftarrow (1 - 2 \eta \lambda)\, w - \eta \nabla_w L$ です。毎エポック、まず重みを $1 - 2 \times 0.5 \times 0.05 = 0.95$ 倍に縮めてから進みます。
#
# **意味** 出力の `wrong labels` を見てください。ラベルを逆にした 2 件（与えたラベルは 1 と 0）への予測です。エポック 21 では 0.4647 と 0.5689 で、モデルは与えられたラベルよりも実際の規則に従っています。100 エポック後は 0.6814 と 0.4251 で、**誤ったラベルのほうを覚えてしまいました**。規則では説明できない 2 件を、無関係な特徴量まで使って説明した結果、検証データで外れるのです。訓練損失だけを見ていたら、後半も「順調」に見えたはずです。早期終了は **いつ止めるか** を決め、正則化は **重みがどこまで大きくなれるか** を制限します。方法は違いますが、どちらも過学習を抑えます。
#
# </details>
#
# ### 動かす：エポック数
#
# `epochs` だけを 5、21、50、100 に変えて、実行し直してください。訓練損失が下がるあいだに、検証損失との差（図の太い線）はどう変わるでしょうか。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The answer is (c).
#
# | | epochs | training loss | validation loss | right on the validation data |
# |---|---|---|---|---|
# | watching the training loss only | **100** | 0.1298 | 0.5788 | **10** out of 12 |
# | stopping by the validation loss (`patience` 5) | **26** | 0.2392 | 0.3315 | **11** out of 12 |
#
# Who watches the training loss alone can never stop, for it keeps falling. The validation loss had its floor of 0.3315 at epoch **21** and rose from there. Early stopping ends at $21 + 5 = 26$ and returns the weights of epoch **21**. With the penalty ($\lambda = 0.05$), the validation loss stays at 0.3874 even after 100 epochs.
#
# **Formula** An update with the penalty is $w \leftarrow (1 - 2 \eta \lambda)\, w - \eta \nabla_w L$: each epoch first shrinks the weights to $1 - 2 \times 0.5 \times 0.05 = 0.95$ of their size, then moves on.
#
# **Meaning** Look at `wrong labels` in the output: the predictions for the 2 samples whose labels were flipped (the labels given are 1 and 0). At epoch 21 they are 0.4647 and 0.5689: the model follows the real rule rather than those labels. After 100 epochs they are 0.6814 and 0.4251: **it has learnt the wrong labels by heart.** The rule cannot explain those 2, so features that have nothing to do with it are used to explain them, and the model misses on the validation data for it. Seen through the training loss alone, the second part would have looked fine. Early stopping decides **when** to stop, regularisation limits **how large** weights can become. The ways differ; both hold overfitting back.
#
# </details>
#
# ### Play: the number of epochs
#
# Change `epochs` alone to 5, 21, 50, 100 and run the cell again. While the training loss falls, how does its distance from the validation loss (the thick line in the plot) change?

# %% tags=["demo"]
epochs = 21

with using(*needed):
    play(draw_epochs, "epochs", epochs, [1, 5, 10, 15, 21, 26, 30, 40, 50, 60, 70, 80, 90, 100])

# %% [markdown] lang="ja" section="experiment-preprocessing"
# ## 実験 3：前処理と活性化関数の相性を無視する
#
# **よくある誤解** 「重みは学習で決まるのだから、入力のスケールは何でもよい」
#
# **問い** 画像の画素（0〜255）をそのまま入れるのと、255 で割るのと、標準化するのとで、シグモイド関数とその勾配に何が起こるでしょうか。
#
# $2 \times 2$ 画素の小さな画像が 12 枚あります。上半分のほうが明るければ 1、そうでなければ 0 というラベルを付けたデータです。ただし、実際の写真のように、全体の明るさもノイズもまちまちです。
#
# **予想** 「上 2 画素に $+0.5$、下 2 画素に $-0.5$」という重みで $z$ を計算します。画素をそのまま入れたとき、シグモイド関数の傾き $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$ は、12 枚のうち何枚で 0.000001 を超えるでしょうか。

# %% [markdown] lang="en" section="experiment-preprocessing"
# ## Experiment 3: preprocessing must suit the activation function
#
# **A common misconception** "Training finds the weights anyway, so the scale of the input does not matter"
#
# **Question** Feed an image's pixels (0 to 255) as they are, divided by 255, or standardised: what happens to a sigmoid and its gradient?
#
# Here are 12 tiny images of $2 \times 2$ pixels. The label is 1 if the upper half is brighter and 0 if not; but as in real photographs, overall brightness and noise vary.
#
# **Prediction** Compute $z$ with the weights "$+0.5$ for the two upper pixels, $-0.5$ for the two lower ones". With the pixels as they are, in how many of the 12 images is the slope of the sigmoid, $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$, above 0.000001?

# %% lang="ja" tags=["demo"]
guess_alive = ""  # 0 から 12 までの数

# %% lang="en" tags=["demo"]
guess_alive = ""  # a number from 0 to 12

# %% tags=["demo", "hide-input"]
pixels = np.array(
    [
        [55, 70, 125, 80],
        [105, 130, 55, 65],
        [165, 155, 195, 205],
        [110, 190, 90, 75],
        [70, 75, 75, 60],
        [140, 140, 125, 115],
        [105, 125, 140, 130],
        [105, 105, 65, 55],
        [160, 105, 175, 170],
        [70, 105, 25, 60],
        [60, 85, 140, 145],
        [100, 130, 125, 105],
    ],
    dtype=float,
)
bright_above = np.array([0.0, 1.0] * 6)
detector = np.array([0.5, 0.5, -0.5, -0.5])


def show_images():
    _, panels = plt.subplots(1, 12, figsize=(10, 1.3))
    for i, panel in enumerate(panels):
        panel.imshow(pixels[i].reshape(2, 2), cmap="gray", vmin=0, vmax=255)
        panel.set(title=f"{bright_above[i]:.0f}", xticks=[], yticks=[])
    plt.show()


def slopes_of(X):
    p = batch_predict(X, detector, 0.0)
    return p * (1 - p)


def learn(X):
    """The limit of the learning rate at the start, and the training losses for lr = 0.2."""
    with_ones = np.hstack([X, np.ones((12, 1))])
    limit = 2 / np.linalg.eigvalsh(with_ones.T @ with_ones / (4 * 12)).max()
    data = (X, bright_above, X, bright_above)
    return limit, np.array(train_with_early_stopping(*data, 0.2, 0.0, 40, 41)[2]["train"])


def draw_slopes(axes):
    line = np.linspace(-9, 9, 200)
    p = batch_predict(line.reshape(-1, 1), [1.0], 0.0)
    axes.plot(line, p * (1 - p), color="gray", linewidth=1)
    axes.set(xlabel=f"z ({label('cut at 9')})", ylabel=r"$\sigma'(z)$")
    axes.set(title=label("slope of the sigmoid"))


def show_inputs(inputs):
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
    draw_slopes(left)
    for (name, X), style in zip(inputs.items(), STYLES, strict=False):
        limit, losses = learn(X)
        rises = int((np.diff(losses) > 1e-6).sum())
        print(
            f"{name}: 2/curvature = {limit:.6f}   first loss = {losses[0]:7.4f}   "
            f"last loss = {losses[-1]:.4f}   {TEXT['rises']} = {rises} / 39"
        )
        dots = {**style, "linestyle": "none", "alpha": 0.7}
        left.plot(np.clip(X @ detector, -9, 9), slopes_of(X), **dots, label=label(name[3:].strip()))
        right.semilogy(range(1, 41), losses, **style, markevery=4, label=label(name[3:].strip()))
    left.legend()
    right.axhline(math.log(2), color="gray", linewidth=1, label=r"$\ln 2$")
    right.set(xlabel=label("epoch"), ylabel=label("loss"))
    figure.tight_layout()
    name_lines(right)
    plt.show()


def draw_scale(top):
    X = pixels / 255 * top
    slope, (limit, losses) = slopes_of(X), learn(X)
    text = TEXT["scale"].format(
        top=f"{top:g}",
        z=f"{X[0] @ detector:.4f}",
        slope=f"{slope[0]:.6f}",
        alive=(slope > 1e-6).sum(),
        limit=f"{limit:.6f}",
        ratio=f"{0.2 / limit:.2f}",
        first=f"{losses[0]:.4f}",
        last=f"{losses[-1]:.4f}",
        rises=int((np.diff(losses) > 1e-6).sum()),
    )
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2))
    draw_slopes(left)
    left.plot(np.clip(X @ detector, -9, 9), slope, "o", color="#D55E00", alpha=0.7)
    right.semilogy(range(1, 41), losses, **STYLES[1], markevery=2)
    right.axhline(math.log(2), color="gray", linewidth=1, label=r"$\ln 2$")
    right.set(xlabel=label("epoch"), ylabel=label("loss"), ylim=(0.1, 20))
    right.set(title=rf"$0.2 / (2 / \lambda) = {0.2 / limit:.3g}$")
    figure.tight_layout()
    name_lines(right)
    return text, figure


# %% tags=["demo"]
show_images()

with using("batch_predict"):
    ask("alive")
    for name, X in [("0-255", pixels), ("/ 255", pixels / 255)]:
        slope = slopes_of(X)
        print(
            f"{name}: z of the first image = {X[0] @ detector:8.4f}   its slope = {slope[0]:.6f}   "
            f"slopes above 0.000001: {(slope > 1e-6).sum()} / 12"
        )
    compare("alive")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 画素をそのまま入れると、最初の画像の $z$ は −40 で、傾きは 0.000000 です。傾きが 0.000001 を超えたのは 12 枚中 **2** 枚だけです。255 で割ると $z$ は −0.1569、傾きは 0.248468 になり、**12** 枚すべてで超えています。
#
# **式** $\sigma'(z) = \sigma(z)\,(1 - \sigma(z)) \le \frac{1}{4}$ で、$|z|$ が大きいと $e^{-|z|}$ の速さで 0 に近づきます。$e^{-40}$ は約 $4 \times 10^{-18}$ です。このように $|z|$ が大きく、傾きがほぼ 0 になった状態を **飽和** と呼びます。
#
# **意味** 飽和した場所では、重みを動かしても予測は動きません。観察 3 で見た二乗誤差の勾配には、この $y(1-y)$ が掛かっていました。だから飽和すると、**予測が外れていても** 勾配が 0 になります。隠れ層のシグモイド関数でも同じです。では、出力層で $y(1-y)$ が打ち消される BCE なら安全でしょうか。勾配は $(y - t)\, x$ です。今度は、画素の大きさ $x$ がそのまま更新の大きさになります。何が起こるかは、標準化の関数を書いてから確かめます。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** With the pixels as they are, $z$ of the first image is −40 and its slope is 0.000000; only **2** slopes out of 12 are above 0.000001. Divided by 255, $z$ is −0.1569, the slope is 0.248468, and all **12** are above it.
#
# **Formula** $\sigma'(z) = \sigma(z)\,(1 - \sigma(z)) \le \frac{1}{4}$, and for a large $|z|$ it goes to 0 as fast as $e^{-|z|}$; $e^{-40}$ is about $4 \times 10^{-18}$. When $|z|$ is so large that the slope is almost 0, the sigmoid is said to be in **saturation**.
#
# **Meaning** Where the sigmoid is saturated, moving the weights does not move the prediction. The gradient of the squared error in observation 3 carried this $y(1-y)$: once saturated, the gradient is 0 **even when the prediction is wrong**. The same holds for a sigmoid in a hidden layer. Is the BCE safe then, since $y(1-y)$ cancels in the output layer? Its gradient is $(y - t)\, x$: now the size of the pixels, $x$, becomes the size of the update. What that does, we shall see once you have written a function that standardises.
#
# </details>

# %% [markdown] lang="ja"
# ### 演習：`standardize`
#
# 列（特徴量）ごとに、平均を引いて標準偏差で割ります。
#
# $$Z_{ij} = \frac{X_{ij} - \mu_j}{s_j} \qquad \mu_j,\ s_j \text{ は訓練データの列 } j \text{ の平均と標準偏差}$$
#
# - **なぜ新しいデータにも訓練データの $\mu, s$ を使う？** 検証データや未来のデータの平均を使うのは、答えをのぞき見るのと同じだからです（データリーク、情報の漏れ）。それに、モデルは「訓練データの物差し」で学んでいます。物差しを替えたら、同じ画像でも別の数になってしまいます。
# - **どの標準偏差？** $n$ で割るもの（母標準偏差）です。
# - **列が定数だったら？** 標準偏差は 0 で、そのまま割ると nan や inf になります。平均を引くだけにします（1 で割ります）。

# %% [markdown] lang="en"
# ### Exercise: `standardize`
#
# Column by column (feature by feature), subtract the mean and divide by the standard deviation.
#
# $$Z_{ij} = \frac{X_{ij} - \mu_j}{s_j} \qquad \mu_j,\ s_j \text{: mean and standard deviation of column } j \text{ of the training data}$$
#
# - **Why use the training data's $\mu, s$ for new data, too?** Taking the mean of validation or future data would be peeking at the answers (a data leak). And the model has learnt with the ruler of the training data: with another ruler, the same image becomes another number.
# - **Which standard deviation?** The one that divides by $n$ (of the population).
# - **What if a column is constant?** Its standard deviation is 0, and plain division gives nan or inf. Only subtract the mean then (divide by 1).

# %% exercise="standardize"

# %% tags=["demo"]
with using("standardize"):
    Z_train, Z_new = standardize(pixels, [[120.0, 120.0, 120.0, 120.0]])
    print("mean of the columns:", np.abs(Z_train.mean(axis=0)).round(6))
    print("std of the columns: ", Z_train.std(axis=0))
    print("a gray image (120): ", Z_new)

# %% [markdown] lang="ja"
# **数値** 訓練データの列の平均は 0、標準偏差は 1 になりました。全画素が 120 の新しい灰色の画像は、0.461838、0.062999、0.181772、0.311966 になります。同じ 120 でも、列ごとに「普段よりどれだけ明るいか」が違うからです。
#
# では、3 通りの入力で学習を比べます。学習率は 0.2、40 エポックです。
#
# **予想** 実験 1 で上限を超えたときのように、損失が激しく上下するのはどの入力でしょうか。
#
# - (a) 0〜255 のまま
# - (b) 255 で割る
# - (c) 標準化

# %% [markdown] lang="en"
# **Numbers** The columns of the training data now have mean 0 and standard deviation 1. A new gray image with 120 everywhere becomes 0.461838, 0.062999, 0.181772, 0.311966: the same 120, but each column differs in how much brighter than usual that is.
#
# Now compare a training on the three inputs, with learning rate 0.2 and 40 epochs.
#
# **Prediction** For which input does the loss go up and down wildly, as it did past the limit in experiment 1?
#
# - (a) 0 to 255 as it is
# - (b) divided by 255
# - (c) standardised

# %% lang="ja" tags=["demo"]
guess_input = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_input = ""  # "a", "b" or "c"

# %% tags=["demo"]
with using("standardize", *needed):
    ask("input")
    inputs = {
        "a  0-255       ": pixels,
        "b  / 255       ": pixels / 255,
        "c  standardised": standardize(pixels, pixels)[0],
    }
    show_inputs(inputs)
    compare("input")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** （0〜255 の損失は、`bce_loss` のガードが $10^{-9}$ のときの値です。ガードが違えば変わります。）
#
# | 入力 | 上限 $2 / \lambda$ | 最初の損失 | 最後の損失 | 上昇の回数 |
# |---|---|---|---|---|
# | 0〜255 | 0.000153 | 10.3616 | 3.4539 | 39 回中 **11** 回 |
# | 255 で割る | 4.522153 | 0.6917 | 0.6448 | **0** 回 |
# | 標準化 | 3.099829 | 0.6482 | 0.2512 | **0** 回 |
#
# **式** ヘッセ行列 $\frac{1}{4n} \tilde X^{\top} \tilde X$ は、入力の **二乗** に比例します。入力が 255 倍なら $\lambda$ は $255^2 = 65025$ 倍、上限はその逆数に縮みます（$\tilde X$ の 1 の列は変わらないので、実際の比はその半分ほどでした）。学習率 0.2 は、0〜255 の上限 0.000153 の千倍以上です。最初の損失 10.3616 も説明できます。12 枚の半分が「確信をもって外した予測」なら、$\frac{6}{12} \times 20.7 \approx 10.36$ です。
#
# **意味** 画素をそのまま入れた学習は、実験 1 で上限を超えたときと同じ挙動です。同じデータ、同じ学習率なのに、**入力のスケールだけで発散しました**。255 で割れば安全ですが、遅いままです。すべての画素が正なので「全体の明るさ」の方向だけが急で、肝心の「上下の差」の方向が平らだからです。標準化すると、明るさのずれが引かれ、どの方向の曲率もそろうので、同じステップ数で谷の近くまで進めます。
#
# </details>
#
# ### 動かす：入力のスケール
#
# `top` は、画素のいちばん明るい値です。1、5、20、255 に変えて、実行し直してください。傾きが 0.000001 を超える枚数と、学習率 0.2 が上限の何倍かを見比べます。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** (The losses for 0 to 255 hold for a guard of $10^{-9}$ in `bce_loss`; another guard gives other values.)
#
# | input | limit $2 / \lambda$ | first loss | last loss | rises |
# |---|---|---|---|---|
# | 0 to 255 | 0.000153 | 10.3616 | 3.4539 | **11** out of 39 |
# | divided by 255 | 4.522153 | 0.6917 | 0.6448 | **0** |
# | standardised | 3.099829 | 0.6482 | 0.2512 | **0** |
#
# **Formula** The Hessian matrix $\frac{1}{4n} \tilde X^{\top} \tilde X$ goes with the **square** of the input. Make the input 255 times as large, and $\lambda$ becomes $255^2 = 65025$ times as large; the limit shrinks accordingly (the column of ones in $\tilde X$ stays as it is, so the actual ratio is about half of that). The learning rate 0.2 is more than a thousand times 0.000153, the limit for 0 to 255. The first loss, 10.3616, can be explained, too: if half of the 12 images are predicted wrong with full certainty, that is $\frac{6}{12} \times 20.7 \approx 10.36$.
#
# **Meaning** Training on raw pixels behaves like the rates past the limit in experiment 1. Same data, same learning rate: **the scale of the input alone made it diverge**. Divided by 255 it is safe, but slow. All pixels are positive, so only the direction "overall brightness" is steep, while the one that matters, "top against bottom", is flat. Standardising takes the common brightness away and evens out the curvature of all directions, so the same number of steps gets close to the valley.
#
# </details>
#
# ### Play: the scale of the input
#
# `top` is the value of the brightest pixel. Change it to 1, 5, 20, 255 and run the cell again. Compare how many slopes are above 0.000001 with how many times the limit the learning rate 0.2 is.

# %% tags=["demo"]
top = 20

with using(*needed):
    play(draw_scale, "top", top, [1, 2, 5, 10, 20, 50, 100, 255])

# %% [markdown] lang="ja"
# **数値と意味** `top` が 20 なら、0.2 は上限の 8.09 倍です。損失は激しく上下したあとで落ち着きます。曲率が場所で変わるので、上限を超えても落ち着くことがあるのでした（実験 1）。255 では千倍以上になり、もう落ち着きません。1 では一度も上がりませんが、なかなか下がりません。

# %% [markdown] lang="en"
# **Numbers and meaning** With a `top` of 20 the rate 0.2 is 8.09 times the limit: the loss goes up and down wildly and then settles. The curvature depends on the place, so past the limit it may still settle (experiment 1). With 255 it is more than a thousand times, and the loss settles no more. With 1 it never rises, but hardly falls.

# %% [markdown] lang="ja" section="summary"
# ## 要点整理
#
# 3 つの失敗を、式と数値で説明できますか。
#
# | よくある失敗 | 式 | 数値で見たこと |
# |---|---|---|
# | 学習率が大きすぎて発散する | $0 < \eta < 2 / \lambda$ | 0.5 が上限、0.55 では損失 2939.54 |
# | 検証損失を監視せず、過学習を見逃す | $L + \lambda \sum w^2$、検証損失の最小で止める | 0.3315 が 0.5788 に |
# | 前処理と活性化関数の相性を無視する | $\sigma' = \sigma (1 - \sigma)$、$\lambda \propto x^2$ | 最後の損失 3.4539 と 0.2512 |
#
# そして、どの実験にも共通することが 1 つあります。**1 つの数値を信じず、式と突き合わせる** ことです。観察 3 の上昇は勾配だけによるものではなく、観察 4 の合計は、どの重みの目的関数でもありませんでした。
#
# ### 記述問題：`explain_divergence`
#
# 最後に、自分の言葉で説明してください。これは担当者が読んで採点します。式と数値の **両方** を使って書きます。実験 1 の「動かす」のセルで学習率を変えると、数値の例がすぐに作れます。

# %% [markdown] lang="en" section="summary"
# ## What to take away
#
# Can you explain the three failures, as a formula and in numbers?
#
# | common failure | formula | seen in numbers |
# |---|---|---|
# | a learning rate that is too large diverges | $0 < \eta < 2 / \lambda$ | the limit is 0.5; at 0.55 the loss is 2939.54 |
# | without watching the validation loss, overfitting goes unseen | $L + \lambda \sum w^2$, stop at the lowest validation loss | 0.3315 became 0.5788 |
# | preprocessing that does not suit the activation function | $\sigma' = \sigma (1 - \sigma)$, $\lambda \propto x^2$ | last losses 3.4539 and 0.2512 |
#
# One thing is common to all of them: **do not trust a single number; hold it against a formula.** The rise of observation 3 did not come from the gradient alone, and the sum of observation 4 was the objective of no weights at all.
#
# ### In words: `explain_divergence`
#
# Finally, explain in your own words. This is graded manually. Use **both** a formula and numbers. Change the learning rate in the "Play" cell of experiment 1, and you have your own example in numbers.

# %% [markdown] exercise="explain_divergence"

# %% [markdown] lang="ja"
# ### 次のステップへ
#
# 次は学習ステップ 8 / 8「自然言語処理」です。今回のコードとの **差分** に注目してください。
#
# | 今回 | 自然言語処理では |
# |---|---|
# | 数を手で決めたトークン | 学習した単語の埋め込みと、位置エンコーディング |
# | 手で渡した $Q, K, V$ と 1 つのヘッド | $W_Q, W_K, W_V$ が作る、複数のヘッド |
# | 1 つのクエリ、全トークンを見る | 文中の全トークンのクエリ、先のトークンはマスクする |
# | 1 か 0 かの予測と BCE | 語彙全体の予測（softmax）と交差エントロピー |
#
# 変わらないのは、損失が下がる理由です。
#
# 進む前に、`pytest` か `autograder check` で、全体の進み具合を確かめておきましょう。

# %% [markdown] lang="en"
# ### On to the next step
#
# Next comes step 8 / 8, "Natural language processing". Watch for the **differences** from today's code.
#
# | today | in natural language processing |
# |---|---|
# | tokens whose numbers were set by hand | word embeddings that are learnt, and positional encoding |
# | $Q, K, V$ given by hand, and one head | several heads, made by $W_Q, W_K, W_V$ |
# | one query that looks at all tokens | a query for every token of a text, with later tokens masked |
# | a prediction of 1 or 0, and the BCE | a prediction over a whole vocabulary (softmax), and cross-entropy |
#
# What stays the same is why the loss goes down.
#
# Before you go on, see how far you have come with `pytest` or `autograder check`.
