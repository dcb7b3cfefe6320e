"use strict";
// The table of students: sort, filter and search, by mouse and by keyboard. The page is
// complete without this script, which makes it faster to find things. The selection is kept in
// the address, so that it survives going to a student's page and back.
const table = document.getElementById("table");
const body = table.tBodies[0];
const rows = [...body.rows];
const heads = [...table.tHead.rows[0].cells];
const tools = document.getElementById("tools");
const [search, exercise, state, needs, order, hide] =
  ["search", "exercise", "state", "only-needs", "sort", "hide"].map((id) => document.getElementById(id));
const shown = document.getElementById("shown");
let belief = null; // number of the misconception that the rows must have

for (const element of document.querySelectorAll("#tools, #keys, .only")) element.hidden = false;
const plain = (text) => text.normalize("NFKC").toLowerCase();
const about = (row) => [...row.querySelectorAll("[title]")].map((each) => each.title).join(" ");
const words = new Map(rows.map((row) =>
  [row, plain([row.textContent, row.id, row.dataset.e || "", about(row)].join(" "))]));
const graded = new Map(rows.map((row) => [row, [...row.querySelectorAll("td[class^=k-]")]]));

function fits(row) {
  if (needs.checked && !row.classList.contains("q")) return false;
  if (belief !== null && !(row.dataset.m || "").split(" ").includes(belief)) return false;
  if (!plain(search.value).split(/\s+/).every((word) => words.get(row).includes(word))) return false;
  if (!state.value) return true;
  const kinds = state.value.split(" ");
  const cells = graded.get(row);
  const asked = exercise.value ? [cells[exercise.selectedIndex - 1]] : cells;
  return asked.some((cell) => kinds.includes(cell.className.slice(2)));
}

function filter() {
  let count = 0;
  for (const row of rows) {
    row.hidden = !fits(row);
    count += !row.hidden;
  }
  shown.textContent = shown.dataset.text.replace("{shown}", count);
  remember();
}

function value(row, column) {
  const text = row.cells[column].textContent;
  if ("text" in heads[column].dataset) return text;
  if (text === "?" || text === "!") return -2;
  if (text === "–") return -1;
  return /^[\d.]+$/.test(text) ? Number(text) : Number(heads[column].dataset.most);
}

const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
function sort(column, up) {
  const text = "text" in heads[column].dataset;
  const keyed = rows.map((row, place) => [value(row, column), place, row]);
  keyed.sort(([a, i], [b, j]) => (text ? compare(a, b) : a - b) * (up ? 1 : -1) || i - j);
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", up ? "ascending" : "descending");
  body.append(...keyed.map(([, , row]) => row));
  order.value = `${column}${up ? "a" : "d"}`;
  remember();
}

heads.forEach((head, column) => {
  const button = document.createElement("button");
  const text = "text" in head.dataset;
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => {
    const before = head.getAttribute("aria-sort");
    sort(column, before ? before === "descending" : text);
  });
  head.append(button);
  for (const way of text ? ["a", "d"] : ["d", "a"]) {
    const name = `${head.textContent} ${way === "a" ? "↑" : "↓"}`;
    order.append(new Option(name, `${column}${way}`));
  }
});
const sortAs = (chosen) => {
  const column = parseInt(chosen, 10);
  if (heads[column]) sort(column, chosen.endsWith("a"));
};
order.addEventListener("change", () => sortAs(order.value));

// The address contains the selection; the walk is what a student's page goes through.
let restoring = true;
function remember() {
  if (restoring) return;
  const chosen = new URLSearchParams();
  const set = (key, text) => { if (text) chosen.set(key, text); };
  set("q", search.value);
  set("exercise", exercise.value);
  set("state", state.value);
  set("needs", needs.checked ? "1" : "");
  set("belief", belief);
  set("sort", order.value);
  set("hide", hide.checked ? "1" : "");
  const address = location.pathname + (chosen.size ? `?${chosen}` : "");
  try {
    history.replaceState(null, "", address + location.hash);
    const links = [...body.rows].filter((row) => !row.hidden).map((row) => row.querySelector(".n"));
    const walk = links.map((link) => [new URL(link.href).pathname, link.textContent]);
    sessionStorage.setItem("autograder-walk", JSON.stringify({ address, walk }));
  } catch { /* without storage the pages still have their own links */ }
}
function restore() {
  const chosen = new URLSearchParams(location.search);
  const get = (key) => chosen.get(key) || "";
  search.value = get("q");
  exercise.value = get("exercise");
  state.value = get("state");
  needs.checked = chosen.has("needs");
  hide.checked = chosen.has("hide");
  belief = chosen.get("belief");
  if (exercise.selectedIndex < 0) exercise.selectedIndex = 0;
  if (state.selectedIndex < 0) state.selectedIndex = 0;
  sortAs(get("sort"));
}

function reset() {
  tools.reset();
  belief = null;
}
tools.addEventListener("input", filter);
tools.addEventListener("reset", () => { belief = null; setTimeout(filter); });
tools.addEventListener("submit", (event) => event.preventDefault());
hide.addEventListener("change", remember);
for (const button of document.querySelectorAll(".only")) {
  button.addEventListener("click", () => {
    reset();
    belief = button.dataset.m;
    filter();
    document.getElementById("students").scrollIntoView();
    search.focus({ preventScroll: true });
  });
}

// Copy what is shown to the clipboard, or save it to a file.
const seen = () => [...body.rows].filter((row) => !row.hidden);
async function copy(button, texts) {
  const text = texts.join("\n");
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  shown.textContent = button.dataset.done.replace("{count}", texts.length);
}
const names = document.getElementById("copy-names");
names.addEventListener("click", () =>
  copy(names, seen().map((row) => row.querySelector(".n").textContent)));
const emails = document.getElementById("copy-emails");
emails?.addEventListener("click", () =>
  copy(emails, seen().map((row) => row.dataset.e).filter(Boolean)));
// Every text is quoted, and made safe from being read as a formula by a spreadsheet.
const quoted = (text) =>
  `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "").concat(text).replaceAll('"', '""')}"`;
const field = (text) => (/^\d+(\.\d+)?$/.test(text) ? text : quoted(text.trim()));
function csv() {
  const lines = seen().map((row) => [...row.cells].map((cell) => cell.textContent).concat(row.dataset.e || ""));
  const top = heads.map((head) => head.textContent).concat("e-mail");
  return "\ufeff" + [top, ...lines].map((line) => line.map(field).join(",") + "\r\n").join("");
}
document.getElementById("save-csv").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  link.download = "students.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});

// A link to a student must not lead to a row that is filtered out, nor a link to a
// misconception to something that is folded.
addEventListener("hashchange", reveal);
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.hidden) { reset(); filter(); }
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView({ block: "center" });
}
for (const link of document.querySelectorAll(".n[data-k]")) {
  link.addEventListener("click", (event) => {
    if (hide.checked) event.preventDefault();
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
    reset();
    filter();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const link = event.target.closest("#table tbody .n");
    const among = seen();
    let to = null;
    if (link) to = among.indexOf(link.closest("tr")) + (event.key === "ArrowDown" ? 1 : -1);
    else if (event.target === search && event.key === "ArrowDown") to = 0;
    if (to === null) return;
    event.preventDefault();
    if (to < 0) search.focus();
    else if (among[to]) among[to].querySelector(".n").focus();
  }
});
restore();
restoring = false;
filter();
if (location.hash) reveal();
