import re

text = "2024-03-29: habu 0.1 was born; 2026-11-24: habu runs CPython 3.14 — naïve café, 12:30, v1.2.3-rc.4"
print(re.findall(r"\d{4}-\d\d-\d\d", text))
m = re.search(r"(?P<major>\d+)\.(?P<minor>\d+)\.(?P<patch>\d+)(?:-(?P<pre>[\w.]+))?", text)
print(m.groupdict(), m.span("pre"))
print(re.sub(r"(\w+)@(\w+)", r"\2 at \1", "user@host, me@here"))
print(re.sub(r"\b(\w)(\w*)", lambda m: m[1].upper() + m[2], "the quick brown fox"))
print(re.split(r"\s*[;,]\s*", "a , b;c ;  d"))
print([m.group() for m in re.finditer(r"\b\w*[ïé]\w*\b", text)])
print(re.match(r"(a+)+$", "a" * 24 + "b"))
print(bool(re.fullmatch(r"(?i:HABU)(?<!x)\s?(?=$)", "habu ")), re.escape("a.b*c[d]"))
pattern = re.compile(
    r"""
    ^(?P<key>[A-Za-z_]\w*)   # the key
    \s*=\s*
    (?P<quote>["'])(?P<value>.*?)(?P=quote)$
    """,
    re.VERBOSE | re.MULTILINE,
)
print([m.group("key", "value") for m in pattern.finditer("a = 'one'\nb=\"two\"\nc = 'x\"\n_d='4'")])
print(re.sub(rb"\x00+", b"-", b"a\x00\x00b\x00c"))
try:
    re.compile("(unclosed")
except re.error as e:
    print(e.msg, e.pos)
print(re.findall(r"(?<=\$)\d+(?:\.\d\d)?", "$5 and $7.25, not 9"))
words = re.findall(r"[a-z]+", "it was the best of times it was the worst of times " * 200)
print(len(words), sorted(set(words)))
