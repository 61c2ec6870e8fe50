"""Tells when the event loop has nothing more to do, or when a task in it ends the program."""

import asyncio


def watch_loop(ended):
    loop = asyncio.get_event_loop()
    loop._in_progress += 1  # until the main program itself is over
    loop._no_in_progress_handler = lambda: ended(0)
    loop._system_exit_handler = ended
    loop._keyboard_interrupt_handler = lambda: ended(130)
    return loop._decrement_in_progress


watch_loop
