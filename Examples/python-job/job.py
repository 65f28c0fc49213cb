"""Counts the words of the input and leaves the most frequent ones as words.json."""
import collections
import json
import os
import re
import sys

PROGRESS = os.environ["SLUICE_PROGRESS"]


def report(fraction, message):
    """Says how far the job is; the last line of the file is shown by `sluice status`."""
    with open(PROGRESS, "a", encoding="utf-8") as file:
        file.write(f"{fraction:.2f} {message}\n")


def main():
    source = os.environ.get("SLUICE_INPUT")
    if source is None:
        print("this job needs an input", file=sys.stderr)
        return 3  # never try again
    top = json.loads(os.environ["SLUICE_PARAMETERS"]).get("top", 10)
    report(0.1, "reading")
    counts = collections.Counter()
    with open(source, encoding="utf-8", errors="replace") as file:
        for line in file:
            counts.update(re.findall(r"[^\W\d_]+", line.lower()))
    report(0.9, f"{sum(counts.values())} words")
    with open(os.path.join(os.environ["SLUICE_OUTPUT"], "words.json"), "w", encoding="utf-8") as file:
        json.dump(counts.most_common(top), file, ensure_ascii=False)
    print(f"{len(counts)} different words")
    return 0


sys.exit(main())
