from enum import Enum

import httpx
import micropip
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from langchain_core.prompts import PromptTemplate
from langchain_openai import OpenAI

FESTIVALS = "https://festivals.example/all.html"


async def on_fetch(request, env):
    import asgi

    return await asgi.fetch(app, request, env)


app = FastAPI()


class Season(Enum):
    spring = "春"
    summer = "夏"


@app.get("/")
async def root(req: Request, word: str, season: Season):
    env = req.scope["env"]
    llm = OpenAI(api_key=env.API_KEY)
    prompt = PromptTemplate.from_template("A haiku of {season} with {word}.")
    chain = prompt | llm
    res = await chain.ainvoke({"word": word, "season": str(season)})
    haiku = res.split(".")[0].strip()
    return JSONResponse(content={"haiku": haiku})


@app.get("/festivals")
async def festivals(req: Request):
    await micropip.install("beautifulsoup4==4.12.3")

    from bs4 import BeautifulSoup

    async with httpx.AsyncClient() as client:
        r = await client.get(FESTIVALS)
        r.raise_for_status()
        soup = BeautifulSoup(r.text, "html.parser")
        section = soup.select_one("section#id7")
        table = section.select_one("table") if section else None
        tbody = table.tbody if table else None
        names = (tr.find_all("td")[0].text for tr in tbody.find_all("tr"))
        return JSONResponse(content={"festivals": [name for name in names if "中止" not in name]})


@app.get("/micropip-install-error")
async def micropip_install_error(req: Request):
    await micropip.install("pandas==2.2.2")

    import pandas as pd

    df = pd.DataFrame([1, 2, 3, 4], columns=["number"])
    return JSONResponse(content={"numbers": df.to_dict(orient="records")})
