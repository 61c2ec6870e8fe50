"""Classes: attributes, methods, inheritance, properties, dunder methods, slots."""


class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        raise NotImplementedError

    def __lt__(self, other):
        return self.area() < other.area()


class Rectangle(Shape):
    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    @property
    def perimeter(self):
        return 2 * (self.width + self.height)


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


def main():
    shapes = [Square(i % 50) if i % 2 else Rectangle(i % 30, i % 20) for i in range(8_000)]
    largest = max(shapes)
    total = sum(shape.area() + shape.perimeter for shape in shapes)
    at = Point(0, 0)
    step = Point(1, 2)
    for _ in range(20_000):
        at = at + step
    return total + largest.area() + at.x + at.y
