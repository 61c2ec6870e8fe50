import cmath
import decimal
import fractions
import math
import statistics
from decimal import Decimal

decimal.getcontext().prec = 50
print(Decimal(2).sqrt(), Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(7))
print(Decimal("2.675").quantize(Decimal("0.01"), rounding=decimal.ROUND_HALF_UP), Decimal("1E+5").to_eng_string())
try:
    Decimal(1) / 0
except decimal.DivisionByZero as e:
    print(type(e).__name__)
print(Decimal(1).exp(), Decimal(10).ln())
print(fractions.Fraction(3, 4) + fractions.Fraction("1/6"), fractions.Fraction(0.1).limit_denominator(1000))
print(2**200, (-7) // 2, -7 % 3, divmod(-7, 2), pow(3, 100, 101), pow(3, -1, 7), math.isqrt(10**40))
print(0.1 + 0.2, 1e308 * 10, float("1e-320"), repr(1 / 3), round(2.5), round(-1.5), round(123.456, -1))
print(math.fsum([0.1] * 10), math.gcd(84, 36), math.comb(50, 25), math.factorial(25), math.prod(range(1, 10)))
print((0.1).hex(), float.fromhex("0x1.8p+1"), (255).to_bytes(2, "big"), int.from_bytes(b"\xff\xfe", "little", signed=True))
print(cmath.sqrt(-1), (3 + 4j) * (1 - 2j), abs(3 + 4j))
print(statistics.mean([1, 2, 3, 4]), statistics.stdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75]))
print(f"{1234567.891:,.2f} {0.000012345:.3e} {255:#b} {-5:+d} {3.0:g} {1e16:g} {42:>8}|{42:^8}|{42:<8}|")
print(math.sin(1), math.exp(1), math.log(10), math.atan2(1, -1), math.gamma(5.5))
print(int("ff", 16), int("0b101", 0), "%05.1f|%-6s|%x" % (3.14159, "ab", 255))
print(sum(x * x for x in range(1000)), max([3, 1, 2], key=lambda v: -v), (10).bit_length(), ~5 & 0xFF, 1 << 70)
print(math.nan == math.nan, math.inf > 10**400, hash(1.0) == hash(1))
