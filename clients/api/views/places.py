"""Where and to whom a client can be given, and where guided: units and staff of the area, services of its partners."""

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from clients.api.serializers import StaffOut, StaffPageOut, UnitOut, UnitPageOut
from clients.api.service_referrals import ServiceOut, ServicePageOut
from clients.selectors.machine_work import services_for
from clients.selectors.machines import staff_for, units_for
from config.api.described import ERRORS, IF_NONE_MATCH, UNCHANGED
from config.api.parameters import RowPageParameters
from config.api.serving import READ, after, answer, page_for, serving
from config.api.views import Endpoint


class UnitList(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="units_list",
        summary="Units of the area",
        description="Units of today into which clients can be taken, in the order of their ids.",
        parameters=[RowPageParameters, IF_NONE_MATCH],
        responses={200: UnitPageOut, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return _page(request, lambda served, place: units_for(served.actor, after=place), UnitOut)


class StaffList(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="staff_list",
        summary="Staff of the area",
        description="Those to whom a client can be given, in the order of their ids.",
        parameters=[RowPageParameters, IF_NONE_MATCH],
        responses={200: StaffPageOut, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return _page(request, lambda served, place: staff_for(served.area_id, after=place), StaffOut)


class ServiceList(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="services_list",
        summary="Services of the area's partners",
        description="Those to which a client can be guided today, in the order of their ids.",
        parameters=[RowPageParameters, IF_NONE_MATCH],
        responses={200: ServicePageOut, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return _page(request, lambda served, place: services_for(served.area_id, after=place), ServiceOut)


def _page(request: Request, find: Any, shape: type[serializers.Serializer[Any]]) -> HttpResponse:
    asked = RowPageParameters.of(request)
    place = after(request, asked["cursor"])
    with serving(request) as served:
        page = page_for(request, find(served, place), asked)
        items = shape(page.items, many=True).data
    return answer(request, {"items": items, "next": page.next}, machine=served.machine, next_page=page.next)
