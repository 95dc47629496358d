"use strict";
const form = document.querySelector("form");
const items = [...document.querySelectorAll("li[data-kind]")];
const shown = document.querySelector("output");
form.hidden = false;
function filter() {
  const chosen = new FormData(form);
  const kinds = chosen.getAll("kind");
  const party = chosen.get("party");
  const from = Number(chosen.get("from")) || -Infinity;
  const to = Number(chosen.get("to")) || Infinity;
  const words = (chosen.get("words") || "").toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const item of items) {
    const year = item.dataset.year ? Number(item.dataset.year) : null;
    const text = item.textContent.toLowerCase();
    const on = kinds.includes(item.dataset.kind)
      && (!party || item.dataset.parties.split(" ").includes(party))
      && (year === null ? from === -Infinity && to === Infinity : from <= year && year <= to)
      && words.every((word) => text.includes(word));
    item.hidden = !on;
    count += on ? 1 : 0;
    const mark = item.dataset.number && document.querySelector(`[data-number="${item.dataset.number}"]:not(li)`);
    if (mark) { mark.toggleAttribute("data-off", !on); }
  }
  shown.value = `${count} of ${items.length}`;
}
form.addEventListener("input", filter);
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
for (const mark of document.querySelectorAll("svg [data-number]")) {
  mark.style.cursor = "pointer";
  mark.addEventListener("click", () => { location.hash = `l${mark.dataset.number}`; });
}
filter();
