// On a phone each row of a list is a card: its cells say their column, which no head stands over any more.
const list = document.getElementById("result_list");
const names = [...(list?.tHead.rows[0].cells ?? [])].map((head) => head.querySelector(".text")?.textContent.trim() ?? "");
for (const row of list?.tBodies[0].rows ?? []) {
  [...row.cells].forEach((cell, position) => {
    if (names[position]) cell.dataset.label = names[position];
  });
}
