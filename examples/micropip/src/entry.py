from importlib import metadata
from urllib.parse import parse_qs, urlsplit

import micropip
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        wanted = parse_qs(urlsplit(request.url).query).get("package", ["cowsay==6.1"])[0]
        if index := getattr(self.env, "PACKAGE_INDEX", None):
            micropip.set_index_urls([index])
        await micropip.install(wanted)
        name = wanted.partition("==")[0]
        return Response(f"{name} {metadata.version(name)}\n")
