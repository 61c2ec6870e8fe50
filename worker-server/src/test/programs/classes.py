import abc
import dataclasses
import enum
import functools
import typing


@dataclasses.dataclass(order=True, frozen=True, slots=True)
class Version:
    major: int
    minor: int = 0
    tags: tuple[str, ...] = dataclasses.field(default=(), compare=False)

    def bump(self):
        return dataclasses.replace(self, minor=self.minor + 1)


print(Version(1), Version(1).bump(), Version(1, tags=("a",)) == Version(1))
print(sorted([Version(2), Version(1, 5), Version(1)]))
print(dataclasses.asdict(Version(3, 1, ("x", "y"))), [f.name for f in dataclasses.fields(Version)])
try:
    Version(1).major = 2
except dataclasses.FrozenInstanceError as e:
    print(type(e).__name__, e)


class Shape(abc.ABC):
    registry: typing.ClassVar[dict] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Shape.registry[cls.__name__.lower()] = cls

    @property
    @abc.abstractmethod
    def area(self): ...

    def __str__(self):
        return f"{type(self).__name__}({self.area:.2f})"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side**2


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    @functools.cached_property
    def area(self):
        return 3.141592653589793 * self.r**2


print(Shape.registry["square"](3), Circle(1), Circle.__mro__[1].__name__)
try:
    Shape()
except TypeError as e:
    print(e)


class Colour(enum.Enum):
    RED = enum.auto()
    GREEN = enum.auto()

    @classmethod
    def _missing_(cls, value):
        return cls.RED


class Permission(enum.IntFlag):
    READ = 4
    WRITE = 2


print(list(Colour), Colour("?"), Permission.READ | Permission.WRITE, Permission(6), Colour.GREEN.value)


class Logged:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, objtype=None):
        return getattr(obj, self.name, "unset")

    def __set__(self, obj, value):
        setattr(obj, self.name, f"<{value}>")


class Account:
    owner = Logged()


a = Account()
print(a.owner)
a.owner = "me"
print(a.owner, vars(a))


def classify(x):
    match x:
        case {"kind": "point", "at": [x, y]}:
            return f"point {x},{y}"
        case Version(major=1, minor=m) if m > 3:
            return f"late v1 ({m})"
        case [first, *rest]:
            return f"list of {1 + len(rest)} from {first}"
        case int() | float() as number:
            return f"number {number}"
        case _:
            return "other"


print([classify(v) for v in ({"kind": "point", "at": [1, 2]}, Version(1, 4), Version(1), [1, 2, 3], 2.5, "s")])


@functools.singledispatch
def show(x):
    return repr(x)


@show.register
def _(x: list):
    return "/".join(map(show, x))


print(show([1, "a", [2.5]]))
