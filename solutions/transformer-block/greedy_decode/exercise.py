"""greedy_decode: write the likeliest next token, read it back, go on."""

import numpy as np

from autograder.author import Case, Check

TITLE = {"ja": "貪欲な復号", "en": "Greedy decoding"}
SECTION = "observation-8"
FORMULA = "token = argmax next_logits(prompt + answer)[last],  until end"
DEPENDS = ()


def greedy_decode(next_logits, prompt, end, max_new):
    """Continue the prompt one token at a time, always with the likeliest.

    next_logits(ids) takes a list of ints and returns an array (len(ids), vocabulary): row i
    holds the logits of the token that follows ids[i], given ids[0] to ids[i].
    Each new token is appended and read back with all that came before. It stops when the
    likeliest token is `end`, or after `max_new` tokens. The model is asked no more often
    than needed.

    prompt: list of ints   end: int   max_new: int ≥ 1
    Returns the list of new tokens, without the prompt and without end.

    >>> def count_up(ids):
    ...     return np.eye(6)[[min(i + 1, 5) for i in ids]]
    >>> greedy_decode(count_up, [0, 1], 5, 10)
    [2, 3, 4]
    >>> greedy_decode(count_up, [0, 1], 5, 2)
    [2, 3]
    """
    ### BEGIN SOLUTION
    ids, answer = list(prompt), []
    for _ in range(max_new):
        logits = next_logits(ids)
        token = int(np.argmax(logits[-1]))
        if token == end:
            break
        ids.append(token)
        answer.append(token)
    return answer
    ### END SOLUTION


DOCSTRING = {
    "ja": """プロンプトの続きを、いつもいちばん確率の高いトークンで、1 つずつ書いていきます。

next_logits(ids) は整数のリストを受け取り、配列 (len(ids), 語彙数) を返します。行 i は、
ids[0] から ids[i] までを見たときの、ids[i] の次のトークンの logits です。
新しいトークンは後ろに足し、それまでのすべてと一緒に読み直します。いちばん確率の高いトークンが
end になったとき、または max_new 個を書いたときに終わります。モデルを必要以上に呼びません。

prompt: 整数のリスト   end: 整数   max_new: 1 以上の整数
戻り値は新しいトークンのリストです。プロンプトと end は含みません。

>>> def count_up(ids):
...     return np.eye(6)[[min(i + 1, 5) for i in ids]]
>>> greedy_decode(count_up, [0, 1], 5, 10)
[2, 3, 4]
>>> greedy_decode(count_up, [0, 1], 5, 2)
[2, 3]
"""
}

HINTS = {
    "ja": [
        "1 回の繰り返しは「呼ぶ → 最後の行の argmax → end なら終わる → 足す」です。",
        "logits[-1] が、最後のトークンの次を表す行です。"
        "ids は prompt の写しにして、書き換えないように"
        "します。",
    ],
    "en": [
        "One round is: ask, take the argmax of the last row, stop if it is end, append.",
        "logits[-1] is the row for what follows the last token. Let ids be a copy of prompt, so "
        "that prompt stays as it was.",
    ],
}

CHECKS = (
    Check(
        "one-token",
        1,
        {
            "ja": "max_new = 1 のとき、次の 1 トークンを返します。",
            "en": "With max_new = 1 it returns the next token.",
        },
        on=("one",),
        part="answer",
    ),
    Check(
        "until-end",
        3,
        {
            "ja": "end が出るまで続け、end を含めずに返します。",
            "en": "It goes on until end comes, and leaves end out.",
        },
        on=("ends",),
        part="answer",
    ),
    Check(
        "limit",
        2,
        {
            "ja": "end が出なくても、max_new 個で終わります。",
            "en": "Without an end it stops after max_new tokens.",
        },
        on=("limit",),
        part="answer",
    ),
    Check(
        "economy",
        1,
        {
            "ja": "正しい答えを返し、モデルを必要以上に呼ばず、prompt も書き換えません。",
            "en": "It returns the right answer, asks the model no more often than needed and "
            "leaves prompt as it was.",
        },
        on=("one", "ends", "limit"),
    ),
)


def decode(greedy_decode, table, prompt, end, max_new):
    """What a model writes whose next token depends on the sum of all tokens so far."""
    calls = []

    def next_logits(ids):
        calls.append(len(ids))
        return table[np.cumsum(ids) % len(table)]

    mine = [int(token) for token in prompt]
    answer = greedy_decode(next_logits, mine, end, max_new)
    return {"answer": list(answer), "calls": len(calls), "prompt": mine}


def cases(rng):
    """Tables drawn until the answer ends where the group says."""

    def draw(group, max_new, low, high):
        for _ in range(1000):
            table, prompt = rng.normal(size=(7, 5)).round(3), rng.integers(1, 5, 3).tolist()
            got = decode(greedy_decode, table, prompt, 0, max_new)
            endless = decode(greedy_decode, table, prompt, 0, max_new + 1)["answer"]
            answer = got["answer"]
            short = low <= len(answer) <= high and answer[1:] != answer[:-1]
            if short and (group == "ends") == (endless == answer):
                return Case(group, (table, prompt, 0, max_new), driver=decode)
        raise RuntimeError(f"greedy_decode: no table for '{group}'")

    table = np.array([[0.0, 1.0, 3.0, 2.0], [0.0, 2.0, 1.0, 5.0], [1.0, 2.0, 0.0, -4.0]])
    yield Case("one", (table, [1, 2, 1], 0, 1), driver=decode)
    yield draw("ends", 9, 3, 6)
    yield draw("limit", 4, 4, 4)
    yield draw("ends", 12, 4, 9)
    yield draw("limit", 6, 6, 6)
