package dev.habu.compiler.text;

import dev.habu.compiler.TextFormatException;
import dev.habu.compiler.ValidationException;
import dev.habu.compiler.text.CustomSections.Placement;
import dev.habu.compiler.text.Tokens.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The annotations in a module's fields, which all other readers step over (WebAssembly 3.0, appendix 7.7): custom sections, names, and branch hints. Hints are
 * checked and then left out, since HotSpot counts branches itself. Annotations of other names mean nothing.
 */
final class AnnotationText {
    private static final String HINT = "metadata.code.branch_hint";

    /** What a name can stand behind. */
    private static final Set<String> NAMED = Set.of("func", "table", "memory", "global", "tag", "type", "elem", "data");

    private final Tokens tokens;
    private final CustomSections sections;
    private final Deque<Integer> lists = new ArrayDeque<>();
    private String moduleName;
    private boolean fieldSeen;

    private AnnotationText(Tokens tokens, CustomSections sections) {
        this.tokens = tokens;
        this.sections = sections;
    }

    /**
     * Reads the annotations from a token to the end of the list that it is in.
     *
     * @param sections takes the custom sections
     * @return the module's name, or null if no annotation gives one
     */
    static String read(Tokens tokens, int from, CustomSections sections) {
        AnnotationText text = new AnnotationText(tokens, sections);
        text.read(from);
        return text.moduleName;
    }

    private void read(int from) {
        for (int token = from; tokens.kind(token) != Kind.END; token++) {
            switch (tokens.kind(token)) {
                case OPEN -> {
                    fieldSeen |= lists.isEmpty();
                    lists.push(token);
                }
                case CLOSE -> {
                    if (lists.isEmpty()) {
                        return;
                    }
                    lists.pop();
                }
                case ANNOTATION -> {
                    annotation(token, tokens.text(token).substring(2));
                    token = tokens.close(token);
                }
                default -> {}
            }
        }
    }

    private void annotation(int token, String name) {
        switch (name) {
            case "custom" -> {
                if (!lists.isEmpty()) {
                    throw tokens.error(token, "misplaced @custom annotation");
                }
                custom(token + 1, tokens.close(token));
            }
            case "name" -> {
                if (lists.isEmpty() && !fieldSeen) {
                    if (moduleName != null) {
                        throw tokens.error(token, "@name annotation: multiple module");
                    }
                    moduleName = tokens.annotatedName(token);
                } else if (!isBehindDefinition(token)) {
                    throw tokens.error(token, "misplaced @name annotation");
                }
            }
            case HINT -> branchHint(token);
            default -> {}
        }
    }

    /** Whether a token is the first in the list of a field, or the second behind an identifier. */
    private boolean isBehindDefinition(int token) {
        if (lists.size() != 1) {
            return false;
        }
        int keyword = lists.peek() + 1;
        int place = tokens.kind(keyword + 1) == Kind.ID ? keyword + 2 : keyword + 1;
        return token == place && NAMED.contains(tokens.text(keyword));
    }

    private void custom(int first, int end) {
        int token = first;
        if (tokens.kind(token) != Kind.STRING) {
            throw tokens.error(token, "@custom annotation: missing section name");
        }
        String name = StringText.utf8(StringText.bytes(tokens.text(token)));
        if (name == null) {
            throw tokens.error(token, "@custom annotation: malformed UTF-8 encoding");
        }
        token++;
        Placement placement = CustomSections.AT_END;
        if (tokens.kind(token) == Kind.OPEN) {
            placement = placement(token);
            token = tokens.close(token) + 1;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (; token < end; token++) {
            if (tokens.kind(token) != Kind.STRING) {
                throw tokens.error(token, "@custom annotation: unexpected token " + tokens.text(token));
            }
            content.writeBytes(StringText.bytes(tokens.text(token)));
        }
        sections.add(placement, name, content.toByteArray());
    }

    private Placement placement(int open) {
        boolean after = tokens.textIs(open + 1, "after");
        if (!after && !tokens.textIs(open + 1, "before")) {
            throw tokens.error(open + 1, "@custom annotation: malformed placement");
        }
        String kind = tokens.kind(open + 2) == Kind.ATOM ? tokens.text(open + 2) : "";
        Placement placement = CustomSections.placement(after, kind);
        if (placement == null || tokens.close(open) != open + 3) {
            throw tokens.error(open + 2, "@custom annotation: malformed section kind");
        }
        return placement;
    }

    private void branchHint(int token) {
        boolean inFunction = !lists.isEmpty() && tokens.textIs(lists.getLast() + 1, "func");
        if (!inFunction) {
            throw hintError(token, "not in a function");
        }
        int value = token + 1;
        byte[] hint = tokens.kind(value) == Kind.STRING ? StringText.bytes(tokens.text(value)) : new byte[0];
        if (hint.length != 1 || hint[0] >>> 1 != 0 || tokens.close(token) != value + 1) {
            throw hintError(token, "malformed hint");
        }
        int target = tokens.close(token) + 1;
        if (tokens.kind(target) == Kind.ANNOTATION && tokens.text(target).equals("(@" + HINT)) {
            throw hintError(target, "duplicate annotation");
        }
        int instruction = tokens.kind(target) == Kind.OPEN ? target + 1 : target;
        if (!tokens.textIs(instruction, "if") && !tokens.textIs(instruction, "br_if")) {
            throw new ValidationException(hintError(target, "invalid target").getMessage(), -1);
        }
    }

    private TextFormatException hintError(int token, String message) {
        return tokens.error(token, "@" + HINT + " annotation: " + message);
    }
}
