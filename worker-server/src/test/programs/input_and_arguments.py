import sys

print(sys.argv[0].rpartition("/")[2], sys.argv[1:])
first = input("first? ")
print("got", repr(first))
print(len(sys.stdin.readline()))
numbers = [int(x) for x in sys.stdin.read().split()]
print(sum(numbers))
sys.stdout.write("no newline at the end")
sys.stderr.write("to the other stream\n")
