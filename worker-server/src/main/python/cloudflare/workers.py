"""The SDK of 2024: `from cloudflare.workers import Response, fetch`. Later it became the package `workers`."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

import js
import pyodide.http
from pyodide.ffi import to_js

_REDIRECTS = (301, 302, 303, 307, 308)


def _headers(headers):
    if isinstance(headers, Mapping):
        headers = headers.items()
    elif isinstance(headers, str) or not isinstance(headers, Iterable):
        raise TypeError("Received unexpected type for headers argument")
    return js.Headers.new(to_js([list(pair) for pair in headers]))


def _init(status, status_text, headers):
    init = {"status": int(status)}
    if status_text:  # an empty one stands for the usual text of the status
        init["statusText"] = status_text
    if headers is not None:
        init["headers"] = _headers(headers)
    return init


class FetchResponse(pyodide.http.FetchResponse):
    """A response with Python's types: `await response.json()` is a dict, `await response.bytes()` is bytes."""


class Response(FetchResponse):
    """A response made by the worker."""

    def __init__(self, body, status=HTTPStatus.OK, statusText="", headers=None):
        response = js.Response.new(to_js(body), **_init(status, statusText, headers))
        super().__init__(response.url, response)

    @staticmethod
    def redirect(url, status=HTTPStatus.FOUND):
        if int(status) not in _REDIRECTS:
            allowed = ", ".join(map(str, _REDIRECTS[:-1]))
            raise ValueError(
                f"{int(status)} is not a redirect status code. It must be one of: {allowed}, or {_REDIRECTS[-1]}."
            )
        try:
            return js.Response.redirect(url, int(status))
        except Exception as error:
            raise TypeError(f"Unable to parse URL: {url}") from error

    @staticmethod
    def json(data, status=HTTPStatus.OK, statusText="", headers=None):
        value = to_js(data, dict_converter=js.Object.fromEntries)
        return js.Response.json(value, **_init(status, statusText, headers))


async def fetch(resource, **options):
    """As JavaScript's `fetch`, with its options as keyword arguments."""
    if "headers" in options:
        options["headers"] = _headers(options["headers"])
    if "method" in options:
        options["method"] = str(options["method"])
    response = await js.fetch(resource, **options)
    return FetchResponse(response.url, response)
