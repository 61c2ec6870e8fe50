"""The two modules that the PyPI package workers-runtime-sdk expects from its host."""

from types import ModuleType


class CompatibilityFlags(ModuleType):
    """`_cloudflare_compat_flags`: every flag is an attribute, True if it is enabled."""

    def __init__(self, enabled):
        super().__init__("_cloudflare_compat_flags")
        self._enabled = enabled

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return name in self._enabled


class EntrypointHelper(ModuleType):
    """`_pyodide_entrypoint_helper`: what of the JavaScript side the SDK reaches for."""

    def __init__(self, env, workers_module):
        super().__init__("_pyodide_entrypoint_helper")
        self._env = env
        self.cloudflareWorkersModule = workers_module

    async def doAnImport(self, name):
        if name == "cloudflare:workers":
            return self.cloudflareWorkersModule
        raise ImportError(f'No such module "{name}"')

    def patchWaitUntil(self, ctx):
        """Nothing to do: waitUntil of habu's ExecutionContext takes Python awaitables as it is."""

    def patch_env_helper(self, changes):
        """Changes `env` until the generator goes on; the SDK makes a context manager of it."""
        changes = changes.to_py()
        before = {name: getattr(self._env, name) for name in changes if hasattr(self._env, name)}
        try:
            for name, value in changes.items():
                setattr(self._env, name, value)
            yield
        finally:
            for name in changes:
                if name in before:
                    setattr(self._env, name, before[name])
                else:
                    delattr(self._env, name)
