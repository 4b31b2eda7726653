// Shows the copy buttons and makes them work.
const reveal = () => document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = !navigator.clipboard));
reveal();
document.addEventListener("htmx:afterSettle", reveal);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.querySelector("[aria-live]");
  const before = label.dataset.label ?? (label.dataset.label = label.textContent);
  await navigator.clipboard.writeText(button.dataset.copy);
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = before), 2000);
});
