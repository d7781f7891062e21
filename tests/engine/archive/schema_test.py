#!/usr/bin/python3
"""Checks results files against the schema, and that the schema refuses damaged ones: schema_test.py SCHEMA RESULTS..."""
import copy
import json
import sys

import jsonschema


def fail(message):
    print(message)
    sys.exit(1)


def strict(node, path="#"):
    """Every object of the schema says what it may hold, and every property what it means."""
    if isinstance(node, dict):
        if node.get("type") == "object" and "additionalProperties" not in node:
            fail(f"{path}: may hold anything")
        for key, value in node.get("properties", {}).items():
            if not value.get("description"):
                fail(f"{path}.{key}: has no description")
        for key, value in node.items():
            strict(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            strict(value, f"{path}/{index}")


def damage(results):
    """Copies of the results, each wrong in one place."""
    def copy_with(change):
        damaged = copy.deepcopy(results)
        change(damaged)
        return damaged
    option = next(iter(results["options"]))
    yield "no seed", copy_with(lambda r: r["provenance"].pop("seed"))
    yield "unknown key", copy_with(lambda r: r.update(extra=1))
    yield "other version", copy_with(lambda r: r.update(mergerisk_results=2))
    yield "text for a number", copy_with(lambda r: r["options"][option]["metrics"]["npv"].update(mean="1"))
    yield "metric missing", copy_with(lambda r: r["options"][option]["metrics"].pop("npv_funder"))
    yield "interval of three", copy_with(lambda r: r["options"][option]["metrics"]["npv"]["intervals"].update(mean=[1, 2, 3]))
    yield "other population", copy_with(lambda r: r["options"][option]["metrics"]["npv"].update(population="few"))
    yield "a stress", copy_with(lambda r: r["stresses"].update(one={}))


schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
strict(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sys.argv[2:]:
    results = json.load(open(path, encoding="utf-8"), parse_constant=lambda name: fail(f"{path}: holds {name}"))
    for error in validator.iter_errors(results):
        fail(f"{path}: {'.'.join(map(str, error.path))}: {error.message}")
    for what, damaged in damage(results):
        if validator.is_valid(damaged):
            fail(f"{path}: the schema takes a file with: {what}")
