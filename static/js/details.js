// A link with data-details opens the window of its page over the list, under the page's own address: back, Escape and
// the cross come back to the list as it was. Whatever goes wrong, the link is followed as if there were no script.
const listTitle = document.title;
const dialog = document.createElement("dialog");
dialog.className = "dialog dialog--details";
dialog.setAttribute("aria-labelledby", "details-title");
document.body.append(dialog);

let asked = 0; // only the last window asked for is shown
let gone = false; // closed because the address went back
let leaving = false; // closed already, the address is on its way back
const reloaded = Boolean(history.state?.details); // this page is a record's own, loaded where a window had been

const plain = (event) => !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

async function fetched(url) {
  const response = await fetch(url, { headers: { "X-Dialog": "details" } });
  const html = response.ok && !response.redirected ? await response.text() : "";
  const content = new DOMParser().parseFromString(html, "text/html").querySelector("[data-details-window]");
  if (!content) throw new Error("no window at this address");
  return content;
}

async function show(url, { isNew }) {
  const turn = ++asked;
  const content = await fetched(url).catch(() => null);
  if (turn !== asked) return;
  if (!content) {
    location.assign(url);
    return;
  }
  dialog.replaceChildren(content);
  document.title = content.dataset.title;
  history[isNew && !dialog.open ? "pushState" : "replaceState"]({ details: url }, "", url);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  dialog.querySelector("#details-title").focus();
  document.dispatchEvent(new CustomEvent("htmx:afterSettle"));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-details]");
  if (!link || !plain(event)) return;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  show(link.href, { isNew: true }).finally(() => link.removeAttribute("aria-busy"));
});

dialog.addEventListener("keydown", (event) => {
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!rel || !plain(event) || event.target.closest("input, textarea, select, table, iframe")) return;
  dialog.querySelector(`a[rel="${rel}"]`)?.click();
});

// Closed by Escape, by the cross or by a press beside it: the address goes back as well.
dialog.addEventListener("close", () => {
  document.title = listTitle;
  dialog.replaceChildren();
  leaving = !gone && Boolean(history.state?.details);
  gone = false;
  if (!leaving) return;
  asked += 1;
  history.back();
});

// Heard before htmx, which would fetch again the list that is still there.
addEventListener(
  "popstate",
  (event) => {
    if (reloaded) location.reload();
    else if (event.state?.details) show(event.state.details, { isNew: false });
    else if (dialog.open) {
      gone = true;
      asked += 1;
      dialog.close();
    } else if (!leaving) return;
    leaving = false;
    event.stopImmediatePropagation();
  },
  { capture: true },
);
