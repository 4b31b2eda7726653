// Dark and light without a reload; the cookie tells the server for the next page. The form alone does the same.
const root = document.documentElement;

// An empty `theme` is the device's own.
function wear(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=${theme ? 31536000 : 0}; SameSite=Lax${secure}`;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  wear(theme);
  // The pressed button has just been replaced by the other one.
  form.querySelector(`button:not([value="${theme}"])`)?.focus();
});

// Other scripts ask for a theme by this event.
document.addEventListener("theme", (event) => wear(event.detail));
