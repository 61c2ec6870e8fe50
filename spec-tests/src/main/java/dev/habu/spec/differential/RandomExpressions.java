package dev.habu.spec.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes random expressions in the text format, in folded instructions. */
abstract class RandomExpressions {
    private static final String[] INT_BINARY = {
        "add", "sub", "mul", "div_s", "div_u", "rem_s", "rem_u", "and", "or", "xor", "shl", "shr_s", "shr_u", "rotl",
        "rotr"
    };
    private static final String[] INT_UNARY = {"clz", "ctz", "popcnt", "extend8_s", "extend16_s"};
    private static final String[] COMPARE = {"eq", "ne", "lt_s", "lt_u", "gt_s", "ge_u", "le_s"};
    private static final String[] FLOAT_BINARY = {"add", "sub", "mul", "div", "min", "max"};
    private static final String[] FLOAT_UNARY = {"abs", "neg", "sqrt", "ceil", "floor", "trunc", "nearest"};
    private static final String[] FLOAT_COMPARE = {"eq", "ne", "lt", "gt", "le", "ge"};
    private static final String[] FLOATS = {"0", "-0", "1.5", "-3e9", "1e19", "inf", "nan", "0x1p-149", "16777217"};
    private static final String[] INTS = {"0", "1", "-1", "3", "31", "255", "65528", "-2147483648", "2147483647"};
    private static final int MAX_DEPTH = 7;

    static final List<String> TYPES = List.of("i32", "i64", "f32", "f64");

    /** A function of the module. */
    record Signature(String name, List<String> params, List<String> results) {
        String type() {
            return "(param " + String.join(" ", params) + ") (result " + String.join(" ", results) + ")";
        }
    }

    final Random random;
    final StringBuilder out;
    final List<Signature> functions;
    final List<String> locals = new ArrayList<>();
    final boolean exceptions;

    /** How many more blocks and operations there may be. */
    int budget;

    private final String address;

    RandomExpressions(
            Random random, StringBuilder out, List<Signature> functions, boolean wideMemory, boolean exceptions) {
        this.random = random;
        this.out = out;
        this.functions = functions;
        this.address = wideMemory ? "i64" : "i32";
        this.exceptions = exceptions;
    }

    /** A block with a result, or null for none. */
    abstract void block(int depth, String type);

    /** An if with a result, or null for none. */
    abstract void conditional(int depth, String type);

    /** A try with a result, or null for none. */
    abstract void tryBlock(int depth, String type);

    abstract void call(Signature callee, int depth);

    /** The type of addresses. */
    final String addressType() {
        return address;
    }

    final String type() {
        return TYPES.get(random.nextInt(4));
    }

    final String one(String... words) {
        return words[random.nextInt(words.length)];
    }

    final boolean mayNest(int depth) {
        return depth < MAX_DEPTH && budget-- > 0;
    }

    final void instruction(String text, int depth, String... operands) {
        out.append('(').append(text);
        for (String operand : operands) {
            out.append(' ');
            value(operand, depth + 1);
        }
        out.append(')');
    }

    /** An address, mostly one within the memory. */
    final void address(int depth) {
        if (random.nextInt(6) == 0) {
            value(address, depth + 1);
        } else {
            out.append('(').append(address).append(".and ");
            value(address, depth + 1);
            out.append(" (").append(address).append(".const 0xffff))");
        }
    }

    final String offset() {
        return switch (random.nextInt(5)) {
            case 0 -> " offset=" + random.nextInt(64);
            case 1 -> " offset=" + (random.nextInt(8) == 0 ? "4294967280" : "65530");
            default -> "";
        };
    }

    /** A value whose bits will be seen. */
    final void stored(String type, int depth) {
        if (type.startsWith("f")) {
            instruction("call $canon_" + type, depth, type);
        } else {
            value(type, depth + 1);
        }
    }

    /** An expression of a type. */
    final void value(String type, int depth) {
        if (!mayNest(depth)) {
            leaf(type);
            return;
        }
        switch (random.nextInt(exceptions ? 12 : 11)) {
            case 0, 1 -> leaf(type);
            case 2 -> block(depth, type);
            case 3 -> conditional(depth, type);
            case 4 -> load(type, depth);
            case 5 -> instruction("select", depth, type, type, "i32");
            case 6 ->
                functions.stream()
                        .filter(function -> function.results().equals(List.of(type)))
                        .findAny()
                        .ifPresentOrElse(function -> call(function, depth), () -> leaf(type));
            case 11 -> tryBlock(depth, type);
            default -> operation(type, depth);
        }
    }

    final void leaf(String type) {
        List<Integer> fitting = new ArrayList<>();
        for (int i = 0; i < locals.size(); i++) {
            if (locals.get(i).equals(type)) {
                fitting.add(i);
            }
        }
        if (!fitting.isEmpty() && random.nextInt(3) > 0) {
            out.append("(local.get ")
                    .append(fitting.get(random.nextInt(fitting.size())))
                    .append(')');
        } else if (random.nextInt(4) == 0) {
            out.append("(global.get $g_").append(type).append(')');
        } else {
            String constant =
                    type.startsWith("f") ? one(FLOATS) : random.nextBoolean() ? one(INTS) : "" + random.nextInt();
            out.append('(').append(type).append(".const ").append(constant).append(')');
        }
    }

    final void load(String type, int depth) {
        String width = type.startsWith("f")
                ? ""
                : type.equals("i32")
                        ? one("", "8_s", "8_u", "16_s", "16_u")
                        : one("", "8_s", "8_u", "16_s", "16_u", "32_s", "32_u");
        out.append('(')
                .append(type)
                .append(".load")
                .append(width)
                .append(offset())
                .append(' ');
        address(depth);
        out.append(')');
    }

    final void operation(String type, int depth) {
        boolean isFloat = type.startsWith("f");
        switch (random.nextInt(5)) {
            case 0 -> instruction(type + "." + one(isFloat ? FLOAT_UNARY : INT_UNARY), depth, type);
            case 1 -> conversion(type, depth);
            case 2 -> {
                if (type.equals("i32")) {
                    String compared = type();
                    instruction(
                            compared + "." + one(compared.startsWith("f") ? FLOAT_COMPARE : COMPARE),
                            depth,
                            compared,
                            compared);
                } else if (isFloat) {
                    out.append('(').append(type).append(".copysign ");
                    value(type, depth + 1);
                    out.append(' ');
                    stored(type, depth);
                    out.append(')');
                } else {
                    instruction("i64.extend32_s", depth, type);
                }
            }
            default -> instruction(type + "." + one(isFloat ? FLOAT_BINARY : INT_BINARY), depth, type, type);
        }
    }

    final void conversion(String type, int depth) {
        switch (type) {
            case "i32" -> {
                switch (random.nextInt(4)) {
                    case 0 -> instruction("i32.wrap_i64", depth, "i64");
                    case 1 -> reinterpret("i32", "f32", depth);
                    default -> truncation(type, depth);
                }
            }
            case "i64" -> {
                switch (random.nextInt(4)) {
                    case 0 -> instruction("i64.extend_i32_" + one("s", "u"), depth, "i32");
                    case 1 -> reinterpret("i64", "f64", depth);
                    default -> truncation(type, depth);
                }
            }
            default -> {
                boolean isDouble = type.equals("f64");
                String from = one("i32", "i64");
                switch (random.nextInt(4)) {
                    case 0 ->
                        instruction(isDouble ? "f64.promote_f32" : "f32.demote_f64", depth, isDouble ? "f32" : "f64");
                    case 1 ->
                        instruction(
                                type + ".reinterpret_" + (isDouble ? "i64" : "i32"), depth, isDouble ? "i64" : "i32");
                    default -> instruction(type + ".convert_" + from + "_" + one("s", "u"), depth, from);
                }
            }
        }
    }

    final void reinterpret(String to, String from, int depth) {
        out.append('(').append(to).append(".reinterpret_").append(from).append(' ');
        stored(from, depth);
        out.append(')');
    }

    final void truncation(String type, int depth) {
        String from = one("f32", "f64");
        instruction(type + ".trunc" + one("", "_sat", "_sat") + "_" + from + "_" + one("s", "u"), depth, from);
    }
}
