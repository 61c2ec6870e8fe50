from urllib.parse import parse_qs, urlsplit

from langchain_core.messages import convert_to_openai_messages
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableGenerator
from openai import AsyncOpenAI
from workers import Response, WorkerEntrypoint

PROMPT = ChatPromptTemplate.from_messages(
    [
        ("system", "You answer in one short sentence."),
        ("human", "Tell me a fact about {topic}."),
    ]
)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        url = urlsplit(request.url)
        question = {"topic": parse_qs(url.query).get("topic", ["snakes"])[0]}
        chain = PROMPT | RunnableGenerator(self.ask) | StrOutputParser()
        if url.path == "/pieces":
            pieces = [piece async for piece in chain.astream(question)]
            return Response.json(pieces)
        return Response(await chain.ainvoke(question))

    async def ask(self, prompts):
        """The model's answer, piece by piece as it comes. The client's connections are the worker's `fetch`."""
        client = AsyncOpenAI(api_key=self.env.OPENAI_API_KEY, base_url=self.env.OPENAI_BASE_URL)
        async for prompt in prompts:
            stream = await client.chat.completions.create(
                model=self.env.OPENAI_MODEL,
                messages=convert_to_openai_messages(prompt.to_messages()),
                stream=True,
            )
            async for chunk in stream:
                if chunk.choices and (text := chunk.choices[0].delta.content):
                    yield text
