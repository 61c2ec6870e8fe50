package dev.habu.spec.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs through the socket as the stand-in for {@code node} does. */
class NodeHostTest {
    @TempDir
    static Path folder;

    /** What a program wrote, and its exit code. */
    private record Ended(String out, String err, int code) {}

    @BeforeAll
    static void startHost() throws Exception {
        Path socket = folder.resolve("node");
        Thread.ofPlatform().daemon().start(() -> listen(socket));
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!Files.exists(socket)) {
            assertTrue(System.nanoTime() < deadline, "the host does not listen");
            Thread.sleep(20);
        }
    }

    private static void listen(Path socket) {
        try {
            NodeHost.listen(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ended node(String input, String... arguments) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("node")))) {
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            send(out, 'h', commandLine(arguments));
            ByteArrayOutputStream stdout = new ByteArrayOutputStream();
            ByteArrayOutputStream stderr = new ByteArrayOutputStream();
            String rest = input;
            while (true) {
                char kind = (char) in.readByte();
                byte[] bytes = in.readNBytes(in.readInt());
                switch (kind) {
                    case 'o' -> stdout.writeBytes(bytes);
                    case 'e' -> stderr.writeBytes(bytes);
                    case 'r' -> {
                        send(out, 'i', rest);
                        rest = "";
                    }
                    default -> {
                        return new Ended(
                                stdout.toString(StandardCharsets.UTF_8),
                                stderr.toString(StandardCharsets.UTF_8),
                                Integer.parseInt(new String(bytes, StandardCharsets.US_ASCII)));
                    }
                }
            }
        }
    }

    private static void send(DataOutputStream out, char kind, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String commandLine(String... arguments) throws IOException {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("argv");
            for (String argument : arguments) {
                generator.writeString(argument);
            }
            generator.writeEndArray();
            generator.writeObjectFieldStart("env");
            generator.writeStringField("GREETING", "hello");
            generator.writeEndObject();
            generator.writeStringField("cwd", folder.toString());
            generator.writeArrayFieldStart("terminals");
            for (int i = 0; i < 3; i++) {
                generator.writeBoolean(false);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        return json.toString();
    }

    @Test
    void runsACommandAndEndsWithItsCode() throws Exception {
        String program =
                "console.log(process.env.GREETING); console.error('late'); setTimeout(() => process.exit(7), 1)";
        assertEquals(new Ended("hello\n", "late\n", 7), node("", "-e", program));
    }

    @Test
    void endsWhenNothingIsLeftToDo() throws Exception {
        String program = "setTimeout(() => { process.stdout.write('done'); process.exitCode = 3 }, 5)";
        assertEquals(new Ended("done", "", 3), node("", "-e", program));
    }

    @Test
    void anErrorThatNobodyCatchesIsPrintedAndEndsWithOne() throws Exception {
        Ended ended = node("", "-e", "Promise.reject(new TypeError('no')); setTimeout(() => {}, 1000)");
        assertEquals(1, ended.code());
        assertTrue(ended.err().startsWith("TypeError: no"), ended.err());
    }

    @Test
    void readsStandardInputWithoutWaitingForItElsewhere() throws Exception {
        String program = "const bytes = new Uint8Array(20); const n = require('fs').readSync(0, bytes); "
                + "console.log(new TextDecoder().decode(bytes.subarray(0, n)), require('fs').readSync(0, bytes))";
        assertEquals(new Ended("typed 0\n", "", 0), node("typed", "-e", program));
    }

    @Test
    void modulesOfBothKindsFindEachOtherAndTheFilesOfTheMachine() throws Exception {
        Files.writeString(folder.resolve("common.js"), "exports.text = require('./data.json').text + __filename");
        Files.writeString(folder.resolve("data.json"), "{\"text\": \"in \"}");
        Files.writeString(folder.resolve("main.mjs"), """
                import { createRequire } from 'module';
                import * as fs from 'node:fs';
                import path from 'path';
                const { text } = createRequire(import.meta.url)('./common');
                const folder = path.join(process.cwd(), 'made');
                fs.mkdirSync(folder);
                fs.writeFileSync(`${folder}/a`, 'abc');
                fs.renameSync(`${folder}/a`, `${folder}/b`);
                const { size } = fs.statSync('made/b');
                console.log(text, process.argv[2], size, fs.readdirSync(folder).join());
                """);
        String expected = "in " + folder.resolve("common.js") + " argument 3 b\n";
        assertEquals(new Ended(expected, "", 0), node("", "main.mjs", "argument"));
    }

    @Test
    void failedSystemCallsHaveTheCodesOfPosix() throws Exception {
        String program = """
                const fs = require('fs');
                fs.mkdirSync('full/of', { recursive: true });
                const code = (call) => { try { call(); } catch (e) { return e.code; } };
                console.log(code(() => fs.readFileSync('absent')), code(() => fs.mkdirSync('full')),
                  code(() => fs.rmdirSync('full')), code(() => fs.closeSync(99)), code(() => fs.readdirSync('absent')),
                  code(() => fs.unlinkSync('full')), code(() => fs.readlinkSync('full')));
                """;
        assertEquals(new Ended("ENOENT EEXIST ENOTEMPTY EBADF ENOENT EISDIR EINVAL\n", "", 0), node("", "-e", program));
    }
}
