// Dark and light without a reload; the cookie tells the server for the next page. The form alone does the same.
const root = document.documentElement;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  root.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  // The pressed button has just been replaced by the other one.
  form.querySelector(`button:not([value="${theme}"])`)?.focus();
});
