"""Integers beyond 64 bits: digits of pi, modular powers, decimal conversion."""


def digits_of_pi(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    digits = []
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return digits


def main():
    pi = int("".join(map(str, digits_of_pi(350))))
    power = pow(3, 2**200 + 1, 2**521 - 1)
    return pi % 1_000_003, power % 1_000_003, len(str(7**2500))
