// Boards: a card moves by drag or by Alt + arrow; the server answers with the board as it is then.
const columnOf = (element) => element.closest?.("[data-column]");
let dragged = null;

function move(card, column, { keepFocus = false } = {}) {
  const board = card.closest("[data-pipeline]");
  if (!column || column === columnOf(card)) return;
  const place = { parent: card.parentElement, next: card.nextElementSibling };
  column.querySelector(".pipeline__none")?.remove();
  column.querySelector(".pipeline__cards").prepend(card);
  card.dataset.pending = "";
  const id = card.id;
  const token = document.querySelector("[data-board-token] input")?.value ?? "";
  const body = new URLSearchParams({ to: column.dataset.column, csrfmiddlewaretoken: token });
  fetch(card.dataset.move + location.search, { method: "POST", body, headers: { "X-Board": "1" } })
    .then(async (response) => {
      const ahead = response.headers.get("X-Location");
      if (ahead) return void location.assign(ahead);
      if (!response.ok) throw new Error(String(response.status));
      const answer = new DOMParser().parseFromString(await response.text(), "text/html");
      board.replaceWith(answer.querySelector("[data-pipeline]"));
      if (keepFocus) document.getElementById(id)?.querySelector("a")?.focus();
    })
    .catch(() => {
      delete card.dataset.pending;
      place.parent.insertBefore(card, place.next);
      location.assign(card.dataset.move);
    });
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-move]") ?? null;
  if (dragged) event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const column = dragged && columnOf(event.target);
  if (!column) return;
  event.preventDefault();
  for (const each of document.querySelectorAll("[data-over]")) if (each !== column) delete each.dataset.over;
  column.dataset.over = "";
});

document.addEventListener("drop", (event) => {
  const column = dragged && columnOf(event.target);
  if (!column) return;
  event.preventDefault();
  move(dragged, column);
});

document.addEventListener("dragend", () => {
  for (const each of document.querySelectorAll("[data-over]")) delete each.dataset.over;
  dragged = null;
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const card = step && event.altKey && event.target.closest?.("[data-move]");
  if (!card) return;
  event.preventDefault();
  const columns = [...card.closest("[data-pipeline]").querySelectorAll("[data-column]")];
  move(card, columns[columns.indexOf(columnOf(card)) + step], { keepFocus: true });
});
