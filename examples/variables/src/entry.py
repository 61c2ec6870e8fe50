from js import Response


def on_fetch(request, env):
    """Plain variables and secrets are attributes of env. A table of wrangler.toml arrives as a JavaScript object."""
    token = getattr(env, "API_TOKEN", None)
    lines = [
        f"host: {env.API_HOST}",
        f"requests: {env.LIMITS.requests}",
        f"bursts: {env.LIMITS.burst.to_py()}",
        f"token: {'not set' if token is None else f'{len(token)} characters'}",
    ]
    return Response.new("\n".join(lines) + "\n")
