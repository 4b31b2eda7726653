"""Logging in and one's own settings. The names are allauth's own, so that its views find each other."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as application
from allauth.mfa.webauthn import views as key
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from portal.access.decorators import public, requires
from portal.accounts import views

entrance = public("the way in: nobody is logged in yet")
lost = public("a lost password: nobody is logged in; answers are alike for all addresses")
own = requires()

LOGIN = [
    path("connexion/", entrance(views.Login.as_view()), name="account_login"),
    path("connexion/second-facteur/", entrance(factor.authenticate), name="mfa_authenticate"),
    path("connexion/cle-d-acces/", entrance(key.login_webauthn), name="mfa_login_webauthn"),
    path("connexion/compte-desactive/", entrance(account.account_inactive), name="account_inactive"),
    path("connexion/confirmer/", own(account.reauthenticate), name="account_reauthenticate"),
    path("connexion/confirmer/code/", own(factor.reauthenticate), name="mfa_reauthenticate"),
    path("connexion/confirmer/cle/", own(key.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("deconnexion/", public("leaving is open to all")(account.logout), name="account_logout"),
]

LOST_PASSWORD = [
    path("", lost(account.password_reset), name="account_reset_password"),
    path("envoye/", lost(account.password_reset_done), name="account_reset_password_done"),
    path("change/", lost(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    re_path(
        r"^(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        lost(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

SECURITY = [
    path("", own(factor.index), name="mfa_index"),
    path("application/activer/", own(application.activate_totp), name="mfa_activate_totp"),
    path("application/desactiver/", own(application.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes-de-secours/", own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes-de-secours/nouveaux/", own(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("codes-de-secours/fichier/", own(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("cles/", own(key.list_webauthn), name="mfa_list_webauthn"),
    path("cles/ajouter/", own(key.add_webauthn), name="mfa_add_webauthn"),
    path("cles/<int:pk>/retirer/", own(key.remove_webauthn), name="mfa_remove_webauthn"),
    path("cles/<int:pk>/renommer/", own(key.edit_webauthn), name="mfa_edit_webauthn"),
]

SETTINGS = [
    path("", views.settings_page, name="settings"),
    path("photo/suppression/", views.photo_removal, name="photo_removal"),
    path("photo/<int:pk>/", views.photo, name="photo"),
]

urlpatterns = [
    *LOGIN,
    path("mot-de-passe/oublie/", include(LOST_PASSWORD)),
    path("parametres/", include((SETTINGS, "accounts"))),
    path("parametres/mot-de-passe/", own(account.password_change), name="account_change_password"),
    path("parametres/securite/", include(SECURITY)),
    path("parametres/sessions/", own(sessions.list_usersessions), name="usersessions_list"),
]
