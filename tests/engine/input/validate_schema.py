"""Checks decks against the schema: every deck after --good must pass, every deck after --bad must fail."""

import json
import re
import sys

import jsonschema
import yaml


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core scalars: numbers, true and false, null. Dates, yes and no stay texts, as editors read them."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    expected_good, wrong = True, 0
    for argument in sys.argv[2:]:
        if argument in ("--good", "--bad"):
            expected_good = argument == "--good"
            continue
        with open(argument, encoding="utf-8") as file:
            errors = list(validator.iter_errors(yaml.load(file, CoreLoader)))
        if expected_good != (not errors):
            wrong += 1
            print(argument, "passes" if not errors else "fails")
            for error in errors[:5]:
                best = jsonschema.exceptions.best_match([error])
                print("  ", "/".join(map(str, best.absolute_path)), best.message[:300])
    return 1 if wrong else 0


sys.exit(main())
