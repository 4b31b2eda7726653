// On a phone the menu opens by its address (#menu). Here: Escape closes it, focus goes in and comes back,
// and the page under it cannot be reached meanwhile.
const drawer = document.getElementById("menu");
const page = document.querySelector(".app__main");
const opener = document.querySelector('a[href="#menu"]');

const isOpen = () => location.hash === "#menu" && matchMedia("(max-width: 56rem)").matches;

const follow = () => {
  page.inert = isOpen();
  if (isOpen()) drawer.focus();
};

if (drawer && page && opener) {
  addEventListener("hashchange", (event) => {
    follow();
    if (event.oldURL.endsWith("#menu")) opener.focus();
  });
  matchMedia("(max-width: 56rem)").addEventListener("change", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) location.hash = "#contenu";
  });
  follow();
}
