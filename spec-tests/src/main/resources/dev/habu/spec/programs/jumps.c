/* setjmp and longjmp: out of deep calls, back into a loop, through a frame that has a jump buffer of its own. */
#include <setjmp.h>
#include <stdio.h>

/* Zig's C library refers to this tag and does not define it. */
__asm__(".globl __c_longjmp\n.tagtype __c_longjmp i32\n__c_longjmp:\n");

static jmp_buf outer, inner;

static void descend(jmp_buf to, int depth, int value) {
    if (depth == 0) {
        longjmp(to, value);
    }
    descend(to, depth - 1, value);
    printf("not reached\n");
}

static int guarded(int round) {
    volatile int seen = round;
    int value = setjmp(inner);
    if (value == 0) {
        descend(round % 3 == 2 ? outer : inner, 50, round + 100);
    }
    return value + seen;
}

int main(void) {
    volatile int round = 0;
    int value = setjmp(outer);
    if (value != 0) {
        printf("outer %d\n", value);
        round++;
    }
    for (; round < 6; round++) {
        printf("inner %d\n", guarded(round));
    }
    printf("zero becomes %d\n", setjmp(inner) == 0 ? (longjmp(inner, 0), 0) : 1);
    return 0;
}
