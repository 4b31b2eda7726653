// A form goes out once; a page with unsaved words asks before it is left; errors get the focus.
let unsaved = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  unsaved = null;
  if (form.method !== "post") return;
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});

// The browser's back button brings the page back as it was left: forms must live again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-warn-unsaved]");
  if (form) unsaved = form;
});

// A form that saved itself has nothing left to lose.
document.addEventListener("saved", (event) => {
  if (event.target === unsaved) unsaved = null;
});

// A link that takes along what was typed leaves nothing behind to ask about.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("a[data-keeps-input]")) unsaved = null;
});

addEventListener("beforeunload", (event) => {
  if (unsaved?.isConnected) event.preventDefault();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) delete form.dataset.sent;
});

document.querySelector("[data-focus]")?.focus();
