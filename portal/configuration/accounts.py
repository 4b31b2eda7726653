"""Who comes in, and how."""

from portal.configuration.environment import EMBEDDED, HTTPS, TRUSTED_PROXY_COUNT, env
from portal.configuration.trade import PORTAL_NAME

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "portal.accounts.adapters.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = None
# Right passwords: a whole office behind one address begins its morning. Wrong ones have the library's own limits.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT  # else every visitor shares the proxy's own limits
ACCOUNT_FORMS = {
    "login": "portal.accounts.allauth_forms.Login",
    "reauthenticate": "portal.accounts.allauth_forms.Reauthenticate",
    "change_password": "portal.accounts.allauth_forms.ChangePassword",
    "reset_password": "portal.accounts.allauth_forms.ResetPassword",
    "reset_password_from_key": "portal.accounts.allauth_forms.ResetPasswordFromKey",
}
MFA_FORMS = {
    "authenticate": "portal.accounts.allauth_forms.Authenticate",
    "reauthenticate": "portal.accounts.allauth_forms.ReauthenticateWithCode",
    "activate_totp": "portal.accounts.allauth_forms.ActivateApplication",
    "add_webauthn": "portal.accounts.allauth_forms.AddKey",
    "edit_webauthn": "portal.accounts.allauth_forms.RenameKey",
    "login_webauthn": "portal.accounts.allauth_forms.LoginWithKey",
    "authenticate_webauthn": "portal.accounts.allauth_forms.AuthenticateWithKey",
    "reauthenticate_webauthn": "portal.accounts.allauth_forms.ReauthenticateWithKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_TOTP_TOLERANCE = 1  # a code typed as it changes is the right one; it serves once all the same
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=not EMBEDDED)
SESSION_IDLE_HOURS = env.int("SESSION_IDLE_HOURS", default=8)
SESSION_MAX_DAYS = env.int("SESSION_MAX_DAYS", default=30)
SESSION_COOKIE_AGE = SESSION_MAX_DAYS * 24 * 3600
KEEP_CONTACTS_DAYS = env.int("KEEP_CONTACTS_DAYS", default=90)  # a colleague's former number is refused for a signer
INVITATION_HOURS = env.int("INVITATION_HOURS", default=72)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "portal.accounts.passwords.MinimumLength", "OPTIONS": {"min_length": 12}},
    {"NAME": "portal.accounts.passwords.NotAllDigits"},
    {"NAME": "portal.accounts.passwords.NotCommon"},
    {"NAME": "portal.accounts.passwords.NotOneself"},
]
