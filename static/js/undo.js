// `Annuler` disappears when its time has passed: the server would refuse it. Without scripts it stays, and says so.
// A button that is hovered or focused stays until it is left: it never vanishes under a hand.

const soon = 2147483647;

function expire(form) {
  if (form.matches(":hover") || form.contains(document.activeElement)) {
    const again = () => setTimeout(() => expire(form), 500);
    form.addEventListener("mouseleave", again, { once: true });
    form.addEventListener("focusout", again, { once: true });
    return;
  }
  form.remove();
}

function watch(root) {
  for (const form of root.querySelectorAll("[data-undo-until]")) {
    const left = Date.parse(form.dataset.undoUntil) - Date.now();
    if (Number.isFinite(left)) setTimeout(() => expire(form), Math.min(Math.max(left, 0), soon));
  }
}

watch(document);
document.addEventListener("htmx:oobAfterSwap", (event) => watch(event.detail.target));
