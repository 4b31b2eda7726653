// Shows how far a file is on its way. The page that answers takes the place of this one, as without scripts.
function progressOf(form) {
  const box = form.querySelector("[data-progress]");
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-percent]");
  return (loaded, total) => {
    box.hidden = false;
    const percent = Math.floor((loaded / total) * 100);
    bar.value = percent;
    words.textContent = percent < 100 ? `${words.dataset.sending} ${percent} %` : words.dataset.checking;
  };
}

function showErrors(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("#contenu");
  if (!main) return location.reload();
  document.querySelector("#contenu").replaceWith(document.adoptNode(main));
  document.title = page.title;
  scrollTo(0, 0);
  document.querySelector("[data-focus]")?.focus();
  return undefined;
}

function send(form) {
  const request = new XMLHttpRequest();
  const show = progressOf(form);
  request.upload.addEventListener("progress", (event) => event.lengthComputable && show(event.loaded, event.total));
  request.addEventListener("load", () => {
    const done = request.getResponseHeader("X-Go-To");
    const elsewhere = request.responseURL !== form.action; // the session has ended: this is the login page
    if (done || elsewhere) location.assign(done || request.responseURL);
    else showErrors(request.responseText);
  });
  // The way without scripts is still there when this one fails.
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "upload");
  request.send(new FormData(form));
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-upload]");
  if (!form || event.defaultPrevented || !form.querySelector("input[type=file]")?.files.length) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  send(form);
}, { capture: true });
