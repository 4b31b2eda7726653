// A drop-down closes when one goes elsewhere or presses Escape.
const OPEN = "details.drop[open], details.menu-of-actions[open]";

addEventListener("click", (event) => {
  for (const drop of document.querySelectorAll(OPEN)) if (!drop.contains(event.target)) drop.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const drop = document.activeElement?.closest(OPEN);
  if (!drop) return;
  drop.open = false;
  drop.querySelector("summary").focus();
});
