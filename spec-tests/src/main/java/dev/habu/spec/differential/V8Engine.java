package dev.habu.spec.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** V8, in one Node process for all modules. A module can be sent before its result is wanted. */
final class V8Engine implements Engine {
    private static final int ANSWER_SECONDS = 20;

    private final Oracles oracles;
    private NodeProgram node;

    V8Engine(Oracles oracles) throws IOException {
        this.oracles = oracles;
        node = startNode();
    }

    private NodeProgram startNode() throws IOException {
        return oracles.start("v8.mjs", List.of("--expose-gc", "--max-old-space-size=1024"));
    }

    @Override
    public String name() {
        return "V8";
    }

    /** Begins to run a module. */
    void begin(byte[] module, Plan plan) throws IOException {
        node.send(plan.text(), module);
    }

    /** The result of the module that was begun; V8 is given up after a while, and a new one is started for the next module. */
    Observation finish() throws IOException {
        try {
            return Observation.parse(new String(node.receive(ANSWER_SECONDS), StandardCharsets.UTF_8));
        } catch (IOException e) {
            node.close();
            node = startNode();
            return Observation.unsupported("no answer: " + e.getMessage());
        }
    }

    @Override
    public Observation run(byte[] module, Plan plan) throws IOException {
        begin(module, plan);
        return finish();
    }

    @Override
    public void close() {
        node.close();
    }
}
