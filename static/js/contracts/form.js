// `Nouveau contrat`: one step at a time. Without scripts all steps are open, and every button is one of the form's.
const form = document.getElementById("contract-form");
const SALE = { product: "produit", start_date: "debut", origin: "origine" };
const FIELDS = "input:not([type=hidden]), select, textarea";

// Picking a client replaces who it is for; what was chosen of the sale goes along.
function withTheSale(href) {
  const typed = new FormData(form);
  const address = new URL(href, location.href);
  for (const [field, name] of Object.entries(SALE)) {
    if (typed.get(field)) address.searchParams.set(name, typed.get(field));
  }
  return address.href;
}

function keepTheSale(event) {
  const link = event.target.closest?.("a[data-keeps-input]");
  if (link) link.href = withTheSale(link.href);
}

// A client chosen under the name is a link like those of the search.
function onChosen(event) {
  const link = document.createElement("a");
  link.href = event.detail;
  link.dataset.keepsInput = "";
  link.hidden = true;
  document.body.append(link);
  link.click();
}

const shown = (field) => field.checkVisibility?.() ?? field.offsetParent;

// Open a step and go to its first field: one that is wrong or empty rather than one that is filled.
function goTo(step) {
  step.open = true;
  const fields = [...step.querySelectorAll(FIELDS)].filter((field) => field.type !== "search" && shown(field));
  const chosen = (field) => form.querySelector(`[name="${field.name}"]:checked`);
  const empty = fields.find((field) => (field.type === "radio" ? !chosen(field) : !field.value));
  const first = fields.find((field) => field.getAttribute("aria-invalid") === "true") ?? empty ?? fields[0];
  first?.focus({ preventScroll: true });
  step.scrollIntoView({ block: "start" });
}

function reveal(target) {
  const step = target?.closest("details");
  if (!step) return;
  step.open = true;
  target.focus();
}

function onClick(event) {
  keepTheSale(event);
  const next = event.target.closest?.("[data-next]");
  if (next) goTo(document.getElementById(next.dataset.next));
  const link = event.target.closest?.(".error-summary a[href^='#']");
  if (!link) return;
  event.preventDefault();
  reveal(document.getElementById(link.hash.slice(1)));
}

// Enter in a field leads to the next step, never to the client's phone.
function onEnter(event) {
  const step = event.target.closest("details");
  const next = step?.querySelector("[data-next]");
  if (event.key !== "Enter" || !next || !event.target.matches("input:not([type=search])")) return;
  event.preventDefault();
  next.click();
}

if (form) {
  document.addEventListener("click", onClick);
  form.addEventListener("keydown", onEnter);
  form.addEventListener("chosen", onChosen);
  const wrong = form.querySelector("[aria-invalid=true]");
  if (wrong) reveal(wrong);
  // A refused form has become a draft: reloading, or coming back, reads the draft instead of sending the form again.
  const { address } = form.dataset;
  if (address && location.pathname !== address) history.replaceState(history.state, "", address);
}
