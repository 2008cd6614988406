"""Writes that are verified at a replica, as before WAIT: a token follows the write, and when the
replica has the token and nothing left to bring to its disk, both are safe.

verified_writes.py PREFIX MASTER_PORT REPLICA_PORT          two servers
verified_writes.py PREFIX SHARD SENTINEL_PORT...            whom the sentinels name
"""
import sys
import time
import uuid

import redis
from redis.exceptions import RedisError
from redis.sentinel import Sentinel

from program import ANSWER_S, Program, keep_trying, passes

PREFIX = sys.argv[1]
TOKENS = PREFIX + 'sync:wait'
SYNC_S = 10
DISK_S = 1.01


class NotVerified(RedisError):
    pass


def wait_for_sync(mconn, sconn):
    identifier = str(uuid.uuid4())
    mconn.zadd(TOKENS, {identifier: time.time()})
    until = time.time() + SYNC_S
    while sconn.info('replication').get('master_link_status') != 'up':
        pause(until, 'no link')
    while sconn.zscore(TOKENS, identifier) is None:
        pause(until, 'no token')
    # What others write meanwhile is pending too; what was there a second ago is on the disk by now.
    deadline = time.time() + DISK_S
    while time.time() < deadline:
        if sconn.info('persistence')['aof_pending_bio_fsync'] == 0:
            break
        time.sleep(0.001)
    mconn.zrem(TOKENS, identifier)
    mconn.zremrangebyscore(TOKENS, 0, time.time() - 900)


def pause(until, what):
    if time.time() > until:
        raise NotVerified(what)
    time.sleep(0.001)


class Pair:
    """The master and a replica. They are looked up again after an error."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.found = None

    def __call__(self):
        if not self.found:
            name, *ports = self.arguments
            if name.isdigit():
                self.found = tuple(client(int(port)) for port in (name, *ports))
            else:
                sentinel = Sentinel([('127.0.0.1', int(port)) for port in ports],
                                    socket_timeout=ANSWER_S)
                self.found = (client(sentinel.discover_master(name)[1]),
                              client(sentinel.discover_slaves(name)[0][1]))
        return self.found


def client(port):
    return redis.Redis(port=port, decode_responses=True, socket_timeout=ANSWER_S)


def main():
    pair = Pair(sys.argv[2:])
    verified = []
    number = 0

    def write():
        nonlocal number
        number += 1
        name = '%s%d' % (PREFIX, number)
        try:
            mconn, sconn = pair()
            mconn.set(name, number)
            wait_for_sync(mconn, sconn)
            verified.append((name, str(number)))
        except (RedisError, IndexError) as error:
            # Nobody knows what became of this one; the next goes to whoever is master then.
            if isinstance(error, RedisError) and not passes(error):
                raise
            Program.errors += 1
            pair.found = None
            time.sleep(0.02)
    Program().run([(write,)])

    def check():
        pair.found = None
        mconn, _ = pair()
        lost = [name for name, value in verified if mconn.get(name) != value]
        assert not lost, 'verified and lost: %s' % lost
        assert mconn.zcard(TOKENS) <= Program.errors
    keep_trying(check)
    print('%d of %d writes verified, %d errors' % (len(verified), number, Program.errors))


main()
