package dev.habu.compiler;

/** Progress that is told to nobody. */
enum SilentProgress implements Progress, Progress.Step {
    INSTANCE;

    @Override
    public Step begin(String what, long total) {
        return this;
    }

    @Override
    public void note(String line) {}

    @Override
    public void advance(long units) {}

    @Override
    public void done() {}

    @Override
    public void close() {}
}
