from django.urls import path

from contracts.confirmation.views import queue, steps

urlpatterns = [
    path("back-office/", queue.index, name="queue"),
    path("back-office/blocages/", queue.locks, name="locks"),
    path("back-office/blocages/<int:pk>/", queue.typing_unlocking, name="typing_unlocking"),
    path("contrats/<number:number>/validation/", steps.validation, name="validation"),
    path("contrats/<number:number>/appels/", steps.calls, name="calls"),
    path("contrats/<number:number>/injoignable/", steps.unreachable, name="unreachable"),
    path("contrats/<number:number>/impaye/", steps.unpaid, name="unpaid"),
    path("contrats/<number:number>/retractation/", steps.withdrawal, name="withdrawal"),
    path("contrats/<number:number>/reouverture/", steps.reopening, name="reopening"),
    path("contrats/<number:number>/deblocage/", steps.unlocking, name="unlocking"),
]
