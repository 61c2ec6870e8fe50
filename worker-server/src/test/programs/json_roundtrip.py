import json
from collections import OrderedDict

data = {"name": "habu", "tags": ["snake", "wasm", None, True], "nested": {"π": 3.14159, "big": 2**70, "neg": -0.0}}
text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)
print(text)
assert json.loads(text) == data
print(json.dumps(data, separators=(",", ":")))
print(json.loads('{"b": 1, "a": [1e3, 1.5E-7, "\\u00e9\\ud83d\\udc0d"]}', object_pairs_hook=OrderedDict))
for bad in ('{"a": }', "[1, 2", '{"a" 1}', "nul", '"\\x"', ""):
    try:
        json.loads(bad)
    except json.JSONDecodeError as e:
        print(f"{bad!r}: {e.msg} at line {e.lineno} column {e.colno}")
print(json.dumps([float("inf"), float("nan")]))
try:
    json.dumps({"x": {1, 2}})
except TypeError as e:
    print(e)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


print(json.dumps([Point(1, 2)], default=lambda p: p.__dict__))
