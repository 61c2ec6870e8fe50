package dev.habu.worker.command.wasm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A print stream for programs, which have to be told when nobody listens any more. */
final class ProgramOutput extends OutputStream {
    private final PrintStream out;

    ProgramOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        check();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        check();
    }

    private void check() throws IOException {
        if (out.checkError()) {
            throw new IOException("Broken pipe");
        }
    }
}
