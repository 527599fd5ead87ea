"""Plans, exceptions from talks, the right benefit, the clarification of a pension."""

from django.urls import path

from clients.views import deadlines, pensions, plan_steps, plans

CLIENT = "clients/<uuid:client_id>/"
VERSION = f"{CLIENT}plan-versions/<uuid:plan_version_id>/"
PLAN = f"{CLIENT}plans/<uuid:plan_id>/"

urlpatterns = [
    path(f"{CLIENT}plans/new/", plans.plan_new, name="plan_new"),
    path(f"{PLAN}versions/new/", plans.plan_version_new, name="plan_version_new"),
    path(f"{PLAN}review/", plan_steps.plan_review, name="plan_review"),
    path(f"{PLAN}end/", plan_steps.plan_end, name="plan_end"),
    path(VERSION, plans.plan_version, name="plan_version"),
    path(f"{VERSION}edit/", plans.plan_edit, name="plan_edit"),
    path(f"{VERSION}approve/", plan_steps.plan_approve, name="plan_approve"),
    path(f"{VERSION}discard/", plans.plan_discard, name="plan_discard"),
    path(f"{VERSION}print.pdf", plan_steps.plan_pdf, name="plan_pdf"),
    path(f"{VERSION}goals/new/", plans.plan_goal_new, name="plan_goal_new"),
    path(f"{VERSION}goals/<uuid:goal_id>/", plans.plan_goal, name="plan_goal"),
    path(f"{VERSION}goals/<uuid:goal_id>/remove/", plans.plan_goal_remove, name="plan_goal_remove"),
    path(f"{VERSION}goals/<uuid:goal_id>/measures/new/", plans.plan_measure_new, name="plan_measure_new"),
    path(f"{VERSION}measures/<uuid:measure_id>/", plans.plan_measure, name="plan_measure"),
    path(f"{VERSION}measures/<uuid:measure_id>/remove/", plans.plan_measure_remove, name="plan_measure_remove"),
    path(f"{VERSION}measures/<uuid:measure_id>/step/", plan_steps.plan_measure_step, name="plan_measure_step"),
    path(f"{CLIENT}talk-exceptions/new/", deadlines.deadline_exception_new, name="deadline_exception_new"),
    path(
        f"{CLIENT}talk-exceptions/<uuid:exception_id>/end/",
        deadlines.deadline_exception_end,
        name="deadline_exception_end",
    ),
    path(f"{CLIENT}benefit-checks/new/", pensions.benefit_check_new, name="benefit_check_new"),
    path(f"{CLIENT}pensions/new/", pensions.pension_new, name="pension_new"),
    path(f"{CLIENT}pensions/<uuid:clarification_id>/", pensions.pension, name="pension"),
    path(f"{CLIENT}pensions/<uuid:clarification_id>/step/", pensions.pension_step, name="pension_step"),
]
