// "jusqu’au 22 nov. 2026 à 14:03" becomes "9 min 41 s" for what ends within the hour; the server's words stay otherwise.
const words = new WeakMap();

function show(element) {
  if (!words.has(element)) words.set(element, element.textContent);
  const left = Math.floor((Date.parse(element.dateTime) - Date.now()) / 1000);
  if (left < 0 || left >= 3600) element.textContent = words.get(element);
  else if (left < 60) element.textContent = `${left}\u00a0s`;
  else element.textContent = `${Math.floor(left / 60)}\u00a0min ${String(left % 60).padStart(2, "0")}\u00a0s`;
}

// Looked up at each tick: parts of a page come and go.
const tick = () => document.querySelectorAll("[data-countdown]").forEach(show);

tick();
setInterval(tick, 1000);
document.addEventListener("htmx:afterSwap", tick);
