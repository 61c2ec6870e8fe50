package dev.habu.wasm;

/** A tag instance: the identity by which handlers tell exceptions apart (WebAssembly 3.0, section 4.2.10). */
public final class Tag extends Extern {
    private final TagType type;

    /** Makes a tag that is equal to no other. */
    public Tag(TagType type) {
        this.type = type;
    }

    @Override
    public TagType type() {
        return type;
    }

    @Override
    public boolean matches(ExternType wanted) {
        return type.equals(wanted);
    }
}
