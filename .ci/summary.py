#!/usr/bin/env python3
"""Sums up a report of tests (CTRF): time by namespace, the slowest, and a plain last line "N passed, N failed, N skipped"."""

import argparse
import collections
import json
import sys


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report")
    parser.add_argument("--floor", help="a file with the least number of tests that must have passed")
    options = parser.parse_args()

    try:
        with open(options.report, encoding="utf-8") as file:
            tests = json.load(file)["results"]["tests"]
    except OSError as fault:
        print(f"No report of tests: {fault}. They did not run to their end.")
        print("\n0 passed, 1 failed, 0 skipped")
        return 1
    # Pending are explicit tests, which .ci/nightly runs.
    waiting = [test for test in tests if test["status"] == "pending"]
    tests = [test for test in tests if test["status"] != "pending"]
    counts = collections.Counter(test["status"] for test in tests)

    groups = collections.defaultdict(lambda: [0, 0])
    for test in tests:
        group = groups[namespace_of(test)]
        group[0] += 1
        group[1] += test.get("duration", 0)
    print(f"{'namespace':<44} {'tests':>6} {'seconds':>8}")
    for name, (count, milliseconds) in sorted(groups.items(), key=lambda entry: -entry[1][1]):
        print(f"{name:<44} {count:>6} {milliseconds / 1000:>8.1f}")

    print("\nslowest")
    for test in sorted(tests, key=lambda test: -test.get("duration", 0))[:8]:
        print(f"{test.get('duration', 0) / 1000:>8.1f} s  {test['name'][:140]}")

    for status in ("failed", "skipped"):
        chosen = [test for test in tests if test["status"] == status]
        if chosen:
            print(f"\n{status}")
            for test in chosen:
                print(f"  {test['name'][:160]}: {first_line(test.get('message'))}")

    code = 0
    if options.floor:
        with open(options.floor, encoding="utf-8") as file:
            floor = int(file.read().split()[0])
        print(f"\n{len(tests)} tests, at least {floor} wanted (.ci/test-floor)")
        if counts["passed"] < floor:
            print(f"Only {counts['passed']} of the {floor} tests passed that there once were; if tests were removed on purpose, lower the number.")
            code = 1

    failed = counts["failed"]
    skipped = counts["skipped"] + counts["other"]
    if waiting:
        print(f"\n{len(waiting)} long tests are left to .ci/nightly")
    print(f"\n{counts['passed']} passed, {failed} failed, {skipped} skipped")
    return code or (1 if failed else 0)


def namespace_of(test: dict) -> str:
    name = test["name"].split("(")[0]
    parts = name.split(".")
    return ".".join(parts[2:4]) if len(parts) > 5 else ".".join(parts[2:3]) or name


def first_line(message: str | None) -> str:
    return (message or "").strip().split("\n")[0][:160]


if __name__ == "__main__":
    sys.exit(main())
