// Sums below the columns come after the page. One that cannot be read leaves its cell empty.
async function sum() {
  const foot = document.querySelector("tfoot[data-totals]");
  if (!foot || foot.dataset.filled) return;
  foot.dataset.filled = "yes";
  const sums = await fetch(foot.dataset.totals).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({}));
  for (const cell of foot.querySelectorAll("[data-total-of]")) cell.textContent = sums[cell.dataset.totalOf] ?? "";
}
document.addEventListener("htmx:afterSettle", sum);
sum();
