// Many files at once: each its own request, two at a time; what failed is listed with its reason and can be sent again.
const AT_ONCE = 2;

function row(form, file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  const state = document.createElement("span");
  name.textContent = file.name;
  state.className = "soft small";
  state.textContent = form.dataset.waiting;
  item.append(name, state);
  form.querySelector("[data-upload-list]").append(item);
  return { file, item, state, done: false, failed: false };
}

function settle(entry, words, failed) {
  entry.failed = failed;
  entry.done = !failed;
  entry.state.textContent = words;
  entry.state.classList.toggle("is-failed", failed);
}

function answerOf(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}

function send(form, entry) {
  if (entry.file.size > Number(form.dataset.megabytes) * 1024 * 1024) {
    settle(entry, form.dataset.heavy, true);
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    data.append("files", entry.file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      const percent = event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0;
      entry.state.textContent = percent < 100 ? `${form.dataset.sending} ${percent} %` : form.dataset.checking;
    });
    request.addEventListener("load", () => {
      const answer = answerOf(request);
      if (request.status === 200 && answer.name) settle(entry, answer.version > 1 ? form.dataset.version : form.dataset.kept, false);
      else settle(entry, answer.error || form.dataset.lost, true);
    });
    request.addEventListener("error", () => settle(entry, form.dataset.lost, true));
    request.addEventListener("loadend", resolve);
    request.send(data);
  });
}

function show(form, entries) {
  const kept = entries.filter((entry) => entry.done).length;
  const settled = entries.filter((entry) => entry.done || entry.failed).length;
  form.querySelector("[data-upload-board]").hidden = false;
  form.querySelector("[data-upload-board] progress").value = (settled / entries.length) * 100;
  form.querySelector("[data-upload-summary]").textContent = `${kept} ${form.dataset.summary} ${entries.length}`;
}

async function sendAll(form, entries) {
  const waiting = entries.filter((entry) => !entry.done);
  form.querySelector("[data-upload-retry]").hidden = true;
  for (const entry of waiting) entry.failed = false;
  show(form, entries);
  const next = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      await send(form, entry);
      show(form, entries);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  const failed = entries.filter((entry) => entry.failed);
  const done = form.querySelector("[data-upload-done]");
  if (!failed.length) return location.assign(done.href);
  done.hidden = false;
  const retry = form.querySelector("[data-upload-retry]");
  retry.hidden = false;
  retry.onclick = () => sendAll(form, entries);
  for (const entry of failed) entry.item.parentNode.prepend(entry.item);
  return undefined;
}

function begin(form, files) {
  if (!files.length) return;
  form.querySelector("[data-upload-list]").replaceChildren();
  sendAll(form, Array.from(files, (file) => row(form, file)));
}

for (const form of document.querySelectorAll("form[data-drive-upload]")) {
  const input = form.querySelector("input[type=file]");
  form.querySelector(".form__actions").hidden = true; // choosing or dropping files sends them
  input.addEventListener("change", () => {
    begin(form, Array.from(input.files));
    input.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.add("is-over");
  });
  addEventListener("dragleave", () => form.classList.remove("is-over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    begin(form, Array.from(event.dataTransfer.files));
  });
}
