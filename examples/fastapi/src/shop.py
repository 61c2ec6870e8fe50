import asyncio
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, HTTPException, Path, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

FRUIT = {1: "mango", 2: "pineapple", 3: "dragon fruit"}


@asynccontextmanager
async def lifespan(app):
    app.state.prices = {1: 4.5, 2: 2.25, 3: 3.0}
    yield
    app.state.prices.clear()


app = FastAPI(title="Fruit", lifespan=lifespan)


class Order(BaseModel):
    fruit: int
    count: Annotated[int, Field(gt=0, le=100)]
    note: str | None = None


class Bill(BaseModel):
    fruit: str
    total: float


@app.get("/")
async def root(request: Request):
    return {"shop": request.scope["env"].SHOP}


@app.get("/fruit/{number}")
async def fruit(number: Annotated[int, Path(ge=1)]):
    if number not in FRUIT:
        raise HTTPException(status_code=404, detail=f"no fruit {number}")
    return {"number": number, "name": FRUIT[number]}


@app.post("/orders", status_code=201)
async def order(order: Order, request: Request) -> Bill:
    if order.fruit not in FRUIT:
        raise HTTPException(status_code=404, detail=f"no fruit {order.fruit}")
    price = request.app.state.prices[order.fruit]
    return Bill(fruit=FRUIT[order.fruit], total=price * order.count)


@app.get("/countdown")
async def countdown(start: int = 3):
    async def numbers():
        for number in range(start, 0, -1):
            yield f"{number}\n"
            await asyncio.sleep(0.05)
        yield "lift-off\n"

    return StreamingResponse(numbers(), media_type="text/plain")
