// An act on a line replaces the content of the page: the badge of the menu follows, and the focus goes on to the line
// that took the place of the one that is done, or to the heading when none is left.
const CONTENT = "accueil";
let place = -1;

document.addEventListener("htmx:beforeRequest", (event) => {
  const line = event.target.closest?.(".board__line");
  place = line ? [...document.querySelectorAll(".board__line")].indexOf(line) : -1;
});

// The session ended, or the act leads to another page: go there, as a form without scripts would.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target.id !== CONTENT) return;
  const answered = new URL(xhr.responseURL || location.href);
  if (xhr.status < 400 && answered.pathname === location.pathname) return;
  event.detail.shouldSwap = false;
  if (xhr.status < 400) location.assign(answered);
  else location.reload();
});

function follow() {
  const content = document.getElementById(CONTENT);
  const count = Number(content?.dataset.count ?? 0);
  const badge = document.querySelector('.nav [aria-current="page"] .nav__count');
  if (badge) badge.textContent = count > 99 ? "99+" : count || "";
  if (place < 0) return;
  const lines = content.querySelectorAll(".board__line");
  const next = lines[Math.min(place, lines.length - 1)]?.querySelector(".board__next :is(button, a, summary)");
  const heading = document.querySelector("h1");
  if (!next) heading.tabIndex = -1;
  (next ?? heading).focus({ preventScroll: true });
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === CONTENT) follow();
});
