from django.urls import path

from contracts.signature.views import agent

urlpatterns = [
    path("contrats/<number:number>/signature/", agent.signature, name="signature"),
    path("contrats/<number:number>/code/", agent.code, name="code"),
    path("contrats/<number:number>/mobile/", agent.mobile, name="mobile"),
    path("contrats/<number:number>/modification/", agent.modification, name="modification"),
    path("contrats/<number:number>/felicitations/", agent.congratulations, name="congratulations"),
]
