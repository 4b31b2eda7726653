// What needs a passkey is shown with scripts (accounts.css), and only where the browser knows passkeys.
for (const part of document.querySelectorAll("[data-needs-passkey]")) part.hidden = !window.PublicKeyCredential;
