// Tabs above a list: their counts come after the page and are kept for a minute; the active one is scrolled into sight,
// and keeps the focus when it was chosen by keyboard.
const FRESH = 60_000;
let kept = { url: "", at: 0, numbers: null };
let chosen = false;

async function numbersOf(url) {
  if (kept.url !== url || Date.now() - kept.at > FRESH) {
    kept = { url, at: Date.now(), numbers: fetch(url).then((answer) => (answer.ok ? answer.json() : {})) };
  }
  return kept.numbers;
}

async function fill() {
  const strip = document.querySelector("[data-tabs]");
  if (!strip || strip.dataset.filled) return;
  strip.dataset.filled = "yes";
  const active = strip.querySelector("[aria-current]");
  if (active) strip.scrollLeft = active.offsetLeft - (strip.clientWidth - active.offsetWidth) / 2;
  if (chosen) (active ?? strip.querySelector("a")).focus({ preventScroll: true });
  chosen = false;
  const numbers = await numbersOf(strip.dataset.tabs).catch(() => ({}));
  for (const place of strip.querySelectorAll("[data-count-of]")) place.textContent = numbers[place.dataset.countOf] ?? "";
}

document.addEventListener("htmx:beforeRequest", (event) => {
  chosen = Boolean(event.detail.elt.closest("[data-tabs]"));
});
document.addEventListener("htmx:afterSettle", fill);
fill();
