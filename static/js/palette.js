// Ctrl+K: everything one may do from here, by name. Pages and first steps are asked for as soon as Ctrl is pressed, actions
// are those of the page in front, records are searched while one types (htmx). What was opened lately is kept for the tab alone, and for
// the person alone: names of clients must not outlive them on a shared computer.
const OPENED = "comptoir.opened";
const MOST_OPENED = 6;
const MOST_BEST = 8;
const dialog = document.getElementById("palette");
const who = dialog?.parentElement.dataset.paletteOf;

// --- words: accents do not count, one letter may be wrong -----------------------------------------------------------

const plain = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/œ/g, "oe").match(/[a-z0-9]+/g) ?? [];

// One letter left out, added or changed, or two neighbours swapped.
function isTypo(one, other) {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const [rest, more] = [short.slice(at), long.slice(at)];
  if (short.length < long.length) return rest === more.slice(1);
  return rest.slice(1) === more.slice(1) || rest.slice(0, 2) === [...more.slice(0, 2)].reverse().join("") && rest.slice(2) === more.slice(2);
}

function likeness(typed, word) {
  if (word === typed) return 1;
  if (word.startsWith(typed)) return 0.9;
  if (typed.length >= 4) {
    for (const cut of [typed.length - 1, typed.length, typed.length + 1, word.length]) {
      if (word.length >= cut && isTypo(typed, word.slice(0, cut))) return 0.6;
    }
    if (word.includes(typed)) return 0.5;
  }
  return 0;
}

// How well an option answers: every word typed counts, those of the label more than others; 0 when one has no answer.
function scoreOf(option, typed) {
  let sum = 0;
  for (const word of typed) {
    const best = Math.max(0, ...option.label.map((own) => likeness(word, own)), ...option.more.map((own) => 0.8 * likeness(word, own)));
    if (!best) return 0;
    sum += best;
  }
  return sum / typed.length + (option.label[0]?.startsWith(typed[0]) ? 0.05 : 0) - option.label.length / 100;
}

// --- what was opened lately ---------------------------------------------------------------------------------------

function opened() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(OPENED));
    return kept?.who === who ? kept.pages : [];
  } catch {
    return [];
  }
}

// A page about one record: its address ends with its number, or with the name of one of its tabs.
function note(path, title) {
  const base = path.match(/^(\/.*?\d[^/]*\/)([a-z-]+\/)?$/);
  if (!base || !title || (base[2] && !document.querySelector("main .tabs a[aria-current]"))) return;
  const others = opened().filter((page) => page.base !== base[1]);
  const pages = [{ base: base[1], path, title }, ...others].slice(0, MOST_OPENED);
  sessionStorage.setItem(OPENED, JSON.stringify({ who, pages }));
}

const textOf = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";

function noteThisPage() {
  const title = document.querySelector("#peek-title") ?? document.querySelector("main h1");
  note(location.pathname, textOf(title));
}

// --- the window ---------------------------------------------------------------------------------------------------

function connect() {
  const input = dialog.querySelector("[role=combobox]");
  const list = dialog.querySelector("[role=listbox]");
  const best = dialog.querySelector("[data-palette-best]");
  const recent = dialog.querySelector("[data-palette-recent]");
  const here = dialog.querySelector("[data-palette-here]");
  const found = document.getElementById("palette-found");
  const said = dialog.querySelector("[data-palette-said]");
  const described = (node, home) => ({
    node, home, label: plain(textOf(node.querySelector(".palette__label"))),
    more: plain(`${node.dataset.words ?? ""} ${textOf(node.querySelector(".palette__hint"))}`),
  });
  const own = dialog.querySelector("[data-palette-own]");
  const atHome = () => [...dialog.querySelectorAll("[data-palette-home] [role=option]")].map((node) => described(node, node.parentElement));
  let fixed = atHome();
  let local = fixed;
  let active = null;
  let asked = null;

  // Asked for as a page read ahead is: it keeps nobody's session alive. The browser keeps the answer for some minutes.
  async function load() {
    const response = await fetch(dialog.dataset.choices, { headers: { "X-Sec-Purpose": "prefetch" } });
    if (!response.ok || response.redirected) throw new Error("no choices to show");
    const choices = await response.text();
    for (const { node, home } of local) home.append(node);
    own.innerHTML = choices;
    fixed = atHome();
    if (dialog.open) show();
  }

  const askOnce = () => {
    asked ??= load().catch(() => { asked = null; });
  };

  const shown = () => [...list.querySelectorAll("[role=option]:not([hidden])")].filter((node) => !node.closest("[hidden]"));

  function choose(node) {
    active?.setAttribute("aria-selected", "false");
    active = node ?? null;
    if (active) {
      active.id ||= `palette-${Math.random().toString(36).slice(2)}`;
      active.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function option(title, { href, icon, hint, words = "" }) {
    const node = document.createElement(href ? "a" : "div");
    if (href) node.href = href;
    node.className = "palette__option";
    node.dataset.words = words;
    node.tabIndex = -1;
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    node.append(icon);
    for (const [name, text] of [["label", title], ["hint", hint]]) {
      if (text) node.append(Object.assign(document.createElement("span"), { className: `palette__${name}`, textContent: text }), " ");
    }
    return node;
  }
  const icon = (name) => dialog.querySelector(`[data-palette-${name}]`).content.firstElementChild.cloneNode(true);

  // The buttons of the page, and those of the rows that are ticked: they say themselves what may be done now.
  function actionsHere() {
    const ticked = document.querySelector("input[name=choix]:checked") ? "#bulk button[type=submit]:not(:disabled)" : null;
    const places = ["main .page-header__actions", "main .row", "main .card__foot", "main form"];
    const buttons = places.map((place) => `${place} :is(a.button[href], button[type=submit]:not([name=choix]))`);
    const seen = new Set();
    return [...document.querySelectorAll([...buttons, ticked].filter(Boolean).join(","))].filter((button) => {
      const form = button.form;
      if (button.disabled || !button.checkVisibility() || button.closest(".listing__form, .neighbours, dialog")) return false;
      if (button.closest("#bulk") && !ticked) return false;
      if (form && form.id !== "bulk" && form.querySelector("input:not([type=hidden]), select, textarea")) return false;
      const text = textOf(button);
      return text && !seen.has(text) && seen.add(text);
    }).slice(0, 12);
  }

  function gather() {
    const pages = opened().filter((page) => page.path !== location.pathname);
    recent.replaceChildren(recent.firstElementChild, ...pages.map((page) => option(page.title, { href: page.path, icon: icon("clock") })));
    here.replaceChildren(here.firstElementChild, ...actionsHere().map((button) => {
      const node = option(textOf(button), { icon: button.querySelector("svg")?.cloneNode(true) ?? icon("arrow-right"), words: button.closest("[data-words]")?.dataset.words });
      node.does = () => button.click();
      return node;
    }));
    local = [recent, here].flatMap((group) => [...group.querySelectorAll("[role=option]")].map((node) => described(node, group))).concat(fixed);
  }

  function rank() {
    const typed = plain(input.value);
    for (const { node, home } of local) home.append(node);
    for (const { node } of local) node.hidden = "typed" in node.dataset && !typed.length;
    for (const group of new Set(local.map(({ home }) => home))) group.hidden = Boolean(typed.length);
    recent.hidden ||= recent.children.length < 2;
    here.hidden ||= here.children.length < 2;
    const scored = typed.length ? local.map((each) => ({ ...each, score: scoreOf(each, typed) })).filter((each) => each.score > 0) : [];
    scored.sort((one, other) => other.score - one.score);
    best.replaceChildren(...scored.slice(0, MOST_BEST).map(({ node }) => node));
    best.hidden = !scored.length;
    if (!typed.length) found.replaceChildren();
    choose(shown()[0]);
    tell();
  }

  function tell() {
    const nothing = input.value.trim().length > 1 && !shown().length;
    said.textContent = nothing ? said.dataset.none : "";
    said.classList.toggle("visually-hidden", !nothing);
  }

  function show() {
    gather();
    rank();
  }

  function open() {
    askOnce();
    input.value = "";
    show();
    dialog.showModal();
    input.focus();
    list.scrollTop = 0;
  }

  function take(node) {
    if (node.matches("a")) return;
    dialog.close();
    if ("themeTo" in node.dataset) document.dispatchEvent(new CustomEvent("theme", { detail: node.dataset.themeTo }));
    node.does?.();
  }

  input.addEventListener("input", rank);
  dialog.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (steps) {
      const all = shown();
      event.preventDefault();
      choose(all.at((all.indexOf(active) + steps + all.length) % all.length));
    } else if (event.key === "Enter" && event.target === input && !event.isComposing) {
      event.preventDefault();
      const { ctrlKey, metaKey } = event;
      active?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }));
    }
  });
  list.addEventListener("click", (event) => {
    const node = event.target.closest("[role=option]");
    if (node) take(node);
  });
  list.addEventListener("pointermove", (event) => {
    const node = event.target.closest("[role=option]");
    if (node && node !== active) choose(node);
  });
  found.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseURL.includes(input.getAttribute("hx-get"))) return;
    event.detail.shouldSwap = false; // sent to the login page: go there for good
    location.reload();
  });
  found.addEventListener("htmx:afterSwap", () => {
    if (!input.value.trim()) found.replaceChildren();
    if (!active?.isConnected) choose(shown()[0]);
    tell();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette-close]")) dialog.close();
    else if (event.target.closest("[data-palette-open]")) open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Control" || event.key === "Meta") askOnce();
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
  for (const opener of document.querySelectorAll("[data-palette-open]")) opener.hidden = false;
  noteThisPage();
  document.addEventListener("htmx:afterSettle", () => document.getElementById("peek-title") && noteThisPage());
}

if (dialog) connect();
else sessionStorage.removeItem(OPENED);
