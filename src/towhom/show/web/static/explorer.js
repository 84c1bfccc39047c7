// Conveniences; every page works without them. "/" goes to the search, j and k through the rows of tables and lists.
"use strict";
(function () {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const label = () => {
    button.textContent = dark() ? "Light" : "Dark";
    button.setAttribute("aria-label", dark() ? "Use light colours" : "Use dark colours");
  };
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch (error) { /* for this page only */ }
    label();
  });

  // Charts are drawn by the server; in the page itself their bars are links and take the page's colours.
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const address = new URL(figure.dataset.chart, location.href);
    address.searchParams.set("theme", "auto");
    if (innerWidth < 800) address.searchParams.set("width", String(Math.max(300, innerWidth - 40)));
    fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status))).then((text) => {
      const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      if (drawn.nodeName === "svg") figure.replaceChildren(document.importNode(drawn, true));
    }).catch(() => { figure.textContent = "The chart could not be drawn; the table below has its figures."; });
  }

  const rows = () => Array.from(document.querySelectorAll("table.rows tbody tr, ol.sentences > li, ul.deeds > li"));
  let at = -1;
  function move(by) {
    const all = rows();
    if (!all.length) return;
    const focused = all.findIndex((row) => row.contains(document.activeElement));
    if (focused >= 0) at = focused;
    at = Math.min(Math.max(at + by, 0), all.length - 1);
    const row = all[at];
    row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    if (press.target.closest("input, select, textarea, [contenteditable]")) return;
    if (press.key === "/") {
      press.preventDefault();
      const search = document.getElementById("search");
      search.focus();
      search.select();
    } else if (press.key === "j") move(1);
    else if (press.key === "k") move(-1);
    else if (press.key === "Enter" && press.target.matches("tr, li")) {
      const link = press.target.querySelector("th a, a");
      if (link) link.click();
    }
  });

  for (const form of document.querySelectorAll("form.filters, form.pair")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;  // shorter addresses
    });
  }
  window.addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll("form :disabled")) field.disabled = false;
  });
})();
