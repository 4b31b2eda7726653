// The search box: results follow the words (htmx), arrows walk through them, Escape comes back; / leads here, and
// so does Ctrl+K for whom it opens no palette. Once the results are closed Escape leads back to where one was.
let cameFrom = null;
const boxOf = (form) => document.getElementById(form.dataset.search);

function walk(form, event) {
  const steps = [form.elements.q, ...boxOf(form).querySelectorAll("[data-hit]")];
  const here = steps.indexOf(document.activeElement);
  const next = steps[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (here < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function connect(form) {
  const box = boxOf(form);
  const input = form.elements.q;
  const floating = "floating" in box.dataset;
  const said = form.querySelector("[data-search-said]");

  const show = (open) => {
    if (floating) box.hidden = !open || !box.querySelector("[data-said]");
  };

  box.addEventListener("htmx:beforeSwap", (event) => {
    // Sent elsewhere, as to the login page: go there for good.
    if (!event.detail.xhr.responseURL.includes(form.getAttribute("action"))) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
  box.addEventListener("htmx:afterSwap", () => {
    said.textContent = box.querySelector("[data-said]")?.textContent ?? "";
    show(form.contains(document.activeElement));
  });
  input.addEventListener("focus", () => show(true));
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  const onKey = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(form, event);
    else if (event.key === "Escape" && floating && !box.hidden) {
      event.preventDefault();
      show(false);
      input.focus();
      show(false);
    } else if (event.key === "Escape" && event.target === input && cameFrom) {
      if (cameFrom.isConnected && cameFrom !== document.body) cameFrom.focus();
      else input.blur();
      cameFrom = null;
    } else if (event.target !== input && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.key !== " ") input.focus();
    }
  };
  form.addEventListener("keydown", onKey);
  if (!form.contains(box)) box.addEventListener("keydown", onKey);
  // A press on the panel's blanks keeps it open.
  if (floating) box.addEventListener("pointerdown", (event) => event.target.closest("a") || event.preventDefault());
}

const forms = [...document.querySelectorAll("[data-search]")];
forms.forEach(connect);

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const byLetter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  const bySlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !typing(event.target);
  const leadsHere = bySlash || (byLetter && !document.getElementById("palette"));
  if (!leadsHere || document.querySelector("dialog[open]")) return;
  const input = forms[0]?.elements.q;
  const link = document.querySelector(".search-link");
  if (!input) return;
  event.preventDefault();
  if (input.checkVisibility?.() ?? input.offsetParent) {
    if (document.activeElement !== input) cameFrom = document.activeElement;
    input.focus();
    input.select();
  } else if (link) location.assign(link.href);
});
