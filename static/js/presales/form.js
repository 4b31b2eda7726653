// The place is asked for on site only. Without scripts it is always shown, and the server says when it is missing.
const form = document.getElementById("presales-form");

function showPlace() {
  const chosen = form.querySelector('input[name="mode"]:checked');
  for (const part of form.querySelectorAll("[data-for-mode]")) {
    const asked = Boolean(chosen) && part.dataset.forMode === chosen.value;
    part.hidden = Boolean(chosen) && !asked;
    for (const field of part.querySelectorAll("input")) field.setAttribute("aria-required", String(asked));
  }
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "mode") showPlace();
  });
  showPlace();
}
