"""Imports the entry module and turns what it exports into one function: (request, ctx) -> result or awaitable."""

import importlib
import inspect
import sys

from .layout import WORKER


class EntrypointError(Exception):
    """The entry module cannot serve requests; the message says why and is shown without a traceback."""


def import_entry(file):
    """Imports the worker's entry module, for example `entry.py`, under the name that its file gives it."""
    name = file.removesuffix(".py").replace("/", ".")
    module = importlib.import_module(name)
    if getattr(module, "__file__", None) != f"{WORKER}/{file}":
        raise EntrypointError(
            f'Python entrypoint "{file}" is hidden by the standard library\'s module "{name}": rename the file'
        )
    return module


def fetch_handler(module, file, env, global_handlers):
    """The worker's fetch handler. `class Default` wins over a global `on_fetch`; `global_handlers` says whether the
    compatibility date still allows the latter."""
    entry_class = getattr(module, "Default", None)
    if inspect.isclass(entry_class):
        if not hasattr(entry_class, "fetch"):
            raise EntrypointError(f'The class "Default" of Python entrypoint "{file}" has no method "fetch"')
        return _class_handler(entry_class, env)
    handler = getattr(module, "on_fetch", None)
    if not callable(handler) or not global_handlers:
        hint = (
            ""
            if handler is None or global_handlers
            else ': since compatibility date 2025-08-14 a worker exports "class Default(WorkerEntrypoint)" instead; the flag '
            '"disable_python_no_global_handlers" brings global handlers back'
        )
        raise EntrypointError(f'Python entrypoint "{file}" does not export a handler named "on_fetch"{hint}')
    return _global_handler(handler, env)


def _global_handler(handler, env):
    match _arity(handler, 3):
        case 0:
            return lambda request, ctx: handler()
        case 1:
            return lambda request, ctx: handler(request)
        case 2:
            return lambda request, ctx: handler(request, env)
        case _:
            return lambda request, ctx: handler(request, env, ctx)


def _class_handler(entry_class, env):
    """A fresh instance serves each request. The request is the SDK's when the SDK is there, else the JS object."""
    sdk = sys.modules.get("workers")
    wrap_request = sdk.Request if sdk else lambda request: request
    wrap_env = sdk.rpc._EnvWrapper if sdk else lambda env: env
    match _arity(entry_class.fetch, 4) - 1:
        case 0:
            return lambda request, ctx: entry_class(ctx, env).fetch()
        case 1:
            return lambda request, ctx: entry_class(ctx, env).fetch(wrap_request(request))
        case 2:
            return lambda request, ctx: entry_class(ctx, env).fetch(wrap_request(request), wrap_env(env))
        case _:
            return lambda request, ctx: entry_class(ctx, env).fetch(wrap_request(request), wrap_env(env), ctx)


def _arity(function, most):
    """How many of `most` positional arguments `function` takes: a relaxed call drops the others."""
    count = 0
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            return most
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            count += 1
    return min(count, most)
