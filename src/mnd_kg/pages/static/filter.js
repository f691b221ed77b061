// Leaves the records whose names hold every word that is typed. Without it, all are listed.
"use strict";

const form = document.querySelector("form.filter");
const field = form.querySelector("input");
const told = form.querySelector("output");
const sections = [...document.querySelectorAll("section.listing")];
const rows = [...document.querySelectorAll("[data-names]")];

function filter() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of rows) {
    row.hidden = !words.every((word) => row.dataset.names.includes(word));
    left += row.hidden ? 0 : 1;
  }
  for (const section of sections) {
    section.hidden = !section.querySelector("[data-names]:not([hidden])");
  }
  told.textContent = words.length ? `${left} of ${rows.length}` : "";
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
filter();
