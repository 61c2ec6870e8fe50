"""A module with one function of 200 KB: a loop around a switch with 1,024 cases, as interpreters and generated parsers are."""

import random

CASES = 1024
STATEMENTS = 11
STEPS = 200_000


def text():
    """The module in the text format; always the same."""
    chosen = random.Random(1)
    local = lambda: f"(local.get ${chosen.choice('abcdefgh')})"  # noqa: E731

    def value():
        operation = chosen.choice(("add", "sub", "xor", "and", "or", "mul", "rotl"))
        constant = f"(i32.const {chosen.randrange(2**27, 2**31)})"
        if chosen.random() < 0.15:
            return f"(i32.load offset={chosen.randrange(128, 60000)} (i32.and {local()} (i32.const 1023)))"
        return f"(i32.add (i32.{operation} {local()} {local()}) (i32.xor {local()} {constant}))"

    cases = []
    for case in range(CASES):
        statements = [f"(local.set ${chosen.choice('abcdefgh')} {value()})" for _ in range(STATEMENTS)]
        statements.append(f"(i32.store offset={case * 4} (i32.const 64) {local()})")
        cases.append(f") ;; case {case}\n" + "\n".join(statements) + "\n(br $next)")
    labels = " ".join(map(str, range(CASES)))
    return f"""(module
  (memory 1)
  (func $switch (param $steps i32) (result i32)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local $e i32) (local $f i32) (local $g i32) (local $h i32) (local $state i32)
    (local.set $state (i32.const 1))
    (loop $next
      (if (i32.eqz (local.get $steps)) (then (return (i32.xor (local.get $a) (local.get $h)))))
      (local.set $steps (i32.sub (local.get $steps) (i32.const 1)))
      (local.set $state (i32.add (i32.mul (local.get $state) (i32.const 1664525)) (i32.const 1013904223)))
      {"(block " * (CASES + 1)}
      (br_table {labels} {CASES} (i32.rem_u (i32.shr_u (local.get $state) (i32.const 8)) (i32.const {CASES})))
      {"".join(cases)})
      unreachable)
    unreachable)
  (func (export "run") (result i64)
    (i64.extend_i32_u (call $switch (i32.const {STEPS})))))
"""
