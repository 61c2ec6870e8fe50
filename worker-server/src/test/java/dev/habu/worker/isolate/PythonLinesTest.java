package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.worker.UserException;
import dev.habu.worker.bundle.PythonOptions;
import dev.habu.worker.config.WranglerOptions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers on the Pyodide that their compatibility date gives them. */
final class PythonLinesTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("habu.root", "..")).resolve("examples");

    @TempDir
    private Path folder;

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ServedWorker start(String date, String source) throws IOException {
        put("wrangler.toml", """
                name = "line"
                main = "src/main.py"
                compatibility_date = "%s"
                compatibility_flags = ["python_workers"]

                [vars]
                MESSAGE = "from the environment"
                """.formatted(date));
        put("src/main.py", source);
        return ServedWorker.start(folder, WranglerOptions.NONE);
    }

    /** The fifth demo of the talk: FastAPI by its bare name, at the date of the talk. */
    @Test
    void fastApiOf2024RunsOnItsOwnPydantic() throws Exception {
        put("requirements.txt", "fastapi\n");
        String source = """
                import sys

                async def on_fetch(request, env):
                    import asgi

                    return await asgi.fetch(app, request, env)

                from fastapi import FastAPI, Request
                from pydantic import VERSION, BaseModel

                app = FastAPI()

                @app.get("/")
                async def root():
                    return {"python": sys.version_info[:2], "pydantic": VERSION.rpartition(".")[0]}

                @app.get("/env")
                async def env(req: Request):
                    return {"message": req.scope["env"].MESSAGE}

                class Item(BaseModel):
                    name: str
                    description: str | None = None
                    price: float
                    tax: float | None = None

                @app.post("/items/")
                async def create_item(item: Item):
                    result = item.dict()
                    if item.tax:
                        result["price_with_tax"] = item.price + item.tax
                    return result
                """;
        try (ServedWorker worker = start("2024-03-29", source)) {
            assertEquals("{\"python\":[3,12],\"pydantic\":\"1.10\"}", worker.text("/"));
            assertEquals("{\"message\":\"from the environment\"}", worker.text("/env"));
            HttpResponse<String> item = worker.send(HttpRequest.newBuilder(worker.uri("/items/"))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"tea\", \"price\": 2.5, \"tax\": 0.5}"))
                    .build());
            assertEquals(
                    "{\"name\":\"tea\",\"description\":null,\"price\":2.5,\"tax\":0.5,\"price_with_tax\":3.0}",
                    item.body());
        }

        put("requirements.txt", "fastapi==0.110.0\n");
        String message = assertThrows(UserException.class, () -> start("2024-03-29", source))
                .getMessage();
        assertTrue(
                message.contains("requirements.txt: \"fastapi==0.110.0\" must be the bare name of a package"), message);
    }

    @Test
    void timersAndFetchAreForHandlers() throws Exception {
        String source = """
                from js import Response, crypto, fetch, setTimeout
                from pyodide.ffi import JsException, create_once_callable

                refused = []
                for call in (lambda: setTimeout(create_once_callable(print), 1)), crypto.randomUUID:
                    try:
                        call()
                    except JsException as error:
                        refused.append(error.message[:49])
                early = fetch("http://127.0.0.1:9/")

                async def on_fetch(request):
                    global early
                    if early:
                        promise, early = early, None
                        try:
                            await promise
                        except JsException as error:
                            refused.append(error.message[:49])
                    return Response.new(f"{set(refused)} {len(refused)} {len(crypto.randomUUID())}")
                """;
        try (ServedWorker worker = start("2024-03-29", source)) {
            assertEquals("{'Disallowed operation called within global scope. '} 3 36", worker.text("/"));
        }
    }

    @Test
    void sdkOf2024() throws Exception {
        String source = """
                from cloudflare.workers import Response

                async def on_fetch(request):
                    path = request.url.rpartition("/")[2]
                    match path:
                        case "list":
                            return Response("list", headers=[("x-a", "1"), ("x-a", "2")])
                        case "dict":
                            return Response("dict", status=201, headers={"x-a": "1"})
                        case "json":
                            return Response.json({"a": [1, {"b": None}]}, status=202)
                        case "redirect":
                            return Response.redirect("https://example.com/x", status=308)
                        case "inherited":
                            response = Response("some text", status=404)
                            return Response(f"{response.status} {response.ok} {await response.text()}")
                    try:
                        Response("x", headers="x-a: 1")
                    except TypeError as error:
                        return Response(str(error), status=400)
                """;
        try (ServedWorker worker = start("2024-11-01", source)) {
            assertEquals("1, 2", String.join(", ", worker.get("/list").headers().allValues("x-a")));
            assertEquals(201, worker.get("/dict").statusCode());
            assertEquals("{\"a\":[1,{}]}", worker.text("/json"));
            assertEquals(308, worker.get("/redirect").statusCode());
            assertEquals("404 False some text", worker.text("/inherited"));
            assertEquals("Received unexpected type for headers argument", worker.text("/bad"));
        }
    }

    @Test
    void helloRunsOnEveryLine() throws Exception {
        for (String line : List.of("0.26", "0.28", "314")) {
            try (ServedWorker worker = ServedWorker.start(
                    EXAMPLES.resolve("hello"), WranglerOptions.NONE, new PythonOptions(line, null))) {
                assertEquals("Hello world!", worker.text("/"), line);
            }
        }
    }

    @Test
    void anEntrypointClassAndATracebackOnTheLineOf2025() throws Exception {
        String source = """
                import sys

                from workers import Response, WorkerEntrypoint

                class Default(WorkerEntrypoint):
                    async def fetch(self, request):
                        if request.url.endswith("/fail"):
                            return {}["key"]
                        return Response(f"{sys.version_info.minor} {self.env.MESSAGE}")
                """;
        try (ServedWorker worker = start("2025-10-01", source)) {
            assertEquals("13 from the environment", worker.text("/"));
            HttpResponse<String> failed = worker.get("/fail");
            assertEquals(500, failed.statusCode());
            assertTrue(failed.body().contains("File \"src/main.py\", line 8, in fetch"), failed.body());
            assertTrue(failed.body().contains("KeyError: 'key'"), failed.body());
        }
    }
}
