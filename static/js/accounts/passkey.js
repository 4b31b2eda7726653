// What needs a passkey is shown only where the browser knows them.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-passkey]")) part.hidden = false;
}
