"""The selection of a run's results that is checked in, and its comparison.

golden.py print PROGRAM SCENARIO              prints the selection
golden.py compare PROGRAM SCENARIO EXPECTED   exits with 1 and names the first difference when there is one
"""
import json
import pathlib
import subprocess
import sys
import tempfile

TRIALS, SEED = 16384, 2016
METRICS = ("npv", "npv_own", "npv_parties", "npv_funder", "costs_pv", "benefits_pv", "benefit_cost_ratio", "one_off_cost",
           "completion_months", "benefits_realised", "payback_months", "peak_funding", "minimum_margin")
STATISTICS = ("mean", "p10", "p50", "p90")
# The same plan gives the same bits; but plans are compiled with the mathematics of the machine's C library, and where the last
# bits of a table differ a trial can cross a limit. One trial of 16,384 moves a probability by 6e-5.
ABSOLUTE, RELATIVE = 2e-4, 1e-3


def short(number):
    """Four significant digits, at most six after the point."""
    return number if number is None else float(f"{round(number, 6):.4g}")


def select(results):
    options = {}
    for name, option in results["options"].items():
        options[name] = {
            "claimed_npv": short(option["claimed"]["npv"]),
            "metrics": {metric: {statistic: short(option["metrics"][metric][statistic]) for statistic in STATISTICS}
                        for metric in METRICS},
            "probabilities": {key: estimate and short(estimate["value"]) for key, estimate in option["probabilities"].items()},
            "outcomes": {key: short(share) for key, share in option["outcomes"].items()},
            "failures": {key: {part: short(failure[part]) for part in ("probability", "first_cause", "given_completion")}
                         for key, failure in option["failures"].items()},
            "bridge": {step["step"]: short(step["npv"]) for step in option["bridge"]},
        }
    return {"trials": results["provenance"]["trials"], "seed": results["provenance"]["seed"],
            "money": results["transaction"]["money_label"], "options": options,
            "first_is_better": {first: {second: short(pair["first_is_better"]["value"]) for second, pair in others.items()}
                                for first, others in results["comparison"].items()}}


def text_of(value, indent=""):
    """JSON in which a map of numbers is one line."""
    if not isinstance(value, dict) or not any(isinstance(inner, dict) for inner in value.values()):
        return json.dumps(value)
    lines = [f"{indent}  {json.dumps(key)}: {text_of(inner, indent + '  ')}" for key, inner in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def run(program, scenario):
    # The library of the scenarios, wherever the program was built.
    library = next(folder / "library" for folder in pathlib.Path(scenario).resolve().parents if (folder / "library").is_dir())
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "run", scenario, "--trials", str(TRIALS), "--seed", str(SEED), "--format", "json",
                        "--library", library, "--out", folder], check=True, stdout=subprocess.DEVNULL)
        return select(json.loads(pathlib.Path(folder, "results.json").read_text(encoding="utf-8")))


def first_difference(expected, found, path="results"):
    """'path: what' of the first difference, or None."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in expected | found:
            if key not in found:
                return f"{path}.{key}: is not there any more"
            if key not in expected:
                return f"{path}.{key}: is not expected"
            if (difference := first_difference(expected[key], found[key], f"{path}.{key}")) is not None:
                return difference
        return None
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        if abs(found - expected) <= ABSOLUTE + RELATIVE * abs(expected):
            return None
    elif expected == found:
        return None
    return f"{path}: expected {expected}, found {found}"


def main(command, program, scenario, expected=None):
    found = run(program, scenario)
    if command == "print":
        print(text_of(found))
        return 0
    difference = first_difference(json.loads(pathlib.Path(expected).read_text(encoding="utf-8")), found)
    if difference is None:
        return 0
    print(f"{difference}\nWhen the new number is right, scripts/update_goldens writes it to {expected}; "
          "say in the commit why it has changed.")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
