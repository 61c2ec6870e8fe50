"""json: dumps and loads of nested data, with indentation (pure Python) and without."""

import json


def main():
    rows = [
        {"id": i, "name": f"user {i}", "tags": ["a", "b", "ü"], "score": i / 7, "active": i % 2 == 0, "parent": None}
        for i in range(1_500)
    ]
    text = json.dumps(rows)
    back = json.loads(text)
    pretty = json.dumps(back[:200], indent=2, sort_keys=True)
    return len(text) + len(pretty) + len(json.loads(pretty))
