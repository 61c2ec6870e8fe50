package dev.habu.worker.config;

import dev.habu.worker.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of local development: {@code .dev.vars}, or in its place {@code .dev.vars.NAME} when there is one for the
 * environment. The syntax is that of dotenv; where dotenv skips a line that it does not understand, this is an error.
 */
final class DevVars {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*(?:export\\s+)?([\\w.-]+)\\s*(?:=|:\\s)[ \\t]*(.*)", Pattern.DOTALL);

    private final String name;
    private final String[] lines;
    private int at;

    private DevVars(String name, String text) {
        this.name = name;
        this.lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
    }

    /** The file that counts for an environment (null for none); it need not exist. */
    static Path file(Path projectFolder, String environment) {
        if (environment != null) {
            Path own = projectFolder.resolve(".dev.vars." + environment);
            if (Files.exists(own)) {
                return own;
            }
        }
        return projectFolder.resolve(".dev.vars");
    }

    /**
     * The secrets in the file; none if there is no file.
     *
     * @throws UserException if a line is not understood. No message quotes a line: it may be a secret.
     */
    static Map<String, String> read(Path file) {
        return Files.exists(file) ? new DevVars(file.toString(), ConfigFile.text(file)).secrets() : Map.of();
    }

    private Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (at = 0; at < lines.length; at++) {
            String line = lines[at].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (!assignment.matches()) {
                throw problem(at, "expected NAME=value");
            }
            secrets.put(assignment.group(1), value(assignment.group(2)));
        }
        return secrets;
    }

    private UserException problem(int line, String what) {
        return new UserException(name + ":" + (line + 1) + ": " + what);
    }

    private String value(String rest) {
        char quote = rest.isEmpty() ? 0 : rest.charAt(0);
        if (quote != '"' && quote != '\'' && quote != '`') {
            int comment = rest.indexOf('#');
            return (comment < 0 ? rest : rest.substring(0, comment)).strip();
        }
        String quoted = quoted(rest.substring(1), quote);
        return quote == '"' ? quoted.replace("\\n", "\n").replace("\\r", "\r") : quoted;
    }

    /** The text up to the closing quote, which may be on a later line; {@code at} is left on that line. */
    private String quoted(String rest, char quote) {
        int start = at;
        StringBuilder value = new StringBuilder();
        while (true) {
            for (int i = 0; i < rest.length(); i++) {
                char c = rest.charAt(i);
                if (c == quote) {
                    String after = rest.substring(i + 1).strip();
                    if (!after.isEmpty() && !after.startsWith("#")) {
                        throw problem(at, "text after the closing quote of the value");
                    }
                    return value.toString();
                }
                value.append(c);
                if (c == '\\' && i + 1 < rest.length()) {
                    value.append(rest.charAt(++i));
                }
            }
            if (++at == lines.length) {
                throw problem(start, "the quote that opens the value is never closed");
            }
            value.append('\n');
            rest = lines[at];
        }
    }
}
