"""Strings: split, join, replace, find, case, formatting, non-ASCII text."""


def main():
    line = "the quick brown fox jumps over the lazy dog größer λόγος 日本語 "
    text = line * 400
    words = text.split()
    counted = sum(len(word.upper()) for word in words)
    replaced = text.replace("fox", "habu").replace("日本語", "沖縄")
    joined = "-".join(reversed(words))
    formatted = "".join(f"{i:05d}|{i / 3:.3f}|{word!r:>12};" for i, word in enumerate(words))
    found = sum(1 for i in range(0, len(joined), 50) if joined.find("lazy", i) >= 0)
    encoded = replaced.encode().decode()
    return counted + len(formatted) + found + len(encoded) + len(text[::-1].strip().title())
