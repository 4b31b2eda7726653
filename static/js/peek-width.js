// The edge of the panel beside a list is dragged, or moved by the arrow keys; this browser remembers the width.
const WIDTH = "comptoir.peek";

const shell = document.querySelector("section.peek");
const edge = shell?.querySelector("[role=separator]");

function resize(width) {
  const px = Math.round(Math.min(640, Math.max(360, width || 480)));
  shell.style.width = `${px}px`;
  edge.setAttribute("aria-valuenow", px);
  return px;
}

function connect() {
  const keep = (width) => localStorage.setItem(WIDTH, resize(width));
  resize(+localStorage.getItem(WIDTH));
  edge.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 20, ArrowRight: -20 }[event.key];
    if (!step) return;
    event.preventDefault();
    keep(+edge.getAttribute("aria-valuenow") + step);
  });
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
  });
  edge.addEventListener("pointermove", (event) => {
    if (edge.hasPointerCapture(event.pointerId)) keep(innerWidth - event.clientX);
  });
}

if (edge) connect();
