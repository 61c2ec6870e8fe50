from js import Response


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


async def on_fetch(request, env):
    return Response.new(str(fib(20)))
