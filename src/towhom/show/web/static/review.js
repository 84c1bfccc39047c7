// Review from the keyboard: each element with data-key is pressed, opened or focused by its key.
"use strict";
(function () {
  const typing = "input, select, textarea, [contenteditable]";
  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return;
    if (press.key === "Escape" && press.target.matches(typing)) { press.target.blur(); return; }
    if (press.target.closest(typing)) return;
    const found = document.querySelector(`[data-key="${CSS.escape(press.key)}"]`);
    if (!found || found.disabled) return;
    press.preventDefault();
    press.stopImmediatePropagation();  // j and k go through the queue here, not through the rows of a table
    if (found.matches("summary")) {
      found.parentElement.open = true;
      const first = found.parentElement.querySelector("select, input:not([type=hidden])");
      if (first) first.focus();
    } else if (found.matches("input")) found.focus();
    else found.click();
  }, true);

  // Of the modes only those of the chosen type.
  const type = document.getElementById("type");
  if (type) {
    const show = () => {
      for (const set of document.querySelectorAll("fieldset.modes")) set.hidden = set.dataset.type !== type.value;
    };
    type.addEventListener("change", show);
    show();
  }
  // One decision a page: a second press while the first is on its way is no second decision.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
