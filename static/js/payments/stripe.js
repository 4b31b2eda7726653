// The card is typed in a frame of Stripe's; this page only asks for the payment, or has the card kept without one, and
// says what went wrong.
const form = document.querySelector("[data-stripe-form]");
if (form && window.Stripe) {
  const stripe = window.Stripe(form.dataset.key);
  const elements = stripe.elements({ clientSecret: form.dataset.secret });
  elements.create("payment").mount(form.querySelector("[data-stripe-card]"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    const asked = { elements, confirmParams: { return_url: form.dataset.return } };
    const { error } = await ("stripeSetup" in form.dataset ? stripe.confirmSetup(asked) : stripe.confirmPayment(asked));
    form.querySelector("[data-stripe-error]").textContent = error ? error.message : "";
    button.disabled = false;
  });
}
