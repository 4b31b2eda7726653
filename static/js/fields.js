// Dates and files in the portal's own language and look: browsers draw theirs in their own. What is sent stays the
// same, and without this script the browser's own fields are there.
const words = document.getElementById("field-words");
const pieces = (name) => words.content.querySelector(`[data-piece="${name}"]`).cloneNode(true);
const twoDigits = (text) => text.padStart(2, "0");

function toText(iso) {
  const [year, month, day] = iso.split("-");
  return day ? `${day}/${month}/${year}` : "";
}

function toIso(text) {
  const found = /^\s*(\d{1,2})\D+(\d{1,2})\D+(\d{4})\s*$/.exec(text);
  return found ? `${found[3]}-${twoDigits(found[2])}-${twoDigits(found[1])}` : "";
}

// The date is typed as text; a button opens the browser's calendar, whose choice is written into the text.
function dressDate(input) {
  const calendar = document.createElement("input");
  const given = input.getAttribute("value") ?? "";
  const text = toText(input.value) || toText(given) || given;
  calendar.type = "date";
  calendar.tabIndex = -1;
  calendar.disabled = input.disabled;
  calendar.className = "date-field__calendar";
  calendar.setAttribute("aria-hidden", "true");
  for (const name of ["min", "max"]) if (input[name]) calendar[name] = input[name];
  input.type = "text";
  input.value = input.defaultValue = text;
  input.inputMode = "numeric";
  input.autocomplete ||= "off";
  input.placeholder ||= words.dataset.date;
  const frame = document.createElement("span");
  frame.className = "date-field";
  const button = pieces("calendar");
  button.disabled = input.disabled;
  input.replaceWith(frame);
  frame.append(input, calendar, button);
  button.addEventListener("click", () => {
    calendar.value = toIso(input.value);
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    input.value = toText(calendar.value);
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
    input.focus();
  });
}

// The browser's field lies transparent over ours, so that it is pressed, focused and dropped upon as ever.
function dressFile(input) {
  const frame = document.createElement("span");
  frame.className = input.classList.contains("drop-here") ? "file-field file-field--large" : "file-field";
  const face = pieces("file");
  const chosen = face.querySelector("[data-chosen]");
  input.replaceWith(frame);
  frame.append(input, face);
  const show = () => {
    const names = [...input.files].map((file) => file.name);
    chosen.textContent = names.join(", ") || words.dataset[input.multiple ? "noFiles" : "noFile"];
  };
  input.addEventListener("change", show);
  input.form?.addEventListener("reset", () => setTimeout(show));
  show();
}

function dress(root) {
  for (const input of root.querySelectorAll("input[type=date]:not(.date-field__calendar)")) dressDate(input);
  for (const input of root.querySelectorAll("input[type=file]")) if (!input.closest(".file-field")) dressFile(input);
}

// A date leaves as browsers write it, so that the addresses of filtered lists are the same with and without scripts.
document.addEventListener("formdata", (event) => {
  for (const input of event.target.querySelectorAll(".date-field > input[name]")) {
    const iso = toIso(input.value);
    if (iso && !input.disabled) event.formData.set(input.name, iso);
  }
});

if (words) {
  dress(document);
  document.addEventListener("htmx:load", (event) => dress(event.target.parentElement ?? event.target));
}
