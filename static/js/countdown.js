// "22 nov. 2026 à 14:03" becomes "9 min 41 s" for what ends within the hour; the server's words stay otherwise.
const clocks = [...document.querySelectorAll("[data-countdown]")].map((element) => ({
  element,
  end: Date.parse(element.dateTime),
  words: element.textContent,
}));

const tick = () => {
  for (const { element, end, words } of clocks) {
    const left = Math.floor((end - Date.now()) / 1000);
    if (left < 0 || left >= 3600) element.textContent = words;
    else if (left < 60) element.textContent = `${left}\u00a0s`;
    else element.textContent = `${Math.floor(left / 60)}\u00a0min ${String(left % 60).padStart(2, "0")}\u00a0s`;
  }
};

if (clocks.length) {
  tick();
  setInterval(tick, 1000);
}
