// Screen readers speak what changes in a live region, not what was there at the start: put the messages back in.
for (const region of document.querySelectorAll("[data-announce]")) {
  const notes = [...region.children];
  if (!notes.length) continue;
  setTimeout(() => region.replaceChildren(...notes), 150);
}
