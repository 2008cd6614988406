"""What the applications in Python share: their threads, their errors, and their end.

An application prints `progress N` while it works, finishes when a line comes in, compares its own
account with what the database holds, and prints what it did.
"""
import os
import re
import sys
import threading
import time
import traceback

import redis
from redis.exceptions import (
    ExecAbortError, MasterDownError, ReadOnlyError, RedisError, ResponseError)

PATIENCE_S = 30
# Users are not benchmarks; and a process that starts meanwhile needs the machine too.
THINK_S = 0.02
# Longer than a proxy lets a command wait: what fails has been decided by then.
ANSWER_S = 25

# What a database says while it has no master, or of a command whose master has just gone. The
# library has classes for some errors, and puts the place in a pipeline before the text of others.
PASSING_TEXT = re.compile(r'(^|caused error: )(UNKNOWN|UNBLOCKED) ')
PASSING = (ReadOnlyError, MasterDownError, ExecAbortError)


def passes(error):
    """Whether the same will work in a moment."""
    if isinstance(error, ResponseError):
        return isinstance(error, PASSING) or bool(PASSING_TEXT.search(str(error)))
    return isinstance(error, RedisError)


def keep_trying(action):
    """Does something that may be done twice, until it works."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return action()
        except RedisError as error:
            if not passes(error) or time.monotonic() > until:
                raise
            Program.errors += 1
            time.sleep(0.02)


def connect(port):
    """A client for one thread. It has one connection, so that WAIT speaks of this thread's writes."""
    pool = redis.ConnectionPool(port=port, max_connections=1, decode_responses=True,
                                socket_timeout=ANSWER_S)
    return redis.Redis(connection_pool=pool)


class Program:
    """Threads that work until somebody says that it is enough; one that fails fails them all."""
    errors = 0

    def __init__(self):
        self.enough = threading.Event()
        self.lock = threading.Lock()
        self.done = 0
        self.failure = None

    def count(self):
        with self.lock:
            self.done += 1

    def guarded(self, work, *arguments):
        try:
            while not self.enough.is_set():
                work(*arguments)
                self.count()
                time.sleep(THINK_S)
        except BaseException:
            self.failure = traceback.format_exc()
            self.enough.set()

    def run(self, works):
        """Repeats each work on a thread until the end; each repetition counts as progress."""
        threads = [threading.Thread(target=self.guarded, args=work) for work in works]
        for thread in threads:
            thread.start()
        threading.Thread(target=self.listen, daemon=True).start()
        while not self.enough.wait(0.05):
            print('progress %d' % self.done, flush=True)
        for thread in threads:
            thread.join()
        if self.failure:
            print(self.failure, flush=True)
            os._exit(1)

    def listen(self):
        sys.stdin.readline()
        self.enough.set()
