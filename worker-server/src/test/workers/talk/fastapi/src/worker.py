from fastapi import FastAPI, Request
from pydantic import BaseModel


async def on_fetch(request, env):
    import asgi

    return await asgi.fetch(app, request, env)


app = FastAPI()


@app.get("/")
async def root():
    return {"message": "Haisai!"}


@app.get("/env")
async def variable(req: Request):
    env = req.scope["env"]
    return {"message": "This is " + env.MESSAGE}


class Order(BaseModel):
    dish: str
    note: str | None = None
    price: float
    tip: float | None = None


@app.post("/orders/")
async def create(order: Order):
    return order


@app.put("/orders/{number}")
async def change(number: int, order: Order, q: str | None = None):
    result = {"number": number, **order.dict()}
    if q:
        result.update({"q": q})
    return result


@app.get("/orders/{number}")
async def read(number: int):
    return {"number": number}
