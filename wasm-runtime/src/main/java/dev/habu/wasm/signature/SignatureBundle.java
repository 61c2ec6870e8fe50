package dev.habu.wasm.signature;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The classes of a module's function types as one resource of the module. */
public final class SignatureBundle {
    /** The name of the resource in the module's package. */
    public static final String RESOURCE = "signatures.habu";

    private SignatureBundle() {}

    /** The resource's content for class files by their class names, each after its superclass. */
    public static byte[] write(Map<String, byte[]> classFiles) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(classFiles.size());
            for (var file : classFiles.entrySet()) {
                out.writeUTF(file.getKey());
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Defines the classes that do not exist yet. */
    public static void define(InputStream resource) throws IOException {
        DataInputStream in = new DataInputStream(resource);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            byte[] classFile = in.readNBytes(in.readInt());
            Signatures.find(name, () -> classFile);
        }
    }
}
