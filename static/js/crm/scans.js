// Pages of a document leave as soon as they are chosen, with how far they are; without scripts the button sends them.
function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  document.querySelector("main").replaceWith(fresh);
  fresh.focus();
  fresh.scrollIntoView();
}

function send(form) {
  const sending = form.querySelector("[data-scans-sending]");
  const bar = sending.querySelector("progress");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
  });
  request.addEventListener("load", () => {
    if (request.status === 200) window.location.assign(request.responseURL);
    else if (request.status === 422) show(request.responseText);
    else form.submit();
  });
  request.addEventListener("error", () => form.submit());
  sending.hidden = false;
  sending.scrollIntoView({ block: "nearest" });
  request.send(new FormData(form));
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-scans]");
  if (form && event.target.type === "file" && event.target.files.length) send(form);
});

// Chosen before this script had arrived, on a slow line.
for (const form of document.querySelectorAll("form[data-scans]")) {
  if ([...form.querySelectorAll("input[type=file]")].some((input) => input.files.length)) send(form);
}
