// The profile menu opens on click by itself (<details>); here also on hover and on keyboard focus, and Escape closes it.
for (const menu of document.querySelectorAll("[data-profile]")) {
  const summary = menu.querySelector("summary");
  let byHover = false;
  let closing;

  const close = () => {
    menu.open = false;
    byHover = false;
  };

  menu.addEventListener("pointerenter", (event) => {
    clearTimeout(closing);
    if (event.pointerType !== "mouse" || menu.open) return;
    menu.open = true;
    byHover = true;
  });
  menu.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && byHover) closing = setTimeout(close, 200);
  });
  // A click just after the pointer opened the menu means "keep it", not "close it".
  summary.addEventListener("click", (event) => {
    if (!byHover) return;
    event.preventDefault();
    byHover = false;
  });
  summary.addEventListener("focus", () => {
    if (!menu.open && summary.matches(":focus-visible") && !summary.dataset.escaped) {
      menu.open = true;
      byHover = true;
    }
    delete summary.dataset.escaped;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    if (document.activeElement !== summary) {
      summary.dataset.escaped = "1";
      summary.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (menu.open && !menu.contains(event.target)) close();
  });
}
