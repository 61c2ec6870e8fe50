package dev.habu.worker.binding;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsPlain;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsSlot;
import dev.habu.js.JsValues;
import dev.habu.worker.storage.D1Query;
import dev.habu.worker.storage.D1Result;
import dev.habu.worker.storage.D1Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** The methods of {@code D1PreparedStatement} and {@code batch}, in Java since JavaScript is interpreted. One for each binding and isolate; loop thread only. */
final class D1Statements {
    /**
     * What a {@code D1PreparedStatement} is.
     *
     * @param executed a function that is called after each success, undefined if nobody wants to know
     */
    private record Statement(D1Query query, Object executed) {}

    private static final JsSlot<Statement> STATEMENT = new JsSlot<>(Statement.class);

    private final JsRuntime js;
    private final D1Store store;
    private final D1Values values = new D1Values();

    /** What d1.js adds to it: {@code statementPrototype}, {@code failure}, {@code bytes} and {@code batchOf}. */
    private final Object host;

    private Object prototype;

    D1Statements(JsRuntime js, D1Store store, Object host) {
        this.js = js;
        this.store = store;
        this.host = host;
    }

    /** Completes the class that d1.js has made. */
    void addMethods() {
        prototype = JsValues.get(host, "statementPrototype");
        JsValues.define(prototype, "bind", js.function("bind", 0, this::bind));
        for (String name : List.of("all", "run")) {
            JsValues.define(
                    prototype,
                    name,
                    js.function(name, 0, (self, args) -> query(self, results -> values.objects(results.getFirst()))));
        }
        JsValues.set(host, "batchOfArray", js.function("batch", 1, (self, args) -> batchOfArray(args[0])));
        JsValues.define(prototype, "first", js.function("first", 1, this::first));
        JsValues.define(prototype, "raw", js.function("raw", 1, this::raw));
    }

    /** {@code prepare(text)} */
    Object prepare(Object self, Object[] args) {
        return prepare(JsValues.arg(args, 0), JsValues.undefined());
    }

    /** {@code prepare(text, executed)}, for sessions */
    Object prepareInSession(Object self, Object[] args) {
        return prepare(args[0], args[1]);
    }

    private Object prepare(Object text, Object executed) {
        D1Query query = new D1Query(JsValues.toJavaString(text), List.of());
        return STATEMENT.newObject(prototype, new Statement(query, executed));
    }

    private static Statement statement(Object self) {
        Statement statement = STATEMENT.get(self);
        if (statement == null) {
            throw JsValues.typeError("Illegal invocation: this is no D1PreparedStatement");
        }
        return statement;
    }

    private Object bind(Object self, Object[] args) {
        Statement statement = statement(self);
        List<Object> parameters = new ArrayList<>(args.length);
        for (Object arg : args) {
            parameters.add(parameter(arg));
        }
        return STATEMENT.newObject(
                prototype, new Statement(new D1Query(statement.query.sql(), parameters), statement.executed));
    }

    /** What SQLite gets for a value. */
    private Object parameter(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? 1L : 0L;
            case Number number -> D1Values.number(number.doubleValue());
            default -> {
                if (JsValues.isString(value)) {
                    yield JsValues.toJavaString(value);
                }
                if (JsValues.isNullish(value) && !JsValues.isUndefined(value)) {
                    yield null;
                }
                // Arrays of bytes, and an error for everything else.
                yield JsBuffers.copyOf(JsBuffers.isBufferSource(value) ? value : JsValues.call(host, "bytes", value));
            }
        };
    }

    private Object first(Object self, Object[] args) {
        Object column = JsValues.arg(args, 0);
        if (JsValues.isNullish(column)) {
            return query(self, results -> {
                D1Result result = results.getFirst();
                return result.rows().isEmpty() ? JsValues.nullValue() : values.row(result, 0);
            });
        }
        String name = JsValues.toJavaString(column);
        return query(self, results -> {
            D1Result result = results.getFirst();
            if (result.rows().isEmpty()) {
                return JsValues.nullValue();
            }
            int index = result.columns().lastIndexOf(name);
            if (index < 0) {
                throw failure("D1_COLUMN_NOTFOUND", "Column not found (" + name + ")", "Column not found");
            }
            return D1Values.toJs(result.rows().getFirst()[index]);
        });
    }

    private Object raw(Object self, Object[] args) {
        Object options = JsValues.arg(args, 0);
        boolean names = JsValues.isObject(options) && JsValues.toBoolean(JsValues.get(options, "columnNames"));
        return query(self, results -> D1Values.arrays(results.getFirst(), names));
    }

    private Object query(Object self, Function<List<D1Result>, Object> toJs) {
        Statement statement = statement(self);
        return execute(List.of(statement.query), results -> {
            Object value = toJs.apply(results);
            if (!JsValues.isUndefined(statement.executed)) {
                JsValues.call(statement.executed, JsValues.undefined());
            }
            return value;
        });
    }

    Object batch(Object self, Object[] args) {
        Object statements = JsValues.arg(args, 0);
        return JsPlain.arrayLength(statements) < 0
                ? JsValues.call(host, "batchOf", statements)
                : batchOfArray(statements);
    }

    /** @param array made by a script, with nothing unusual about it */
    private Object batchOfArray(Object array) {
        long count = JsPlain.arrayLength(array);
        List<D1Query> queries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            Statement statement = STATEMENT.get(JsPlain.element(array, i));
            if (statement == null) {
                return rejected("D1_TYPE_ERROR", "batch() takes an array of statements made by prepare()");
            }
            queries.add(statement.query);
        }
        if (queries.isEmpty()) {
            return rejected("D1_ERROR", "No SQL statements detected.");
        }
        return execute(
                queries,
                results ->
                        JsValues.newArray(results.stream().map(values::objects).toArray()));
    }

    private Object rejected(String kind, String problem) {
        return js.promise(CompletableFuture.completedFuture(problem), text -> {
            throw failure(kind, text, text);
        });
    }

    private record Outcome(List<D1Result> results, Throwable failure) {}

    private Object execute(List<D1Query> queries, Function<List<D1Result>, Object> toJs) {
        return js.promise(store.query(queries).handle(Outcome::new), outcome -> {
            if (outcome.failure == null) {
                return toJs.apply(outcome.results);
            }
            Throwable cause = outcome.failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : outcome.failure;
            String problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw failure("D1_ERROR", problem, problem);
        });
    }

    /** An error as D1 words it; its cause has the text without D1's name for it. */
    private RuntimeException failure(String kind, String message, String cause) {
        return JsValues.thrown(JsValues.call(
                host, "failure", JsValues.string(kind), JsValues.string(message), JsValues.string(cause)));
    }
}
