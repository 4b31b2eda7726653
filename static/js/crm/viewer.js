// An image of a piece, larger, smaller, turned; its frame scrolls.
const viewer = document.querySelector("[data-viewer]");

if (viewer) {
  const frame = viewer.querySelector(".review__frame");
  const state = { scale: 1, turned: 0 };
  viewer.querySelector("[data-viewer-tools]").hidden = false;
  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.zoom === "in") state.scale = Math.min(3, state.scale + 1);
    if (button.dataset.zoom === "out") state.scale = Math.max(1, state.scale - 1);
    if ("turn" in button.dataset) state.turned = (state.turned + 1) % 4;
    frame.dataset.scale = state.scale;
    frame.dataset.turned = state.turned;
  });
}
