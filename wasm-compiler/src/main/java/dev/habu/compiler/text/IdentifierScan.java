package dev.habu.compiler.text;

/**
 * The first of two passes over the fields of a module: gives every identifier its index and reads the type definitions, because a field may use what
 * stands after it.
 */
final class IdentifierScan {
    private final ModuleSpaces spaces;

    /** What the first definition defines that no import may follow; null before it. */
    private String defined;

    private boolean started;

    IdentifierScan(ModuleSpaces spaces) {
        this.spaces = spaces;
    }

    void scan(TextCursor text) {
        TextCursor types = text.copy();
        while (!text.atClose() && !text.atEnd()) {
            field(text);
        }
        while (!types.atClose() && !types.atEnd()) {
            if (types.atOpen("type") || types.atOpen("rec")) {
                spaces.types.definition(types);
            } else {
                types.skip();
            }
        }
    }

    private void field(TextCursor text) {
        TextCursor place = text.copy();
        text.open();
        String keyword = text.atom();
        switch (keyword) {
            case "type" -> spaces.types.names().add(text);
            case "rec" -> {
                while (text.acceptOpen("type")) {
                    spaces.types.names().add(text);
                    text.skipToClose();
                }
            }
            case "import" -> {
                importsFirst(place);
                text.string();
                text.string();
                text.open();
                external(text.atom(), text, place);
                text.skipToClose();
            }
            case "func", "table", "memory", "global", "tag" -> definition(keyword, text, place);
            case "elem" -> spaces.elements.add(text);
            case "data" -> spaces.data.add(text);
            case "start" -> {
                if (started) {
                    throw place.error("multiple start sections");
                }
                started = true;
            }
            case "export" -> {}
            default -> throw place.unexpected("a module field");
        }
        text.skipToClose();
    }

    private void external(String keyword, TextCursor text, TextCursor place) {
        IndexSpace space = spaces.external(keyword);
        if (space == null) {
            throw place.error("unexpected token " + keyword + ": an import kind was expected");
        }
        space.add(text);
    }

    private void definition(String keyword, TextCursor text, TextCursor place) {
        external(keyword, text, place);
        while (text.atOpen("export")) {
            text.skip();
        }
        if (text.atOpen("import")) {
            importsFirst(place);
            return;
        }
        if (defined == null) {
            defined = keyword;
        }
        if (keyword.equals("memory") || keyword.equals("table")) {
            inlineSegment(keyword, text);
        }
    }

    private void inlineSegment(String keyword, TextCursor text) {
        if (keyword.equals("table")) {
            ModuleText.addressType(text);
            if (EncodedType.atReferenceType(text)) {
                spaces.elements.add();
            }
        } else {
            ModuleText.addressType(text);
            if (text.atOpen("pagesize")) {
                text.skip();
            }
            if (text.atOpen("data")) {
                spaces.data.add();
            }
        }
    }

    private void importsFirst(TextCursor place) {
        if (defined != null) {
            throw place.error("import after " + defined);
        }
    }
}
