import atexit
import sys

atexit.register(print, "at exit")
print("before")
sys.exit("the reason")
