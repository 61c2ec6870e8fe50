from js import Response


def fetch(request):
    return Response.new("wrong name")
