// `Nouveau contrat`: shows what belongs to the chosen type of client. Without scripts everything is shown.
const form = document.getElementById("contract-form");

function showChosen() {
  const chosen = form.querySelector('input[name="kind"]:checked');
  for (const part of form.querySelectorAll("[data-for-kind]")) {
    part.hidden = Boolean(chosen) && part.dataset.forKind !== chosen.value;
  }
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "kind") showChosen();
  });
  showChosen();
}
