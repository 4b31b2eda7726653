// A cell that is changed in its row (htmx brings the form, then the row): the keyboard goes with it, a single choice is
// saved at once, Enter saves, Escape leaves it as it was. What was refused is shown with what was typed.
const PLAIN_KEYS = ["ArrowUp", "ArrowDown", "Home", "End"];
let keyed = false; // a choice is being walked through by keyboard: saved by Enter, not at each step
let place = null; // row and column of the cell in work, as the row will be another element

document.addEventListener("htmx:beforeRequest", (event) => {
  const cell = event.detail.elt.closest?.("[data-listing] tbody td");
  if (!cell || !event.detail.elt.closest(".cell, [data-cell]")) return;
  place = { row: cell.parentElement.rowIndex, column: cell.cellIndex };
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (!requestConfig.elt.closest?.("[data-cell], .cell")) return;
  if (!xhr.responseURL.includes("/case/")) {
    event.detail.shouldSwap = false; // sent elsewhere, as to the login page
    location.reload();
  } else if ([409, 422].includes(xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterSettle", () => {
  if (!place) return;
  const cell = document.querySelector("[data-listing] table")?.rows[place.row]?.cells[place.column];
  const form = cell?.querySelector("[data-cell]");
  if (form) {
    const field = form.querySelector("select, input:not([type=hidden]), textarea");
    field.focus();
    field.select?.();
    keyed = false;
    return;
  }
  place = null;
  cell?.querySelector("a")?.focus({ preventScroll: true });
});

// What is on its way is not sent twice, as by a choice and then Enter.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-cell]");
  if (!form) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  form.dataset.sent = "1";
}, { capture: true });
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => delete event.detail.elt.closest?.("[data-cell]")?.dataset.sent);
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-cell]");
  const said = form?.closest("[data-listing]").querySelector("[data-said]");
  if (said) document.addEventListener("htmx:afterSettle", () => { if (!form.isConnected) said.textContent = form.dataset.saved; }, { once: true });
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-cell]");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    form.querySelector("[data-cell-close]").click();
  } else if (event.key === "Enter" && event.target.matches("select")) {
    event.preventDefault();
    form.requestSubmit();
  } else if (PLAIN_KEYS.includes(event.key) || event.key.length === 1) keyed = true;
}, { capture: true });

document.addEventListener("pointerdown", () => { keyed = false; });

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-at-once]");
  if (form && event.target.matches("select") && !keyed) form.requestSubmit();
});
