// The grid of an expert's week: arrows move between its slots, one of which is reached by Tab. Picking is a button that
// the server answers, with and without scripts; here the answer replaces the form alone, and is told to screen readers.
const FORM = "propositions";

const slots = () => [...document.querySelectorAll("[data-slots] button")].filter((slot) => slot.checkVisibility());
const place = (slot) => ({ row: Number(slot.dataset.row), column: Number(slot.dataset.column) });

function rove(to) {
  for (const slot of document.querySelectorAll("[data-slots] button")) slot.tabIndex = slot === to ? 0 : -1;
}

function prepare() {
  const shown = slots();
  const focused = shown.find((slot) => slot === document.activeElement);
  rove(focused ?? shown.find((slot) => slot.getAttribute("aria-pressed") === "true") ?? shown[0]);
}

// The nearest slot up or down in the same column; left or right, the nearest row of the next column that has one.
function next(from, key) {
  const { row, column } = place(from);
  const down = key === "ArrowDown";
  if (down || key === "ArrowUp") {
    const same = slots().filter((slot) => place(slot).column === column);
    return same[same.indexOf(from) + (down ? 1 : -1)];
  }
  const right = key === "ArrowRight";
  const beside = slots().filter((slot) => (right ? place(slot).column > column : place(slot).column < column));
  const far = (slot) => Math.abs(place(slot).column - column) * 100 + Math.abs(place(slot).row - row);
  return beside.sort((one, other) => far(one) - far(other))[0];
}

document.addEventListener("keydown", (event) => {
  const from = event.target.closest?.("[data-slots] button");
  if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
  const column = slots().filter((slot) => slot.dataset.column === from.dataset.column);
  const to = { Home: column[0], End: column.at(-1) }[event.key] ?? (event.key.startsWith("Arrow") ? next(from, event.key) : null);
  if (!to) return;
  event.preventDefault();
  rove(to);
  to.focus();
});

document.addEventListener("htmx:afterSettle", (event) => {
  const form = document.getElementById(FORM);
  if (!form || !event.target.closest?.(`#${FORM}`)) return;
  prepare();
  const said = document.querySelector("[data-slots-said]");
  if (form.dataset.said) said.textContent = form.dataset.said;
  // What was pressed may be gone (« Retirer »): go on from the dates that are left.
  if (document.activeElement === document.body) form.querySelector(".slot-pick").focus({ preventScroll: true });
});

// The session ended, or somebody was faster: the page itself says so.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target.id !== FORM) return;
  const answered = new URL(xhr.responseURL || location.href);
  if (xhr.status < 400 && answered.pathname === location.pathname) return;
  event.detail.shouldSwap = false;
  if (xhr.status < 400) location.assign(answered);
  else location.reload();
});

matchMedia("(max-width: 48rem)").addEventListener("change", prepare);
prepare();
