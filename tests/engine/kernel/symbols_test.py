#!/usr/bin/python3
"""The objects for wide instruction sets define nothing outside their own namespace: symbols_test.py LIBRARY

The linker keeps one copy of an inline function. From such an object it would bring wide instructions to machines
that have none.
"""
import re
import subprocess
import sys

WIDE = {"simulate_block_avx2.cpp.o": "avx2", "simulate_block_avx512.cpp.o": "avx512"}


def main():
    listing = subprocess.run(["nm", "--demangle", "--defined-only", sys.argv[1]], check=True, capture_output=True,
                             text=True).stdout
    member, seen, leaked = "", set(), []
    for line in listing.splitlines():
        if line.endswith(":"):
            member = line[:-1]
        elif member in WIDE and line.strip():
            seen.add(member)
            kind, name = re.match(r"[0-9a-f]* *(\w) (.*)", line).groups()
            own = f"mergerisk::kernel::{WIDE[member]}::" in name
            if kind.isupper() and not own:
                leaked.append(f"{member}: {name}")
    if not seen:
        sys.exit(f"{sys.argv[1]} holds none of {', '.join(WIDE)}")
    for symbol in leaked:
        print(symbol)
    sys.exit(1 if leaked else 0)


main()
