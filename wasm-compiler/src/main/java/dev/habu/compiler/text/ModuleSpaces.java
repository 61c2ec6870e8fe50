package dev.habu.compiler.text;

/** The index spaces of a module (WebAssembly 3.0, section 6.1.2). */
final class ModuleSpaces {
    final TypeText types = new TypeText();
    final IndexSpace functions = new IndexSpace("function");
    final IndexSpace tables = new IndexSpace("table");
    final IndexSpace memories = new IndexSpace("memory");
    final IndexSpace globals = new IndexSpace("global");
    final IndexSpace tags = new IndexSpace("tag");
    final IndexSpace elements = new IndexSpace("elem segment");
    final IndexSpace data = new IndexSpace("data segment");

    /** Whether an instruction names a data segment, so that the binary needs the data count section. */
    boolean dataNamed;

    /** The index space of an import or export kind, by its keyword; null if there is no such kind. */
    IndexSpace external(String kind) {
        return switch (kind) {
            case "func" -> functions;
            case "table" -> tables;
            case "memory" -> memories;
            case "global" -> globals;
            case "tag" -> tags;
            default -> null;
        };
    }

    /** The number that stands for a kind in imports and exports (section 5.4.1 of the binary format). */
    static int kindCode(String kind) {
        return switch (kind) {
            case "func" -> 0;
            case "table" -> 1;
            case "memory" -> 2;
            case "global" -> 3;
            case "tag" -> 4;
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
