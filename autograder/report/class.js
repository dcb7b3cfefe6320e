"use strict";
// The table of students: sort, filter, search, by mouse and by keyboard. The page says
// everything without this script; with it one finds things faster.
const table = document.getElementById("table");
const body = table.tBodies[0];
const rows = [...body.rows];
const heads = [...table.tHead.rows[0].cells];
const tools = document.getElementById("tools");
const [search, exercise, state, needs] =
  ["search", "exercise", "state", "only-needs"].map((id) => document.getElementById(id));
const shown = document.getElementById("shown");
let belief = null; // number of the misconception that the rows must have

for (const element of document.querySelectorAll("#tools, #keys, .only")) element.hidden = false;
const plain = (text) => text.normalize("NFKC").toLowerCase();
const words = new Map(rows.map((row) =>
  [row, plain(row.cells[0].textContent + " " + row.lastElementChild.textContent + " " + row.id)]));

function fits(row) {
  if (needs.checked && !row.classList.contains("q")) return false;
  if (belief !== null && !(row.dataset.m || "").split(" ").includes(belief)) return false;
  if (!plain(search.value).split(/\s+/).every((word) => words.get(row).includes(word))) return false;
  if (!exercise.value && !state.value) return true;
  const kinds = state.value.split(" ");
  const cells = exercise.value ? [row.cells[exercise.selectedIndex + 1]] : [...row.cells].slice(2, -1);
  return !state.value || cells.some((cell) => kinds.includes(cell.className.slice(2)));
}

function filter() {
  let count = 0;
  for (const row of rows) {
    row.hidden = !fits(row);
    count += !row.hidden;
  }
  shown.textContent = shown.dataset.text.replace("{shown}", count);
}

function value(row, column) {
  const cell = row.cells[column];
  if (column === 0) return cell.textContent;
  if (column === heads.length - 1) return cell.textContent;
  const text = cell.textContent;
  if (text === "?" || text === "!") return -2;
  if (text === "–") return -1;
  const most = heads[column].dataset.most;
  return /^[\d.]+$/.test(text) ? Number(text) : Number(most);
}

const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
function sort(column) {
  const text = column === 0 || column === heads.length - 1;
  const before = heads[column].getAttribute("aria-sort");
  const up = before ? before === "descending" : text;
  const keyed = rows.map((row, place) => [value(row, column), place, row]);
  keyed.sort(([a, i], [b, j]) => (text ? compare(a, b) : a - b) * (up ? 1 : -1) || i - j);
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", up ? "ascending" : "descending");
  body.append(...keyed.map(([, , row]) => row));
}

heads.forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(column));
  head.append(button);
});

const clear = () => { belief = null; setTimeout(filter); };
tools.addEventListener("input", filter);
tools.addEventListener("reset", clear);
tools.addEventListener("submit", (event) => event.preventDefault());
for (const button of document.querySelectorAll(".only")) {
  button.addEventListener("click", () => {
    tools.reset();
    belief = button.dataset.m;
    setTimeout(filter);
    document.getElementById("students").scrollIntoView();
    search.focus({ preventScroll: true });
  });
}
// A link to a student must not lead to a row that is filtered away, nor one to a
// misconception to something that is folded.
addEventListener("hashchange", reveal);
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.hidden) { tools.reset(); belief = null; filter(); }
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView({ block: "center" });
}
for (const link of document.querySelectorAll(".n[data-k]")) {
  link.addEventListener("click", (event) => {
    if (document.getElementById("hide").checked) event.preventDefault();
  });
}

addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !typing) {
    event.preventDefault();
    search.focus();
    document.getElementById("students").scrollIntoView();
  } else if (event.key === "Escape") {
    tools.reset();
    clear();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const link = event.target.closest("#table tbody .n");
    const seen = rows.length ? [...body.rows].filter((row) => !row.hidden) : [];
    let to = null;
    if (link) to = seen.indexOf(link.closest("tr")) + (event.key === "ArrowDown" ? 1 : -1);
    else if (event.target === search && event.key === "ArrowDown") to = 0;
    if (to === null) return;
    event.preventDefault();
    if (to < 0) search.focus();
    else if (seen[to]) seen[to].querySelector(".n").focus();
  }
});
filter();
if (location.hash) reveal();
