# %% [markdown] lang="ja" section="introduction"
# # 学習する Transformer
#
# 前の教材「Transformer 入門」では、1 つのヘッドの注意と、ロジスティック回帰の学習を確かめました。今回は、その先の部品を一つずつ作り、**文字の並びを逆順に書く Transformer** を学習させます。
#
# 進め方の原則は前回と同じです。**すべての主張を「式」と「数値の変化」の両方で確かめます。**
#
# **到達目標** マスク、マルチヘッド、位置、層正規化、残差接続、Adam、ウォームアップがそれぞれ何を解決するのかを、コードと数値で説明できるようになります。
#
# **前提** 「Transformer 入門」を終えていること。行列積 $Y = XW$ の勾配が $dX = dY\,W^{\top}$、$dW = X^{\top} dY$ であることを、形から思い出せること。
#
# 使うのは NumPy だけです。

# %% [markdown] lang="en" section="introduction"
# # A Transformer that learns
#
# The previous lesson, "Transformer Basics", ended with one head of attention and the training of a logistic regression. This one builds the remaining parts one by one and trains **a Transformer that writes a word backwards**.
#
# The promise is the same: **every claim is shown twice, as a formula and as a change in numbers.**
#
# **Goal** Explain with code and numbers what masks, several heads, position, layer normalisation, residuals, Adam and warm-up are each good for.
#
# **Before you start** You have done "Transformer Basics", and you can recover from the shapes that a product $Y = XW$ has the gradients $dX = dY\,W^{\top}$ and $dW = X^{\top} dY$.
#
# NumPy is all you need.

# %% [markdown] lang="ja"
# ### 全体の流れ
#
# | 節 | 書く関数 |
# |---|---|
# | 観察 1：マスク | `attention_mask`, `masked_attention` |
# | 観察 2：ヘッド | `multi_head_attention` |
# | 観察 3：位置 | `positional_encoding`, `embed_tokens` |
# | 観察 4：層正規化 | `layer_norm`, `layer_norm_backward` |
# | 観察 5：損失 | `cross_entropy`, `cross_entropy_gradient` |
# | 観察 6：ブロック | `multi_head_backward`, `block_forward`, `block_backward`, `TransformerBlock` |
# | 観察 7：Adam とウォームアップ | `adam_step`, `warmup_rate` |
# | 観察 8：教師強制と復号 | `teacher_forcing`, `greedy_decode` |
# | 実験 1：逆順に書く | `train_until_right` |
# | 実験 2〜4：3 つの失敗 | （新しく書く関数はありません） |
# | まとめ | `explain_training`（記述） |
#
# 進め方は前回と同じです。**予想** を `guess_...` に書き、関数を完成させて `check("...")` で確かめ、続くセルの **数値** を見て、「読み解く」を開きます。予想を書くまで、結果は表示されません。「動かす」のセルでは、数を 1 つ変えて何度でも実行してください（実験 2〜4 では、1 回に数秒かかります）。行きづまったら `hint("attention_mask")`（ターミナルなら `autograder check --hint attention_mask`）で、ヒントが少しずつ出ます。
#
# 数値やグラフを出すだけのセルは、採点では実行されません。答えの関数に必要なものは、演習のセルの中に書いてください。`math` と `np`（NumPy）と、前の演習の関数は、いつでも使えます。

# %% [markdown] lang="en"
# ### The map
#
# | section | what you write |
# |---|---|
# | Observation 1, masks | `attention_mask`, `masked_attention` |
# | Observation 2, heads | `multi_head_attention` |
# | Observation 3, position | `positional_encoding`, `embed_tokens` |
# | Observation 4, layer normalisation | `layer_norm`, `layer_norm_backward` |
# | Observation 5, loss | `cross_entropy`, `cross_entropy_gradient` |
# | Observation 6, the block | `multi_head_backward`, `block_forward`, `block_backward`, `TransformerBlock` |
# | Observation 7, Adam and warm-up | `adam_step`, `warmup_rate` |
# | Observation 8, teacher forcing and decoding | `teacher_forcing`, `greedy_decode` |
# | Experiment 1, writing backwards | `train_until_right` |
# | Experiments 2 to 4, three failures | (nothing new to write) |
# | Summary | `explain_training` (in words) |
#
# Work as before: write your **prediction** into `guess_...`, complete the function, check it with `check("...")`, look at the **numbers** of the next cell and open "Read it". Until you have predicted, the result is not shown. In a cell marked "Play", change one number and run it as often as you like (in experiments 2 to 4 that takes a few seconds each time). When you are stuck, `hint("attention_mask")` (in a terminal: `autograder check --hint attention_mask`) gives hints a little at a time.
#
# Cells that only print or plot are not run in grading. Put everything an answer needs into its exercise cell. `math`, `np` (NumPy) and the functions of earlier exercises are always there.

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
    "position": "位置 {position} との内積：自分自身 {itself}、1 つ隣 {near}、20 離れた位置 {far}",
    "warmup": "warmup = {warmup}：最初の一歩の学習率 {first}、最大 {highest}（{warmup} ステップ目）、\n"
    "100 ステップ目 {late}",
    "word": "{word} → {written}\n正しく書けた文字：{right} / 4",
    "run": "{steps} ステップ：訓練損失は最初 {first}、最大 {highest}、最後 {last}\n"
    "検証損失 {held}、検証データの正解率 {right}",
    "rates": "warmup = {warmup}：最初の一歩の学習率 {first}、最大の学習率 {highest}",
    "count": "単語 {count} 個",
    "spread": "トークンの標準偏差 s = {spread}、s / √(s² + 1) = {share}",
}
LABELS = {
    "key": "キー",
    "query": "クエリ",
    "head": "ヘッド",
    "attention weight": "注意重み",
    "position": "位置",
    "column": "列",
    "dot product": "内積",
    "step": "ステップ",
    "learning rate": "学習率",
    "loss": "損失",
    "training loss": "訓練損失",
    "held-out accuracy": "検証データの正解率",
    "warm-up": "ウォームアップあり",
    "no warm-up": "ウォームアップなし",
    "words": "語",
    "times": "倍",
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
    "position": "dot product with position {position}: itself {itself}, next to it {near}, "
    "20 away {far}",
    "warmup": "warmup = {warmup}: rate of the first step {first}, highest {highest} "
    "(at step {warmup}),\nat step 100 {late}",
    "word": "{word} -> {written}\nletters right: {right} / 4",
    "run": "{steps} steps: training loss first {first}, highest {highest}, last {last}\n"
    "held-out loss {held}, held-out accuracy {right}",
    "rates": "warmup = {warmup}: rate of the first step {first}, highest rate {highest}",
    "count": "{count} words",
    "spread": "standard deviation of the tokens s = {spread}, s / sqrt(s^2 + 1) = {share}",
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
    "seen": ([str(count) for count in range(10)], "5"),
    "hide": ("abc", "a"),
    "head": ("abc", "b"),
    "shuffle": ("ab", "b"),
    "tenfold": ("abc", "a"),
    "change": ("abc", "b"),
    "padding": ("ab", "b"),
    "idle": ("abc", "b"),
    "first": ("abc", "a"),
    "shift": ("abc", "c"),
    "start": ("ab", "a"),
    "looks": ("0123", "2"),
    "gap": ("ab", "b"),
    "words": ("abc", "c"),
    "size": (("0.025", "1", "10"), "1"),
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
# ## 観察 1：見てはいけないものを隠す
#
# **問い** 次のトークンを予測するモデルに、次のトークンが見えていたら、何を学ぶでしょうか。
#
# 答えを写すだけです。そこで、位置 $i$ のクエリには、位置 $j \le i$ のキーだけを見せます（**因果マスク**）。長さの違う文をそろえるために入れた **パディング** も、誰からも見えないようにします。
#
# ### 演習：`attention_mask`
#
# $$\text{mask}_{ij} = (\text{ids}_j \ne \text{pad}) \;\wedge\; (j \le i)$$
#
# **予想** トークンが `[5, 3, 0]`（0 がパディング）で因果マスクもあるとき、3 × 3 の表の 9 つのうち、True はいくつでしょうか。

# %% [markdown] lang="en" section="observation-1"
# ## Observation 1: hide what must not be seen
#
# **Question** If a model that should predict the next token can see the next token, what does it learn?
#
# To copy it. So the query at position $i$ may see only keys at positions $j \le i$ (the **causal mask**). And **padding**, which fills up shorter sentences, is hidden from everybody.
#
# ### Exercise: `attention_mask`
#
# $$\text{mask}_{ij} = (\text{ids}_j \ne \text{pad}) \;\wedge\; (j \le i)$$
#
# **Prediction** For the tokens `[5, 3, 0]`, 0 being padding, and a causal mask, how many of the 9 entries are True?

# %% lang="ja" tags=["demo"]
guess_seen = ""  # 0 から 9 の数を書いて実行します。わからなければ "?"

# %% lang="en" tags=["demo"]
guess_seen = ""  # write a number from 0 to 9 and run the cell; "?" if you have no idea

# %% exercise="attention_mask"

# %% tags=["demo"]
with using("attention_mask"):
    ask("seen")
    mask = attention_mask([5, 3, 0], 0, True)
    print(mask.astype(int))
    print("True:", mask.sum())
    compare("seen")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** True は **5** 個です。最後の列（パディング）はすべて 0、右上の三角形も 0 です。
#
# </details>
#
# ### 演習：`masked_attention`
#
# 隠すキーの重みは 0 でなければなりません。では、注意のどの段階で隠せばよいでしょうか。
#
# $$s_{ij} = \begin{cases} q_i \cdot k_j / \sqrt{d_k} & \text{mask}_{ij} \\ -\infty & \text{otherwise} \end{cases}
# \qquad A = \mathrm{softmax}(s)$$
#
# **予想** スコアが $(2,\ 1,\ 3)$ で、3 番目を隠すとします。(a) softmax の前に $-\infty$ にする、(b) softmax のあとで 0 を掛ける、(c) softmax の前に 0 にする。3 番目の重みが 0 になり、しかも重みの和が 1 になるのはどれでしょうか。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** **5** entries are True. The last column, the padding, is all 0, and so is the upper triangle.
#
# </details>
#
# ### Exercise: `masked_attention`
#
# A hidden key must have the weight 0. At which stage of attention should it be hidden?
#
# $$s_{ij} = \begin{cases} q_i \cdot k_j / \sqrt{d_k} & \text{mask}_{ij} \\ -\infty & \text{otherwise} \end{cases}
# \qquad A = \mathrm{softmax}(s)$$
#
# **Prediction** Let the scores be $(2,\ 1,\ 3)$, the third one hidden. (a) Set it to $-\infty$ before the softmax, (b) multiply by 0 after the softmax, (c) set it to 0 before the softmax. Which one makes the third weight 0 and the sum of the weights 1?

# %% lang="ja" tags=["demo"]
guess_hide = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_hide = ""  # "a", "b" or "c"

# %% exercise="masked_attention"


# %% tags=["demo"]
def softmax(row):
    e = np.exp(row - np.max(row))
    return e / e.sum()


scores, hidden = np.array([2.0, 1.0, 3.0]), np.array([False, False, True])
after = softmax(scores) * ~hidden
zero = softmax(np.where(hidden, 0.0, scores))
with using("masked_attention"):
    ask("hide")
    keys = scores.reshape(3, 1)
    _, right = masked_attention([[1.0]], keys, np.eye(3), [~hidden])
    print("(a)", right[0], "  sum =", f"{right.sum():.6f}")
    print("(b)", after, "  sum =", f"{after.sum():.6f}")
    print("(c)", zero, "  sum =", f"{zero.sum():.6f}")
    compare("hide")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** (a) は $0.731059 + 0.268941$ で和が 1、3 番目は 0 です。(b) は和が 0.334759 しかなく、注意の 3 分の 2 が消えました。(c) は和が 1 でも、隠したはずのキーが 0.090031 を受け取っています。
#
# **式** (c) の理由は $e^{0} = 1$ です。0 は「なし」ではなく、スコア 0 の普通のキーになります。$e^{-\infty} = 0$ だけが本当に消します。
#
# **意味** softmax は「残ったものの間で 1 を分ける」操作です。だから、分ける **前** に候補から外します。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** (a) gives $0.731059 + 0.268941$, a sum of 1, and the third is 0. (b) sums to 0.334759 only: two thirds of the attention are lost. (c) sums to 1, but the key that should be hidden receives 0.090031.
#
# **Formula** The reason for (c) is $e^{0} = 1$: zero is not nothing, it is an ordinary key with the score 0. Only $e^{-\infty} = 0$ makes it vanish.
#
# **Meaning** A softmax shares 1 out among those that are there. So take a key away **before** the sharing.
#
# </details>

# %% [markdown] lang="ja" section="observation-2"
# ## 観察 2：いくつもの見方をする
#
# **問い** 1 つの softmax の重みは、1 か所に集中するほど、ほかを見られなくなります。2 つの場所を同時に、別々の目的で見るにはどうすればよいでしょうか。
#
# 列をいくつかの組に分け、組ごとに独立に注意を計算します。1 組を **ヘッド** と呼びます。
#
# ### 演習：`multi_head_attention`
#
# $$\text{head}_h = \mathrm{Attention}(Q_h, K_h, V_h) \qquad
# \text{output} = [\,\text{head}_1 \;\cdots\; \text{head}_H\,]\; W_O$$
#
# - **なぜ射影 $W_Q, W_K, W_V$？** 同じ $x$ から、探すもの、見出し、中身という 3 つの役割を別々に作るためです。
# - **なぜ $\sqrt{d_{\text{head}}}$？** 1 つのヘッドの列の数を $d_{\text{head}} = d_{\text{model}} / H$ と書きます（$d_{\text{model}}$ は 1 つのトークンを表す数の個数、$H$ はヘッドの数です）。1 つのヘッドの内積は、$d_{\text{head}}$ 個の積の和だからです。
# - **なぜ $W_O$？** ヘッドの結果を並べただけでは、ヘッドどうしが混ざらないからです。
#
# **予想** $X$ の行が $(1, 0)$ と $(0, 2)$、射影がすべて単位行列、ヘッドが 2 つとします。どちらのヘッドも 1 列しか見ません。トークン 2（$(0, 2)$）は、ヘッド 1 ではどこを見るでしょうか。(a) ほとんどトークン 1、(b) 半分ずつ、(c) ほとんど自分。

# %% [markdown] lang="en" section="observation-2"
# ## Observation 2: several ways of looking
#
# **Question** The more one softmax concentrates on a place, the less it sees elsewhere. How can a token look at two places at once, for two purposes?
#
# Divide the columns into groups and compute attention for each group by itself. A group is a **head**.
#
# ### Exercise: `multi_head_attention`
#
# $$\text{head}_h = \mathrm{Attention}(Q_h, K_h, V_h) \qquad
# \text{output} = [\,\text{head}_1 \;\cdots\; \text{head}_H\,]\; W_O$$
#
# - **Why the projections $W_Q, W_K, W_V$?** From one $x$ they make three roles: what is looked for, the title, the content.
# - **Why $\sqrt{d_{\text{head}}}$?** A token is $d_{\text{model}}$ numbers, and with $H$ heads each has $d_{\text{head}} = d_{\text{model}} / H$ columns. The dot product of one head adds up $d_{\text{head}}$ products.
# - **Why $W_O$?** Side by side, the results of the heads are not yet mixed.
#
# **Prediction** Let the rows of $X$ be $(1, 0)$ and $(0, 2)$, all projections the identity, and let there be 2 heads. Each head sees one column only. Where does token 2, $(0, 2)$, look in head 1? (a) mostly at token 1, (b) half and half, (c) mostly at itself.

# %% lang="ja" tags=["demo"]
guess_head = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_head = ""  # "a", "b" or "c"

# %% exercise="multi_head_attention"

# %% tags=["demo"]
with using("multi_head_attention"):
    ask("head")
    X, one, everything = np.array([[1.0, 0.0], [0.0, 2.0]]), np.eye(2), np.ones((2, 2), dtype=bool)
    for heads in (1, 2):
        output, weights = multi_head_attention(X, one, one, one, one, heads, everything)
        for h in range(heads):
            print(f"{heads} heads, head {h + 1}: token 2 looks at", weights[h, 1].round(4))
    compare("head")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** ヘッドが 1 つのとき、トークン 2 はほとんど自分だけを見ます（0.9442）。2 つに分けると、ヘッド 1 では 0.5 ずつ、ヘッド 2 では自分に 0.982 です。
#
# **式** ヘッド 1 ではトークン 2 の成分が 0 なので、スコアは $0 \times 1 = 0$ と $0 \times 0 = 0$ で、重みは半々です。ヘッド 2 のスコアは 0 と $2 \times 2 / \sqrt{1} = 4$ です。
#
# **意味** 同じトークンが、ヘッドごとに違う見方をします。平均すると、この違いは消えてしまいます。だから平均せずに並べ、混ぜ方は $W_O$ に学ばせます。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** With one head, token 2 sees almost only itself (0.9442). With two, head 1 shares 0.5 each, and head 2 gives 0.982 to itself.
#
# **Formula** In head 1 token 2 is 0, so its scores are $0 \times 1 = 0$ and $0 \times 0 = 0$, and the weights are even. In head 2 they are 0 and $2 \times 2 / \sqrt{1} = 4$.
#
# **Meaning** One token looks differently in each head. Averaging would undo the difference; so the heads are put side by side, and $W_O$ learns how to mix them.
#
# </details>

# %% [markdown] lang="ja" section="observation-3"
# ## 観察 3：注意は順番を知らない
#
# **問い** 「犬が人をかむ」と「人が犬をかむ」は、同じ単語の並べ替えです。注意は、この 2 つを区別できるでしょうか。
#
# **予想** トークンを並べ替えてから（マスクのない）注意を計算すると、出力は (a) まったく別の値になる、(b) 同じ値が並べ替わるだけ。

# %% [markdown] lang="en" section="observation-3"
# ## Observation 3: attention does not know order
#
# **Question** "Dog bites man" and "man bites dog" hold the same words. Can attention tell them apart?
#
# **Prediction** Shuffle the tokens, then compute attention without a mask. The output is (a) quite different, (b) the same values, shuffled.

# %% lang="ja" tags=["demo"]
guess_shuffle = ""  # "a"、"b" のどちらか

# %% lang="en" tags=["demo"]
guess_shuffle = ""  # "a" or "b"

# %% tags=["demo"]
rng = np.random.default_rng(0)
X = rng.normal(size=(4, 6))
W_Q, W_K, W_V, W_O = rng.normal(size=(4, 6, 6)) / math.sqrt(6)
shuffled = [2, 0, 3, 1]
everything = np.ones((4, 4), dtype=bool)

with using("multi_head_attention"):
    ask("shuffle")
    before, _ = multi_head_attention(X, W_Q, W_K, W_V, W_O, 2, everything)
    after, _ = multi_head_attention(X[shuffled], W_Q, W_K, W_V, W_O, 2, everything)
    print("without position, largest difference:", f"{np.abs(before[shuffled] - after).max():.6f}")
    compare("shuffle")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 差は 0.000000、答えは (b) です。注意にとって、文は順番のないトークンの集まりです。
#
# </details>
#
# そこで、位置ごとに違うベクトルを足します。波長の違う $\sin$ と $\cos$ を組にしたものが使われます。
#
# ### 演習：`positional_encoding`
#
# $$\mathrm{PE}_{p,\,2i} = \sin\frac{p}{10000^{2i/d_{\text{model}}}} \qquad \mathrm{PE}_{p,\,2i+1} = \cos\frac{p}{10000^{2i/d_{\text{model}}}}$$
#
# 1 組は円の上の 1 点の座標です。位置が 1 つ進むと、点は決まった角度だけ回ります。速く回る組は近くの位置を、ゆっくり回る組は遠くの位置を見分けます。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The difference is 0.000000: (b). To attention, a sentence is a collection of tokens without order.
#
# </details>
#
# So we add a vector that differs by position: sines and cosines of several wavelengths, in pairs.
#
# ### Exercise: `positional_encoding`
#
# $$\mathrm{PE}_{p,\,2i} = \sin\frac{p}{10000^{2i/d_{\text{model}}}} \qquad \mathrm{PE}_{p,\,2i+1} = \cos\frac{p}{10000^{2i/d_{\text{model}}}}$$
#
# A pair holds the coordinates of a point on a circle. With each position the point turns by a fixed angle. Fast pairs tell near positions apart, slow pairs far ones.

# %% exercise="positional_encoding"

# %% tags=["demo"]
with using("positional_encoding", "multi_head_attention"):
    P = positional_encoding(4, 6)
    before, _ = multi_head_attention(X + P, W_Q, W_K, W_V, W_O, 2, everything)
    after, _ = multi_head_attention(X[shuffled] + P, W_Q, W_K, W_V, W_O, 2, everything)
    print("with position, largest difference:", f"{np.abs(before[shuffled] - after).max():.6f}")


# %% tags=["demo", "hide-input"]
def draw_position(position):
    P = positional_encoding(40, 16)
    dots = P @ P[position]
    text = TEXT["position"].format(
        position=position,
        itself=f"{dots[position]:.4f}",
        near=f"{dots[position + 1]:.4f}",
        far=f"{dots[(position + 20) % 40]:.4f}",
    )
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2))
    figure.colorbar(left.imshow(P.T, aspect="auto", cmap="RdBu", vmin=-1, vmax=1), ax=left)
    left.axvline(position, color="black", linewidth=1)
    left.set(xlabel=label("position"), ylabel=label("column"))
    right.plot(dots, color="#0072B2")
    right.axvline(position, color="gray", linewidth=1)
    right.set(xlabel=label("position"), ylabel=label("dot product"))
    figure.tight_layout()
    return text, figure


# %% [markdown] lang="ja"
# ### 動かす：位置どうしの内積
#
# `position` を変えて実行し直してください。山はどこへ動き、高さは変わるでしょうか。

# %% [markdown] lang="en"
# ### Play: dot products of positions
#
# Change `position` and run the cell again. Where does the hill move, and does its height change?

# %% tags=["demo"]
position = 10

with using("positional_encoding"):
    play(draw_position, "position", position, [0, 5, 10, 15, 20, 25, 30, 35])

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 位置 10 との内積は、自分自身が 8.0000、1 つ隣が 7.4852 です。位置を変えても、山の高さはいつも 8.0000 です。
#
# **式** 1 組の寄与は $\sin a \sin b + \cos a \cos b = \cos(a - b)$ で、位置の差だけで決まります。自分自身とは 8 組がどれも $\cos 0 = 1$ です。
#
# **意味** 位置を足すと、並べ替えで結果が変わりました。内積は自分自身といちばん大きく、離れるほど小さくなる傾向があります。注意のスコアも内積なので、位置の近さをスコアに反映できるようになります。
#
# </details>
#
# ### 演習：`embed_tokens`
#
# $$x = E[\text{ids}] \cdot \sqrt{d_{\text{model}}} + \mathrm{PE}$$
#
# **なぜ $\sqrt{d_{\text{model}}}$ 倍？** $E$ の成分は、ふつう $1/\sqrt{d_{\text{model}}}$ 程度の小さな乱数で始めます。位置の成分は 1 程度です。そのまま足すと、どのトークンかが位置の波に埋もれます。このことは実験 4 で確かめます。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The dot product of position 10 is 8.0000 with itself and 7.4852 with its neighbour. Whatever the position, the hill is 8.0000 high.
#
# **Formula** One pair contributes $\sin a \sin b + \cos a \cos b = \cos(a - b)$, which depends on the distance alone. With itself, each of the 8 pairs gives $\cos 0 = 1$.
#
# **Meaning** With position added, shuffling changes the result. The dot product is largest with the position itself, and by and large smaller further away. The scores of attention are dot products, too, so they can now reflect how near a position is.
#
# </details>
#
# ### Exercise: `embed_tokens`
#
# $$x = E[\text{ids}] \cdot \sqrt{d_{\text{model}}} + \mathrm{PE}$$
#
# **Why times $\sqrt{d_{\text{model}}}$?** The entries of $E$ usually start as random numbers of about $1/\sqrt{d_{\text{model}}}$, those of the position are about 1. Added as they are, the token drowns in the waves. Experiment 4 puts this to the test.

# %% exercise="embed_tokens"

# %% tags=["demo"]
with using("embed_tokens"):
    E = np.random.default_rng(1).normal(size=(9, 16)) / 4
    x = embed_tokens([3, 1, 3], E)
    print("shape:", x.shape)
    print("same token, two places, largest difference:", f"{np.abs(x[0] - x[2]).max():.4f}")

# %% [markdown] lang="ja" section="observation-4"
# ## 観察 4：大きさをそろえる
#
# **問い** 層を重ねるたびに数の大きさが 2 倍になったら、10 層を通ったあとでは何倍でしょうか。
#
# 1024 倍です。このような大きな数では softmax が一人勝ちになり、勾配は極端に小さくなったり大きくなったりして、学習が不安定になります。**層正規化** は、トークンごとに、平均を 0、標準偏差を 1 にそろえます。
#
# ### 演習：`layer_norm`
#
# $$y = \gamma\, \hat{x} + \beta \qquad \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}$$
#
# $\mu$ と $\sigma^2$ はその行の平均と分散、$\varepsilon$ は 0 で割らないための小さな数です。$\gamma$ と $\beta$ は、成分ごとの倍率とずらす量で、学習で決まります（初期値は 1 と 0）。
#
# **予想** $(1, 2, 6)$ と、その 10 倍の $(10, 20, 60)$ を正規化します。後の結果は、前の (a) 1 倍（同じ）、(b) $\sqrt{10}$ 倍、(c) 10 倍。

# %% [markdown] lang="en" section="observation-4"
# ## Observation 4: even out the sizes
#
# **Question** If every layer doubled the size of the numbers, how large would they be after ten layers?
#
# 1024 times as much. With numbers that large the softmax becomes winner-takes-all, gradients become extremely small or large, and training is unstable. **Layer normalisation** gives each token the mean 0 and the standard deviation 1.
#
# ### Exercise: `layer_norm`
#
# $$y = \gamma\, \hat{x} + \beta \qquad \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}$$
#
# $\mu$ and $\sigma^2$ are the mean and variance of the row, and $\varepsilon$ is a small number that keeps the division from being by 0. $\gamma$ and $\beta$ scale and shift each component; they are learnt, and start at 1 and 0.
#
# **Prediction** Normalise $(1, 2, 6)$ and ten times that, $(10, 20, 60)$. The second result is (a) the same as the first, (b) $\sqrt{10}$ times as large, (c) 10 times as large.

# %% lang="ja" tags=["demo"]
guess_tenfold = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_tenfold = ""  # "a", "b" or "c"

# %% exercise="layer_norm"

# %% tags=["demo"]
with using("layer_norm"):
    ask("tenfold")
    for factor in (1, 10):
        token = factor * np.array([[1.0, 2.0, 6.0]])
        print(f"{factor:3d} times:", layer_norm(token, np.ones(3), np.zeros(3), 1e-5)[0].round(4))
    compare("tenfold")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** どちらも −0.9258、−0.4629、1.3887 です。
#
# **式** $\mu = 3$、$\sigma^2 = (4 + 1 + 9) / 3 = 4.6667$、$\sqrt{4.6667} = 2.1602$ なので、最初の成分は $-2 / 2.1602 = -0.9258$ です。10 倍すると分子も分母も 10 倍になり、打ち消し合います。
#
# </details>
#
# **予想** 2 行の $x$ の、1 行目の 1 つの成分だけを少し増やします。変わるのは $y$ の (a) その成分だけ、(b) 1 行目のすべて、(c) 2 行のすべて。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** Both give −0.9258, −0.4629, 1.3887.
#
# **Formula** $\mu = 3$, $\sigma^2 = (4 + 1 + 9) / 3 = 4.6667$ and $\sqrt{4.6667} = 2.1602$, so the first entry is $-2 / 2.1602 = -0.9258$. Ten times as large, numerator and denominator both are, and it cancels.
#
# </details>
#
# **Prediction** Of an $x$ with two rows, raise a single entry of the first row a little. What changes in $y$? (a) that entry, (b) the whole first row, (c) both rows.

# %% lang="ja" tags=["demo"]
guess_change = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_change = ""  # "a", "b" or "c"

# %% tags=["demo"]
with using("layer_norm"):
    ask("change")
    x = np.array([[1.0, 2.0, 6.0], [3.0, 1.0, 5.0]])
    raised = x + [[0.1, 0.0, 0.0], [0.0, 0.0, 0.0]]
    before, after = (layer_norm(each, np.ones(3), np.zeros(3), 1e-5) for each in (x, raised))
    print("change of y:")
    print((after - before).round(4))
    compare("change")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 1 行目は 3 つとも変わり、2 行目は 0 のままです。
#
# **意味** $\mu$ と $\sigma$ が、その行の全成分に依存するからです。ほかの行（ほかのトークン）には影響しません。
#
# </details>
#
# ### 演習：`layer_norm_backward`
#
# 1 つの成分が行のすべてに届くので、勾配には道が 3 つあります。
#
# $$dx = \frac{g - \overline{g} - \hat{x}\;\overline{g\,\hat{x}}}{\sqrt{\sigma^2 + \varepsilon}} \qquad g = dy \cdot \gamma$$
#
# $dy$ は $\partial L / \partial y$、$\gamma$ との積は成分ごとの積、上線は行の平均です。第 1 項は直接の道、第 2 項は $\mu$ を通る道、第 3 項は $\sigma$ を通る道です。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** All three entries of the first row change; the second row stays at 0.
#
# **Meaning** $\mu$ and $\sigma$ depend on the whole row, and on no other row (no other token).
#
# </details>
#
# ### Exercise: `layer_norm_backward`
#
# As one entry reaches the whole row, the gradient has three paths.
#
# $$dx = \frac{g - \overline{g} - \hat{x}\;\overline{g\,\hat{x}}}{\sqrt{\sigma^2 + \varepsilon}} \qquad g = dy \cdot \gamma$$
#
# $dy$ is $\partial L / \partial y$, the product with $\gamma$ is taken component by component, and a bar is the mean of a row. The first term is the direct path, the second leads through $\mu$, the third through $\sigma$.

# %% exercise="layer_norm_backward"


# %% tags=["demo"]
def slope(loss, array):
    """The gradient of loss() with respect to an array, by moving one number at a time."""
    found = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + 1e-5
        up = loss()
        array[place] = kept - 1e-5
        found[place] = (up - loss()) / 2e-5
        array[place] = kept
    return found


with using("layer_norm", "layer_norm_backward"):
    rng = np.random.default_rng(2)
    x, dy = rng.normal(size=(2, 4)), rng.normal(size=(2, 4))
    gamma, beta = np.array([1.0, 2.0, 0.5, 1.5]), np.zeros(4)
    dx, dgamma, dbeta = layer_norm_backward(dy, x, gamma, 1e-5)
    measured = slope(lambda: (dy * layer_norm(x, gamma, beta, 1e-5)).sum(), x)
    print("formula: ", dx[0].round(4))
    print("measured:", measured[0].round(4))
    print("sum of a row of dx:", f"{abs(dx[0].sum()):.6f}")
    print("dx . x-hat (nearly 0):", f"{abs(dx[0] @ (x[0] - x[0].mean())):.4f}")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 式の値と、1 つずつ動かして測った値（**数値微分**）が一致します。$dx$ の行の和は 0.000000 です。
#
# **意味** 行全体に同じ数を足しても $y$ は変わりません。だから、その向きの勾配は 0 です。行全体を拡大しても $y$ はほとんど変わらないので、$dx$ と $x - \mu$ の内積もほぼ 0 です。2 つの引き算は、この 2 つの向きを取り除いています。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The formula agrees with what moving one number at a time measures (**numerical differentiation**, by finite differences). A row of $dx$ adds up to 0.000000.
#
# **Meaning** Adding one number to a whole row leaves $y$ as it was, so the gradient in that direction is 0. Stretching the row hardly changes $y$ either, so $dx$ and $x - \mu$ are almost orthogonal. The two subtractions remove these two directions.
#
# </details>

# %% [markdown] lang="ja" section="observation-5"
# ## 観察 5：語彙全体の損失
#
# **問い** 次のトークンの候補が 9 個あります。何も知らないモデルの損失は、いくつでしょうか。
#
# ### 演習：`cross_entropy`
#
# $$L = -\frac{1}{m} \sum_{\text{target} \ne \text{pad}} \ln \mathrm{softmax}(z)_{\text{target}}$$
#
# $z$ は、モデルが候補の 1 つ 1 つに付けるスコア（**logit**）です。ターゲット（target）は正解のトークンの番号、$m$ はターゲットがパディングではない位置の数です。
#
# **予想** 3 つの位置のうち、3 つ目のターゲットがパディングで、モデルはそれを確信をもって当てています。パディングも数えると、損失は (a) 大きくなる、(b) 小さくなる。

# %% [markdown] lang="en" section="observation-5"
# ## Observation 5: a loss over the whole vocabulary
#
# **Question** There are 9 candidates for the next token. What is the loss of a model that knows nothing?
#
# ### Exercise: `cross_entropy`
#
# $$L = -\frac{1}{m} \sum_{\text{target} \ne \text{pad}} \ln \mathrm{softmax}(z)_{\text{target}}$$
#
# $z$ holds the scores that the model gives to the candidates (the **logits**). A target is the number of the right token, and $m$ counts the positions whose target is not padding.
#
# **Prediction** Of three positions, the target of the third is padding, and the model is sure of it. If padding counted, the loss would be (a) larger, (b) smaller.

# %% lang="ja" tags=["demo"]
guess_padding = ""  # "a"、"b" のどちらか

# %% lang="en" tags=["demo"]
guess_padding = ""  # "a" or "b"

# %% exercise="cross_entropy"

# %% tags=["demo"]
logits = np.array([[0.0, 2.0, 1.0], [0.0, 0.0, 0.0], [5.0, 1.0, 1.0]])
with using("cross_entropy"):
    ask("padding")
    print(f"9 candidates, nothing known: {cross_entropy(np.zeros((1, 9)), [4], 0):.6f}")
    print(f"padding ignored: {cross_entropy(logits, [1, 2, 0], 0):.6f}")
    print(f"padding counted: {cross_entropy(logits, [1, 2, 0], -1):.6f}")
    for row, target in ((0, 1), (1, 2), (2, 0)):
        print(f"  position {row + 1}: {cross_entropy(logits[[row]], [target], -1):.6f}")
    compare("padding")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 何も知らない損失は $\ln 9 = 2.197225$ です。パディングを無視した損失は 0.753109 ですが、数えると 0.514065 に下がります。
#
# **式** $(0.407606 + 1.098612) / 2 = 0.753109$、$(0.407606 + 1.098612 + 0.035976) / 3 = 0.514065$ です。
#
# **意味** パディングの予測は簡単なので、数えると損失が小さく見えます。モデルは賢くなったのではなく、やさしい問題を足されただけです。
#
# </details>
#
# ### 演習：`cross_entropy_gradient`
#
# $-\ln \mathrm{softmax}(z)_t = \ln \sum_j e^{z_j} - z_t$ を微分すると、きれいな形になります。
#
# $$\frac{\partial L}{\partial z} = \frac{\mathrm{softmax}(z) - \text{one-hot}(t)}{m}$$
#
# $\text{one-hot}(t)$ は、$t$ 番目だけが 1、ほかが 0 のベクトルです。ターゲットがパディングの位置では、勾配は 0 です。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** Knowing nothing costs $\ln 9 = 2.197225$. With padding ignored the loss is 0.753109; with padding counted it drops to 0.514065.
#
# **Formula** $(0.407606 + 1.098612) / 2 = 0.753109$ and $(0.407606 + 1.098612 + 0.035976) / 3 = 0.514065$.
#
# **Meaning** Padding is easy to predict, so counting it makes the loss look small. The model is no wiser; it was given easy questions as well.
#
# </details>
#
# ### Exercise: `cross_entropy_gradient`
#
# Differentiate $-\ln \mathrm{softmax}(z)_t = \ln \sum_j e^{z_j} - z_t$, and the result is neat.
#
# $$\frac{\partial L}{\partial z} = \frac{\mathrm{softmax}(z) - \text{one-hot}(t)}{m}$$
#
# $\text{one-hot}(t)$ is 1 at place $t$ and 0 elsewhere. Where the target is padding, the gradient is 0.

# %% exercise="cross_entropy_gradient"

# %% tags=["demo"]
with using("cross_entropy", "cross_entropy_gradient"):
    gradient = cross_entropy_gradient(logits, [1, 2, 0], 0)
    measured = slope(lambda: cross_entropy(logits, [1, 2, 0], 0), logits)
    print(gradient.round(4))
    print("largest difference to the measured slope:", f"{np.abs(gradient - measured).max():.6f}")

# %% [markdown] lang="ja" section="observation-6"
# ## 観察 6：ブロックを組み立てる
#
# **問い** 注意と FFN を 1 つのブロックにまとめると、勾配はどこを通って戻ってくるでしょうか。
#
# まず、注意の逆伝播を書きます。ここがいちばんの山場です。
#
# ### 演習：`multi_head_backward`
#
# ヘッドごとに、重み $A = \mathrm{softmax}(S)$、$S = QK^{\top}/\sqrt{d_{\text{head}}}$、出力 $AV$ の勾配を $dH$ とすると、
#
# $$dV = A^{\top} dH \qquad dA = dH\, V^{\top} \qquad dS_{ij} = A_{ij}\Bigl(dA_{ij} - \sum_k dA_{ik} A_{ik}\Bigr) \qquad
# dQ = \frac{dS\, K}{\sqrt{d_{\text{head}}}} \qquad dK = \frac{dS^{\top} Q}{\sqrt{d_{\text{head}}}}$$
#
# $X$ はクエリ、キー、バリューとして 3 回使われるので、その勾配は 3 つの和です。

# %% [markdown] lang="en" section="observation-6"
# ## Observation 6: putting the block together
#
# **Question** With attention and FFN in one block, which way does the gradient come back?
#
# First the backward pass of attention: the steepest part of the climb.
#
# ### Exercise: `multi_head_backward`
#
# For one head with the weights $A = \mathrm{softmax}(S)$, $S = QK^{\top}/\sqrt{d_{\text{head}}}$, and the gradient $dH$ of its output $AV$,
#
# $$dV = A^{\top} dH \qquad dA = dH\, V^{\top} \qquad dS_{ij} = A_{ij}\Bigl(dA_{ij} - \sum_k dA_{ik} A_{ik}\Bigr) \qquad
# dQ = \frac{dS\, K}{\sqrt{d_{\text{head}}}} \qquad dK = \frac{dS^{\top} Q}{\sqrt{d_{\text{head}}}}$$
#
# $X$ is used three times, for queries, keys and values, so its gradient is a sum of three.

# %% exercise="multi_head_backward"

# %% tags=["demo"]
with using("multi_head_attention", "multi_head_backward"):
    rng = np.random.default_rng(3)
    X, G = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    W = list(rng.normal(size=(4, 4, 4)) / 2)
    causal = np.tri(3, dtype=bool)
    gradients = multi_head_backward(G, X, *W, 2, causal)
    for name, array, formula in zip(
        ["X", "W_Q", "W_K", "W_V", "W_O"], [X, *W], gradients, strict=True
    ):
        measured = slope(lambda: (G * multi_head_attention(X, *W, 2, causal)[0]).sum(), array)
        print(f"{name:4s} largest difference: {np.abs(formula - measured).max():.6f}")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 5 つの勾配が、どれも数値微分と一致します（差は 0.000000）。
#
# </details>
#
# ### 演習：`block_forward`
#
# $$m = x + \mathrm{MHA}(\mathrm{LN}_1(x)) \qquad y = m + \mathrm{FFN}(\mathrm{LN}_2(m))$$
#
# MHA はマルチヘッド注意、LN は層正規化です。
#
# - **なぜ $x$ を足す？** 枝（注意や FFN）が何も学んでいなくても、$x$ がそのまま通るからです。これを **残差接続** と呼びます。
# - **なぜ枝の中だけを正規化する？** $x$ から $y$ まで、正規化を通らない道が残るからです（**pre-norm**）。原論文の図は、足したあとに正規化する post-norm です。
#
# **予想** $W_O$、$W_2$、$b_2$ がすべて 0 のブロックに $x$ を入れると、何が出るでしょうか。(a) 0、(b) $x$、(c) 正規化された $x$。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** All 5 gradients agree with finite differences (0.000000 apart).
#
# </details>
#
# ### Exercise: `block_forward`
#
# $$m = x + \mathrm{MHA}(\mathrm{LN}_1(x)) \qquad y = m + \mathrm{FFN}(\mathrm{LN}_2(m))$$
#
# MHA is multi-head attention, LN layer normalisation.
#
# - **Why add $x$?** Even if a branch (attention or FFN) has learnt nothing, $x$ passes as it is. This is a **residual connection**.
# - **Why normalise inside the branches only?** Then there is a way from $x$ to $y$ that passes no normalisation (**pre-norm**). The figure of the original paper normalises after adding: post-norm.
#
# **Prediction** Put $x$ into a block whose $W_O$, $W_2$ and $b_2$ are all 0. What comes out? (a) 0, (b) $x$, (c) $x$ normalised.

# %% lang="ja" tags=["demo"]
guess_idle = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_idle = ""  # "a", "b" or "c"

# %% exercise="block_forward"


# %% tags=["demo"]
def some_params(rng, d, wide):
    params = {name: rng.normal(size=(d, d)) / 2 for name in ("W_Q", "W_K", "W_V", "W_O")}
    params |= {
        "gamma1": np.ones(d),
        "beta1": np.zeros(d),
        "gamma2": np.ones(d),
        "beta2": np.zeros(d),
    }
    params |= {"W1": rng.normal(size=(d, wide)) / 2, "b1": np.zeros(wide)}
    return params | {"W2": rng.normal(size=(wide, d)) / 2, "b2": np.zeros(d)}


with using("block_forward"):
    ask("idle")
    rng = np.random.default_rng(4)
    x, dy, params = rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), some_params(rng, 4, 8)
    idle = params | {"W_O": np.zeros((4, 4)), "W2": np.zeros((8, 4))}
    y = block_forward(x, idle, 2, np.tri(3, dtype=bool))
    print("idle block, largest y - x:", f"{np.abs(y - x).max():.6f}")
    compare("idle")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 差は 0.000000、答えは (b) です。
#
# **意味** 枝が 0 を出しても、残差接続が $x$ をそのまま運びます。枝は、$x$ に足す「変更」だけを学べばよいのです。
#
# </details>
#
# ### 演習：`block_backward`
#
# $y = m + \text{枝}(m)$ なら $dm = dy + \text{枝}'(dy)$ です。**残差接続では勾配がそのまま通り、枝を通って戻ってきた分が足されます。** これを 2 段分、出力の側から行います。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The difference is 0.000000: (b).
#
# **Meaning** Where the branches give 0, the residual connections carry $x$ on as it is. A branch has to learn only the change that is added to $x$.
#
# </details>
#
# ### Exercise: `block_backward`
#
# If $y = m + \text{branch}(m)$, then $dm = dy + \text{branch}'(dy)$. **A residual hands the gradient on as it is, and what came back through the branch is added.** Do this for both stages, from the output backwards.

# %% exercise="block_backward"


# %% tags=["demo"]
with using("block_forward", "block_backward"):
    rng, causal = np.random.default_rng(4), np.tri(3, dtype=bool)
    x, dy, params = rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), some_params(rng, 4, 8)
    dx, grads = block_backward(dy, x, params, 2, causal)
    worst = 0.0
    for name, array in [("x", x), *params.items()]:
        measured = slope(lambda: (dy * block_forward(x, params, 2, causal)).sum(), array)
        worst = max(worst, np.abs(measured - (dx if name == "x" else grads[name])).max())
    print("arrays checked:", 1 + len(params), f"  largest difference: {worst:.6f}")

    idle = params | {"W_O": np.zeros((4, 4)), "W2": np.zeros((8, 4))}
    back = block_backward(dy, x, idle, 2, causal)[0]
    print("idle block, largest dx - dy:", f"{np.abs(back - dy).max():.6f}")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** **13** 個の配列の勾配が、すべて数値微分と一致します。枝が 0 のブロックでは $y = x$、$dx = dy$ です。
#
# **意味** 枝が何も学んでいない段階でも、勾配は弱まらずに入力まで届きます。深いモデルが学習できるのは、この道のおかげです。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The gradients of all **13** arrays agree with finite differences. In a block with idle branches $y = x$ and $dx = dy$.
#
# **Meaning** Even while the branches have learnt nothing, the gradient reaches the input without loss. This way is what makes deep models trainable.
#
# </details>

# %% [markdown] lang="ja"
# ### 演習：`TransformerBlock`
#
# 最後に、ブロックを **状態を持つオブジェクト** にします。`forward` は入力を覚え、`backward` は $dy$ だけを受け取って $dx$ を返し、パラメータの勾配を `grads` に足します。バッチの損失は、系列ごとの分の和です（平均で割る $1/m$ は、$dy$ にもう入っています）。だから勾配も和になります。PyTorch の `Module` と `zero_grad` も、同じように動作します。

# %% [markdown] lang="en"
# ### Exercise: `TransformerBlock`
#
# Last, make the block **an object with a state**. `forward` remembers its input; `backward` gets $dy$ alone, returns $dx$ and adds the gradients of the parameters to `grads`. The loss of a batch is the sum of what its sequences contribute (the $1/m$ of the mean is already in $dy$), and so are the gradients. PyTorch's `Module` and `zero_grad` work the same way.

# %% exercise="TransformerBlock"

# %% tags=["demo"]
with using("block_forward", "block_backward", "TransformerBlock"):
    block = TransformerBlock(params, 2)
    for count in (1, 2):
        block.forward(x, causal)
        back = block.backward(dy)
        ratio = np.linalg.norm(block.grads["W_O"]) / np.linalg.norm(grads["W_O"])
        print(f"after backward number {count}: grads of W_O = {ratio:.4f} times one sequence's")
    print("largest difference to block_backward:", f"{np.abs(back - dx).max():.6f}")
    block.clear()
    print("after clear():", f"{np.abs(block.grads['W_O']).max():.4f}")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 同じ系列を 2 回通すと、`grads` はちょうど 2.0000 倍になり、`clear()` のあとは 0.0000 です。
#
# **意味** 足すだけで、どんな長さの系列が何本あってもバッチの勾配になります。その代わり、次のバッチの前に `clear()` を忘れると、古い勾配が混ざります。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** After the same sequence twice, `grads` holds exactly 2.0000 times as much, and after `clear()` 0.0000.
#
# **Meaning** Adding up is all it takes: sequences of any length and number make the gradient of a batch. The price is that without `clear()` before the next batch, old gradients stay in it.
#
# </details>

# %% [markdown] lang="ja" section="observation-7"
# ## 観察 7：Adam とウォームアップ
#
# **問い** 勾配が 100 の重みと −0.01 の重みがあります。同じ学習率で、どちらにもちょうどよい一歩を選べるでしょうか。
#
# ### 演習：`adam_step`
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \quad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \quad
# \hat m = \frac{m}{1 - \beta_1^t} \quad \hat v = \frac{v}{1 - \beta_2^t} \quad
# w \leftarrow w - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# $g$ は勾配、$m$ と $v$ は $g$ と $g^2$ の移動平均（0 から始めます）、$t$ は 1 から数えるステップの番号です。$\beta_1$ と $\beta_2$ は、それまでの平均を残す割合です。$\hat m$ と $\hat v$ は、0 から始めたことによる偏りを補正した値です。
#
# **予想** 学習率 0.1 の最初の一歩で、2 つの重みはそれぞれどれだけ動くでしょうか。(a) どちらも約 0.1、(b) 10 と 0.001、(c) どちらも約 0.3162。

# %% [markdown] lang="en" section="observation-7"
# ## Observation 7: Adam and warm-up
#
# **Question** One weight has the gradient 100, another −0.01. Can one learning rate give both a step of the right size?
#
# ### Exercise: `adam_step`
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \quad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \quad
# \hat m = \frac{m}{1 - \beta_1^t} \quad \hat v = \frac{v}{1 - \beta_2^t} \quad
# w \leftarrow w - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# $g$ is the gradient, $m$ and $v$ are moving averages of $g$ and $g^2$ that start at 0, and $t$ numbers the steps from 1. $\beta_1$ and $\beta_2$ say how much of the old average is kept; $\hat m$ and $\hat v$ correct the bias that comes from starting at 0.
#
# **Prediction** With a learning rate of 0.1, how far does each weight move in the first step? (a) both by about 0.1, (b) by 10 and by 0.001, (c) both by about 0.3162.

# %% lang="ja" tags=["demo"]
guess_first = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_first = ""  # "a", "b" or "c"

# %% exercise="adam_step"

# %% tags=["demo"]
with using("adam_step"):
    ask("first")
    nil = np.zeros(2)
    g = np.array([100.0, -0.01])
    w, m, v = adam_step(nil, g, nil, nil, 1, 0.1)
    print("Adam:               ", w.round(6))
    print("without correction: ", (-0.1 * m / (np.sqrt(v) + 1e-8)).round(4))
    print("plain descent:      ", -0.1 * g)
    compare("first")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** Adam では、どちらもほぼ 0.1 だけ動きます。普通の勾配降下では −10 と 0.001 です。補正がなければ 0.3162 で、3 倍以上も動いてしまいます。
#
# **式** $t = 1$ では $\hat m = g$、$\hat v = g^2$ なので、$\hat m / \sqrt{\hat v} = g / |g| = \pm 1$ です。補正がなければ $0.1\,g / \sqrt{0.001\,g^2} = \pm 3.1623$ 倍です。
#
# **意味** Adam の更新の大きさは、勾配全体の **スケール** にはほとんどよらず、おもに **符号のそろい方** で決まります。しかし最初の一歩では、1 つのバッチの符号しか見ていません。それでも、すべての重みが一斉に学習率だけ動きます。そこで、最初の学習率を小さくしておき、少しずつ上げます（**ウォームアップ**）。
#
# </details>
#
# ### 演習：`warmup_rate`
#
# $$\eta_t = \eta \cdot \min\!\left(\frac{t}{T},\ \sqrt{\frac{T}{t}}\right) \qquad T = \text{warmup}$$

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** With Adam both move by nearly 0.1; with plain gradient descent by −10 and 0.001. Without the correction it would be 0.3162, more than three times too far.
#
# **Formula** At $t = 1$, $\hat m = g$ and $\hat v = g^2$, so $\hat m / \sqrt{\hat v} = g / |g| = \pm 1$. Without the correction it is $0.1\,g / \sqrt{0.001\,g^2} = \pm 3.1623$.
#
# **Meaning** How far Adam moves hardly depends on the **scale** of the gradients; what counts most is **how steadily they keep their sign**. But in the first step it has seen the sign of a single batch, and yet every weight moves by the whole learning rate at once. So the first rates are kept small and then raised little by little (**warm-up**).
#
# </details>
#
# ### Exercise: `warmup_rate`
#
# $$\eta_t = \eta \cdot \min\!\left(\frac{t}{T},\ \sqrt{\frac{T}{t}}\right) \qquad T = \text{warmup}$$

# %% exercise="warmup_rate"


# %% tags=["demo", "hide-input"]
def draw_warmup(warmup):
    steps = range(1, 161)
    peak = 0.05 * math.sqrt(40 / warmup)
    rates = [warmup_rate(t, peak, warmup) for t in steps]
    text = TEXT["warmup"].format(
        warmup=warmup,
        first=f"{rates[0]:.5f}",
        highest=f"{max(rates):.5f}",
        late=f"{rates[99]:.5f}",
    )
    figure, axes = plt.subplots(figsize=(6.4, 3))
    for name, lr, ramp, style in (
        ("warmup = 40", 0.05, 40, STYLES[0]),
        (f"warmup = {warmup}", peak, warmup, STYLES[1]),
    ):
        line = [warmup_rate(t, lr, ramp) for t in steps]
        axes.plot(steps, line, label=name, markevery=20, **style)
    axes.set(xlabel=label("step"), ylabel=label("learning rate"))
    axes.legend()
    figure.tight_layout()
    return text, figure


# %% [markdown] lang="ja"
# ### 動かす：ウォームアップ
#
# 最大値を $0.05 \sqrt{40 / T}$ に選ぶと、`warmup` が 40 以下なら、40 ステップ目からはどれも同じ学習率になります。`warmup` を 1、5、20、80 に変えて、最初の一歩の学習率を比べてください。

# %% [markdown] lang="en"
# ### Play: warm-up
#
# With the highest rate set to $0.05 \sqrt{40 / T}$, the rates from step 40 on are the same for every `warmup` up to 40. Change `warmup` to 1, 5, 20, 80 and compare the rate of the first step.

# %% tags=["demo"]
warmup = 1

with using("warmup_rate"):
    play(draw_warmup, "warmup", warmup, [1, 2, 5, 10, 20, 40, 80])

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 最初の一歩の学習率は、`warmup` が 40 のとき $0.05 / 40 = 0.00125$、1 のとき $0.05 \sqrt{40} = 0.31623$ で、253 倍も違います。100 ステップ目は、どちらも $0.05 \sqrt{40 / 100} = 0.03162$ です。
#
# **意味** 2 つの線は、**40 ステップ目に着くまでだけが違います**。実験 2 で、この 2 つで学習を比べます。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** The rate of the first step is $0.05 / 40 = 0.00125$ with a `warmup` of 40 and $0.05 \sqrt{40} = 0.31623$ with 1: 253 times as much. At step 100 both are $0.05 \sqrt{40 / 100} = 0.03162$.
#
# **Meaning** **They differ only before step 40.** Experiment 2 trains with both.
#
# </details>

# %% [markdown] lang="ja" section="observation-8"
# ## 観察 8：教師強制と復号
#
# **問い** 「3 1 2」を読んで「2 1 3」と書くモデルに、学習では何を見せ、何を答えさせればよいでしょうか。
#
# 系列は「問題、区切り、答え、終わり」の順に並べます（例：`3 1 2 | 2 1 3 .`）。学習では、正しい答えを入力にも入れておき、**1 つ先** を予測させます（**教師強制**）。因果マスクがあるので、1 つ先は見えません。
#
# ### 演習：`teacher_forcing`
#
# **予想** 入力とターゲットを 1 つずらすのを忘れると、入力を写すだけのモデルの損失は (a) $\ln 9$ のまま、(b) 大きくなる、(c) 0 に近くなる。

# %% [markdown] lang="en" section="observation-8"
# ## Observation 8: teacher forcing and decoding
#
# **Question** A model should read "3 1 2" and write "2 1 3". What does it see in training, and what does it answer?
#
# A sequence is question, separator, answer, end: `3 1 2 | 2 1 3 .`. In training the right answer is part of the input, and the model predicts **one place ahead** (**teacher forcing**). Thanks to the causal mask it cannot see one place ahead.
#
# ### Exercise: `teacher_forcing`
#
# **Prediction** If one forgets to shift inputs and targets against each other, the loss of a model that only copies its input (a) is $\ln 9$, (b) is larger, (c) is near 0.

# %% lang="ja" tags=["demo"]
guess_shift = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_shift = ""  # "a", "b" or "c"

# %% exercise="teacher_forcing"

# %% tags=["demo"]
SEP, END, PAD = 7, 8, 0  # the letters are 1 to 6
with using("teacher_forcing", "cross_entropy"):
    ask("shift")
    inputs, targets = teacher_forcing([[3, 1, 2, SEP, 2, 1, 3, END]], SEP, PAD)
    print("inputs: ", inputs[0])
    print("targets:", targets[0])
    copying = 8 * np.eye(9)[inputs[0]]  # the logits of a model that copies its input
    unshifted = np.where(targets[0] == PAD, PAD, inputs[0])
    print(f"loss of copying, with the shift:    {cross_entropy(copying, targets[0], PAD):.4f}")
    print(f"loss of copying, without the shift: {cross_entropy(copying, unshifted, PAD):.4f}")
    compare("shift")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 区切り（7）の下にあるのが、答えの最初のトークン 2 です。写すだけのモデルの損失は、ずらせば 8.0027、ずらさなければ 0.0027 です。
#
# **式** 正しいトークンの logit が 8、ほかの 8 個が 0 なら、損失は $\ln(e^8 + 8) - 8 = 0.0027$ です。写したトークンが正解でなければ、$\ln(e^8 + 8) - 0 = 8.0027$ です。
#
# **意味** 問題の部分は 0（パディング）なので、損失では数えません。問題は乱数で、予測できないからです。ずらすのを忘れると、入力とターゲットが同じになり、写すだけで損失が 0 に近づきます。そして、書くことは何も学びません。
#
# </details>
#
# ### 演習：`greedy_decode`
#
# 学習が終わったら、答えは誰も教えてくれません。モデルは自分が書いたトークンを読み直しながら、1 つずつ書きます（これを **復号** と呼びます）。いつもいちばん確率の高いトークンを選ぶ方法が、**貪欲な復号** です。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** Below the separator (7) stands 2, the first token of the answer. A model that only copies has a loss of 8.0027 with the shift and of 0.0027 without.
#
# **Formula** Where the right token has the logit 8 and the other 8 have 0, the loss is $\ln(e^8 + 8) - 8 = 0.0027$; where the copied token is wrong, it is $\ln(e^8 + 8) - 0 = 8.0027$.
#
# **Meaning** For the question the targets are 0, padding, which the loss ignores: the question is random and cannot be predicted. Without the shift, inputs and targets would be equal, and copying would bring the loss near 0. Nothing about writing would be learnt.
#
# </details>
#
# ### Exercise: `greedy_decode`
#
# After training nobody supplies the answer. The model writes one token at a time and reads back what it has written: this is **decoding**. Always taking the most probable token is called **greedy**.

# %% exercise="greedy_decode"


# %% tags=["demo"]
def count_up(ids):
    """A model that always writes the next number."""
    return np.eye(9)[[min(token + 1, 8) for token in ids]]


with using("greedy_decode"):
    print("count up from 2, 3:", greedy_decode(count_up, [2, 3], 8, 10))
    print("at most 2 tokens:  ", greedy_decode(count_up, [2, 3], 8, 2))

# %% [markdown] lang="ja" section="experiment-training"
# ## 実験 1：逆順に書く Transformer
#
# 部品がそろいました。3 文字の単語を逆順に書くモデルを学習させます。文字は 6 種類なので、単語は $6 \times 6 \times 6 = 216$ 個です。20 個は検証のために取っておき、学習には一度も使いません。
#
# モデルは、埋め込み → ブロック 1 つ → 行列 $U$（`U`）で語彙の logits へ、とつながります。次のセルは、部品をつなぐだけの道具です。すべての重みを 1 列に並べ（`pack`）、`loss_and_gradient` が損失と勾配を、`accuracy` が正解率を計算します。勾配は、出力から入力へ、あなたの逆伝播の関数を順に呼んで求めます。

# %% [markdown] lang="en" section="experiment-training"
# ## Experiment 1: a Transformer that writes backwards
#
# All parts are there. We train a model to write words of three letters backwards. There are 6 letters, so $6 \times 6 \times 6 = 216$ words; 20 are held out and never used for training.
#
# The model is: embedding → one block → a matrix $U$ (`U`) that gives the logits over the vocabulary. The next cell only joins the parts. `pack` puts all weights in one row, `loss_and_gradient` computes loss and gradient, `accuracy` the share of right answers. The gradient is found by calling your backward functions one after the other, from the output to the input.

# %% tags=["demo", "hide-input"]
vocabulary, d_model, d_ff, n_heads = 9, 16, 32, 2
shapes = {"E": (vocabulary, d_model), "U": (d_model, vocabulary)}
shapes |= dict.fromkeys(("W_Q", "W_K", "W_V", "W_O"), (d_model, d_model))
shapes |= dict.fromkeys(("gamma1", "beta1", "gamma2", "beta2", "b2"), (d_model,))
shapes |= {"W1": (d_model, d_ff), "b1": (d_ff,), "W2": (d_ff, d_model)}


def pack(params):
    return np.concatenate([np.ravel(params[name]) for name in shapes])


def unpack(w):
    params, start = {}, 0
    for name, shape in shapes.items():
        stop = start + math.prod(shape)
        params[name] = w[start:stop].reshape(shape)
        start = stop
    return params


def new_model(seed):
    rng = np.random.default_rng(seed)
    params = {}
    for name, shape in shapes.items():
        if len(shape) == 1:
            params[name] = np.ones(shape) if name.startswith("gamma") else np.zeros(shape)
        else:
            params[name] = rng.normal(size=shape) / math.sqrt(d_model)
    return pack(params)


def run(params, ids, size):
    mask = attention_mask(ids, PAD, True)
    x = embed_tokens(ids, size * params["E"])
    return x, mask, block_forward(x, params, n_heads, mask)


def loss_and_gradient(w, batch, size=1.0):
    params, (inputs, targets) = unpack(w), batch
    seen = [run(params, ids, size) for ids in inputs]
    h = np.concatenate([y for _, _, y in seen])
    logits, flat = h @ params["U"], np.ravel(targets)
    dlogits = cross_entropy_gradient(logits, flat, PAD)
    grads = {name: np.zeros(shape) for name, shape in shapes.items()}
    grads["U"] = h.T @ dlogits
    dh = (dlogits @ params["U"].T).reshape(len(inputs), -1, d_model)
    for ids, (x, mask, _), dy in zip(inputs, seen, dh, strict=True):
        dx, more = block_backward(dy, x, params, n_heads, mask)
        for name, value in more.items():
            grads[name] += value
        np.add.at(grads["E"], ids, size * math.sqrt(d_model) * dx)
    return float(cross_entropy(logits, flat, PAD)), pack(grads)


def accuracy(w, data, size=1.0):
    params, right = unpack(w), 0
    for ids, wanted in zip(*data, strict=True):
        written = (run(params, ids, size)[2] @ params["U"]).argmax(axis=1)
        right += bool(np.all((written == wanted) | (wanted == PAD)))
    return right / len(data[0])


def examples(words):
    separator, end = np.full((len(words), 1), SEP), np.full((len(words), 1), END)
    return teacher_forcing(np.hstack([words, separator, words[:, ::-1], end]), SEP, PAD)


rng = np.random.default_rng(0)
letters = range(1, 7)
words = rng.permutation([[a, b, c] for a in letters for b in letters for c in letters])
held_out_words, training_words = words[:20], words[20:]


def batches(words, steps):
    rng = np.random.default_rng(1)
    return [examples(words[rng.integers(0, len(words), 16)]) for _ in range(steps)]


def learn(words, steps, lr=0.02, warmup=40, size=1.0):
    """Train a new model on some words with your functions: its weights and its history."""
    return train_until_right(
        lambda w, batch: loss_and_gradient(w, batch, size),
        lambda w, data: accuracy(w, data, size),
        new_model(2),
        batches(words, steps),
        examples(held_out_words),
        lr,
        warmup,
        1.0,
    )


model_parts = [
    "attention_mask", "masked_attention", "multi_head_attention", "positional_encoding",
    "embed_tokens", "layer_norm", "layer_norm_backward", "cross_entropy",
    "cross_entropy_gradient", "multi_head_backward", "block_forward", "block_backward",
    "adam_step", "warmup_rate", "teacher_forcing", "train_until_right",
]  # fmt: skip
print(
    "words:", len(words), "  for training:", len(training_words), "  held out:", len(held_out_words)
)
print("weights:", len(new_model(0)))

# %% [markdown] lang="ja"
# ### 演習：`train_until_right`
#
# 1 ステップは「損失と勾配 → 学習率 → Adam の一歩 → 検証データの正解率」です。検証データがすべて正解になったら終わります。
#
# **予想** 何も知らないときの損失は $\ln 9 = 2.197225$ くらいです。最初の損失は、これより (a) 大きい、(b) 小さい。

# %% [markdown] lang="en"
# ### Exercise: `train_until_right`
#
# One step is "loss and gradient → learning rate → Adam step → accuracy on the held-out data". It ends when all held-out words are right.
#
# **Prediction** Knowing nothing costs about $\ln 9 = 2.197225$. The first loss is (a) larger, (b) smaller than that.

# %% lang="ja" tags=["demo"]
guess_start = ""  # "a"、"b" のどちらか

# %% lang="en" tags=["demo"]
guess_start = ""  # "a" or "b"

# %% exercise="train_until_right"


# %% tags=["demo", "hide-input"]
def draw_history(histories):
    """Two panels over the steps: the training loss and the held-out accuracy of each run."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.2))
    for (name, history), style in zip(histories.items(), STYLES, strict=False):
        for axes, key in ((left, "loss"), (right, "accuracy")):
            line = history[key]
            axes.plot(range(1, len(line) + 1), line, label=name, markevery=10, **style)
    left.axhline(math.log(9), color="gray", linewidth=1)
    left.set_yscale("log")
    left.text(
        1.02,
        math.log(9),
        r"$\ln 9$",
        color="gray",
        va="center",
        transform=left.get_yaxis_transform(),
    )
    left.set(xlabel=label("step"), ylabel=label("training loss"))
    right.set(xlabel=label("step"), ylabel=label("held-out accuracy"), ylim=(-0.05, 1.05))
    if len(histories) > 1:
        left.legend()
    figure.tight_layout()
    return figure


with using(*model_parts):
    ask("start")
    trained, history = learn(training_words, 200)
    losses, rights = history["loss"], history["accuracy"]
    print("steps:", len(losses))
    print(f"loss: {losses[0]:.4f} -> {losses[-1]:.4f}   held-out accuracy: {rights[-1]:.2f}")
    draw_history({"": history})
    plt.show()
    compare("start")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 200 ステップもかからずに、一度も見たことのない 20 語がすべて正解になります（実装の丸め方によって、ステップ数は少し変わります）。最初の損失は、乱数の重みが「確信をもって外す」ので $\ln 9$ より大きくなります。
#
# </details>
#
# では、モデルは **どうやって** 逆順に書いているのでしょうか。注意重みを見ます。問題は位置 0、1、2 に、区切りは位置 3 にあり、区切りの行は答えの最初の文字を書きます。
#
# **予想** 区切りの行は、どの位置をいちばんよく見るはずですか。0、1、2、3 のどれかを書いてください。

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** In fewer than 200 steps all 20 words that it has never seen are right (the number of steps varies a little with the rounding of your functions). The first loss is above $\ln 9$, because random weights miss with confidence.
#
# </details>
#
# But **how** does the model write backwards? Look at its attention weights. The question stands at positions 0, 1, 2, the separator at position 3; the row of the separator writes the first letter of the answer.
#
# **Prediction** Which position should the row of the separator look at most? Write 0, 1, 2 or 3.

# %% lang="ja" tags=["demo"]
guess_looks = ""  # 0、1、2、3 のどれか

# %% lang="en" tags=["demo"]
guess_looks = ""  # 0, 1, 2 or 3


# %% tags=["demo", "hide-input"]
def attention_maps(w, ids, size=1.0):
    params = unpack(w)
    x, mask, _ = run(params, ids, size)
    normed = layer_norm(x, params["gamma1"], params["beta1"], 1e-5)
    names = ("W_Q", "W_K", "W_V", "W_O")
    return multi_head_attention(normed, *(params[name] for name in names), n_heads, mask)[1]


def token_name(token):
    return {SEP: "|", END: "."}.get(int(token), str(int(token)))


def draw_maps(rows):
    """One line of panels, one for each head, for each (title, weights, ids)."""
    figure, panels = plt.subplots(
        len(rows), n_heads, figsize=(8, 3.3 * len(rows)), squeeze=False, layout="constrained"
    )
    for (title, weights, ids), line in zip(rows, panels, strict=True):
        names = [token_name(token) for token in ids]
        for h, panel in enumerate(line):
            image = panel.imshow(weights[h], cmap="Blues", vmin=0, vmax=1)
            panel.set(title=f"{title} {label('head')} {h + 1}")
            panel.set(xlabel=label("key"), ylabel=label("query"))
            panel.set_xticks(range(len(names)), names)
            panel.set_yticks(range(len(names)), names)
    figure.colorbar(image, ax=panels, shrink=0.8, label=label("attention weight"))
    return figure


def next_logits(ids):
    params = unpack(trained)
    return run(params, ids, 1.0)[2] @ params["U"]


with using(*model_parts, "greedy_decode"):
    ask("looks")
    for word in held_out_words[:5].tolist():
        print(word, "->", greedy_decode(next_logits, [*word, SEP], END, 6))
    held_out = examples(held_out_words)
    typical = np.mean([attention_maps(trained, ids) for ids in held_out[0]], axis=0)
    for query in (3, 4, 5):
        best = typical[:, query].max(axis=0).argmax()
        print(f"position {query} looks most at position {best}")
    compare("looks")


# %% tags=["demo", "hide-input"]
def draw_word(word):
    ids = held_out[0][word - 1]
    question = held_out_words[word - 1].tolist()
    answer = greedy_decode(next_logits, [*question, SEP], END, 4)
    wanted = [*question[::-1], END]
    written = [*answer, END][:4]
    text = TEXT["word"].format(
        word=" ".join(map(token_name, question)),
        written=" ".join(map(token_name, written)),
        right=sum(a == b for a, b in zip(written, wanted, strict=False)),
    )
    return text, draw_maps([("", attention_maps(trained, ids), ids)])


# %% [markdown] lang="ja"
# ### 動かす：どの文字を見ているか
#
# `word` は、検証データの単語の番号（1 から 20）です。いくつか変えて、どのヘッドが何を担当しているかを比べてください。

# %% [markdown] lang="en"
# ### Play: which letter is looked at
#
# `word` is the number of a held-out word, from 1 to 20. Try a few, and compare which head does what.

# %% tags=["demo"]
word = 2

with using(*model_parts, "greedy_decode"):
    play(draw_word, "word", word, range(1, 21))

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 検証データ 20 語の平均では、位置 3 は位置 2 を、位置 4 は位置 1 を、位置 5 は位置 0 を、いちばんよく見ています。
#
# **意味** 右上から左下へ下りる対角線が、「逆順」そのものです。誰もこの規則を書いていません。損失を下げる勾配が、この模様を作りました。位置がなければ、この模様は作れません（観察 3）。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** On average over the 20 held-out words, position 3 looks most at position 2, position 4 at position 1, position 5 at position 0.
#
# **Meaning** The diagonal that runs from upper right to lower left is "backwards" itself. Nobody wrote this rule down; the gradient that lowers the loss has drawn the pattern. Without position it could not (observation 3).
#
# </details>

# %% [markdown] lang="ja" section="experiment-warmup"
# ## 実験 2：ウォームアップなしで発散する
#
# **よくある誤解** 「Adam は学習率を自動で調整するので、最初から大きくても問題ない」
#
# 観察 7 の図の 2 つの学習率を比べます。40 ステップ目からは同じです。
#
# **予想** 40 ステップ目までの違いは、120 ステップ目には (a) もう消えている、(b) まだ残っている。

# %% [markdown] lang="en" section="experiment-warmup"
# ## Experiment 2: divergence without warm-up
#
# **A common misconception** "Adam adapts its learning rates, so a large one does no harm at the start."
#
# Compare the two schedules of observation 7; from step 40 on they are the same.
#
# **Prediction** By step 120 the difference before step 40 (a) is gone, (b) is still there.

# %% lang="ja" tags=["demo"]
guess_gap = ""  # "a"、"b" のどちらか

# %% lang="en" tags=["demo"]
guess_gap = ""  # "a" or "b"

# %% tags=["demo", "hide-input"]
with using(*model_parts):
    ask("gap")
    ids, histories, finals = examples(held_out_words)[0][1], {}, []
    for name, lr, warmup in [("warm-up", 0.05, 40), ("no warm-up", 0.05 * math.sqrt(40), 1)]:
        w, history = learn(training_words, 120, lr, warmup)
        losses, rights = history["loss"], history["accuracy"]
        print(
            f"{name:10s}: first loss = {losses[0]:.2f}   highest loss = {max(losses):5.2f}   "
            f"held-out accuracy = {max(rights):.2f}"
        )
        histories[label(name)] = history
        finals.append((label(name), attention_maps(w, ids), ids))
    draw_history(histories)
    draw_maps(finals)
    plt.show()
    compare("gap")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** ウォームアップがあると、損失は最初の値を超えません。なければ、最初の数ステップで最初の値の何倍にもなり、120 ステップかけても、その遅れを取り戻せません。
#
# **式** $t = 1$ では、どの重みも $\eta_1$ だけ動きます（観察 7）。$\eta_1$ は、ウォームアップがあれば $0.05 / 40 = 0.00125$、なければ約 0.32 です。重みの大きさは $1/\sqrt{16} = 0.25$ ほどなので、1 回の更新で、初期値の大きさ以上に動くことになります。
#
# **意味** 注意の図を見てください。最初に softmax を飽和させてしまうと、そこでは勾配がほとんど流れず、あとから学習率を下げても抜け出すのに時間がかかります。学習率は「平均してどれくらいか」だけではなく、**いつ** 大きいかが問題です。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** With warm-up the loss never exceeds its first value. Without, it rises within a few steps to several times that value, and 120 steps do not make up for it.
#
# **Formula** At $t = 1$ every weight moves by $\eta_1$ (observation 7). With warm-up $\eta_1$ is $0.05 / 40 = 0.00125$, without it about 0.32. Weights are about $1/\sqrt{16} = 0.25$ in size, so one step moves them further than they were large.
#
# **Meaning** Look at the attention maps. Once the softmax is saturated hardly any gradient flows, and lowering the rate later takes long to undo it. It is not only the average size of a learning rate that matters, but **when** it is large.
#
# </details>


# %% tags=["demo", "hide-input"]
def summary(w, history, size=1.0):
    """What one run came to, as numbers."""
    losses, rights = history["loss"], history["accuracy"]
    return TEXT["run"].format(
        steps=len(losses),
        first=f"{losses[0]:.4f}",
        highest=f"{max(losses):.4f}",
        last=f"{losses[-1]:.4f}",
        held=f"{loss_and_gradient(w, examples(held_out_words), size)[0]:.4f}",
        right=f"{rights[-1]:.2f}",
    )


def draw_start(warmup):
    lr = 0.05 * math.sqrt(40 / warmup)
    w, history = learn(training_words, 60, lr, warmup)
    rates = TEXT["rates"].format(warmup=warmup, first=f"{lr / warmup:.5f}", highest=f"{lr:.5f}")
    return rates + "\n" + summary(w, history), draw_history({"": history})


# %% [markdown] lang="ja"
# ### 動かす：ウォームアップの長さ
#
# 60 ステップだけ学習します。`warmup` を 1、2、5、20、40 に変えて、損失の山の高さを比べてください。

# %% [markdown] lang="en"
# ### Play: the length of the warm-up
#
# This trains for 60 steps. Change `warmup` to 1, 2, 5, 20, 40 and compare how high the loss climbs.

# %% tags=["demo"]
warmup = 5

with using(*model_parts):
    play(draw_start, "warmup", warmup, [1, 2, 5, 10, 20, 40])

# %% [markdown] lang="ja" section="experiment-memorising"
# ## 実験 3：暗記を見逃す
#
# **よくある誤解** 「損失が 0 に近づいたのだから、課題を学んだはずだ」
#
# 学習に使う単語を、12 語だけにします。
#
# **予想** (a) 訓練損失が下がらない、(b) 訓練損失も下がり、検証データの正解率も上がる、(c) 訓練損失は下がるのに、検証データの正解率は上がらない。

# %% [markdown] lang="en" section="experiment-memorising"
# ## Experiment 3: memorising goes unseen
#
# **A common misconception** "The loss has gone to 0, so the task has been learnt."
#
# Now only 12 words are used for training.
#
# **Prediction** (a) The training loss does not fall, (b) the training loss falls and the held-out accuracy rises, (c) the training loss falls, yet the held-out accuracy does not rise.

# %% lang="ja" tags=["demo"]
guess_words = ""  # "a"、"b"、"c" のどれか

# %% lang="en" tags=["demo"]
guess_words = ""  # "a", "b" or "c"

# %% tags=["demo", "hide-input"]
with using(*model_parts):
    ask("words")
    held_out, histories, finals = examples(held_out_words), {}, []
    for count in (196, 12):
        w, history = learn(training_words[:count], 110)
        losses, rights = history["loss"], history["accuracy"]
        held_loss, _ = loss_and_gradient(w, held_out)
        print(
            f"{count:3d} words: training loss = {losses[-1]:.4f}   "
            f"held-out loss = {held_loss:.4f}   held-out accuracy = {rights[-1]:.2f}"
        )
        name = f"{count} {label('words')}"
        histories[name] = history
        finals.append((name, attention_maps(w, held_out[0][1]), held_out[0][1]))
    draw_history(histories)
    draw_maps(finals)
    plt.show()
    compare("words")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** 12 語では、訓練損失はほとんど 0 になります。それなのに、検証データの正解率は低いままで、検証データの損失は訓練損失よりもはるかに大きくなります。
#
# **意味** 左の図だけを見ると、12 語のほうが「うまくいった」ように見えます。右の図が、反対のことを教えます。12 語なら、規則を学ばなくても、1 語ずつ暗記すれば損失は下がるからです。**暗記と理解は、学習に使わなかったデータでしか区別できません。**
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** With 12 words the training loss is almost 0. Yet the held-out accuracy stays low, and the held-out loss is far above the training loss.
#
# **Meaning** The left panel alone makes the 12 words look like the better run; the right panel says the opposite. Twelve words can be learnt by heart, one by one, without any rule. **Only data that took no part in training tell memorising from understanding.**
#
# </details>


# %% tags=["demo", "hide-input"]
def draw_count(count):
    w, history = learn(training_words[:count], 110)
    text = TEXT["count"].format(count=count) + "\n" + summary(w, history)
    return text, draw_history({"": history})


# %% [markdown] lang="ja"
# ### 動かす：単語の数
#
# `count` を 6、24、48、96 に変えてください。暗記から理解に変わるのは、何語くらいでしょうか。

# %% [markdown] lang="en"
# ### Play: the number of words
#
# Change `count` to 6, 24, 48, 96. About how many words turn memorising into understanding?

# %% tags=["demo"]
count = 48

with using(*model_parts):
    play(draw_count, "count", count, [6, 12, 24, 48, 96, 196])

# %% [markdown] lang="ja" section="experiment-embedding"
# ## 実験 4：合わない入力
#
# **よくある誤解** 「埋め込みは学習で決まるのだから、最初の大きさは何でもよい」
#
# 埋め込みの大きさを変えて、同じ学習をします。位置の成分は、いつも 1 程度です。小さすぎると何が見えなくなり、大きすぎると何が見えなくなるでしょうか。
#
# **予想** 90 ステップで検証データの全問に正解するのは、0.025 倍、1 倍、10 倍のどれでしょうか。0.025、1、10 のどれかを書いてください。

# %% [markdown] lang="en" section="experiment-embedding"
# ## Experiment 4: inputs that do not fit
#
# **A common misconception** "Embeddings are learnt, so their size at the start does not matter."
#
# The same training with embeddings of other sizes; the entries of the position are always about 1. What becomes invisible if they are too small, and what if they are too large?
#
# **Prediction** Which one gets all held-out words right within 90 steps: 0.025 times, 1 times or 10 times? Write 0.025, 1 or 10.

# %% lang="ja" tags=["demo"]
guess_size = ""  # 0.025、1、10 のどれか

# %% lang="en" tags=["demo"]
guess_size = ""  # 0.025, 1 or 10


# %% tags=["demo", "hide-input"]
def token_spread(size):
    return float((math.sqrt(d_model) * size * unpack(new_model(2))["E"]).std())


with using(*model_parts):
    ask("size")
    ids, histories, finals = examples(held_out_words)[0][1], {}, []
    for size in (0.025, 1.0, 10.0):
        w, history = learn(training_words, 90, size=size)
        losses, rights = history["loss"], history["accuracy"]
        print(
            f"spread = {token_spread(size):6.4f}   steps = {len(losses)}   "
            f"loss = {losses[-1]:.4f}   held-out accuracy = {rights[-1]:.2f}"
        )
        name = f"{size:g} {label('times')}"
        histories[name] = history
        finals.append((name, attention_maps(w, ids, size), ids))
    draw_history(histories)
    draw_maps(finals)
    plt.show()
    compare("size")

# %% [markdown] lang="ja"
# <details>
# <summary><b>読み解く</b></summary>
#
# **数値** ちょうどよい大きさ（1 倍）では 90 ステップほどで全問正解です。小さすぎるとき（0.025 倍）も大きすぎるとき（10 倍）も、同じステップ数では届きません。
#
# **式** 層正規化は、トークンと位置の **和** を正規化します。トークンの標準偏差が $s$、位置が 1 程度なら、正規化したあとのトークンの割合は、およそ $s / \sqrt{s^2 + 1}$ です。$s = 0.025$ ならほとんど 0、$s = 10$ なら、位置の割合 $1 / \sqrt{s^2 + 1}$ のほうが約 10% しかありません。
#
# **意味** 小さすぎると **どのトークンか** が見えず、大きすぎると **どこにあるか** が見えません。注意の図では、逆順の対角線がまだできていません。どちらも「学習で決まる」数ですが、見えないものの勾配は小さいので、学習に時間がかかります。$\sqrt{d_{\text{model}}}$ 倍は、2 つの大きさをそろえるためのものです。
#
# </details>

# %% [markdown] lang="en"
# <details>
# <summary><b>Read it</b></summary>
#
# **Numbers** With the size that fits (1 times) all words are right within about 90 steps. Too small (0.025 times) and too large (10 times) do not get there in the same number of steps.
#
# **Formula** Layer norm normalises the **sum** of token and position. If tokens have a standard deviation of $s$ and positions of about 1, the share of the token after normalising is about $s / \sqrt{s^2 + 1}$. For $s = 0.025$ it is almost 0; for $s = 10$ it is the share of the position, $1 / \sqrt{s^2 + 1}$, that is only about 10%.
#
# **Meaning** Too small, and **which token** it is cannot be seen; too large, and **where it stands** cannot. In the attention maps the diagonal of "backwards" is not there yet. Training could find any size, but what cannot be seen has a small gradient, so it takes long. Multiplying by $\sqrt{d_{\text{model}}}$ makes the two sizes alike.
#
# </details>


# %% tags=["demo", "hide-input"]
def draw_size(size):
    w, history = learn(training_words, 90, size=size)
    spread = token_spread(size)
    share = spread / math.sqrt(spread**2 + 1)
    text = TEXT["spread"].format(spread=f"{spread:.4f}", share=f"{share:.4f}")
    return text + "\n" + summary(w, history, size), draw_history({"": history})


# %% [markdown] lang="ja"
# ### 動かす：埋め込みの大きさ
#
# `size` を 0.1、0.25、1、4 に変えてください。どこまでなら 90 ステップで間に合うでしょうか。

# %% [markdown] lang="en"
# ### Play: the size of the embeddings
#
# Change `size` to 0.1, 0.25, 1, 4. How far can it go and still be in time within 90 steps?

# %% tags=["demo"]
size = 0.25

with using(*model_parts):
    play(draw_size, "size", size, [0.025, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0])

# %% [markdown] lang="ja" section="summary"
# ## 要点整理
#
# | 失敗 | 式 | どの曲線でわかるか |
# |---|---|---|
# | ウォームアップなしで発散する | $\Delta w = -\eta\, \hat m / \sqrt{\hat v}$、$t = 1$ では $\pm \eta$ | 最初の数ステップの損失 |
# | 暗記を見逃す | $L$ は訓練データの平均でしかない | 検証データの正解率と損失 |
# | 入力の大きさが合わない | $E \sqrt{d_{\text{model}}} + \mathrm{PE}$ | 損失の下がり始める時期 |
#
# ### 記述問題：`explain_training`
#
# 最後に、自分の言葉で説明してください。これは担当者が読んで採点します。式と数値の **両方** を使って書きます。実験のセルで、学習率や単語の数を自分の値に変えると、数値の例がすぐに作れます。

# %% [markdown] lang="en" section="summary"
# ## What to take away
#
# | failure | formula | which curve shows it |
# |---|---|---|
# | divergence without warm-up | $\Delta w = -\eta\, \hat m / \sqrt{\hat v}$, which is $\pm \eta$ at $t = 1$ | the loss of the first steps |
# | memorising goes unseen | $L$ is a mean over the training data, no more | accuracy and loss on held-out data |
# | inputs of a size that does not fit | $E \sqrt{d_{\text{model}}} + \mathrm{PE}$ | when the loss begins to fall |
#
# ### In words: `explain_training`
#
# Finally, explain in your own words. This is graded manually. Use **both** formulas and numbers. Change the learning rate or the number of words in the cells above, and you have your own example in numbers.

# %% [markdown] exercise="explain_training"
