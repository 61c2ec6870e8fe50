package dev.habu.spec.differential;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Writes the body of a function in the text format, in folded instructions: whatever stands where is of the right type. */
final class RandomBody extends RandomExpressions {
    /**
     * A label that can be branched to.
     *
     * @param caught whether it is of a handler, and so can be rethrown to
     */
    private record Target(String name, String type, boolean caught) {}

    private final Deque<Target> targets = new ArrayDeque<>();
    private int labels;

    RandomBody(Random random, StringBuilder out, List<Signature> functions, boolean wideMemory, boolean exceptions) {
        super(random, out, functions, wideMemory, exceptions);
    }

    void function(Signature signature) {
        budget = 20 + random.nextInt(120);
        locals.addAll(signature.params());
        out.append(" (func ")
                .append(signature.name())
                .append(" (export \"")
                .append(signature.name().substring(1));
        out.append("\") ").append(signature.type());
        for (int i = random.nextInt(5); i >= 0; i--) {
            String type = type();
            locals.add(type);
            out.append(" (local ").append(type).append(')');
        }
        out.append("\n  (call $burn)");
        statements(0);
        for (String result : signature.results()) {
            value(result, 1);
        }
        out.append(")\n");
    }

    private void statements(int depth) {
        for (int i = 1 + random.nextInt(4); i > 0 && budget > 0; i--) {
            out.append("\n  ");
            statement(depth + 1);
        }
    }

    private void statement(int depth) {
        budget--;
        int kind = random.nextInt(exceptions ? 20 : 15);
        switch (kind) {
            case 0, 1, 2 -> {
                int local = random.nextInt(locals.size());
                instruction("local.set " + local, depth, locals.get(local));
            }
            case 3 -> {
                String type = type();
                instruction("global.set $g_" + type, depth, type);
            }
            case 4, 5 -> store(depth);
            case 6 -> bulk(depth);
            case 7 -> {
                String type = type();
                instruction("call $log_" + type, depth, type);
            }
            case 8, 9 -> conditional(depth, null);
            case 10 -> block(depth, null);
            case 11 -> loop(depth);
            case 12 -> branch(depth);
            case 13 -> {
                Signature callee = functions.get(random.nextInt(functions.size()));
                out.append(
                        callee.results().isEmpty()
                                ? ""
                                : "(drop ".repeat(callee.results().size()));
                call(callee, depth);
                out.append(")".repeat(callee.results().size()));
            }
            case 14 -> switchOver(depth);
            case 15, 16, 17 -> tryBlock(depth, null);
            default -> raise(depth);
        }
    }

    @Override
    void block(int depth, String type) {
        if (mayNest(depth)) {
            String name = begin("block", type);
            statements(depth);
            end(type, depth);
            targets.remove(new Target(name, type, false));
            out.append(')');
        } else {
            end(type, depth);
        }
    }

    /** Opens a block with a label of that type, null for none. */
    private String begin(String opcode, String type) {
        String name = "$l" + labels++;
        out.append('(').append(opcode).append(' ').append(name);
        if (type != null) {
            out.append(" (result ").append(type).append(')');
        }
        targets.push(new Target(name, type, false));
        return name;
    }

    private void end(String type, int depth) {
        if (type != null) {
            out.append(' ');
            value(type, depth + 1);
        }
    }

    private void loop(int depth) {
        String name = begin("loop", null);
        out.append(" (call $burn)");
        statements(depth);
        instruction("br_if " + name, depth, "i32");
        out.append(')');
        targets.remove(new Target(name, null, false));
    }

    @Override
    void conditional(int depth, String type) {
        if (!mayNest(depth)) {
            end(type, depth);
            return;
        }
        String condition = written(() -> value("i32", depth + 1));
        String name = begin("if", type);
        out.append(' ').append(condition).append(" (then ");
        statements(depth);
        end(type, depth);
        out.append(')');
        if (type != null || random.nextBoolean()) {
            out.append(" (else ");
            statements(depth);
            end(type, depth);
            out.append(')');
        }
        out.append(')');
        targets.remove(new Target(name, type, false));
    }

    /** What an action writes, without leaving it there. */
    private String written(Runnable action) {
        int start = out.length();
        action.run();
        String text = out.substring(start);
        out.setLength(start);
        return text;
    }

    private void branch(int depth) {
        if (targets.isEmpty()) {
            return;
        }
        Target target = target();
        boolean always = random.nextInt(3) == 0;
        List<String> operands = new ArrayList<>();
        if (target.type != null) {
            operands.add(target.type);
        }
        if (!always) {
            operands.add("i32");
        }
        boolean leavesValue = !always && target.type != null;
        out.append(leavesValue ? "(drop " : "");
        instruction((always ? "br " : "br_if ") + target.name, depth, operands.toArray(String[]::new));
        out.append(leavesValue ? ")" : "");
    }

    private Target target() {
        return targets.stream().skip(random.nextInt(targets.size())).findFirst().orElseThrow();
    }

    private void switchOver(int depth) {
        List<String> names = targets.stream()
                .filter(target -> target.type == null)
                .map(Target::name)
                .toList();
        if (names.isEmpty() || !mayNest(depth)) {
            return;
        }
        StringBuilder table = new StringBuilder("br_table");
        for (int i = 1 + random.nextInt(5); i >= 0; i--) {
            table.append(' ').append(names.get(random.nextInt(names.size())));
        }
        instruction(table.toString(), depth, "i32");
    }

    @Override
    void tryBlock(int depth, String type) {
        if (!mayNest(depth)) {
            end(type, depth);
            return;
        }
        // 0: the function itself, seen from outside of the try.
        String outer = targets.isEmpty() || random.nextInt(6) == 0 ? "0" : target().name;
        boolean delegates = random.nextInt(4) == 0 && (!outer.equals("0") || targets.isEmpty());
        String name = begin("try", type);
        out.append(" (do ");
        statements(depth);
        if (random.nextBoolean()) {
            raise(depth);
        }
        end(type, depth);
        out.append(')');
        targets.remove(new Target(name, type, false));
        if (delegates) {
            out.append(" (delegate ").append(outer).append("))");
            return;
        }
        Target handler = new Target(name, type, true);
        targets.push(handler);
        for (int i = random.nextInt(3); i > 0; i--) {
            int tag = random.nextInt(3);
            out.append("\n   (catch $e").append(tag);
            out.append(tag == 2 ? " (drop) (global.set $g_i64)" : tag == 1 ? " (global.set $g_i32)" : "");
            handlerBody(depth, type);
        }
        if (random.nextBoolean()) {
            out.append("\n   (catch_all");
            handlerBody(depth, type);
        }
        targets.remove(handler);
        out.append(')');
    }

    private void handlerBody(int depth, String type) {
        out.append(' ');
        statements(depth);
        end(type, depth);
        out.append(')');
    }

    private void raise(int depth) {
        List<String> handlers =
                targets.stream().filter(Target::caught).map(Target::name).toList();
        boolean again = !handlers.isEmpty() && random.nextBoolean();
        String condition = written(() -> value("i32", depth + 1));
        out.append("(if ").append(condition).append(" (then ");
        if (again) {
            out.append("(rethrow ")
                    .append(handlers.get(random.nextInt(handlers.size())))
                    .append(')');
        } else {
            switch (random.nextInt(3)) {
                case 0 -> out.append("(throw $e0)");
                case 1 -> instruction("throw $e1", depth, "i32");
                default -> instruction("throw $e2", depth, "i64", "f64");
            }
        }
        out.append("))");
    }

    @Override
    void call(Signature callee, int depth) {
        if (random.nextInt(3) > 0) {
            instruction("call " + callee.name(), depth, callee.params().toArray(String[]::new));
            return;
        }
        List<String> operands = new ArrayList<>(callee.params());
        out.append("(call_indirect $t ").append(callee.type());
        for (String operand : operands) {
            out.append(' ');
            value(operand, depth + 1);
        }
        if (random.nextInt(4) == 0) {
            out.append(' ');
            value("i32", depth + 1);
        } else {
            out.append(" (i32.const ").append(callee.name().substring(2)).append(')');
        }
        out.append(')');
    }

    private void bulk(int depth) {
        String mask = " (" + addressType() + ".const " + one("7", "255", "65535") + "))";
        switch (random.nextInt(4)) {
            case 0 -> {
                out.append("(memory.fill ");
                address(depth);
                out.append(' ');
                value("i32", depth + 1);
                out.append(" (").append(addressType()).append(".and ");
                value(addressType(), depth + 1);
                out.append(mask).append(')');
            }
            case 1 -> {
                out.append("(memory.copy ");
                address(depth);
                out.append(' ');
                address(depth);
                out.append(" (").append(addressType()).append(".and ");
                value(addressType(), depth + 1);
                out.append(mask).append(')');
            }
            case 2 -> {
                out.append("(memory.init $passive ");
                address(depth);
                out.append(" (i32.const ").append(random.nextInt(5)).append(") (i32.const ");
                out.append(random.nextInt(10)).append("))");
            }
            default -> {
                out.append("(drop (memory.grow (").append(addressType()).append(".and ");
                value(addressType(), depth + 1);
                out.append(" (").append(addressType()).append(".const 1))))");
            }
        }
    }

    private void store(int depth) {
        String type = type();
        String width = type.startsWith("f") ? "" : type.equals("i32") ? one("", "8", "16") : one("", "8", "16", "32");
        out.append('(')
                .append(type)
                .append(".store")
                .append(width)
                .append(offset())
                .append(' ');
        address(depth);
        out.append(' ');
        stored(type, depth);
        out.append(')');
    }
}
