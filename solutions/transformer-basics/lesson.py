# %% [markdown] lang="ja" section="introduction"
# # Transformer
#
# ディープラーニング セクション、学習ステップ **7 / 8** です。
#
# このノートの約束はひとつです。**「なぜ損失が下がるのか」を、いつも「式」と「数値の変化」の両方で確かめます。**
# 式だけで納得した気になったときは数値が、数値だけで満足しそうなときは式が、理解の穴を教えてくれます。
#
# **到達目標** 損失、勾配、最適化、正則化のつながりをコードで確かめ、モデルの挙動を自分の言葉で説明できるようになります。
#
# **前提** ベクトルと行列の計算ができること。そして「微分とは、入力を少し動かしたときに出力がどれだけ動くかの比だ」と言葉で説明できること。これだけで十分です。
#
# **今回の中心語**
#
# | 語 | ひとことで言うと | 主に登場する場所 |
# |---|---|---|
# | Transformer | 注意（attention）と FFN を積み重ねたモデル | 観察 1 |
# | 順伝播 | 入力から予測を計算する向き | 観察 1・5 |
# | 損失 | 予測がどれだけ外れたかを測る物差し | 観察 2 |
# | 逆伝播 | 損失から各重みの責任を計算する向き | 観察 2 |
# | 勾配 | 重みを少し動かしたときの、損失の傾き | 観察 2・3 |
# | 正則化 | 重みが大きくなりすぎないようにする力 | 観察 4 |
#
# **これまでとのつながり** 前のステップ「再帰型ニューラルネットワーク（RNN / LSTM / GRU）」では、「再帰状態の 1 ステップ更新 → 損失を計算する」という流れを確認しました。今回は、再帰状態の更新が「注意」に置きかわります。損失から先の流れは、まったく同じです。ニューラルネットワーク、損失関数と勾配降下法、最適化と正則化、畳み込みと CNN、画像認識で使った語も、そのまま使います。次のステップ「自然言語処理」では、ここで作る部品が本物の文章を相手にします。

# %% [markdown] lang="en" section="introduction"
# # Transformer
#
# Step **7 / 8** of the deep learning section.
#
# This notebook makes one promise: **it shows why the loss goes down twice, as a formula and as a change in numbers.**
# When a formula alone feels convincing, the numbers find the gap; when the numbers alone look good enough, the formula does.
#
# **Goal** Confirm in code how loss, gradient, optimisation and regularisation hang together, and explain a model's behaviour in your own words.
#
# **Before you start** You can compute with vectors and matrices, and you can say in words what a derivative is: how far the output moves, compared with a small move of the input. That is enough.
#
# **The central words**
#
# | word | in one line | mainly found in |
# |---|---|---|
# | Transformer | a model that stacks attention and FFN layers | observation 1 |
# | forward pass | computing from the input to the prediction | observations 1, 5 |
# | loss | a ruler for how far a prediction missed | observation 2 |
# | backward pass | computing each weight's responsibility from the loss | observation 2 |
# | gradient | the slope of the loss when a weight moves a little | observations 2, 3 |
# | regularisation | a force that keeps weights from growing too large | observation 4 |
#
# **Where this fits** The previous step, "Recurrent networks (RNN / LSTM / GRU)", went "one update of the recurrent state → compute the loss". Here attention takes the place of that update; everything from the loss on is exactly the same. The words you met in neural networks, loss functions and gradient descent, optimisation and regularisation, convolution and CNNs, and image recognition are used as they are. The next step, "Natural language processing", puts the parts built here to work on real text.

# %% [markdown] lang="ja"
# ### 地図
#
# 前半の **五つの観察** で部品をひとつずつ作り、後半の **三つの実験** で部品を組み立てます。三つの実験は、どれも「よくある誤解」をひとつずつ、あなた自身の関数で確かめるものです。
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
# | 実験 3 前処理と活性化 | `standardize` |
# | まとめ | `explain_divergence`（記述） |
#
# 学習率の話は観察 3 で、早期終了の話は観察 4 で始まりますが、その演習（`choose_learning_rate` と `train_with_early_stopping`）は観察 5 より後ろにあります。どちらも学習を最後まで走らせる関数なので、予測（`batch_predict`）、損失、勾配、一歩という部品がすべてそろってから書くほうが自然だからです。
#
# ### 進め方
#
# 1. **問い** を読み、**予想** を紙に書きます。先に予想しておくと、外れたときに「なぜ」が生まれます。
# 2. 演習のセルで `raise NotImplementedError(...)` を消して、関数を完成させます。
# 3. すぐ下の `check("...")` で確かめます。行きづまったら、ターミナルで `autograder check --hint compute_attention` のように演習の名前を付けて打つと、ヒントが少しずつ出ます。
# 4. 続くセルであなたの関数が **数値** を出し、その数値を **式** に代入して、**意味** を考えます。
#
# ファイルに書く人は、ターミナルの `pytest`（ひとつだけなら `pytest -k compute_attention`）や、保存のたびに動く `autograder check --watch` も使えます。どこで確かめても判定は同じです。
#
# 数値やグラフを出すだけのセルは、採点では実行されません。答えの関数に必要なものは、すべて演習のセルの中に書いてください。`math` と `np`（NumPy）だけは、いつでも使えます。

# %% [markdown] lang="en"
# ### The map
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
# | Experiment 3, preprocessing and activation | `standardize` |
# | Summary | `explain_divergence` (in words) |
#
# Learning rates first come up in observation 3 and early stopping in observation 4, but their exercises (`choose_learning_rate` and `train_with_early_stopping`) stand after observation 5. Both run a training from start to end, and that is easier to write once every part is there: prediction (`batch_predict`), loss, gradient and step.
#
# ### How to work
#
# 1. Read the **question** and write your **prediction** on paper. Only a prediction can be wrong, and that is where a "why" begins.
# 2. In an exercise cell, delete `raise NotImplementedError(...)` and complete the function.
# 3. Check it with the `check("...")` right below. When you are stuck, type the name of the exercise in a terminal, as in `autograder check --hint compute_attention`: hints come a little at a time.
# 4. The next cell lets your function produce the **numbers**; put them into the **formula**, and think about what they **mean**.
#
# If you write in a file, use `pytest` in a terminal (`pytest -k compute_attention` for one exercise), or `autograder check --watch`, which runs on every save. Wherever you check, the verdict is the same.
#
# Cells that only print or plot are not run in grading. Put everything an answer needs into its exercise cell. Only `math` and `np` (NumPy) are always there.

# %%
import math

import numpy as np

# %% lang="ja" tags=["demo", "hide-input"]
WAITING = "このセルは {names} の完成を待っています。演習を解いたら、もう一度実行してください。"
NOT_YET = "{name} がまだありません。上のセルから順に実行してください。"
STOPPED = "このセルは途中で止まりました（{error}）。先に check で {names} を確かめましょう。"

# %% lang="en" tags=["demo", "hide-input"]
WAITING = "This cell is waiting for {names}. Solve the exercise, then run the cell again."
NOT_YET = "{name} is not there yet. Run the cells above first, from the top."
STOPPED = "This cell stopped on the way ({error}). First check {names}."

# %% tags=["demo", "hide-input"]
import traceback
from contextlib import contextmanager

import matplotlib.pyplot as plt

np.set_printoptions(precision=6, suppress=True)


@contextmanager
def using(*exercises):
    try:
        yield
    except Exception as error:
        plt.close("all")
        frames = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        innermost = [name for name in frames if name in exercises][-1:]
        empty = [name for name in exercises if globals().get(name, 0) is None]
        if isinstance(error, NotImplementedError) or empty:
            print("⏳", WAITING.format(names=", ".join(empty or innermost or exercises)))
        elif isinstance(error, NameError) and not innermost:
            print("⏳", NOT_YET.format(name=error.name))
        else:
            problem = f"{type(error).__name__}: {error}"
            print("⚠", STOPPED.format(error=problem, names=", ".join(innermost or exercises)))


# %% [markdown] lang="ja"
# 上の `using(...)` は、このノートだけの小さな道具です。まだ解いていない演習を使うセルでは、エラーの山の代わりに「何を待っているか」を一行で伝えます。

# %% [markdown] lang="en"
# `using(...)` above is a small tool of this notebook. Where a cell uses an exercise that you have not solved yet, it says in one line what it is waiting for, in place of a wall of errors.

# %% [markdown] lang="ja" section="observation-1"
# ## 観察 1: 自己注意の最小例
#
# **問い** 文の中のあるトークン（単語や文字などの単位）は、ほかのどのトークンを、どれくらい参照すればよいでしょうか。
#
# RNN は、過去をひとつの隠れ状態に詰めこみ、左から順に運びました。文が長いほど、遠くの情報は薄まります。Transformer は運ぶのをやめて、必要な相手を直接見に行きます。「誰を、どれくらい見るか」という割合が **注意重み** です。トークンどうしの関係（系列の依存）を扱う、Transformer の中心の操作です。
#
# 各トークンは三つの役割を持ちます。図書館で本を探す場面を思い浮かべてください。
#
# - **クエリ** $q$ … 探しているもの（検索の言葉）
# - **キー** $k$ … 本の背表紙の見出し
# - **値** $v$ … 本の中身
#
# いちばん小さい例として、ひとつのクエリ $q = (1,\ 0)$ が、次の二つのトークンを見ます。
#
# | | キー | 値 |
# |---|---|---|
# | トークン 1 | $(0.8,\ 0.6)$ | $0.3$ |
# | トークン 2 | $(0,\ 0)$ | $0.9$ |
#
# **予想** クエリと内積が大きいのはトークン 1 です（0.8 対 0）。では、二つの重みはどれに近いでしょうか。
# (a) ほぼ 1 対 0　(b) 0.64 対 0.36 くらい　(c) 半々。そして、混ぜた値は 0.3 と 0.9 のどちら寄りでしょうか。

# %% [markdown] lang="en" section="observation-1"
# ## Observation 1: the smallest example of self-attention
#
# **Question** In a sentence, which other tokens (words, characters, ...) should a token look at, and how much?
#
# An RNN squeezes the past into one hidden state and carries it from left to right; the longer the sentence, the fainter what lies far back. A Transformer stops carrying and looks directly where it needs to. The shares of that look, "at whom, and how much", are the **attention weights**: the central operation by which it handles how tokens depend on one another.
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
# (a) nearly 1 to 0, (b) about 0.64 to 0.36, (c) half and half. And is the mixed value nearer to 0.3 or to 0.9?

# %% [markdown] lang="ja"
# ### 演習: `compute_attention`
#
# **式 1**
#
# $$\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{Q K^{\top}}{\sqrt{d_k}}\right) V
# \qquad \mathrm{softmax}(s)_j = \frac{e^{s_j}}{\sum_i e^{s_i}}$$
#
# クエリ、キー、値を行として積んだものが $Q$ `(n_q, d_k)`、$K$ `(n_k, d_k)`、$V$ `(n_k, d_v)` です。
#
# - **なぜ softmax？** 重みをすべて正にし、クエリごと（行ごと）の和を 1 にするためです。和が 1 だからこそ、出力は値の「加重平均」になります。
# - **なぜ $\sqrt{d_k}$ で割る？** 内積は $d_k$ 個の積の和です。ばらつき（標準偏差）が 1 の成分を $d_k$ 個かけて足すと、和のばらつきは $\sqrt{d_k}$ になります。割っておけば、次元が増えてもスコアの大きさは変わりません。
# - **大きなスコアではどうなる？** $e^{10000}$ はコンピュータでは無限大です。ところが softmax は、同じ行の全スコアから同じ数 $c$ を引いても変わりません（$e^{s_j - c} = e^{s_j} / e^{c}$ なので、分母と分子で打ち消し合います）。どんな $c$ を選べば安全でしょうか。

# %% [markdown] lang="en"
# ### Exercise: `compute_attention`
#
# **Formula 1**
#
# $$\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{Q K^{\top}}{\sqrt{d_k}}\right) V
# \qquad \mathrm{softmax}(s)_j = \frac{e^{s_j}}{\sum_i e^{s_i}}$$
#
# Queries, keys and values are stacked as rows: $Q$ `(n_q, d_k)`, $K$ `(n_k, d_k)`, $V$ `(n_k, d_v)`.
#
# - **Why softmax?** It makes all weights positive, and those of each query (each row) sum to 1. That sum is what makes the output a weighted average of the values.
# - **Why divide by $\sqrt{d_k}$?** A dot product is a sum of $d_k$ products. If the components have a spread (standard deviation) of 1, the sum has a spread of $\sqrt{d_k}$. Divide, and scores keep their size however many dimensions there are.
# - **What about large scores?** For a computer $e^{10000}$ is infinite. But softmax does not change when the same number $c$ is subtracted from every score of a row ($e^{s_j - c} = e^{s_j} / e^{c}$, which cancels between numerator and denominator). Which $c$ is safe?

# %% exercise="compute_attention"

# %% tags=["demo"]
Q = np.array([[1.0, 0.0]])
K = np.array([[0.8, 0.6], [0.0, 0.0]])
V = np.array([[0.3], [0.9]])

with using("compute_attention"):
    output, weights = compute_attention(Q, K, V)
    print("weights =", weights)
    print("output  =", output)

score = 0.8 / math.sqrt(2)
print(f"score = {score:.6f}   exp(score) = {math.exp(score):.6f}   exp(0) = {math.exp(0):.6f}")

# %% [markdown] lang="ja"
# **数値** 重みは 0.637767 と 0.362233、混ぜた値は 0.51734 です。予想の (b) でした。
#
# **式** 手でも追えます。$d_k = 2$ なので、トークン 1 のスコアは $0.8 / \sqrt{2} = 0.565685$、トークン 2 のスコアは $0$ です。
#
# $$\frac{e^{0.565685}}{e^{0.565685} + e^{0}} = \frac{1.760654}{1.760654 + 1} = 0.637767
# \qquad 0.637767 \times 0.3 + 0.362233 \times 0.9 = 0.51734$$
#
# **意味** 重みで勝ったのはトークン 1 ですが、トークン 2 も 0.362233 を受け取りました。内積が 0 でも「無視」ではありません。$e^0 = 1$ の分だけ、必ず席が残ります。値は 0.3 と 0.9 のちょうど中間（0.6）より、トークン 1 の 0.3 に寄りました。
#
# では、クエリを 10 倍すると？　向きは同じです。重みは変わるでしょうか。予想してから実行してください。

# %% [markdown] lang="en"
# **Numbers** The weights are 0.637767 and 0.362233, the mixed value is 0.51734: prediction (b).
#
# **Formula** You can follow it by hand. With $d_k = 2$, token 1 scores $0.8 / \sqrt{2} = 0.565685$ and token 2 scores $0$.
#
# $$\frac{e^{0.565685}}{e^{0.565685} + e^{0}} = \frac{1.760654}{1.760654 + 1} = 0.637767
# \qquad 0.637767 \times 0.3 + 0.362233 \times 0.9 = 0.51734$$
#
# **Meaning** Token 1 won, yet token 2 received 0.362233. A dot product of 0 does not mean "ignored": $e^0 = 1$ always keeps a seat. The value moved from the middle of 0.3 and 0.9 (which is 0.6) towards the 0.3 of token 1.
#
# Now make the query 10 times as long, in the same direction. Do the weights change? Predict, then run.

# %% tags=["demo"]
with using("compute_attention"):
    output, weights = compute_attention(10 * Q, K, V)
    print("weights =", weights)
    print("output  =", output)

rng = np.random.default_rng(0)
for d_k in (4, 64, 256):
    q, k = rng.normal(size=(2, 4000, d_k))
    dots = (q * k).sum(axis=1)
    print(f"d_k = {d_k:3d}   std(q.k) = {dots.std():5.2f}   sqrt(d_k) = {math.sqrt(d_k):5.2f}")

# %% [markdown] lang="ja"
# **数値** 重みは 0.996519 対 0.003481 になり、出力 0.302089 はトークン 1 の値 0.3 とほとんど同じです。
#
# **意味** スコアが大きいと softmax は「平均」をやめて「一人勝ち」になります。一人勝ちの場所では、スコアを少し動かしても重みは動きません。つまり勾配がほとんど流れず、学習が進みません。出力の最後の三行を見てください。乱数のベクトルの内積は、次元が増えるだけで $\sqrt{d_k}$ の速さで大きくなっています。$\sqrt{d_k}$ で割らないモデルは、次元を増やしただけでこの一人勝ちに陥ります。

# %% [markdown] lang="en"
# **Numbers** The weights are now 0.996519 to 0.003481, and the output 0.302089 is almost the value 0.3 of token 1.
#
# **Meaning** With large scores softmax stops averaging, and the winner takes all. There, a small move of a score no longer moves the weights: hardly any gradient flows, and learning stalls. Look at the last three lines of the output: the dot products of random vectors grow like $\sqrt{d_k}$ merely because there are more dimensions. A model that does not divide by $\sqrt{d_k}$ walks into this trap just by having more of them.

# %% [markdown] lang="ja"
# ### 演習: `feed_forward`
#
# 注意はトークンどうしを **混ぜます**。次の FFN（順伝播型ネットワーク）は、混ざった結果をトークンごとに **変換します**。多くの教材は、FFN をこう書きます。
#
# $$\mathrm{FFN}(x) = W_2 \, \sigma(W_1 x + b_1) + b_2$$
#
# **式 1 と並べると、読み違えやすい点が二つあります。**
#
# 1. **縦か横か。** この式では、$x$ は縦ベクトルで、重みは左からかかります。ところが式 1 の $Q K^{\top}$ では、トークンは行（横）でした。二つを混ぜると、形が合わずに止まります。もっと悪いことに、正方行列では止まらずに、間違った値が出ます。この教材は、式 1 に合わせて行に統一します。転置すれば同じ式です: $(W x)^{\top} = x^{\top} W^{\top}$。
# 2. **$\sigma$ は何か。** この $\sigma$ は「何かの活性化関数」という意味です。シグモイドとは限りません。Transformer の原論文は ReLU、つまり $\mathrm{relu}(z) = \max(0, z)$ を使います。
#
# **式 2**（この教材の形）
#
# $$\mathrm{FFN}(x) = \mathrm{relu}(x W_1 + b_1)\, W_2 + b_2$$
#
# $x$ `(n, d_model)`、$W_1$ `(d_model, d_ff)`、$b_1$ `(d_ff,)`、$W_2$ `(d_ff, d_model)`、$b_2$ `(d_model,)` です。
#
# **予想** $W_1 = (1,\ -1)$、$W_2 = (1,\ 1)^{\top}$、バイアスはすべて 0 とします。入力 $0.51734$ と $-0.51734$ の出力は、それぞれいくつでしょうか。

# %% [markdown] lang="en"
# ### Exercise: `feed_forward`
#
# Attention **mixes** tokens. The FFN (feed-forward network) that follows **transforms** the mixture, one token at a time. Many texts write it like this:
#
# $$\mathrm{FFN}(x) = W_2 \, \sigma(W_1 x + b_1) + b_2$$
#
# **Beside formula 1, two things are easy to misread.**
#
# 1. **Column or row?** Here $x$ is a column and the weights stand on its left. But in the $Q K^{\top}$ of formula 1, tokens were rows. Mix the two and the shapes do not fit; worse, with square matrices nothing stops and the values are wrong. This lesson uses rows throughout, like formula 1. Transposed, it is the same formula: $(W x)^{\top} = x^{\top} W^{\top}$.
# 2. **What is $\sigma$?** Here it stands for "some activation function", not necessarily the sigmoid. The original Transformer paper uses ReLU, $\mathrm{relu}(z) = \max(0, z)$.
#
# **Formula 2** (as this lesson uses it)
#
# $$\mathrm{FFN}(x) = \mathrm{relu}(x W_1 + b_1)\, W_2 + b_2$$
#
# $x$ `(n, d_model)`, $W_1$ `(d_model, d_ff)`, $b_1$ `(d_ff,)`, $W_2$ `(d_ff, d_model)`, $b_2$ `(d_model,)`.
#
# **Prediction** Let $W_1 = (1,\ -1)$, $W_2 = (1,\ 1)^{\top}$, and all biases 0. What comes out for the inputs $0.51734$ and $-0.51734$?

# %% exercise="feed_forward"

# %% tags=["demo"]
tokens = np.array([[0.51734], [-0.51734]])
W1, b1 = np.array([[1.0, -1.0]]), np.zeros(2)
W2, b2 = np.array([[1.0], [1.0]]), np.zeros(1)

with using("feed_forward"):
    together = feed_forward(tokens, W1, b1, W2, b2)
    alone = feed_forward(tokens[:1], W1, b1, W2, b2)
    print("both tokens together:", together.ravel())
    print("first token alone:   ", alone.ravel())

# %% [markdown] lang="ja"
# **数値** どちらの入力からも 0.51734 が出ました。一つ目のトークンだけを渡しても、同じ値です。
#
# **式** $x = -0.51734$ なら、$\mathrm{relu}(-0.51734,\ 0.51734) = (0,\ 0.51734)$、その和が $0.51734$ です。この FFN は $|x|$ を計算しています。もし relu がなければ $x \cdot 1 + x \cdot (-1) \cdot 1 = 0$ で、何を入れても 0 です。
#
# **意味** 活性化関数がなければ、二つの層は $x W_1 W_2$ という一つの層につぶれます。折れ曲がりがあるから、層を重ねる意味があります。そして FFN はトークンを混ぜません。混ぜるのは注意の仕事です。

# %% [markdown] lang="en"
# **Numbers** Both inputs give 0.51734, and the first token alone gives the same.
#
# **Formula** For $x = -0.51734$, $\mathrm{relu}(-0.51734,\ 0.51734) = (0,\ 0.51734)$, and their sum is $0.51734$. This FFN computes $|x|$. Without relu it would be $x \cdot 1 + x \cdot (-1) \cdot 1 = 0$, whatever you put in.
#
# **Meaning** Without an activation two layers collapse into one, $x W_1 W_2$. It is the bend that makes a second layer worth having. And the FFN does not mix tokens; that is attention's job.

# %% [markdown] lang="ja" section="observation-2"
# ## 観察 2: 損失を計算する
#
# **問い** 予測が 0.63 で、正解が 1 だったとします。これは「どれだけ」外れたのでしょうか。物差しがなければ、改善の方向も決められません。
#
# 観察 1 の結果を、そのまま予測につなげます。注意重みを入力 $x$、値を重み $w$ と読みかえると、混ぜる計算は内積 $z = w \cdot x$ になります。$x$ の最後の成分 1 は、どの入力でも 1 なので「切片（バイアス）の席」です。いまはその重みが 0 で、まだ誰も座っていません。$z$ はどんな実数にもなりうるので、シグモイド $\sigma(z) = 1 / (1 + e^{-z})$ で 0 から 1 の確率に変えます。ここからの $\sigma$ は、シグモイドのことです。

# %% [markdown] lang="en" section="observation-2"
# ## Observation 2: computing the loss
#
# **Question** The prediction is 0.63 and the truth is 1. How far off is that? Without a ruler there is no direction in which to improve.
#
# We turn the result of observation 1 into a prediction. Read the attention weights as an input $x$ and the values as weights $w$: then mixing is the dot product $z = w \cdot x$. The last component of $x$ is 1 for every input, so it is the seat of an intercept (a bias); its weight is 0 for now, and the seat is empty. Since $z$ can be any real number, the sigmoid $\sigma(z) = 1 / (1 + e^{-z})$ turns it into a probability between 0 and 1. From here on, $\sigma$ is the sigmoid.

# %% tags=["demo"]
a = 1 / (1 + math.exp(-0.8 / math.sqrt(2)))
x = np.array([a, 1 - a, 1.0])
w = np.array([0.3, 0.9, 0.0])
target = 1.0

z = x @ w
y = 1 / (1 + math.exp(-z))
print("x =", x)
print(f"z = {z:.6f}   y = {y:.6f}   error = {target - y:.6f}")

# %% [markdown] lang="ja"
# 予測は $y = 0.626526$、正解との差は $1 - 0.626526 = 0.373474$ です。（ところで $x$ の一つ目の成分は、シグモイド $\sigma(0.565685)$ で計算しました。スコアが $(s,\ 0)$ の二つだけなら、softmax はシグモイドと同じだからです: $\frac{e^s}{e^s + 1} = \frac{1}{1 + e^{-s}}$。）
#
# ### 演習: `bce_loss`
#
# 二値交差エントロピー（BCE）は、「正解が起こると言った確率」の対数にマイナスを付けたものです。$n$ 個あれば平均します。
#
# $$L = -\frac{1}{n} \sum_{i=1}^{n} \bigl[\, t_i \ln y_i + (1 - t_i) \ln (1 - y_i) \,\bigr]$$
#
# - **なぜ対数？** 独立な予測が全部当たる確率は積です。対数を取ると和になり、1 件ずつの損失として足せます。
# - **なぜマイナス？** 1 以下の確率の対数は 0 以下です。符号を反転すれば、「小さいほど良い」物差しになります。
# - **なぜ $10^{-9}$ を足す？** $\ln 0$ は $-\infty$ です。確率がちょうど 0 や 1 でも計算が壊れないように、対数の中に小さな数を足すか、確率を $[10^{-9},\ 1 - 10^{-9}]$ に収めます（これを **ガード** と呼びます）。ただし、ガードが大きすぎてはいけません。自信満々の間違いには、14 以上の損失を払わせてください。
# - **正解が 0 と 1 の間なら？** 「70 % の確率で 1」のような正解（ソフトラベル）にも、同じ式がそのまま使えます。
#
# **予想** $t = 1$、$y = 0.626526$ の損失は、差の 0.373474 より大きいでしょうか、小さいでしょうか。

# %% [markdown] lang="en"
# The prediction is $y = 0.626526$; it misses the truth by $1 - 0.626526 = 0.373474$. (By the way, the first component of $x$ was computed with a sigmoid, $\sigma(0.565685)$. With only two scores $(s,\ 0)$, softmax is the sigmoid: $\frac{e^s}{e^s + 1} = \frac{1}{1 + e^{-s}}$.)
#
# ### Exercise: `bce_loss`
#
# Binary cross-entropy (BCE) is minus the logarithm of "the probability you gave to what happened". For $n$ samples, take the mean.
#
# $$L = -\frac{1}{n} \sum_{i=1}^{n} \bigl[\, t_i \ln y_i + (1 - t_i) \ln (1 - y_i) \,\bigr]$$
#
# - **Why the logarithm?** The probability that independent predictions are all right is a product. The logarithm turns it into a sum, one loss per sample.
# - **Why the minus?** The logarithm of a probability is at most 0. Flip the sign and you have a ruler on which smaller is better.
# - **Why add $10^{-9}$?** $\ln 0$ is $-\infty$. To survive probabilities of exactly 0 and 1, add a tiny number inside the logarithm, or keep probabilities within $[10^{-9},\ 1 - 10^{-9}]$ (call this the **guard**). But the guard must not be too large: a certain and wrong prediction must still cost 14 or more.
# - **What if the truth lies between 0 and 1?** For a truth like "1 with a probability of 70 %" (a soft label) the same formula works as it stands.
#
# **Prediction** Is the loss for $t = 1$, $y = 0.626526$ larger or smaller than the difference 0.373474?

# %% exercise="bce_loss"

# %% tags=["demo"]
with using("bce_loss"):
    print(f"loss          = {bce_loss([target], [y]):.6f}")
    print(f"y = 0.5       : {bce_loss([1.0], [0.5]):.6f}")
    print(f"y = 0 (wrong) : {bce_loss([1.0], [0.0]):.6f}")

    p = np.linspace(0.01, 0.999, 200)
    cost = [bce_loss([1.0], [value]) for value in p]
    figure, axes = plt.subplots(figsize=(5, 3))
    axes.plot(p, cost, label="BCE")
    axes.plot(p, 1 - p, "--", color="gray", label="$1 - y$")
    axes.plot(y, bce_loss([target], [y]), "o", color="tab:red")
    axes.set(xlabel="$y$", ylabel="loss ($t = 1$)")
    axes.legend()
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# **数値** 損失は 0.467566 です。差の 0.373474 より大きくなりました。
#
# **式** $t = 1$ なら第二項は消え、$-\ln 0.626526 = 0.467566$ です。$-\ln y \ge 1 - y$ はいつでも成り立ち（図の実線は必ず破線の上）、外れるほど開きます。
#
# **意味** 差の物差し（破線）では、どんなにひどい間違いも 1 までです。BCE では、自信満々の間違いの損失に天井がありません。実際に計算される損失の上限を決めるのは、ガードの小さな数です。$10^{-9}$ なら $-\ln 10^{-9} = 20.723266$ です（ガードの選び方で違ってかまいません）。また、$y = 0.5$、つまり「わからない」と答えたときの損失は $\ln 2 = 0.693147$ です。**この 0.693147 は「何も学んでいない」の目印として、あとで何度も使います。**

# %% [markdown] lang="en"
# **Numbers** The loss is 0.467566, larger than the difference 0.373474.
#
# **Formula** For $t = 1$ the second term vanishes: $-\ln 0.626526 = 0.467566$. Always $-\ln y \ge 1 - y$ (in the plot the solid line never goes below the dashed one), and the further off, the wider the gap.
#
# **Meaning** On the ruler of differences (dashed) the worst mistake costs 1. With BCE a mistake made with certainty has no ceiling. What limits it in practice is the tiny number of your guard: $10^{-9}$ gives $-\ln 10^{-9} = 20.723266$ (another guard may give another value; that is fine). And $y = 0.5$, "I don't know", costs $\ln 2 = 0.693147$. **Remember 0.693147 as the mark of "nothing learnt"; we shall need it often.**

# %% [markdown] lang="ja"
# ### 演習: `bce_gradient`
#
# **問い** 損失を下げるには、どの重みを、どちらへ動かせばよいでしょうか。
#
# 順伝播は $w \to z \to y \to L$ と進みました。**逆伝播** は同じ道を逆にたどり、区間ごとの傾きを掛けていきます（連鎖律）。
#
# $$\frac{\partial L}{\partial y} = \frac{y - t}{y (1 - y)} \qquad
# \frac{\partial y}{\partial z} = y (1 - y) \qquad
# \frac{\partial z}{\partial w_j} = x_j$$
#
# 三つを掛けると、$y (1 - y)$ がきれいに消えます。
#
# $$\frac{\partial L}{\partial w_j} = (y - t)\, x_j \qquad \frac{\partial L}{\partial b} = y - t$$
#
# $n$ 件あれば平均です。行列で書けば $\nabla_w L = \frac{1}{n} X^{\top} (y - t)$ です。「どれだけ外れたか」×「その入力がどれだけ効いていたか」が、重みの責任になります。**打ち消し合ったこの $y (1 - y)$ を覚えておいてください。観察 3 の事件の鍵になります。**
#
# **予想** いまの例で、三つの重みの勾配の符号は？　いちばん責任が重いのはどれでしょう。

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
# For $n$ samples, take the mean; as matrices, $\nabla_w L = \frac{1}{n} X^{\top} (y - t)$. "How far off" times "how much this input mattered" is the responsibility of a weight. **Keep that cancelled $y (1 - y)$ in mind: it is the key to the case in observation 3.**
#
# **Prediction** What are the signs of the three gradients in our example? Which weight carries the most responsibility?

# %% exercise="bce_gradient"

# %% tags=["demo"]
with using("bce_gradient", "bce_loss"):
    grad_w, grad_b = bce_gradient(x.reshape(1, 3), [target], [y])
    print("grad_w =", grad_w)
    print(f"grad_b = {grad_b:.6f}")

    slopes = []
    for j in range(3):
        nudge = np.zeros(3)
        nudge[j] = 1e-5
        up = bce_loss([target], [1 / (1 + math.exp(-x @ (w + nudge)))])
        down = bce_loss([target], [1 / (1 + math.exp(-x @ (w - nudge)))])
        slopes.append((up - down) / 2e-5)
    print("slopes =", np.array(slopes))

# %% [markdown] lang="ja"
# **数値** `grad_w` は −0.238190、−0.135285、−0.373474、`grad_b` は −0.373474 です。最後の `slopes` は、重みをひとつずつ $\pm 0.00001$ だけ動かして、損失の傾きをじかに測ったものです。式を一切使っていないのに、`grad_w` と一致しました。
#
# **式** $y - t = -0.373474$。これに $x = (0.637767,\ 0.362233,\ 1)$ を掛けただけです。
#
# **意味** 符号はすべてマイナスです。どの重みも「増やせば損失が下がる」と言っています。また、いつも 1 である三つ目の入力の勾配は、`grad_b` と同じ値になりました。バイアスとは「入力がいつも 1 の重み」なのです。

# %% [markdown] lang="en"
# **Numbers** `grad_w` is −0.238190, −0.135285, −0.373474, and `grad_b` is −0.373474. The last line, `slopes`, nudges one weight at a time by $\pm 0.00001$ and measures the slope of the loss directly. It knows nothing of the formula, and agrees with `grad_w`.
#
# **Formula** $y - t = -0.373474$, times $x = (0.637767,\ 0.362233,\ 1)$. That is all.
#
# **Meaning** All signs are negative: each weight says "increase me and the loss goes down". And the gradient of the third input, which is always 1, equals `grad_b`: a bias is nothing but a weight whose input is always 1.

# %% [markdown] lang="ja"
# ### 計算の対応表
#
# ここまでの式と、コードと、数値を並べておきます。
#
# | 式 | あなたの関数 | 数値 |
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
# ## 観察 3: 勾配降下法の一歩
#
# **問い** 重みを一回だけ更新すると、予測はどれだけ良くなるでしょうか。
#
# 勾配は「損失が増える向き」を指します。だから、その反対へ少しだけ進みます。「少し」の大きさが **学習率** $\eta$（コードでは `lr`）です。
#
# ### 演習: `sgd_step`
#
# $$w_{\text{new}} = w - \eta \, \nabla L$$
#
# - **なぜ引く？** 足すと、損失の坂を登ってしまうからです。
# - **なぜ新しい配列を返す？** 元の $w$ を書き換えると、更新の前と後を比べられなくなるからです。
# - **大きすぎる一歩に歯止めをかけなくてよい？** ここでは、かけないでください。歩幅を抑えたり、勾配の長さをそろえたりすると、実験 1 で観察する「発散」そのものが隠れてしまいます。
#
# **予想** 学習率 0.1 で一歩進むと、予測 0.626526 は上がるでしょうか、下がるでしょうか。

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
# - **Should a step that is too large be held back?** Not here. Limiting the stride, or giving all gradients the same length, hides the very divergence that experiment 1 observes.
#
# **Prediction** After one step with learning rate 0.1, does the prediction 0.626526 go up or down?

# %% exercise="sgd_step"

# %% [markdown] lang="ja"
# では、一歩進みます。次のセルは、この例題でよく引用される数値を、計算の手順どおりに再現したものです。

# %% [markdown] lang="en"
# Now take the step. The next cell reproduces the numbers that are usually quoted for this example, following their computation line by line.

# %% tags=["demo"]
lr = 0.1
grad = -(target - y) * y * (1 - y)

with using("sgd_step", "bce_loss"):
    w_new = sgd_step(w, grad * x, lr)
    z_new = x @ w_new + 0.1
    y_new = 1 / (1 + math.exp(-z_new))
    print("w      =", w)
    print("w_new  =", w_new)
    print(f"y      = {y:.6f} -> {y_new:.6f}")
    print(f"loss   = {bce_loss([target], [y]):.6f} -> {bce_loss([target], [y_new]):.6f}")

# %% [markdown] lang="ja"
# **数値** 予測は 0.626526 から 0.652666 へ上がり、損失は 0.467566 から 0.426689 へ下がりました。
#
# 「勾配の向きは正しかった。めでたし」と締めくくりたくなります。**ちょっと待ってください。** この成功には、不審な点があります。
#
# ### 事件: 上がりすぎた予測
#
# **手がかり 1.** コードの `grad` は −0.087390 です。ところが観察 2 の BCE の勾配では、同じ場所が −0.373474 でした。BCE の坂を下りていたはずなのに、傾きが違います。これは **どの損失** の傾きでしょうか。容疑者を三人並べ、$z$ をほんの少し動かして、傾きをじかに測ってみます。

# %% [markdown] lang="en"
# **Numbers** The prediction rose from 0.626526 to 0.652666 and the loss fell from 0.467566 to 0.426689.
#
# One would like to end here: "the gradient pointed the right way". **Wait a moment.** Something about this success is suspicious.
#
# ### The case of the prediction that rose too far
#
# **Clue 1.** In the code, `grad` is −0.087390. But the gradient of the BCE in observation 2 was −0.373474 at the same place. We meant to walk down the slope of the BCE, and the slope is another. **Which loss** does it belong to? Line up three suspects, nudge $z$ a tiny bit, and measure their slopes directly.

# %% tags=["demo"]
suspects = {
    "-ln(y)        ": lambda y: -math.log(y),
    "1 - y         ": lambda y: 1 - y,
    "(1 - y)^2 / 2 ": lambda y: (1 - y) ** 2 / 2,
}
print(f"grad in the code: {grad:.6f}")
for name, loss_of in suspects.items():
    up = loss_of(1 / (1 + math.exp(-(z + 1e-5))))
    down = loss_of(1 / (1 + math.exp(-(z - 1e-5))))
    print(f"slope of {name}: {(up - down) / 2e-5:.6f}")

# %% [markdown] lang="ja"
# 一致したのはどれでしょう。計算していた損失と、下りていた坂は、別のものだったのです。（ヒント: BCE では打ち消し合ったはずの $y(1-y)$ が、`grad` の式には残っています。）
#
# **手がかり 2.** 上のコードをもう一度、一行ずつ読んでください。観察 2 の $z = x \cdot w$ と、観察 3 の `z_new` を、一文字ずつ見比べます。重み以外に、変わったものはありませんか。
#
# ### 演習: `gradient_share`
#
# 上昇 $0.626526 \to 0.652666$ のうち、**勾配の一歩だけ** による分は何割でしょうか。勾配の一歩（上の `w_new`）はそのままにして、ほかの「共犯者」を取り除いたときの予測を $y_{\text{step}}$ とします。
#
# $$\text{gradient share} = \frac{y_{\text{step}} - 0.626526}{0.652666 - 0.626526}$$
#
# 下のセルで `gradient_share` に数値を入れてください。計算は自由です。紙でも、新しいセルでも、このセルの中の式でもかまいません。

# %% [markdown] lang="en"
# Which one matches? The loss that was computed and the slope that was walked down are two different things. (A hint: the $y(1-y)$ that cancels in the BCE is still there in `grad`.)
#
# **Clue 2.** Read the code above once more, line by line. Compare $z = x \cdot w$ of observation 2 with `z_new` of observation 3, character by character. Is there anything new besides the weights?
#
# ### Exercise: `gradient_share`
#
# Which share of the rise $0.626526 \to 0.652666$ comes from **the gradient step alone**? Keep the gradient step (`w_new` above), take the accomplice away, and call the prediction you then get $y_{\text{step}}$.
#
# $$\text{gradient share} = \frac{y_{\text{step}} - 0.626526}{0.652666 - 0.626526}$$
#
# Put the number into `gradient_share` in the cell below. Work it out however you like: on paper, in a cell of your own, or as an expression right in this cell.

# %% exercise="gradient_share"

# %% tags=["demo"]
with using("gradient_share", "sgd_step", "bce_gradient"):
    w_new = sgd_step(w, grad * x, lr)
    rise = 1 / (1 + math.exp(-(x @ w_new + 0.1))) - y
    print(f"rise           = {rise:+.6f}")
    print(f"  by the step  = {gradient_share * rise:+.6f}")
    print(f"  by the rest  = {(1 - gradient_share) * rise:+.6f}")

    grad_w, _ = bce_gradient(x.reshape(1, 3), [target], [y])
    honest = 1 / (1 + math.exp(-x @ sgd_step(w, grad_w, lr)))
    print(f"BCE gradient, nothing else: y = {y:.6f} -> {honest:.6f}")
    print(f"the two gradients differ by a factor of {1 / (y * (1 - y)):.6f}")

# %% [markdown] lang="ja"
# <details>
# <summary><b>事件の真相</b>（自分の数値を出してから開いてください）</summary>
#
# 1. **損失のすり替え。** `grad` は二乗誤差 $\frac{1}{2}(t - y)^2$ の勾配で、観察 2 で計算した BCE の勾配ではありません。$y(1-y)$ が残った分だけ小さく、BCE の勾配はその 4.273663 倍あります。
# 2. **こっそり加わったバイアス。** 一歩の後の $z$ にだけ、前にはなかった 0.1 が足されています。予測を押し上げたのは、ほとんどがこの 0.1 でした。重みの更新がすべて間違っていても、予測は上がったでしょう。
#
# 「損失が下がった」だけでは、勾配が正しかった証拠になりません。**変えるものを一つにして比べる** ことが大切です。BCE の勾配で一歩だけ進み、ほかに何も変えなければ、予測は 0.626526 から 0.639865 へ上がります。0.652666 には届きませんが、こちらは全部が勾配の手柄です。
#
# </details>
#
# **意味** 損失が下がっても「なぜ下がったか」は別の問いです。下がらないときは、まず学習率と符号を疑います。下がったときも、ほかに変えたものがないかを疑います。
#
# では、学習率をどんどん大きくしたら？　`sgd_step` は、どこまで大きな一歩に耐えられるのでしょうか。その問いは **実験 1** で、あなたの `sgd_step` に答えてもらいます。

# %% [markdown] lang="en"
# <details>
# <summary><b>The case solved</b> (open it once you have your own number)</summary>
#
# 1. **The loss was swapped.** `grad` is the gradient of the squared error $\frac{1}{2}(t - y)^2$, not of the BCE computed in observation 2. The $y(1-y)$ that stayed makes it smaller: the gradient of the BCE is 4.273663 times as large.
# 2. **A bias slipped in.** Only after the step, 0.1 is added to $z$, which was not there before. It was mostly this 0.1 that pushed the prediction up. It would have risen even if the update of the weights had been quite wrong.
#
# "The loss went down" alone does not prove the gradient right. **Compare with only one thing changed.** One step with the gradient of the BCE and nothing else takes the prediction from 0.626526 to 0.639865. That is short of 0.652666, but all of it is the gradient's own merit.
#
# </details>
#
# **Meaning** That the loss went down is one thing, why it did is another. When it does not fall, suspect the learning rate and the sign first. When it falls, ask what else has changed.
#
# And if the learning rate grows and grows? How large a step can `sgd_step` stand? In **experiment 1** your own `sgd_step` answers.

# %% [markdown] lang="ja" section="observation-4"
# ## 観察 4: 正則化の感覚を作る
#
# **問い** 損失を下げるためなら、重みはいくら大きくなってもよいのでしょうか。
#
# 重みが大きいと、入力のわずかな違いが予測を大きく揺らします。訓練データの偶然の揺れにまで合わせてしまう **過学習** は、こうして起こります。そこで、大きな重みに値段を付けます。この値段を **ペナルティ**（罰則項、正則化項）と呼びます。
#
# ### 演習: `l2_penalty`
#
# $$\text{penalty} = \lambda \sum_j w_j^2 \qquad L_{\text{reg}} = L + \lambda \sum_j w_j^2$$
#
# - **なぜ二乗？** 符号に関係なく、大きな重みほど急に高くするためです。重みが 2 倍なら、ペナルティは 4 倍です。
# - **なぜ $\frac{1}{2}$ がない？** $\frac{\lambda}{2}$ と書く流儀もあります。微分したときに 2 が消えるだけで、$\lambda$ の読み方が変わるにすぎません。この教材では $\frac{1}{2}$ を付けません。
# - **なぜ $\lambda$（コードでは `lam`）が必要？** 「データに合わせる」と「重みを小さく保つ」の交換比率を、人が決めるためです。
#
# **予想** 観察 3 の `w_new` に $\lambda = 0.01$ のペナルティを加えると、損失 0.467566 は、どの桁が変わるでしょうか。

# %% [markdown] lang="en" section="observation-4"
# ## Observation 4: a feeling for regularisation
#
# **Question** May weights grow without limit, as long as the loss goes down?
#
# With large weights, a slight difference in the input swings the prediction. That is how **overfitting** comes about: the model fits even the accidents of the training data. So we put a price on large weights, and call it a **penalty**.
#
# ### Exercise: `l2_penalty`
#
# $$\text{penalty} = \lambda \sum_j w_j^2 \qquad L_{\text{reg}} = L + \lambda \sum_j w_j^2$$
#
# - **Why the square?** The sign does not matter, and a large weight gets expensive fast: twice the weight, four times the penalty.
# - **Why no $\frac{1}{2}$?** Some write $\frac{\lambda}{2}$, so that the 2 of the derivative cancels. It only changes how $\lambda$ is read. This lesson has no $\frac{1}{2}$.
# - **Why $\lambda$ (`lam` in the code)?** Someone has to set the exchange rate between "fit the data" and "keep the weights small".
#
# **Prediction** Add the penalty on `w_new` of observation 3 with $\lambda = 0.01$. Which digit of the loss 0.467566 changes?

# %% exercise="l2_penalty"

# %% tags=["demo"]
with using("l2_penalty", "sgd_step", "bce_loss"):
    w_new = sgd_step(w, grad * x, lr)
    y_new = 1 / (1 + math.exp(-(x @ w_new + 0.1)))
    print(f"sum of squares   = {l2_penalty(w_new, 1.0):.6f}")
    print(f"its square root  = {math.sqrt(l2_penalty(w_new, 1.0)):.6f}")
    print(f"regularised loss = {bce_loss([target], [y]) + l2_penalty(w_new, 0.01):.6f}")
    print()
    for name, weights, prediction in [("before", w, y), ("after ", w_new, y_new)]:
        loss, penalty = bce_loss([target], [prediction]), l2_penalty(weights, 0.01)
        print(f"{name}: {loss:.6f} + {penalty:.6f} = {loss + penalty:.6f}")

# %% [markdown] lang="ja"
# **数値** 二乗和は 0.909159、正則化した損失は 0.476657 です。
#
# **式** $0.467566 + 0.01 \times 0.909159 = 0.476657$。なお、0.909159 は「ノルムの **二乗**」です。ノルムそのものは $\sqrt{0.909159} = 0.953499$ で、混同しやすい名前です。
#
# **もうひとつの事件。** 0.476657 は、この例題でよく引用される値です。では、これは **どの重み** の損失でしょうか。上の最後の二行と見比べてください。
#
# | | 損失 | ペナルティ | 合計 |
# |---|---|---|---|
# | 更新前の $w$ | 0.467566 | 0.009000 | 0.476566 |
# | 更新後の $w$ | 0.426689 | 0.009092 | 0.435781 |
# | 引用される値 | 0.467566 | 0.009092 | 0.476657 |
#
# 引用される値は、**更新前** の損失に **更新後** の重みのペナルティを足しています。どちらの重みの目的関数でもありません。数字がもっともらしくても、「同じ瞬間のものどうしを足したか」は、いつも確かめる価値があります。
#
# **意味** ペナルティの働きは、勾配を見るともっとよくわかります。$\lambda \sum w_j^2$ の勾配は $2 \lambda w$ なので、ペナルティだけで一歩進むと $w - \eta \cdot 2 \lambda w = (1 - 2 \eta \lambda)\, w$、つまり重みが一定の割合で縮みます。次のセルで、その割合を測ります。

# %% [markdown] lang="en"
# **Numbers** The sum of squares is 0.909159, the regularised loss 0.476657.
#
# **Formula** $0.467566 + 0.01 \times 0.909159 = 0.476657$. Mind that 0.909159 is the **square** of the norm; the norm itself is $\sqrt{0.909159} = 0.953499$. The names are easily mixed up.
#
# **Another case.** 0.476657 is the value usually quoted for this example. Of **which weights** is it the loss? Compare with the last two lines above.
#
# | | loss | penalty | total |
# |---|---|---|---|
# | $w$ before the update | 0.467566 | 0.009000 | 0.476566 |
# | $w$ after the update | 0.426689 | 0.009092 | 0.435781 |
# | the quoted value | 0.467566 | 0.009092 | 0.476657 |
#
# The quoted value adds the loss **before** the update to the penalty of the weights **after** it. It is the objective of neither. However plausible a number looks, it is always worth asking whether things of the same moment were added.
#
# **Meaning** The penalty is best understood by its gradient. That of $\lambda \sum w_j^2$ is $2 \lambda w$, so a step on the penalty alone gives $w - \eta \cdot 2 \lambda w = (1 - 2 \eta \lambda)\, w$: all weights shrink by the same factor. The next cell measures it.

# %% tags=["demo"]
with using("sgd_step"):
    w_new = sgd_step(w, grad * x, lr)
    shrunk = sgd_step(w_new, 2 * 0.01 * w_new, lr)
    print("w_new          =", w_new)
    print("after the step =", shrunk)
    print("ratio          =", shrunk / w_new)

# %% [markdown] lang="ja"
# **数値** どの成分も 0.998 倍です。**式** では $1 - 2 \times 0.1 \times 0.01 = 0.998$ です。
#
# **意味** 一歩で縮むのは $1 - 0.998 = 0.002$ だけですが、毎回縮むので、データが「必要だ」と言い続けない重みは小さくなっていきます。正則化は精度を上げる魔法ではありません。**汎化**（見たことのないデータでも当たること）が崩れるのを防ぐ保険です。保険が効いたかどうかは、訓練に使わなかった **検証データ** の損失を見なければわかりません。それを確かめる演習（`train_with_early_stopping`）は、学習に必要な部品がそろう観察 5 の後、**実験 2** にあります。

# %% [markdown] lang="en"
# **Numbers** Every component is multiplied by 0.998. **Formula**: $1 - 2 \times 0.1 \times 0.01 = 0.998$.
#
# **Meaning** One step shrinks by a mere $1 - 0.998 = 0.002$, but it does so every time: a weight that the data do not keep asking for fades away. Regularisation is no magic that raises accuracy. It is an insurance against the collapse of **generalisation** (being right on data never seen). Whether it paid off shows only in the loss on **validation data** that took no part in training. The exercise for that (`train_with_early_stopping`) stands in **experiment 2**, after observation 5, when all parts of a training are there.

# %% [markdown] lang="ja" section="observation-5"
# ## 観察 5: ミニバッチの考え方
#
# **問い** ここまでは 1 件ずつ計算しました。何千件もあるとき、どうすればよいでしょうか。
#
# 実務では、何件かをまとめて一度に計算します。まとまりを **ミニバッチ** と呼びます。行にサンプルを積めば、全件の予測は一つの行列計算になります。
#
# ### 演習: `batch_predict`
#
# $$y = \sigma(X w + b) \qquad X: (n, d), \quad w: (d,), \quad b \in \mathbb{R}, \quad y: (n,)$$
#
# - **なぜループではなく行列で？** 同じ計算でも、まとめて渡すほうが、はるかに速いからです。式も一行で済みます。
# - **なぜ大きな $|z|$ に気をつける？** $z = -10000$ では $e^{-z} = e^{10000}$ があふれ（オーバーフロー）、警告が出ます。答えはほぼ 0 と決まっているのに、です。$\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}}$ という二つの形のうち、安全なのはどちらでしょうか。$z$ の符号で考えてみてください。
#
# **予想** 観察 3 の `w_new` とバイアス 0.1 で、次の三件を予測します。正解は 1、0、1 です。うまく当たるでしょうか。

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
# **Prediction** Predict the following three samples with `w_new` of observation 3 and the bias 0.1. The truth is 1, 0, 1. Will the predictions be any good?

# %% exercise="batch_predict"

# %% tags=["demo"]
batch = np.array([[0.8, -0.4, 0.2], [0.2, 0.1, -0.3], [0.5, -0.2, 0.7]])
targets = np.array([1.0, 0.0, 1.0])

with using("batch_predict", "sgd_step"):
    w_new = sgd_step(w, grad * x, lr)
    predictions = batch_predict(batch, w_new, 0.1)
    print("predictions =", np.round(predictions, 4))
    print("large |z|   =", batch_predict([[1.0], [-1.0]], [10000.0], 0.0))

with using("batch_predict", "sgd_step", "bce_loss", "bce_gradient"):
    w_new = sgd_step(w, grad * x, lr)
    predictions = batch_predict(batch, w_new, 0.1)
    print(f"loss        = {bce_loss(targets, predictions):.6f}")
    for i in range(3):
        print("one sample  :", bce_gradient(batch[[i]], targets[[i]], predictions[[i]])[0])
    print("whole batch :", bce_gradient(batch, targets, predictions)[0])

# %% [markdown] lang="ja"
# **数値** 予測は 0.4962、0.5619、0.5196 です。どれも 0.5 のまわりで、しかも一件目（正解 1）は 0.5 未満、二件目（正解 0）は 0.5 を超えています。バッチの損失 0.726918 は、「わからない」の 0.693147 より悪い値です。
#
# **式** 一件目を手で確かめると、$z = 0.8 \times 0.305573 - 0.4 \times 0.903166 + 0.2 \times 0.008739 + 0.1 = -0.01506$、$\sigma(-0.01506) = 0.4962$ です。
#
# **意味** たった一件のデータで一歩進んだだけの重みが、別のデータに通用しないのは当然です。そこで勾配の行を見てください。一件ずつの勾配は、大きさも符号もばらばらです。一列目は、一件目と三件目が「増やせ」（マイナス）、二件目が「減らせ」（プラス）と言っています。バッチの勾配は三つの **平均** です。平均は個々のサンプルの気まぐれを打ち消すので、進む方向が安定します。計算の効率と学習の安定、ミニバッチはその両方に効きます。
#
# これで、予測・損失・勾配・一歩という部品がそろいました。ここからは部品を組み立てて、三つの誤解を実験します。

# %% [markdown] lang="en"
# **Numbers** The predictions are 0.4962, 0.5619, 0.5196. All hover around 0.5; what is more, the first (truth 1) lies below 0.5 and the second (truth 0) above 0.5. The loss of the batch, 0.726918, is worse than the 0.693147 of "I don't know".
#
# **Formula** The first one by hand: $z = 0.8 \times 0.305573 - 0.4 \times 0.903166 + 0.2 \times 0.008739 + 0.1 = -0.01506$, and $\sigma(-0.01506) = 0.4962$.
#
# **Meaning** Weights that took a single step on a single sample are of little use on others; no wonder. Now look at the gradients. Those of single samples differ in size and even in sign: for the first column, samples one and three say "increase" (minus), sample two says "decrease" (plus). The gradient of the batch is their **mean**. A mean cancels the whims of single samples, so the direction is steadier. Efficient computation and steady learning: a mini-batch helps with both.
#
# Prediction, loss, gradient, step: all parts are there. From here on we assemble them and put three misconceptions to the test.

# %% [markdown] lang="ja" section="experiment-learning-rate"
# ## 実験 1: 学習率が大きすぎて発散する
#
# **よくある誤解** 「学習率を大きくすれば、その分だけ速く学習が終わる。」
#
# **問い** どこまで大きくしてよいのでしょうか。境目はあるのでしょうか。
#
# いちばん単純なお椀 $f(w) = \frac{1}{2} \lambda w^2$ で確かめます。傾きは $\lambda w$、$\lambda$ はお椀の **曲がり具合（曲率）** です。$\lambda = 4$、出発点 $w = 1$ とします。（観察 4 の $\lambda$ はペナルティの強さでした。別物ですが、どちらも慣習でこの文字を使います。）
#
# **予想** 学習率 0.05、0.2、0.45、0.5、0.55 のうち、20 歩後の損失がいちばん小さいのは？　発散するのはどれでしょう。

# %% [markdown] lang="en" section="experiment-learning-rate"
# ## Experiment 1: a learning rate that is too large diverges
#
# **A common misconception** "The larger the learning rate, the sooner the training is done."
#
# **Question** How large may it be? Is there a sharp limit?
#
# Take the simplest bowl, $f(w) = \frac{1}{2} \lambda w^2$. Its slope is $\lambda w$, and $\lambda$ says how strongly the bowl is **curved**. Let $\lambda = 4$ and start at $w = 1$. (In observation 4, $\lambda$ was the strength of the penalty. The two have nothing to do with one another; custom gives both this letter.)
#
# **Prediction** Of the learning rates 0.05, 0.2, 0.45, 0.5, 0.55, which has the smallest loss after 20 steps? Which diverge?

# %% tags=["demo"]
with using("sgd_step"):
    curvature, steps = 4.0, 20
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.5))
    rows = ["    lr   1 - lr*4   w after 1, 2, 3 steps          loss after 20"]
    for rate in (0.05, 0.2, 0.45, 0.5, 0.55):
        path = [np.array([1.0])]
        for _ in range(steps):
            path.append(sgd_step(path[-1], curvature * path[-1], rate))
        losses = [0.5 * curvature * point.item() ** 2 for point in path]
        first = "  ".join(f"{point.item():+.4f}" for point in path[1:4])
        rows.append(f"  {rate:4.2f}   {1 - rate * curvature:+7.2f}   {first}   {losses[-1]:14.6g}")
        left.semilogy(losses, linewidth=6 if rate == 0.05 else 2, label=f"{rate}")
    print("\n".join(rows))
    left.set(xlabel="step", ylabel="loss", xticks=range(0, 21, 5), ylim=(1e-12, 1e6))
    left.legend(title="learning rate")

    rates = np.linspace(0.02, 0.62, 41)
    final = []
    for rate in rates:
        point = np.array([1.0])
        for _ in range(steps):
            point = sgd_step(point, curvature * point, rate)
        final.append(0.5 * curvature * point.item() ** 2)
    right.semilogy(rates, final, marker=".")
    right.axhline(2.0, color="gray", linewidth=1)
    right.axvline(2 / curvature, color="tab:red", linestyle="--", label=r"$2/\lambda$")
    right.set(xlabel="learning rate", ylabel=f"loss after {steps} steps", ylim=(1e-20, 1e10))
    right.legend()
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# **数値** 20 歩後の損失は、学習率 0.2 でほぼ 0、0.5 では出発点の 2 のまま、0.55 では 2939.54 です。そして、9 倍も違う 0.05 と 0.45 が、同じ 0.000265846 になりました。
#
# **式** 一歩は $w \leftarrow w - \eta \lambda w = (1 - \eta \lambda)\, w$、つまり毎回同じ数を掛けるだけです。損失は毎回 $(1 - \eta \lambda)^2$ 倍になります。下がる条件は
#
# $$|1 - \eta \lambda| < 1 \iff 0 < \eta < \frac{2}{\lambda} = \frac{2}{4} = 0.5$$
#
# 0.05 と 0.45 の倍率は $+0.8$ と $-0.8$ です。二乗すれば同じですが、0.45 は谷を飛び越えて左右に振れながら近づいています。0.55 の倍率は $-1.2$ で、一歩ごとに谷から遠ざかります。
#
# **意味** 学習率には境目 $2 / \lambda$ があり、それを決めるのは **損失の曲がり具合** です。大きいほど速いのは、途中（$\eta = 1 / \lambda$）までの話です。

# %% [markdown] lang="en"
# **Numbers** After 20 steps the loss is almost 0 for the learning rate 0.2, still the 2 of the start for 0.5, and 2939.54 for 0.55. And 0.05 and 0.45, a factor of 9 apart, both end at 0.000265846.
#
# **Formula** A step is $w \leftarrow w - \eta \lambda w = (1 - \eta \lambda)\, w$: every step multiplies by the same number, and the loss by $(1 - \eta \lambda)^2$. It falls if
#
# $$|1 - \eta \lambda| < 1 \iff 0 < \eta < \frac{2}{\lambda} = \frac{2}{4} = 0.5$$
#
# For 0.05 and 0.45 the factor is $+0.8$ and $-0.8$. Squared they are the same, but 0.45 leaps over the valley and swings from side to side as it closes in. For 0.55 the factor is $-1.2$, and each step leads further away.
#
# **Meaning** A learning rate has a limit, $2 / \lambda$, and it is **the curvature of the loss** that sets it. "Larger is faster" holds only up to a point, $\eta = 1 / \lambda$.

# %% [markdown] lang="ja"
# ### 本物の損失では？
#
# 8 人の学習時間（時間）と、試験の合否（1 が合格）です。時間が長いほど合格しやすいものの、例外もあります。
#
# **予想** ロジスティック回帰（`batch_predict` で予測し、BCE で学習する）の損失の曲率は、重みが 0 の出発点ではどこでも $y = 0.5$ なので、$X$ に 1 の列を足した $\tilde X$ を使って $\frac{1}{4n} \tilde X^{\top} \tilde X$ という行列になります（$\frac{1}{4}$ は $y(1-y)$ の値です）。この行列のいちばん大きい固有値が $\lambda$、つまり「いちばん急なお椀」の曲がり具合です。境目はいくつでしょう。

# %% [markdown] lang="en"
# ### And a real loss?
#
# Here are eight students' hours of study, and whether they passed the exam (1 means passed). More hours help, with exceptions.
#
# **Prediction** Take logistic regression: predict with `batch_predict`, learn with the BCE. At the start all weights are 0, so $y = 0.5$ everywhere, and the curvature of the loss is the matrix $\frac{1}{4n} \tilde X^{\top} \tilde X$, where $\tilde X$ is $X$ with a column of ones ($\frac{1}{4}$ is the value of $y(1-y)$). Its largest eigenvalue is $\lambda$, the curvature of the steepest bowl. Where is the limit?

# %% tags=["demo"]
hours = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0], [8.0]])
passed = np.array([0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0])

with_ones = np.hstack([hours, np.ones((8, 1))])
curvatures = np.linalg.eigvalsh(with_ones.T @ with_ones / (4 * 8))
print(f"largest curvature = {curvatures.max():.6f}   2 / curvature = {2 / curvatures.max():.6f}")

# %% [markdown] lang="ja"
# **数値** $\lambda = 6.575096$、境目は $2 / \lambda = 0.304178$ です。
#
# **二次関数のお椀と違う点が二つあります。**
#
# 1. **境目は場所で変わります。** $\lambda$ は出発点での値です。予測が 0 や 1 に近づくと $y(1-y)$ が小さくなり、曲率も下がります。だから境目を少し超えただけなら、暴れた末に落ち着くこともあります。
# 2. **発散しても nan になりません。** シグモイドは 0 と 1 の間に収まり、`bce_loss` にはガードがあるので、損失は最悪でも 20.7 くらいで頭打ちです（ガードが $10^{-9}$ の場合）。「nan が出たら発散」という見張りでは、何も見つかりません。
#
# では、どう見張ればよいでしょうか。**出発点と比べます。** $w = 0,\ b = 0$ の損失は、データが何であっても $\ln 2 = 0.693147$ です。学習した結果がこれ以上なら、何もしないほうがましだったことになります。
#
# ### 演習: `choose_learning_rate`
#
# 候補の学習率それぞれについて、$w = 0$、$b = 0$ から全データで `steps` 歩だけ勾配降下し、**最後の損失が有限で、しかも出発点の $\ln 2$ より小さい** 候補の中から、損失がいちばん小さいものを返します。一つもなければ `ValueError` です。「どれも失敗」を黙って見逃さないためです。
#
# 使う部品は `batch_predict`、`bce_gradient`、`sgd_step`、`bce_loss` です。自分で全部書いてもかまいません。前の部品に間違いが残っていても、この関数の組み立てが正しければ、ここでは減点されません。
#
# **予想** 候補が 0.003、0.03、0.3、0.6、6.0 で 60 歩なら、選ばれるのはどれでしょう。境目（0.304178）の約 0.01 倍、0.1 倍、1 倍、2 倍、20 倍です。

# %% [markdown] lang="en"
# **Numbers** $\lambda = 6.575096$, and the limit is $2 / \lambda = 0.304178$.
#
# **Two things differ from the plain bowl.**
#
# 1. **The limit depends on the place.** This $\lambda$ belongs to the start. Where predictions come near 0 or 1, $y(1-y)$ gets small, and so does the curvature. A rate only a little past the limit may therefore run wild and still settle in the end.
# 2. **Divergence does not mean nan.** The sigmoid stays between 0 and 1 and `bce_loss` has a guard, so the loss stops at about 20.7 at worst (for a guard of $10^{-9}$). A watchman who waits for nan sees nothing.
#
# What should one watch, then? **Compare with the start.** At $w = 0,\ b = 0$ the loss is $\ln 2 = 0.693147$, whatever the data. If training ends there or higher, it would have been better to do nothing.
#
# ### Exercise: `choose_learning_rate`
#
# For each candidate, run `steps` steps of gradient descent on all data from $w = 0$, $b = 0$. Among the candidates whose **final loss is finite and below the $\ln 2$ of the start**, return the one with the lowest. If there is none, raise `ValueError`, so that "all failed" does not pass in silence.
#
# The parts you need are `batch_predict`, `bce_gradient`, `sgd_step`, `bce_loss`; you may also write it all by yourself. If one of those parts still has a mistake but this function is put together correctly, you lose nothing here.
#
# **Prediction** With the candidates 0.003, 0.03, 0.3, 0.6, 6.0 and 60 steps, which is chosen? They are about 0.01, 0.1, 1, 2 and 20 times the limit (0.304178).

# %% exercise="choose_learning_rate"

# %% tags=["demo"]
with using("choose_learning_rate", "batch_predict", "bce_loss", "bce_gradient", "sgd_step"):
    candidates = [0.003, 0.03, 0.3, 0.6, 6.0]
    print("chosen:", choose_learning_rate(hours, passed, candidates, 60))
    try:
        print("chosen:", choose_learning_rate(hours, passed, [6.0], 60))
    except ValueError as error:
        print("ValueError:", error)

# %% [markdown] lang="ja"
# **数値** 選ばれたのは 0.3 です。いちばん大きい候補でも、いちばん小さい候補でもありません。6.0 しかなければ `ValueError` です。
#
# **意味** 小さすぎる学習率は、安全でも 60 歩では谷に届きません。大きすぎる学習率は、谷を飛び越え続けます。選ばれたのは、境目のすぐ手前でした。それぞれの損失がどんな道をたどったのか、見たくありませんか。次の実験で書く関数は、損失の履歴を残します。そこで、この五つの候補をもう一度走らせます。

# %% [markdown] lang="en"
# **Numbers** 0.3 is chosen, neither the largest candidate nor the smallest. With 6.0 alone there is a `ValueError`.
#
# **Meaning** A rate that is too small is safe, but 60 steps do not reach the valley. A rate that is too large keeps leaping over it. The winner lies just below the limit. Would you like to see the road each loss has taken? The function of the next experiment keeps a history; there we run these five candidates again.

# %% [markdown] lang="ja" section="experiment-overfitting"
# ## 実験 2: 検証損失を見ずに過学習を見逃す
#
# **よくある誤解** 「訓練データの損失が下がっているなら、学習はうまくいっている。」
#
# **問い** 訓練損失は下がり続けているのに、モデルが悪くなっていくことはあるのでしょうか。
#
# **予想** 訓練データは 10 件しかなく、そのうち 2 件はラベルが間違っているとします。100 エポック（全データを 100 周）学習したとき、訓練に使わない検証データの損失は、
# (a) 訓練損失と一緒に下がり続ける　(b) 途中で止まる　(c) 下がってから上がる。
#
# ### 演習: `train_with_early_stopping`
#
# $$L_{\text{train}} + \lambda \sum_j w_j^2 \quad\text{を下る:}\qquad
# w \leftarrow w - \eta\,(\nabla_w L + 2 \lambda w) \qquad b \leftarrow b - \eta\, \nabla_b L$$
#
# 1. $w = 0$、$b = 0$ から始め、エポックごとに全データで一歩進みます。
# 2. 一歩の **後** で、訓練データと検証データの BCE を記録します。どちらにもペナルティは含めません。
# 3. 検証損失が最小値を更新しないエポックが `patience` 回続いたら、止めます（**早期終了**）。同じ値は更新に数えません。
# 4. 返すのは、**検証損失が最小だったエポック** の $w$ と $b$、そして履歴です。
#
# - **なぜ検証損失にペナルティを含めない？** 検証で知りたいのは「予測が当たるか」だけだからです。ペナルティは学習のための手段です。
# - **なぜバイアスにはペナルティがない？** バイアスは全体を上下にずらすだけで、入力の違いを増幅しないからです。
# - **なぜ最後の重みではなく最小の重み？** `patience` 回待つ間に、重みはもう悪くなり始めているからです。
# - **なぜ一度の上昇で止めない？** 損失は揺れることがあり、その後でまた下がるかもしれないからです。

# %% [markdown] lang="en" section="experiment-overfitting"
# ## Experiment 2: without the validation loss, overfitting goes unseen
#
# **A common misconception** "As long as the training loss goes down, all is well."
#
# **Question** Can a model get worse while its training loss keeps falling?
#
# **Prediction** Suppose there are only 10 training samples, and 2 of them carry a wrong label. Over 100 epochs (100 passes over the data), the loss on validation data not used for training
# (a) keeps falling together with the training loss, (b) levels off, (c) falls and then rises.
#
# ### Exercise: `train_with_early_stopping`
#
# $$\text{go down}\quad L_{\text{train}} + \lambda \sum_j w_j^2:\qquad
# w \leftarrow w - \eta\,(\nabla_w L + 2 \lambda w) \qquad b \leftarrow b - \eta\, \nabla_b L$$
#
# 1. Start from $w = 0$, $b = 0$; each epoch takes one step on all training data.
# 2. **After** the step, record the BCE on the training data and on the validation data, both without the penalty.
# 3. Stop when `patience` epochs in a row brought no new minimum of the validation loss (**early stopping**). An equal value is no improvement.
# 4. Return $w$ and $b$ of **the epoch with the lowest validation loss**, and the history.
#
# - **Why no penalty in the validation loss?** Validation asks only whether predictions are right. The penalty is a means of training.
# - **Why no penalty on the bias?** It shifts everything up or down, but does not amplify differences between inputs.
# - **Why not the last weights?** While you wait for `patience` epochs, the weights are already getting worse.
# - **Why not stop at the first rise?** A loss may wobble, and fall again afterwards.

# %% exercise="train_with_early_stopping"

# %% [markdown] lang="ja"
# まず、約束どおり実験 1 を振り返ります。検証データに訓練データ自身を渡し、$\lambda = 0$、`patience` をエポック数より大きくすると、この関数はただの勾配降下になります。そして `history` に、すべての損失が残ります。

# %% [markdown] lang="en"
# First, as promised, experiment 1 again. Hand over the training data as validation data, set $\lambda = 0$ and a `patience` beyond the number of epochs, and the function is plain gradient descent, with every loss kept in `history`.

# %% tags=["demo"]
needed = ["batch_predict", "bce_loss", "bce_gradient", "sgd_step", "train_with_early_stopping"]

with using(*needed):
    figure, axes = plt.subplots(figsize=(6, 3.5))
    for rate in (0.003, 0.03, 0.3, 0.6, 6.0):
        _, _, history = train_with_early_stopping(hours, passed, hours, passed, rate, 0.0, 60, 61)
        losses = np.array(history["train"])
        rises = int((np.diff(losses) > 1e-6).sum())
        print(f"lr = {rate:5.3f}   final loss = {losses[-1]:.4f}   rises = {rises} / 59")
        axes.semilogy(range(1, 61), losses, label=f"{rate}")
    axes.axhline(math.log(2), color="gray", linestyle="--", linewidth=1)
    axes.set(xlabel="step", ylabel="loss")
    axes.legend(title="learning rate", loc="center left", bbox_to_anchor=(1, 0.5))
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# **数値** 損失が直前より **上がった** 回数を見てください。0.3 までは一度も上がらず、0.6 では 59 回中 **39** 回、6.0 では **24** 回です。6.0 の最後の損失は 7 前後で、破線（$\ln 2$）よりはるかに上です（6.0 の値は `bce_loss` のガードによって変わります）。それでも nan は一度も出ません。
#
# **意味** 発散を見つけるには、nan ではなく **上昇** を数えます。0.6 の最後の損失 0.6061 だけを見れば、それなりに学習できたように見えます。でも、道のりは暴れ通しで、60 歩目がたまたま低かっただけです。一点ではなく、曲線を見る。これが、次の過学習でも鍵になります。
#
# では本題です。特徴は 6 個ですが、正解を決めるのは一つ目だけです（正なら 1、負なら 0）。残りの 5 個は正解と無関係です。そして、訓練データの最後の 2 件だけ、ラベルをわざと逆にしてあります。検証データに間違いはありません。

# %% [markdown] lang="en"
# **Numbers** Look at how often the loss **rose** from one step to the next: never up to 0.3, **39** times out of 59 for 0.6, **24** times for 6.0. The last loss for 6.0 is about 7, far above the dashed line ($\ln 2$); for 6.0 the values depend on the guard of your `bce_loss`. Yet there is not a single nan.
#
# **Meaning** To find divergence, count **rises**, not nan. From its last loss alone, 0.6061, the rate 0.6 seems to have learnt something. But the road was wild all the way, and step 60 merely happened to be low. Look at the curve, not at a point: that is the key to overfitting, too.
#
# Now to the matter itself. There are 6 features, but only the first decides the truth (1 if it is positive, 0 if negative); the other 5 have nothing to do with it. And the labels of the last 2 training samples are wrong on purpose. The validation data hold no mistake.

# %% tags=["demo"]
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
with using(*needed):
    runs = {
        "watch train": train_with_early_stopping(*train, *train, 0.5, 0.0, 100, 5),
        "watch val  ": train_with_early_stopping(*train, *val, 0.5, 0.0, 100, 5),
        "lambda 0.05": train_with_early_stopping(*train, *val, 0.5, 0.05, 100, 101),
    }
    for name, (w_run, b_run, history) in runs.items():
        fit, guess = batch_predict(X_train, w_run, b_run), batch_predict(X_val, w_run, b_run)
        print(
            f"{name}: {len(history['val']):3d} epochs, best {np.argmin(history['val']) + 1:3d}   "
            f"train {bce_loss(y_train, fit):.4f}   val {bce_loss(y_val, guess):.4f}   "
            f"right {((guess > 0.5) == y_val).sum()}/12   wrong labels {fit[-2:].round(4)}"
        )

    without = train_with_early_stopping(*train, *val, 0.5, 0.0, 100, 101)[2]
    stopped, shrunk = runs["watch val  "][2], runs["lambda 0.05"][2]
    print(
        f"val loss at epoch 100: {without['val'][-1]:.4f}, with the penalty {shrunk['val'][-1]:.4f}"
    )

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.5), sharey=True)
    for axes, history, title in [(left, without, "0"), (right, shrunk, "0.05")]:
        axes.plot(range(1, 101), history["train"], label="train")
        axes.plot(range(1, 101), history["val"], label="validation")
        axes.set(xlabel="epoch", title=rf"$\lambda = {title}$")
    ran = len(stopped["val"])
    left.plot(range(1, ran + 1), stopped["val"], color="tab:red", linewidth=5, alpha=0.4)
    left.plot(ran - 5, min(stopped["val"]), "o", color="tab:red", label="early stopping")
    left.set(ylabel="loss")
    left.legend()
    right.legend()
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# **数値** 答えは (c) です。
#
# | | エポック | 訓練損失 | 検証損失 | 検証データの正解 |
# |---|---|---|---|---|
# | 訓練損失だけを見る | **100** | 0.1298 | 0.5788 | 12 件中 **10** 件 |
# | 検証損失を見て止める（`patience` は 5） | **26** | 0.2392 | 0.3315 | 12 件中 **11** 件 |
#
# 訓練損失だけを見ていると、いつまでも下がるので止まれません。検証損失は、エポック **21** の 0.3315 を底に上がり始めていました。早期終了はそれを $21 + 5 = 26$ で見届けて止まり、エポック **21** の重みを返します。一方、ペナルティ（$\lambda = 0.05$）があると、100 エポック続けても検証損失は 0.3874 に留まりました。
#
# **式** ペナルティのある一歩は $w \leftarrow (1 - 2 \eta \lambda)\, w - \eta \nabla_w L$ です。毎エポック、まず重みを $1 - 2 \times 0.5 \times 0.05 = 0.95$ 倍に縮めてから進みます。
#
# **意味** 出力の最後にある `wrong labels` を見てください。ラベルを逆にした 2 件（与えたラベルは 1 と 0）への予測です。エポック 21 では 0.4647 と 0.5689 で、モデルは与えられたラベルよりも本当の規則に従っています。100 エポック後は 0.6814 と 0.4251 で、**間違ったラベルのほうを覚えてしまいました**。規則では説明できない 2 件を、無関係な特徴まで使って説明した結果、検証データで外れるのです。訓練損失だけを見ていたら、後半も「順調」に見えたはずです。早期終了は **いつ止めるか** を、ペナルティは **どこまで動けるか** を制限します。やり方は違いますが、どちらも過学習への保険です。

# %% [markdown] lang="en"
# **Numbers** The answer is (c).
#
# | | epochs | training loss | validation loss | right on the validation data |
# |---|---|---|---|---|
# | watching the training loss only | **100** | 0.1298 | 0.5788 | **10** out of 12 |
# | stopping by the validation loss (`patience` 5) | **26** | 0.2392 | 0.3315 | **11** out of 12 |
#
# Who watches the training loss alone can never stop, for it keeps falling. The validation loss had its floor of 0.3315 at epoch **21** and rose from there. Early stopping has seen enough at $21 + 5 = 26$ and returns the weights of epoch **21**. With the penalty ($\lambda = 0.05$), the validation loss stays at 0.3874 even after 100 epochs.
#
# **Formula** A step with the penalty is $w \leftarrow (1 - 2 \eta \lambda)\, w - \eta \nabla_w L$: each epoch first shrinks the weights to $1 - 2 \times 0.5 \times 0.05 = 0.95$ of their size, then moves on.
#
# **Meaning** Look at `wrong labels` at the end of the output: the predictions for the 2 samples whose labels were flipped (the labels given are 1 and 0). At epoch 21 they are 0.4647 and 0.5689: the model follows the real rule rather than those labels. After 100 epochs they are 0.6814 and 0.4251: **it has learnt the wrong labels by heart.** The rule cannot explain those 2, so features that have nothing to do with it are bent to explain them, and the model misses on the validation data for it. Seen through the training loss alone, the second part would have looked fine. Early stopping limits **when** to stop, the penalty limits **how far** weights can go. The ways differ; both insure against overfitting.

# %% [markdown] lang="ja" section="experiment-preprocessing"
# ## 実験 3: 前処理と活性化の相性を無視する
#
# **よくある誤解** 「重みは学習で決まるのだから、入力の単位は何でもよい。」
#
# **問い** 画像の画素（0〜255）をそのまま入れるのと、255 で割るのと、標準化するのとで、シグモイドとその勾配に何が起こるでしょうか。
#
# $2 \times 2$ 画素の小さな画像が 12 枚あります。上半分のほうが明るければ 1、そうでなければ 0 を目指したデータですが、実際の写真のように、全体の明るさもノイズもまちまちです。
#
# **予想** 「上 2 画素に $+0.5$、下 2 画素に $-0.5$」という重みで $z$ を計算します。画素をそのまま入れたとき、シグモイドの傾き $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$ は、12 枚のうち何枚で生き残るでしょうか。

# %% [markdown] lang="en" section="experiment-preprocessing"
# ## Experiment 3: preprocessing must suit the activation
#
# **A common misconception** "Training finds the weights anyway, so the unit of the input does not matter."
#
# **Question** Feed an image's pixels (0 to 255) as they are, divided by 255, or standardised: what happens to a sigmoid and its gradient?
#
# Here are 12 tiny images of $2 \times 2$ pixels. The label is meant to be 1 if the upper half is brighter and 0 if not; but as in real photographs, overall brightness and noise vary.
#
# **Prediction** Compute $z$ with the weights "$+0.5$ for the two upper pixels, $-0.5$ for the two lower ones". With the pixels as they are, in how many of the 12 images does the slope of the sigmoid, $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$, survive?

# %% tags=["demo"]
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

figure, panels = plt.subplots(1, 12, figsize=(10, 1.3))
for i, panel in enumerate(panels):
    panel.imshow(pixels[i].reshape(2, 2), cmap="gray", vmin=0, vmax=255)
    panel.set(title=f"{bright_above[i]:.0f}", xticks=[], yticks=[])
plt.show()

detector = np.array([0.5, 0.5, -0.5, -0.5])
with using("batch_predict"):
    for name, X in [("0-255", pixels), ("/ 255", pixels / 255)]:
        p = batch_predict(X, detector, 0.0)
        slope = p * (1 - p)
        print(
            f"{name}: z of the first image = {X[0] @ detector:8.4f}   its slope = {slope[0]:.6f}   "
            f"slopes above 0.000001: {(slope > 1e-6).sum()} / 12"
        )

# %% [markdown] lang="ja"
# **数値** 画素をそのまま入れると、最初の画像の $z$ は −40 で、傾きは 0.000000 です。傾きが生き残ったのは 12 枚中 **2** 枚だけです。255 で割ると $z$ は −0.1569、傾きは 0.248468 になり、**12** 枚すべてで生きています。
#
# **式** $\sigma'(z) = \sigma(z)\,(1 - \sigma(z)) \le \frac{1}{4}$ で、$|z|$ が大きいと $e^{-|z|}$ の速さで 0 に近づきます。$e^{-40}$ は $10^{-17}$ ほどです。これを **飽和** と呼びます。
#
# **意味** 飽和した場所では、重みを動かしても予測は動きません。観察 3 で見た二乗誤差の勾配には、この $y(1-y)$ が掛かっていました。だから飽和すると、**間違っていても** 勾配が 0 になります。隠れ層のシグモイドでも同じです。では、出力層で $y(1-y)$ が打ち消される BCE なら安全でしょうか。勾配は $(y - t)\, x$ です。今度は、画素の大きさ $x$ がそのまま一歩の大きさになります。何が起こるかは、標準化の関数を書いてから確かめます。

# %% [markdown] lang="en"
# **Numbers** With the pixels as they are, $z$ of the first image is −40 and its slope is 0.000000; only **2** slopes out of 12 survive. Divided by 255, $z$ is −0.1569, the slope is 0.248468, and all **12** are alive.
#
# **Formula** $\sigma'(z) = \sigma(z)\,(1 - \sigma(z)) \le \frac{1}{4}$, and for a large $|z|$ it goes to 0 as fast as $e^{-|z|}$; $e^{-40}$ is about $10^{-17}$. This is called **saturation**.
#
# **Meaning** Where the sigmoid is saturated, moving the weights does not move the prediction. The gradient of the squared error in observation 3 carried this $y(1-y)$: once saturated, the gradient is 0 **even when the answer is wrong**. The same holds for a sigmoid in a hidden layer. Is the BCE safe then, since $y(1-y)$ cancels in the output layer? Its gradient is $(y - t)\, x$: now the size of the pixels, $x$, becomes the size of the step. What that does, we shall see once you have written a function that standardises.

# %% [markdown] lang="ja"
# ### 演習: `standardize`
#
# 列（特徴）ごとに、平均を引いて標準偏差で割ります。
#
# $$Z_{ij} = \frac{X_{ij} - \mu_j}{s_j} \qquad \mu_j,\ s_j \text{ は訓練データの列 } j \text{ の平均と標準偏差}$$
#
# - **なぜ新しいデータにも訓練データの $\mu, s$ を使う？** 検証データや未来のデータの平均を使うのは、答えをのぞき見るのと同じだからです（情報の漏れ、リーク）。それに、モデルは「訓練データの物差し」で学んでいます。物差しを替えたら、同じ画像でも別の数になってしまいます。
# - **どの標準偏差？** $n$ で割るもの（母標準偏差）です。
# - **列が定数だったら？** 標準偏差は 0 で、割ると nan になります。平均を引くだけにします（1 で割ります）。

# %% [markdown] lang="en"
# ### Exercise: `standardize`
#
# Column by column (feature by feature), subtract the mean and divide by the standard deviation.
#
# $$Z_{ij} = \frac{X_{ij} - \mu_j}{s_j} \qquad \mu_j,\ s_j \text{: mean and standard deviation of column } j \text{ of the training data}$$
#
# - **Why use the training data's $\mu, s$ for new data, too?** Taking the mean of validation or future data would be peeking at the answers (a leak). And the model has learnt with the ruler of the training data: with another ruler, the same image becomes another number.
# - **Which standard deviation?** The one that divides by $n$ (of the population).
# - **What if a column is constant?** Its standard deviation is 0, and dividing gives nan. Only subtract the mean then (divide by 1).

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
# では、三通りの入力で学習を比べます。学習率は 0.2、40 エポックです。**予想** それぞれ、実験 1 のどの曲線に似るでしょうか。まず、境目 $2 / \lambda$ を計算してから見ていきます。

# %% [markdown] lang="en"
# **Numbers** The columns of the training data now have mean 0 and standard deviation 1. A new gray image with 120 everywhere becomes 0.461838, 0.062999, 0.181772, 0.311966: the same 120, but each column differs in how much brighter than usual that is.
#
# Now compare a training on the three inputs, with learning rate 0.2 and 40 epochs. **Prediction** Which curve of experiment 1 will each of them resemble? We compute the limit $2 / \lambda$ first.

# %% tags=["demo"]
with using("standardize", *needed):
    inputs = {
        "0-255       ": pixels,
        "/ 255       ": pixels / 255,
        "standardised": standardize(pixels, pixels)[0],
    }
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.5))
    line = np.linspace(-9, 9, 200).reshape(-1, 1)
    p = batch_predict(line, [1.0], 0.0)
    left.plot(line, p * (1 - p), color="gray", linewidth=1)
    for name, X in inputs.items():
        with_ones = np.hstack([X, np.ones((12, 1))])
        limit = 2 / np.linalg.eigvalsh(with_ones.T @ with_ones / (4 * 12)).max()
        data = (X, bright_above, X, bright_above)
        _, _, history = train_with_early_stopping(*data, 0.2, 0.0, 40, 41)
        losses = np.array(history["train"])
        rises = int((np.diff(losses) > 1e-6).sum())
        print(
            f"{name}: 2/curvature = {limit:.6f}   first loss = {losses[0]:7.4f}   "
            f"last loss = {losses[-1]:.4f}   rises = {rises} / 39"
        )
        scores = X @ detector
        p = batch_predict(X, detector, 0.0)
        left.plot(np.clip(scores, -9, 9), p * (1 - p), "o", alpha=0.6, label=name.strip())
        right.semilogy(range(1, 41), losses, label=name.strip())
    left.set(xlabel="$z$ (cut at 9)", ylabel=r"$\sigma'(z)$")
    left.legend()
    right.axhline(math.log(2), color="gray", linestyle="--", linewidth=1)
    right.set(xlabel="epoch", ylabel="loss")
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# **数値** （0〜255 の損失は、`bce_loss` のガードが $10^{-9}$ のときの値です。ガードが違えば変わります。）
#
# | 入力 | 境目 $2 / \lambda$ | 最初の損失 | 最後の損失 | 上昇の回数 |
# |---|---|---|---|---|
# | 0〜255 | 0.000153 | 10.3616 | 3.4539 | 39 回中 **11** 回 |
# | 255 で割る | 4.522153 | 0.6917 | 0.6448 | **0** 回 |
# | 標準化 | 3.099829 | 0.6482 | 0.2512 | **0** 回 |
#
# **式** 曲率の行列 $\frac{1}{4n} \tilde X^{\top} \tilde X$ は、入力の **二乗** に比例します。入力が 255 倍なら $\lambda$ は $255^2 = 65025$ 倍、境目はその逆数に縮みます（$\tilde X$ の 1 の列は変わらないので、実際の比はその半分ほどでした）。学習率 0.2 は、0〜255 の境目 0.000153 を千倍以上も超えています。最初の損失 10.3616 も説明できます。12 枚の半分が「確信を持って間違い」なら、$\frac{6}{12} \times 20.7 \approx 10.36$ です。
#
# **意味** 画素をそのまま入れた学習は、実験 1 で境目を超えたときと同じ振る舞いです。同じデータ、同じ学習率なのに、**入力の単位だけで発散しました**。255 で割れば安全ですが、遅いままです。すべての画素が正なので「全体の明るさ」の方向だけが急で、肝心の「上下の差」の方向が平らだからです。標準化すると、明るさのずれが引かれ、どの方向の曲がり具合もそろうので、同じ歩数で谷の近くまで進めます。

# %% [markdown] lang="en"
# **Numbers** (The losses for 0 to 255 hold for a guard of $10^{-9}$ in `bce_loss`; another guard gives other values.)
#
# | input | limit $2 / \lambda$ | first loss | last loss | rises |
# |---|---|---|---|---|
# | 0 to 255 | 0.000153 | 10.3616 | 3.4539 | **11** out of 39 |
# | divided by 255 | 4.522153 | 0.6917 | 0.6448 | **0** |
# | standardised | 3.099829 | 0.6482 | 0.2512 | **0** |
#
# **Formula** The curvature matrix $\frac{1}{4n} \tilde X^{\top} \tilde X$ goes with the **square** of the input. Make the input 255 times as large, and $\lambda$ becomes $255^2 = 65025$ times as large; the limit shrinks accordingly (the column of ones in $\tilde X$ stays as it is, so the actual ratio is about half of that). The learning rate 0.2 is more than a thousand times past 0.000153, the limit for 0 to 255. The first loss, 10.3616, can be explained, too: if half of the 12 images are wrong with full certainty, that is $\frac{6}{12} \times 20.7 \approx 10.36$.
#
# **Meaning** Training on raw pixels behaves like the rates past the limit in experiment 1. Same data, same learning rate: **the unit of the input alone made it diverge**. Divided by 255 it is safe, but slow. All pixels are positive, so only the direction "overall brightness" is steep, while the one that matters, "top against bottom", is flat. Standardising takes the common brightness away and evens out the curvature of all directions, so the same number of steps gets close to the valley.

# %% [markdown] lang="ja" section="summary"
# ## 要点整理
#
# 三つの誤解を、式と数値で言い直せますか。
#
# | 誤解 | 式 | 数値で見たこと |
# |---|---|---|
# | 学習率が大きすぎて発散する | $0 < \eta < 2 / \lambda$ | 0.5 が境目、0.55 では損失 2939.54 |
# | 検証損失を見ず、過学習を見逃す | $L + \lambda \sum w^2$、検証損失の最小で止める | 0.3315 が 0.5788 に |
# | 前処理と活性化の相性を無視する | $\sigma' = \sigma (1 - \sigma)$、$\lambda \propto x^2$ | 最後の損失 3.4539 と 0.2512 |
#
# そして、どの実験にも共通することが一つあります。**一つの数値を信じず、式と突き合わせる** ことです。観察 3 の上昇は勾配だけのものではなく、観察 4 の合計は、どの重みの目的関数でもありませんでした。
#
# ### 記述問題: `explain_divergence`
#
# 最後に、自分の言葉で説明してください。これは人が読んで採点します。式と数値の **両方** を使うのが、このノートの約束です。実験 1 のセルで曲率や学習率を自分の値に変えると、数値の例がすぐに作れます。

# %% [markdown] lang="en" section="summary"
# ## What to take away
#
# Can you restate the three misconceptions, as a formula and in numbers?
#
# | misconception | formula | seen in numbers |
# |---|---|---|
# | a learning rate that is too large diverges | $0 < \eta < 2 / \lambda$ | the limit is 0.5; at 0.55 the loss is 2939.54 |
# | without the validation loss, overfitting goes unseen | $L + \lambda \sum w^2$, stop at the lowest validation loss | 0.3315 became 0.5788 |
# | preprocessing must suit the activation | $\sigma' = \sigma (1 - \sigma)$, $\lambda \propto x^2$ | last losses 3.4539 and 0.2512 |
#
# One thing is common to all of them: **do not trust a single number; hold it against a formula.** The rise of observation 3 was not the gradient's alone, and the sum of observation 4 was the objective of no weights at all.
#
# ### In words: `explain_divergence`
#
# Finally, explain in your own words. A person reads and marks this. Use **both** a formula and numbers, as this notebook has promised. Change the curvature and the learning rates in the cell of experiment 1, and you have your own example in numbers.

# %% [markdown] exercise="explain_divergence"

# %% [markdown] lang="ja"
# ### 次のステップへ
#
# 次は学習ステップ 8 / 8「自然言語処理」です。今回のコードとの **差分** に注目してください。数値のトークンが単語の埋め込みに、ひとつのクエリが文中の全トークンのクエリに、二値の予測が語彙全体の予測に変わります。変わらないのは、損失が下がる理由です。
#
# 進む前に、`pytest` か `autograder check` で、全体の進み具合を確かめておきましょう。

# %% [markdown] lang="en"
# ### On to the next step
#
# Next comes step 8 / 8, "Natural language processing". Watch for the **differences** from today's code: tokens that were numbers become word embeddings, one query becomes a query for every word of a sentence, and a prediction between two becomes one over a whole vocabulary. What stays the same is why the loss goes down.
#
# Before you go on, see how far you have come with `pytest` or `autograder check`.
