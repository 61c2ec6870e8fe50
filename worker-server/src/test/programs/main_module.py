import dataclasses
import sys

import neighbour
import neighbours.inner


@dataclasses.dataclass
class Local:
    x: int


if __name__ == "__main__":
    print(__name__, Local(1), sys.modules["__main__"].Local is Local, neighbour.__name__, neighbour.divide(1, 4))
    print(neighbours.inner.VALUE, neighbours.inner.__package__, __file__.rpartition("/")[2])
    try:
        import neighbours.missing
    except ModuleNotFoundError as e:
        print(e)
