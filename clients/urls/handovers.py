"""Handing a case over to a colleague or unit, and transferring it to another area."""

from django.urls import path

from clients.views import handovers, transfers

_ONE = "hand-overs/<uuid:handover_id>/"
_TRANSFER = "transfers/<uuid:transfer_id>/"

urlpatterns = [
    path("hand-overs/", handovers.handover_list, name="handovers"),
    path("hand-overs.csv", handovers.handovers_csv, name="handovers_csv"),
    path("hand-overs.xlsx", handovers.handovers_xlsx, name="handovers_xlsx"),
    path(_ONE, handovers.handover_detail, name="handover"),
    path(f"{_ONE}accept/", handovers.handover_accept, name="handover_accept"),
    path(f"{_ONE}decline/", handovers.handover_decline, name="handover_decline"),
    path(f"{_ONE}withdraw/", handovers.handover_withdraw, name="handover_withdraw"),
    path("clients/<uuid:client_id>/hand-overs/new/", handovers.handover_new, name="handover_new"),
    path("transfers/", transfers.transfer_list, name="transfers"),
    path("transfers.csv", transfers.transfers_csv, name="transfers_csv"),
    path("transfers.xlsx", transfers.transfers_xlsx, name="transfers_xlsx"),
    path(_TRANSFER, transfers.transfer_detail, name="transfer"),
    path(f"{_TRANSFER}send/", transfers.transfer_send, name="transfer_send"),
    path(f"{_TRANSFER}withdraw/", transfers.transfer_withdraw, name="transfer_withdraw"),
    path(f"{_TRANSFER}accept/", transfers.transfer_accept, name="transfer_accept"),
    path(f"{_TRANSFER}decline/", transfers.transfer_decline, name="transfer_decline"),
    path("clients/<uuid:client_id>/transfers/new/", transfers.transfer_new, name="transfer_new"),
]
