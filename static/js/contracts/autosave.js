// The draft saves itself three seconds after the last word, at once after a choice, and when the page is left. One save
// at a time, numbered: an older answer never replaces a newer one. When somebody else was faster it stops, and says so.
const form = document.getElementById("contract-form");
const said = document.getElementById("draft-said");
const WAIT = 3000;
const AGAIN = 10000;
const LONGEST = 8000;

let dirty = false;
let saving = null;
let number = 0;
let stopped = false;
let timer = 0;

const address = () => form.dataset.autosave + location.search;

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

function save() {
  clearTimeout(timer);
  if (stopped || !dirty) return saving ?? Promise.resolve();
  if (saving) return saving.then(save);
  dirty = false;
  number += 1;
  saving = send(number).finally(() => (saving = null));
  return saving;
}

async function send(mine) {
  try {
    const answer = await fetch(address(), {
      method: "POST", body: new FormData(form), signal: AbortSignal.timeout(LONGEST), redirect: "error", keepalive: true,
    });
    if (answer.status === 204) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    if (answer.status === 409) stop(page);
    else if (!answer.ok) throw new Error(String(answer.status));
    else if (mine === number) take(page);
  } catch {
    dirty = true;
    said.textContent = said.dataset.failed;
    later(AGAIN);
  }
}

function stop(page) {
  stopped = true;
  dirty = true;
  said.classList.add("sale__said--warning");
  said.replaceChildren(...page.querySelector("[data-said]").childNodes);
}

function take(page) {
  const saved = page.querySelector("[data-saved]");
  form.elements.version.value = saved.dataset.version;
  form.dataset.autosave = saved.dataset.autosave;
  if (location.pathname !== saved.dataset.address) history.replaceState(history.state, "", saved.dataset.address);
  for (const piece of page.querySelectorAll("[data-live]")) {
    const shown = document.getElementById(piece.id);
    if (shown && shown.innerHTML !== piece.innerHTML) shown.replaceChildren(...piece.childNodes);
  }
  said.replaceChildren(...page.querySelector("[data-said]").childNodes);
  if (!dirty) form.dispatchEvent(new Event("saved", { bubbles: true }));
}

if (form && said) {
  form.addEventListener("input", (event) => {
    if (!event.target.name) return;
    dirty = true;
    later(event.target.matches("select, [type=radio], [type=checkbox]") ? 0 : WAIT);
  });
  form.addEventListener("toggle", save, true);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  // What is being saved ends first: the form would be older than its own draft.
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    if (!saving) {
      clearTimeout(timer);
      stopped = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    saving.finally(() => form.requestSubmit(submitter));
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a[data-keeps-input]")) dirty = false;
  });
  addEventListener(
    "beforeunload",
    () => {
      if (!dirty || saving || stopped || !navigator.sendBeacon(address(), new FormData(form))) return;
      dirty = false;
      form.dispatchEvent(new Event("saved", { bubbles: true }));
    },
    { capture: true },
  );
}
