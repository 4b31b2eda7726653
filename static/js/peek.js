// On a wide screen a row opens in a panel beside the list, under the record's own address: its page, shown without the
// frame. Back, Escape and the cross come back to the list as it was; next and previous go through the filtered list.
// Below that width, or whatever goes wrong, the link is followed as if there were no script.
const WIDE = matchMedia("(min-width: 1100px)");
const FRESH = 30_000; // a panel that was left for longer is compared with the record when one comes back
const HOVER = 80;
const KEPT = 10_000;
const PATIENCE = 400;
const GONE = [403, 404, 410];

const shell = document.getElementById("peek-shell")?.content.firstElementChild.cloneNode(true);
const body = shell?.querySelector("[data-peek-body]");
const notice = shell?.querySelector("[data-peek-notice]");
if (shell) document.body.append(shell);

const listTitle = document.title;
let listUrl = location.href; // where closing comes back to
let url = ""; // of the record that is open
let shown = null; // its page as it was read, and when
let asked = 0; // only the last record asked for is shown
let cameFrom = null;

const plain = (event) => !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
const links = () => [...document.querySelectorAll("[data-listing] a[data-peek]")];
const linkTo = (address) => links().find((link) => link.href === address);
const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

// --- reading pages, ahead of the click where it is likely ---------------------------------------------------

let ahead = { url: "", at: 0, page: null, leave: null };

async function read(address, options = {}) {
  const response = await fetch(address, options);
  if (response.status === 204) return null; // refused: reading this page leaves a trace
  if (GONE.includes(response.status)) return { gone: true, text: "" };
  if (!response.ok || response.redirected) throw new Error("not a page to show here");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const main = page.querySelector("main");
  if (!main) throw new Error("no page at this address");
  const styles = [...page.querySelectorAll('head link[rel="stylesheet"]')].map((link) => link.getAttribute("href"));
  return { title: page.title, main, styles, text: main.textContent.replace(/\s+/g, " ") };
}

function intend(link) {
  if (!WIDE.matches || navigator.connection?.saveData || link.href === url) return;
  if (ahead.url === link.href && Date.now() - ahead.at < KEPT) return;
  ahead.leave?.abort();
  const leave = new AbortController();
  const options = { headers: { "X-Sec-Purpose": "prefetch" }, priority: "low", signal: leave.signal };
  const page = read(link.href, options).catch(() => null);
  ahead = { url: link.href, at: Date.now(), page, leave };
  page.then(() => { if (ahead.leave === leave) ahead.leave = null; });
}

async function pageAt(address) {
  const { page, at } = ahead.url === address ? ahead : {};
  ahead = { ...ahead, url: "", leave: null };
  const found = page && Date.now() - at < KEPT ? await page : null;
  return found ?? read(address);
}

let soon = 0;
const linkOf = (event) => event.target.closest?.("[data-listing] :is(tbody tr, .grid > *)")?.querySelector("a[data-peek]");
for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const link = linkOf(event);
    if (!link || linkOf({ target: event.relatedTarget ?? document }) === link) return;
    clearTimeout(soon);
    soon = setTimeout(() => intend(link), HOVER);
  });
}
for (const name of ["pointerout", "focusout"]) {
  document.addEventListener(name, (event) => {
    const link = linkOf(event);
    if (!link || linkOf({ target: event.relatedTarget ?? document }) === link) return;
    clearTimeout(soon);
    if (ahead.url === link.href && ahead.leave) {
      ahead.leave.abort();
      ahead = { url: "", at: 0, page: null, leave: null };
    }
  });
}
document.addEventListener("pointerdown", (event) => {
  const link = plain(event) && linkOf(event);
  if (link) intend(link);
});

// --- showing them -------------------------------------------------------------------------------------------

// The style sheets of a page that the list does not have: shown once they are there, or soon after.
function dress(page) {
  const known = [...document.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.getAttribute("href"));
  const missing = (page.styles ?? []).filter((href) => !known.includes(href));
  const loads = missing.map((href) => new Promise((resolve) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: resolve });
    document.head.append(link);
  }));
  return Promise.race([Promise.all(loads), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
}

function fill(page) {
  notice.replaceChildren();
  if (page.gone) {
    body.replaceChildren(document.getElementById("peek-gone").content.cloneNode(true));
    body.querySelector("[data-peek-list]").href = listUrl;
    return;
  }
  const content = document.importNode(page.main, true);
  for (const part of content.querySelectorAll(".page-header__back, .neighbours, .legal-links, script")) part.remove();
  const first = content.querySelector("h1");
  const title = document.createElement("h2");
  title.append(...(first?.childNodes ?? [page.title]));
  title.id = "peek-title";
  title.tabIndex = -1;
  if (first) first.replaceWith(title);
  else content.prepend(title);
  body.replaceChildren(...content.childNodes);
  window.htmx?.process(body);
}

function mark() {
  for (const link of links()) {
    if (link.href === url) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const button of shell.querySelectorAll("[data-peek-step]")) button.disabled = !neighbour(+button.dataset.peekStep);
}

async function show(address, { isNew = true } = {}) {
  if (address === url) return;
  const turn = ++asked;
  const page = await pageAt(address).catch(() => null);
  if (page) await dress(page);
  if (turn !== asked) return;
  if (!page) {
    location.assign(address);
    return;
  }
  if (!url) listUrl = isNew ? location.href : listUrl;
  if (isNew) history[url ? "replaceState" : "pushState"]({ details: address }, "", address);
  url = address;
  shown = { ...page, at: Date.now() };
  fill(page);
  shell.querySelector("[data-peek-page]").href = address;
  shell.hidden = false;
  body.scrollTop = 0;
  for (const box of body.querySelectorAll(".card__body:has(> .table)")) if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  document.title = page.title || listTitle;
  cameFrom = linkTo(address) ?? cameFrom;
  cameFrom?.scrollIntoView({ block: "nearest" });
  mark();
  body.querySelector("#peek-title").focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("htmx:afterSettle"));
}

function hide() {
  asked += 1;
  const link = linkTo(url) ?? cameFrom;
  url = "";
  shown = null;
  shell.hidden = true;
  body.replaceChildren();
  notice.replaceChildren();
  document.title = listTitle;
  mark();
  if (link?.isConnected) link.focus({ preventScroll: true });
}

// Closed by hand the address goes back as well; `popstate` does the rest.
const close = () => (history.state?.details ? history.back() : hide());

// --- next and previous --------------------------------------------------------------------------------------

// What leads on: the page's own ways through the list, the next row, or the next page of the list.
function neighbour(step) {
  const rel = step > 0 ? "next" : "prev";
  const own = shown?.main?.querySelector(".neighbours");
  if (own) {
    const way = own.querySelector(`a[rel="${rel}"]`);
    return way && { record: way.href };
  }
  const all = links();
  const here = all.findIndex((link) => link.href === url);
  const next = all[here + step];
  if (here >= 0 && next) return { record: next.href };
  const further = document.querySelector(`[data-listing] .pager a[rel="${rel}"]`);
  return further && { list: further.href };
}

async function walk(step) {
  const way = neighbour(step);
  if (way?.record) await show(way.record);
  else if (way?.list) {
    const response = await fetch(way.list);
    const list = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-listing]");
    if (!list || !url) return;
    const fresh = document.importNode(list, true);
    document.querySelector("[data-listing]").replaceWith(fresh);
    window.htmx?.process(fresh);
    listUrl = way.list;
    const next = links().at(step > 0 ? 0 : -1);
    if (next) await show(next.href);
  }
}

// --- a record that changed meanwhile ------------------------------------------------------------------------

async function compare() {
  if (!url || document.hidden || Date.now() - shown.at < FRESH) return;
  const here = url;
  shown.at = Date.now();
  const page = await read(here, { headers: { "X-Sec-Purpose": "prefetch" } }).catch(() => null);
  if (!page || here !== url) return;
  if (page.gone) fill(page);
  else if (page.text !== shown.text) notice.replaceChildren(document.getElementById("peek-changed").content.cloneNode(true));
}

async function refresh() {
  const address = url;
  url = "";
  history.replaceState({ details: address }, "", address);
  await show(address, { isNew: false });
}

// --- events -------------------------------------------------------------------------------------------------

function connect() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-listing] a[data-peek]");
    if (!link || !plain(event) || !WIDE.matches) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    show(link.href).finally(() => link.removeAttribute("aria-busy"));
  });
  // On a row Space looks at the record from the list, Enter goes to its page; a press does as ever.
  document.addEventListener("keydown", (event) => {
    const link = plain(event) && !event.defaultPrevented && event.target.closest?.("[data-listing] a[data-peek]");
    if (!link || ![" ", "Enter"].includes(event.key) || (event.key === " " && !WIDE.matches)) return;
    event.preventDefault();
    if (event.key === "Enter") location.assign(link.href);
    else if (!event.repeat) show(link.href);
  });
  shell.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches("[data-peek-close]")) close();
    else if (button?.matches("[data-peek-step]")) walk(+button.dataset.peekStep);
    else if (button?.matches("[data-peek-refresh]")) refresh();
  });
  addEventListener(
    "keydown",
    (event) => {
      if (!url || !plain(event) || document.querySelector("dialog[open]")) return;
      if (event.key === "Escape" && !event.target.closest?.("details[open]")) {
        event.preventDefault();
        close();
      }
      const step = { j: 1, k: -1 }[event.key.toLowerCase()];
      if (!step || isTyping(event.target) || localStorage.getItem("comptoir.keys") === "off") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      walk(step);
    },
    { capture: true },
  );
  // Heard before htmx, which would fetch again the list that is still there.
  addEventListener(
    "popstate",
    (event) => {
      if (event.state?.details) show(event.state.details, { isNew: false });
      else if (url) {
        hide();
        history.replaceState(event.state, "", listUrl);
      } else return;
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  // The list is used meanwhile: the panel goes, and the address is the list's again before it changes.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!url || !event.detail.elt.closest?.("[data-listing]")) return;
    const here = document.activeElement;
    history.replaceState(null, "", listUrl);
    hide();
    here?.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:afterSettle", () => url && mark());
  document.addEventListener("visibilitychange", compare);
  WIDE.addEventListener("change", () => url && !WIDE.matches && location.reload());
}

if (shell) connect();
