// Shows what belongs to the chosen type of client. Without scripts everything is shown.
const form = document.getElementById("client-form");

function showChosen() {
  const chosen = form.querySelector('input[name="kind"]:checked')?.value;
  for (const part of form.querySelectorAll("[data-for-kind]")) {
    part.hidden = Boolean(chosen) && part.dataset.forKind !== chosen;
  }
  for (const part of form.querySelectorAll("[data-except-kind]")) {
    part.hidden = part.dataset.exceptKind === chosen;
  }
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "kind") showChosen();
  });
  showChosen();
}
