// `Nouveau contrat`: shows what belongs to the chosen type of client. Without scripts everything is shown.
const form = document.getElementById("contract-form");
const SALE = { product: "produit", start_date: "debut", origin: "origine" };

function showChosen() {
  const chosen = form.querySelector('input[name="kind"]:checked');
  for (const part of form.querySelectorAll("[data-for-kind]")) {
    part.hidden = Boolean(chosen) && part.dataset.forKind !== chosen.value;
  }
}

// Picking a client replaces who it is for; what was chosen of the sale goes along.
function keepTheSale(event) {
  const link = event.target.closest?.("a[data-keeps-input]");
  if (!link) return;
  const typed = new FormData(form);
  const address = new URL(link.href);
  for (const [field, name] of Object.entries(SALE)) {
    if (typed.get(field)) address.searchParams.set(name, typed.get(field));
  }
  link.href = address.href;
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "kind") showChosen();
  });
  document.addEventListener("click", keepTheSale);
  showChosen();
  // A refused form has become a draft: reloading, or coming back, reads the draft instead of sending the form again.
  const { address } = form.dataset;
  if (address && location.pathname !== address) history.replaceState(history.state, "", address);
}
