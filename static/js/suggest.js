// Suggestions under a field, while one types: `<div data-suggest="/address/?type=x">` around it. The field stays plain
// text when nothing comes back. Choosing fills the fields named in `data-fill`, or says `chosen` with where to go.
const SHORTEST = 3;
const PAUSE = 200;
const LONGEST_WAIT = 4000;

function connect(box, number) {
  const input = box.querySelector("input");
  if (!input) return;
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = `suggestions-${number}`;
  list.className = "suggest__list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions"); // the same word in both languages, and not that of the field
  said.className = "suggest__said small soft";
  said.setAttribute("role", "status");
  input.after(list, said);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  let asked = 0;
  let timer = 0;
  let pending = null;
  let active = null;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function mark(option) {
    active?.setAttribute("aria-selected", "false");
    active = option ?? null;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    asked += 1;
    clearTimeout(timer);
    pending?.abort();
    mark(null);
    list.hidden = true;
    said.textContent = "";
    said.classList.remove("visually-hidden");
    input.setAttribute("aria-expanded", "false");
  }

  // `text` is what the portal answered to the newest question: older answers are dropped before.
  function show(text) {
    const answer = new DOMParser().parseFromString(text, "text/html").body;
    const found = [...answer.querySelectorAll("[role=option]")];
    found.forEach((option, rank) => (option.id = `${list.id}-${rank}`));
    mark(null);
    list.replaceChildren(...found);
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    said.textContent = answer.querySelector("[data-said]")?.textContent.trim() ?? "";
    said.classList.toggle("visually-hidden", Boolean(found.length));
  }

  async function ask() {
    const mine = (asked += 1);
    pending?.abort();
    pending = new AbortController();
    const { signal } = pending;
    const tooLong = setTimeout(() => mine === asked && pending.abort(), LONGEST_WAIT);
    const address = new URL(box.dataset.suggest, location.href);
    address.searchParams.set("q", input.value.trim());
    try {
      const answer = await fetch(address, { signal, headers: { "X-Requested-With": "fetch" } });
      const text = answer.ok && !answer.redirected ? await answer.text() : "";
      if (mine === asked && document.activeElement === input) show(text);
    } catch {
      if (mine === asked) close();
    } finally {
      clearTimeout(tooLong);
    }
  }

  function choose(option) {
    const { fill, go } = option.dataset;
    close();
    if (go) {
      box.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: go }));
      return;
    }
    for (const [name, value] of Object.entries(JSON.parse(fill))) {
      const field = input.form.elements[name];
      if (!field || field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  input.addEventListener("input", (event) => {
    close();
    // What a choice fills in is not typed: nothing is suggested for it.
    if (event.isTrusted && input.value.trim().length >= (Number(box.dataset.from) || SHORTEST)) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const all = options();
    const here = all.indexOf(active);
    if (event.key === "ArrowDown") mark(all[(here + 1) % all.length]);
    else if (event.key === "ArrowUp") mark(all[here <= 0 ? all.length - 1 : here - 1]);
    else if (event.key === "Enter" && active) choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // A press on an option must not take the focus away first.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

document.querySelectorAll("[data-suggest]").forEach(connect);
