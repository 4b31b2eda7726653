// The products of `Nouveau contrat`: the first few, all of them, or those that hold every word of the search.
const box = document.getElementById("products");
const search = document.getElementById("product-search");
const all = document.getElementById("all-products");
const none = document.getElementById("no-product");

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").replace(/\s+/g, " ").toLowerCase();
const cards = () => [...box.querySelectorAll(".choice")];
const found = () => cards().filter((card) => card.checkVisibility?.() ?? card.offsetParent);

function filter() {
  const words = plain(search.value).split(" ").filter(Boolean);
  box.toggleAttribute("data-few", !words.length && !all.hidden);
  for (const card of cards()) {
    const text = plain(card.textContent);
    card.hidden = words.some((word) => !text.includes(word));
  }
  none.textContent = cards().every((card) => card.hidden) ? none.dataset.none : "";
}

if (search) {
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    const radio = found()[0]?.querySelector("input");
    if (!["Enter", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!radio) return;
    radio.focus();
    if (event.key === "Enter" && !radio.checked) radio.click();
  });
  all.addEventListener("click", () => {
    all.hidden = true;
    filter();
    found()[0]?.querySelector("input").focus();
  });
}
