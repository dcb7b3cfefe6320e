"""Write the benchmark figures as a Markdown table and an SVG plot.

Both are written from the same figures; the machine's number of cores is all they say about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- written by python -m benchmarks -->", "<!-- until here -->"
SHOWN_IN = ("docs/performance.md",)

Row = tuple[str, Mapping[str, Any] | str]  # a title, and the figures or why there are none


def table(
    rows: Sequence[Row],
    ours: Mapping[str, Any],
    floors: Mapping[str, Any],
    cores: int,
    calls: int,
) -> str:
    """All figures; ratios are to the first row, which is ours on right answers.

    calls: number of calls of the students' functions in one submission.
    """
    lines = [
        f"| the same submissions, ten functions, {calls} calls | submissions/s | times slower | "
        "CPU s each | times more CPU | peak MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for title, figures in rows:
        if isinstance(figures, str):
            lines.append(f"| {title} | not measured: {figures} | | | | |")
            continue
        wall, cpu, peak = figures["wall"], figures["cpu"], figures["peak"]
        slower, more = wall / ours["wall"], cpu / ours["cpu"]
        lines.append(
            f"| {title} | {1 / wall:.2f} | {slower:.1f} | {cpu:.3f} | {more:.1f} | {peak:.0f} |"
        )
    lines += ["", f"On {cores} cores, medians or one long run; each is the cost of one more", ""]
    lines[-2] += " submission, without the start of the program."
    lines += ["| floor, CPU ms a submission | right answers | example class |", "|---|--:|--:|"]
    for name in ("fork", "loop", "fork and functions"):
        titles = {
            "fork": "a bare fork of a warm process",
            "loop": "the students' functions in a loop, nothing around",
            "fork and functions": "one fork that loads and calls them",
        }
        lines.append(
            f"| {titles[name]} | {floors['right'][name]:.1f} | {floors['class'][name]:.1f} |"
        )
    return "\n".join(lines)


def plot(rows: Sequence[Row]) -> str:
    """Submissions per second as bars, on a logarithmic scale, as SVG text."""
    import io

    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "benchmarks"
    from matplotlib import pyplot

    known = [(title, 1 / f["wall"]) for title, f in rows if not isinstance(f, str)]
    figure, axes = pyplot.subplots(figsize=(8, 0.5 + 0.5 * len(known)))
    titles = [title.replace("`", "") for title, _ in known][::-1]
    speeds = [speed for _, speed in known][::-1]
    colours = [
        "#2a6f97" if title.startswith(("autograder", "the same")) else "#adb5bd" for title in titles
    ]
    bars = axes.barh(titles, speeds, color=colours)
    axes.bar_label(bars, [f" {speed:.2g}" for speed in speeds], padding=2)
    axes.set_xscale("log")
    axes.set_xlim(min(speeds) / 2, max(speeds) * 3)
    axes.set_xlabel("submissions per second (logarithmic)")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def write(root: Path, text: str, drawing: str) -> None:
    """Write the figures where they are shown, so that no number there is typed by hand."""
    folder = root / "benchmarks"
    (folder / "results.md").write_text(f"{BEGIN}\n\n{text}\n", encoding="utf-8")
    (folder / "results.svg").write_text(drawing, encoding="utf-8")
    for name in SHOWN_IN:
        path = root / name
        put_between(path, text)


def put_between(path: Path, text: str, begin: str = BEGIN) -> None:
    """Replace the text between the two marks of a page."""
    head, _, rest = path.read_text(encoding="utf-8").partition(begin)
    _, mark, tail = rest.partition(END)
    if not mark:
        raise SystemExit(f"{path}: wanted the lines {begin} and {END}, for the figures.")
    path.write_text(f"{head}{begin}\n\n{text}\n\n{END}{tail}", encoding="utf-8")
