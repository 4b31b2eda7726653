from django.urls import path

from crm.questionnaires.enums import Slug
from crm.questionnaires.views import client, signature, versions

urlpatterns = [
    path("questionnaires/<int:pk>/", client.ask, name="questionnaire"),
    path("questionnaires/<int:pk>/fin/", client.end, name="questionnaire_end"),
    path("questionnaires/<int:pk>/resultat/", client.result, name="questionnaire_result"),
    path("questionnaires/<int:pk>/document/", client.document, name="questionnaire_document"),
    path("questionnaires/<int:pk>/signature/", signature.signature, name="questionnaire_signature"),
    path("questionnaires/<int:pk>/signature/code/", signature.code, name="questionnaire_code"),
    path("questionnaires/<int:pk>/signature/deblocage/", signature.unlocking, name="questionnaire_unlocking"),
    path("questionnaires/<int:pk>/lien/", client.sending, name="questionnaire_sending"),
    path("questionnaires/versions/", versions.index, name="questionnaire_versions"),
    path("questionnaires/versions/exemples/", versions.examples, name="questionnaire_examples"),
    path("questionnaires/versions/<slug:slug>/", versions.edit, name="questionnaire_version"),
    path("questionnaires/versions/<slug:slug>/publication/", versions.publication, name="questionnaire_publication"),
]
for slug in Slug.values:
    urlpatterns += [
        path(f"clients/<int:pk>/{slug}/", client.tab, {"slug": slug}, name=f"client_{slug}"),
        path(f"clients/<int:pk>/{slug}/nouveau/", client.start, {"slug": slug}, name=f"{slug}_start"),
        path(f"clients/<int:pk>/{slug}/envoi/", client.send, {"slug": slug}, name=f"{slug}_send"),
    ]
