/* An interpreter whose loop is one switch of 512 cases: 16 operations, each once for every register that it may write. */
#include <stdint.h>
#include <stdio.h>

enum { SET, MOVE, ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, SHIFT, INC, IF_LESS, IF_ZERO, GOTO, HALT };

typedef struct { uint16_t code; uint16_t other; int32_t value; } Step;

static int64_t run(const Step *program, int64_t *r, int64_t *steps) {
    int at = 0;
    for (;;) {
        const Step *s = &program[at++];
        ++*steps;
        switch (s->code) {
#define CASES(d) \
    case SET * 32 + d: r[d] = s->value; break; \
    case MOVE * 32 + d: r[d] = r[s->other]; break; \
    case ADD * 32 + d: r[d] += r[s->other]; break; \
    case SUB * 32 + d: r[d] -= r[s->other]; break; \
    case MUL * 32 + d: r[d] *= r[s->other]; break; \
    case DIV * 32 + d: r[d] /= r[s->other]; break; \
    case MOD * 32 + d: r[d] %= r[s->other]; break; \
    case AND * 32 + d: r[d] &= r[s->other]; break; \
    case OR * 32 + d: r[d] |= r[s->other]; break; \
    case XOR * 32 + d: r[d] ^= r[s->other]; break; \
    case SHIFT * 32 + d: r[d] = (int64_t)((uint64_t)r[d] << (s->value & 63)); break; \
    case INC * 32 + d: r[d]++; break; \
    case IF_LESS * 32 + d: if (r[d] < r[s->other]) at = s->value; break; \
    case IF_ZERO * 32 + d: if (r[d] == 0) at = s->value; break; \
    case GOTO * 32 + d: at = s->value; break; \
    case HALT * 32 + d: return r[d];
#define EIGHT(d) CASES(d) CASES(d + 1) CASES(d + 2) CASES(d + 3) CASES(d + 4) CASES(d + 5) CASES(d + 6) CASES(d + 7)
            EIGHT(0) EIGHT(8) EIGHT(16) EIGHT(24)
        }
    }
}

/* Counts the primes below a limit, with all registers moved on by some number. */
static int64_t primes(int by, int limit, int64_t *steps) {
#define R(n) (((n) + by) % 32)
#define OP(operation, d, s, v) { (uint16_t)(operation * 32 + R(d)), (uint16_t)R(s), v }
    const Step program[] = {
        OP(SET, 0, 0, 2), OP(SET, 1, 0, 0), OP(SET, 2, 0, limit),
        OP(SET, 3, 0, 2),
        OP(MOVE, 4, 3, 0), OP(MUL, 4, 3, 0), OP(IF_LESS, 0, 4, 12),
        OP(MOVE, 5, 0, 0), OP(MOD, 5, 3, 0), OP(IF_ZERO, 5, 0, 13), OP(INC, 3, 0, 0), OP(GOTO, 0, 0, 4),
        OP(INC, 1, 0, 0),
        OP(INC, 0, 0, 0), OP(IF_LESS, 0, 2, 3), OP(HALT, 1, 0, 0),
    };
    int64_t registers[32] = {0};
    return run(program, registers, steps);
}

int main(void) {
    int64_t steps = 0, sum = 0;
    for (int by = 0; by < 32; by++) {
        sum += primes(by, 5000, &steps);
    }
    printf("%lld primes\n", (long long)sum);
    return steps > 0 ? 0 : 1;
}
