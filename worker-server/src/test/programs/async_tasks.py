import asyncio
import contextlib
import contextvars

request_id = contextvars.ContextVar("request_id", default="none")


async def worker(name, queue, results):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(0.001 * (item % 3))
        results.append((item, request_id.get()))
    return name


async def countdown(n):
    while n:
        yield n
        n -= 1
        await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def resource(log):
    log.append("open")
    try:
        yield len(log)
    finally:
        log.append("close")


async def fails(delay):
    await asyncio.sleep(delay)
    raise ValueError(f"after {delay}")


async def main():
    request_id.set("r1")
    queue, results = asyncio.Queue(), []
    for i in range(10):
        queue.put_nowait(i)
    for _ in range(3):
        queue.put_nowait(None)
    print(sorted(await asyncio.gather(*(worker(f"w{i}", queue, results) for i in range(3)))))
    print(sorted(results))
    print([i async for i in countdown(3)])
    log = []
    async with resource(log) as n:
        log.append(n)
    print(log)
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except TimeoutError as e:
        print("timeout", type(e).__name__)
    print(await asyncio.gather(fails(0), fails(0.001), return_exceptions=True))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(0.001))
            group.create_task(asyncio.sleep(10))
    except* ValueError as e:
        print([str(x) for x in e.exceptions])
    event, order = asyncio.Event(), []

    async def waiter(name):
        await event.wait()
        order.append(name)

    tasks = [asyncio.create_task(waiter(n)) for n in "ab"]
    await asyncio.sleep(0)
    event.set()
    await asyncio.wait(tasks)
    print(order)
    task = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    task.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as e:
        print("cancelled", e)
    lock, inside = asyncio.Lock(), []

    async def critical(i):
        async with lock:
            inside.append(i)
            await asyncio.sleep(0)
            inside.append(i)

    await asyncio.gather(*(critical(i) for i in range(3)))
    print(inside)
    return "result"


print(asyncio.run(main()))
