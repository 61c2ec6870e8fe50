from js import URL, Headers, Response, console, fetch

WEATHER = "https://weather.example"


async def on_fetch(request, env):
    url = URL.new(request.url)  # Python has no operator "new"
    if url.pathname == "/moved":
        return Response.redirect(url.origin, 307)
    headers = Headers.new({"content-type": "application/json; charset=utf-8"}.items())
    answer = await fetch(f"{WEATHER}/today")
    console.log(answer)
    return Response.new(answer.body, headers=headers)
