// The bell: its last notices in a panel, its count asked again at most once a minute while the page is looked at.
// Without scripts, or whatever goes wrong, its link leads to the page of notifications.
const MINUTE = 60_000;
const box = document.querySelector("[data-bell]");

function connect() {
  const link = box.querySelector("a");
  const panel = box.querySelector("[role=dialog]");
  let asked = Date.now();
  let turn = 0;

  async function read(address) {
    // Asked for as a page read ahead is: it leaves no trace, and keeps nobody's session alive.
    const response = await fetch(address, { cache: "no-cache", headers: { "X-Sec-Purpose": "prefetch" } });
    if (!response.ok || response.redirected) throw new Error("no answer to show");
    return response.text();
  }

  async function refresh() {
    if (document.hidden || Date.now() - asked < MINUTE) return;
    asked = Date.now();
    try {
      const drawn = await read(box.dataset.bellCount);
      if (drawn.trim() !== link.innerHTML.trim()) link.innerHTML = drawn;
    } catch {
      clearInterval(clock);
    }
  }

  function close({ back = false } = {}) {
    turn += 1;
    panel.hidden = true;
    link.setAttribute("aria-expanded", "false");
    if (back) link.focus();
  }

  async function open() {
    const mine = ++turn;
    try {
      const notices = await read(`${box.dataset.bellLatest}?retour=${encodeURIComponent(location.pathname + location.search)}`);
      if (mine !== turn) return;
      panel.innerHTML = notices;
    } catch {
      location.assign(link.href);
      return;
    }
    panel.hidden = false;
    link.setAttribute("aria-expanded", "true");
    panel.focus();
  }

  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (panel.hidden) open();
    else close({ back: true });
  });
  addEventListener("click", (event) => panel.hidden || box.contains(event.target) || close());
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && close());
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.stopPropagation();
    close({ back: true });
  });
  const clock = setInterval(refresh, MINUTE / 4);
  document.addEventListener("visibilitychange", refresh);
}

if (box) connect();
