import bisect
import collections
import csv
import datetime
import difflib
import heapq
import io
import itertools
import operator
import pprint
import string
import textwrap
import unicodedata

print(collections.Counter("mississippi").most_common(2), dict(collections.ChainMap({"a": 1}, {"a": 2, "b": 3})))
d = collections.deque(range(5), maxlen=3)
d.rotate(1)
print(d, collections.namedtuple("P", "x y")(1, y=2))
heap = [5, 1, 4]
heapq.heapify(heap)
print(heapq.nsmallest(2, heap), list(heapq.merge([1, 4], [2, 3])), bisect.bisect([1, 3, 5], 3))
print(list(itertools.batched("abcdefg", 3)), list(itertools.pairwise("abc")), list(itertools.accumulate([1, 2, 3], operator.mul)))
print([(k, len(list(g))) for k, g in itertools.groupby("aabccc")], list(itertools.permutations("ab")))
print(datetime.datetime(2024, 3, 29, 12, 30, tzinfo=datetime.timezone.utc).isoformat(), datetime.date(2024, 2, 29) + datetime.timedelta(days=366))
print(datetime.datetime.strptime("29 Mar 2024", "%d %b %Y").strftime("%A %j %U"), datetime.date.fromisocalendar(2024, 1, 1))
rows = list(csv.DictReader(io.StringIO('name,note\nx,"a ""quoted"", b"\ny,\n')))
print(rows)
out = io.StringIO()
csv.writer(out).writerows([["a", 'b"c'], [1, None]])
print(repr(out.getvalue()))
print("\n".join(difflib.unified_diff(["a", "b"], ["a", "c"], lineterm="")))
print(textwrap.fill("Habu is a WebAssembly engine for the JVM and a runtime for Python Workers.", 30))
print(string.Template("$who likes $what").substitute(who="She", what="snakes"))
pprint.pprint({"key": list(range(30)), "other": {"deep": ["x" * 30, "y" * 30]}})
for c in "é🐍ß一":
    print(c, unicodedata.name(c), unicodedata.category(c), c.encode().hex())
print("ß".upper(), "ǅ".lower(), "İ".casefold().encode(), unicodedata.normalize("NFD", "é").encode(), "a\u0301" == "á")
print("%r %s" % ("tab\t", "'q'"), "x".join("abc"), "a,b,,c".split(","), "  strip ".strip(), "abcdef"[-2::-2])
print("naïve".encode("ascii", "xmlcharrefreplace"), b"\xff".decode("utf-8", "replace"), "abc".translate({98: "-"}))
print(sorted({"b": 1, "a": 2}.items()), {1, 2} ^ {2, 3}, {**{"x": 1}, "y": 2} | {"x": 9})
