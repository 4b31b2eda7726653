// « Utiliser » fills the login form in; without scripts the button logs in at once.
const login = document.querySelector("#login-form");
for (const form of document.querySelectorAll("form[data-demo-account]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    login.elements.login.value = form.elements.login.value;
    login.elements.password.value = form.elements.password.value;
    login.querySelector("[type=submit]").focus();
    login.scrollIntoView({ block: "center" });
  });
}
