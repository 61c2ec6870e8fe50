"""re: search, findall, sub with groups, alternation and backtracking."""

import re

TEXT = (
    "2026-01-31 12:00:01 INFO  user42@example.org GET /index.html?q=habu&n=17 200 0.013\n"
    "2026-01-31 12:00:02 ERROR admin@example.com POST /api/v1/items 500 1.250\n"
    "#!comment, ignore (this) [line] {please}\n"
) * 120
LINE = re.compile(r"^(\d{4})-(\d\d)-(\d\d) (\S+) (INFO|ERROR)\s+([\w.]+@[\w.]+) (GET|POST) (\S+) (\d{3}) ([\d.]+)$", re.M)
WORDS = re.compile(r"\b[a-z]+\b", re.I)


def main():
    total = sum(float(match[10]) for match in LINE.finditer(TEXT))
    words = len(WORDS.findall(TEXT))
    masked = re.sub(r"([\w.]+)@([\w.]+)", lambda match: match[2] + "/" + match[1], TEXT)
    nested = len(re.findall(r"(?:[^\W\d_]+\d*)+@", TEXT))
    return round(total, 3), words, len(masked), nested
