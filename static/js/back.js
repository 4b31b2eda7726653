// This page was loaded at the address of a panel: going back changes the address only, so load what stands there.
if (history.state?.details) {
  addEventListener(
    "popstate",
    (event) => {
      event.stopImmediatePropagation();
      location.reload();
    },
    { capture: true },
  );
}
