"""The documentation is true: it has every address, and real answers are as it says."""

import json
import re
import uuid

import jsonschema
import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@pytest.fixture
def schema(world):
    response = Client().get("/api/v1/schema/")
    assert response.status_code == 200
    return json.loads(response.content)


def patterns(found, prefix=""):
    for pattern in found.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from patterns(pattern, route)


def conforms(schema, response, path, method="get"):
    """The body is as documented for the status; returns it."""
    told = schema["paths"][path][method]["responses"][str(response.status_code)]
    body = response.json()
    kind = response["Content-Type"].split(";")[0]
    whole = {"$schema": DIALECT, **told["content"][kind]["schema"], "components": schema["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(body)
    return body


def test_it_is_openapi_3_1_with_every_address(schema):
    routes = {
        "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", route)
        for route in patterns(get_resolver())
        if route.startswith("api/") and not route.startswith(("api/v1/schema/", "api/v1/docs/"))
    }

    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]) == routes
    assert schema["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_every_operation_is_closed_and_says_how_it_refuses(schema):
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation["security"] == [{"token": []}], (path, method)
            assert {"400", "401", "403", "429"} <= set(operation["responses"]), (path, method)
            assert operation["summary"]


@pytest.mark.parametrize("query", ["", "&by=gender", "&by=unit&period=quarter", "&indicator=A17&period=month"])
@pytest.mark.parametrize("persona", ["area", "all"])
def test_values_are_as_documented(ask, schema, persona, query):
    body = conforms(schema, ask(persona, f"values/?programme=S20784{query}"), "/api/v1/values/")

    documented = set(schema["components"]["schemas"]["ItemOut"]["properties"])
    assert body["items"]
    assert {name for item in body["items"] for name in item} <= documented


def test_the_other_answers_are_as_documented(ask, schema):
    assert conforms(schema, ask("all", "indicators/"), "/api/v1/indicators/")["items"]
    assert conforms(schema, ask("all", "programmes/"), "/api/v1/programmes/")["items"]
    started = ask("runner", "runs/", '{"programme": "S20784"}', method="post", **{"Idempotency-Key": "a"})
    run = conforms(schema, started, "/api/v1/runs/", "post")["id"]
    assert conforms(schema, ask("runner", f"runs/{run}/"), "/api/v1/runs/{run}/")["areas"]


def test_errors_are_as_documented(ask, schema):
    values, runs = "/api/v1/values/", "/api/v1/runs/"
    refused = [
        (ask("all", "values/"), values, "get"),
        (ask("nobody", "values/"), values, "get"),
        (ask("area runner", "values/?programme=S20784"), values, "get"),
        (ask("area", "values/?programme=S99999"), values, "get"),
        (ask("runner", "runs/", "{}", method="post"), runs, "post"),
        (ask("runner", f"runs/{uuid.uuid4()}/"), "/api/v1/runs/{run}/", "get"),
    ]

    for response, path, method in refused:
        conforms(schema, response, path, method)
    assert [response.status_code for response, _path, _method in refused] == [400, 401, 403, 404, 400, 404]


def test_the_catalogue_has_words_in_three_languages(ask):
    items = {item["code"]: item for item in ask("all", "indicators/").json()["items"]}

    assert {"A01", "A17", "CO18", "CR09"} <= set(items)
    assert items["A03"]["period_of"] == "end"
    assert items["A05"]["period_of"] == "programme"
    assert items["A14"]["units"] == ["count", "percent"]
    assert "gender" in items["A14"]["breakdowns"]
    for item in items.values():
        assert set(item["texts"]) == {"fi", "sv", "en"}
        assert item["texts"]["en"]["name"]
        assert item["texts"]["en"]["population"]
        assert item["texts"]["en"]["numerator"]


def test_the_catalogue_is_paged_and_unchanged_is_304(ask):
    first = ask("all", "indicators/", {"limit": 30})
    rest = ask("all", first.json()["next"].split("/api/v1/")[1])

    assert len(first.json()["items"]) == 30
    assert rest.json()["next"] is None
    assert len({item["code"] for item in first.json()["items"] + rest.json()["items"]}) == len(
        ask("all", "indicators/").json()["items"]
    )
    assert ask("all", "indicators/", {"limit": 30}, **{"If-None-Match": first["ETag"]}).status_code == 304


def test_the_browsable_page_is_open_and_has_nothing_inline(world):
    page = Client().get("/api/v1/docs/")

    assert page.status_code == 200
    assert b"<style" not in page.content
    assert page.content.count(b"<script src=") == page.content.count(b"<script") == 2
    assert b'data-schema="/api/v1/schema/"' in page.content
    assert not page.cookies
