// Lists that swap in place: the address stays short, screen readers hear the new count, the keyboard follows.
let clicked = false;

document.addEventListener("htmx:configRequest", (event) => {
  const { detail } = event;
  if (!detail.elt.closest?.("[data-listing]")) return;
  clicked = detail.elt.matches("a:not(.cell, [data-cell-close])");
  for (const [name, value] of [...detail.formData.entries()]) if (value === "") detail.formData.delete(name);
});

// The address without parameters leads to the last view: going back from a filter, one comes to the whole list.
document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
  if (event.detail.history?.type !== "push" || location.search || !document.querySelector("[data-listing]")) return;
  history.replaceState(history.state, "", `${location.pathname}?vue=tout`);
});

// Nothing typed is nothing to say: an empty field stays out of the address.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get" || !event.target.closest("[data-listing]")) return;
  const empty = [...event.target.elements].filter((field) => field.name && !field.value && !field.disabled);
  for (const field of empty) field.disabled = true;
  setTimeout(() => empty.forEach((field) => { field.disabled = false; }));
});

document.addEventListener("htmx:afterSettle", () => {
  const list = document.querySelector("[data-listing]");
  const count = list?.querySelector("[data-count]");
  if (!count) return;
  const said = list.querySelector("[data-said]");
  if (said.textContent !== count.textContent) said.textContent = count.textContent;
  if (clicked) {
    clicked = false;
    count.focus({ preventScroll: true });
    if (list.getBoundingClientRect().top < 0) list.scrollIntoView();
  }
});

// How many rows are ticked, and the box that ticks them all.
function tell(list) {
  const said = list?.querySelector("[data-chosen]");
  if (!said) return;
  said.dataset.start ??= said.textContent;
  const count = list.querySelectorAll("input[name=choix]:checked").length;
  said.textContent = count ? `${said.dataset.start} : ${count}` : said.dataset.start;
  foresee(list, count);
}

// Before the press: on how many of the ticked rows each step may be taken. All rows of the selection are not counted here.
function foresee(list, count) {
  const bar = list.querySelector("#bulk");
  const whole = bar.querySelector("[name=tout]")?.checked;
  const ticked = [...list.querySelectorAll("input[name=choix]:checked")].map((box) => box.dataset.can.split(" "));
  const none = [];
  for (const button of bar.querySelectorAll("button[name=action]")) {
    button.dataset.label ??= button.textContent.trim();
    const open = ticked.filter((can) => can.includes(button.value)).length;
    const partly = !whole && open && open < count;
    button.lastChild.textContent = partly ? `${button.dataset.label} ${open} ${bar.dataset.of} ${count}` : button.dataset.label;
    button.disabled = !whole && count > 0 && !open;
    if (button.disabled) none.push(button.dataset.label);
  }
  const reason = bar.querySelector("[data-none-of]");
  reason.hidden = !none.length;
  reason.lastElementChild.textContent = none.join(", ");
}
function ready() {
  for (const all of document.querySelectorAll("[data-choose-all]")) all.hidden = false;
}
document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-listing]");
  if (event.target.matches("[data-choose-all]")) {
    for (const box of list.querySelectorAll("input[name=choix]")) box.checked = event.target.checked;
  }
  tell(list);
});
document.addEventListener("htmx:afterSettle", ready);
ready();

// A row opens wherever it is pressed, as its link does; words being selected and the row's own controls are left alone.
document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-listing] tbody tr");
  if (!row || event.defaultPrevented || event.target.closest("a, button, input, label, summary, form, .listing__pick")) return;
  if (!getSelection().isCollapsed) return;
  const { ctrlKey, metaKey, shiftKey } = event;
  row.querySelector("th a")?.dispatchEvent(
    new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
  );
});
