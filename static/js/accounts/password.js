// A button beside each password that shows what one typed. Without scripts the field simply hides it.
for (const form of document.querySelectorAll("form[data-password-show]")) {
  const { passwordShow, passwordHide } = form.dataset;
  for (const input of form.querySelectorAll("input[type=password]")) {
    const frame = document.createElement("div");
    frame.className = "password";
    input.replaceWith(frame);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "password__toggle";
    button.textContent = passwordShow;
    button.setAttribute("aria-controls", input.id);
    button.addEventListener("click", () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? passwordShow : passwordHide;
      input.focus();
    });
    frame.append(input, button);
    if (input.autofocus) input.focus();
    form.addEventListener("submit", () => { input.type = "password"; });
  }
}
