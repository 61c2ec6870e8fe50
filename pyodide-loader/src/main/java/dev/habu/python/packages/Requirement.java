package dev.habu.python.packages;

import dev.habu.python.PyodideException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One dependency, such as {@code httpx[http2]>=0.25,<1; python_version >= "3.9"}.
 *
 * @param name normalized: lower case, with {@code -} for any run of {@code -_.}
 * @param extras normalized
 * @param specifier which versions will do, such as {@code >=0.25,<1}; or {@code @ URL}; empty for any
 * @param marker when it applies; empty for always
 */
record Requirement(String name, List<String> extras, String specifier, String marker) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[([^\\]]*)])?\\s*(@\\s*\\S+|\\([^)]*\\)|[^;@]*?)\\s*(?:;(.*))?");
    private static final Pattern SPECIFIER =
            Pattern.compile("(?:(?:===|==|~=|!=|<=|>=|<|>)\\s*[A-Za-z0-9.*+!_-]+\\s*,?\\s*)*");

    /**
     * Reads one in the form that requirements.txt, pyproject.toml and a wheel's metadata share.
     *
     * @throws PyodideException if it has another form
     */
    static Requirement parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw malformed(text);
        }
        String specifier = form.group(3).strip();
        if (specifier.startsWith("(")) {
            specifier = specifier.substring(1, specifier.length() - 1).strip();
        }
        if (!specifier.startsWith("@") && !SPECIFIER.matcher(specifier).matches()) {
            throw malformed(text);
        }
        List<String> extras = form.group(2) == null
                ? List.of()
                : Arrays.stream(form.group(2).split(",", -1))
                        .map(String::strip)
                        .filter(extra -> !extra.isEmpty())
                        .map(Requirement::normalize)
                        .toList();
        String marker = form.group(4) == null ? "" : form.group(4).strip();
        return new Requirement(normalize(form.group(1)), extras, specifier, marker);
    }

    private static PyodideException malformed(String text) {
        return new PyodideException(
                "not the name of a package with versions, such as \"httpx>=0.25\": " + text.strip());
    }

    /** A name as package indexes compare them. */
    static String normalize(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    /** As a person writes it, without its marker. */
    String shown() {
        return specifier.startsWith("@") ? name + " " + specifier : name + specifier;
    }
}
