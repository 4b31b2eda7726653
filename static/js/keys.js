// Keys of one letter: j and k walk through a list, x ticks its row, n starts something new, ? shows them all.
// They are dead while one types, while a window is open, and where they were switched off (`?` stays, to switch back).
const KEPT = "comptoir.keys";
const sheet = document.getElementById("keys");
const switched = sheet?.querySelector("[data-keys-on]");
const isOn = () => localStorage.getItem(KEPT) !== "off";

const rows = () => [...document.querySelectorAll("[data-listing] tbody th a, [data-listing] .grid h3 a")];
const newButton = () => document.querySelector("main .page-header a.button--primary[href]");
const rowOf = (link) => link.closest("tr, .grid > *");

function walk(step) {
  const links = rows();
  if (!links.length) return false;
  const here = links.findIndex((link) => rowOf(link)?.contains(document.activeElement));
  const next = links[here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

function tick() {
  const box = rowOf(document.activeElement)?.querySelector("input[name=choix]");
  box?.click();
  return Boolean(box);
}

function startNew() {
  const button = newButton();
  button?.click();
  return Boolean(button);
}

function showSheet() {
  const button = newButton();
  for (const line of sheet.querySelectorAll("[data-key]")) {
    if (line.dataset.key === "j") line.hidden = !rows().length;
    if (line.dataset.key === "n") {
      line.hidden = !button;
      line.querySelector("[data-says]").textContent = button?.textContent.trim() ?? "";
    }
  }
  switched.checked = isOn();
  sheet.showModal();
  return true;
}

const KEYS = { j: () => walk(1), k: () => walk(-1), x: tick, n: startNew };
const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key === "n") return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const act = event.key === "?" ? showSheet : isOn() ? KEYS[event.key.toLowerCase()] : null;
  if (act?.()) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys-open]")) return;
  event.preventDefault();
  showSheet();
});
for (const opener of document.querySelectorAll("[data-keys-open]")) opener.hidden = false;

switched?.addEventListener("change", () => localStorage.setItem(KEPT, switched.checked ? "on" : "off"));
