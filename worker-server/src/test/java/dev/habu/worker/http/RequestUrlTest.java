package dev.habu.worker.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestUrlTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", textBlock = """
                    / -> http://Example.com/
                    /a/b?c=d#e -> http://Example.com/a/b?c=d#e
                    //a//b/ -> http://Example.com//a//b/
                    /a/../b -> http://Example.com/b
                    /a/./b/. -> http://Example.com/a/b/
                    /a/%2e%2E/b/.. -> http://Example.com/
                    /../../x?y=/../z -> http://Example.com/x?y=/../z
                    /.hidden/..x/... -> http://Example.com/.hidden/..x/...
                    /é%20 -> http://Example.com/é%20
                    /Ã©%20/â -> http://Example.com/é%20/✓
                    * -> http://Example.com/
                    http://other:1/x/../y -> http://other:1/x/../y
                    """)
    void dotSegmentsAreResolvedAndTheRestStays(String target, String url) {
        assertEquals(url, RequestUrl.of(target, "Example.com", "127.0.0.1:8787"));
    }

    @ParameterizedTest
    @CsvSource({",", "''"})
    void withoutHostTheServersAddressStands(String host) {
        assertEquals("http://127.0.0.1:8787/x", RequestUrl.of("/x", host, "127.0.0.1:8787"));
    }
}
