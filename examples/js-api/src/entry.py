from js import URL, Headers, Response, console, fetch


async def on_fetch(request):
    url = URL.new(request.url)
    console.log(f"{request.method} {url.pathname}")
    match url.pathname:
        case "/hello":
            name = url.searchParams.get("name") or "world"
            return Response.new(f"Hello, {name}!")
        case "/headers":
            headers = Headers.new({"content-type": "text/plain;charset=UTF-8"}.items())
            headers.append("x-agent", request.headers.get("user-agent") or "unknown")
            return Response.new("Look at the headers.", headers=headers)
        case "/redirect":
            return Response.redirect(URL.new("/hello?name=redirected", url).href, 302)
        case "/fetch":
            upstream = await fetch(url.searchParams.get("url") or "https://example.com/")
            text = await upstream.text()
            console.log("fetched", upstream.url)
            return Response.new(f"{upstream.status}, {len(text)} characters")
        case _:
            return Response.new("Try /hello, /headers, /redirect or /fetch", status=404)
