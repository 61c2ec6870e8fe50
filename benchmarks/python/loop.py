"""Integer arithmetic in nested while and for loops."""


def main():
    total = 0
    i = 0
    while i < 1000:
        for j in range(300):
            total += (i * j) & 1023
            total ^= j
        i += 1
    return total
