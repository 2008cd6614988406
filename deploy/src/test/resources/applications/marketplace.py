"""A marketplace: traders list items of their inventories and buy what others list; visitors look.

Each user is a hash with a name and funds, and a set of items; the market is a sorted set of
`item.seller` by price. Listing and buying are optimistic transactions. A sale leaves a line in a
book in the same transaction, so that a trader who was not told how it ended can look it up.

marketplace.py PORT PREFIX
"""
import itertools
import json
import random
import sys
import threading
import time
import uuid

from redis.exceptions import RedisError, WatchError

from program import Program, connect, keep_trying, passes

PORT, PREFIX = int(sys.argv[1]), sys.argv[2]
TRADERS = ['17', '27', '37', '47']
ITEMS = ['item%d' % i for i in range(8)]
FUNDS = 200
LISTING_S, BUYING_S = 5, 10
VIEWED = 25


def key(name):
    return PREFIX + name


def inventory(user):
    return key('inventory:' + user)


def account(user):
    return key('users:' + user)


MARKET, SALES, BOOK = key('market:'), key('sales:'), key('book:')


class Count:
    conflicts = 0
    unsure = 0
    unconfirmed = 0


def list_item(conn, item, seller, price):
    """Offers an item. False if the seller does not have it."""
    until = time.time() + LISTING_S
    with conn.pipeline() as pipe:
        while time.time() < until:
            try:
                pipe.watch(inventory(seller))
                if not pipe.sismember(inventory(seller), item):
                    pipe.unwatch()
                    return False
                pipe.multi()
                pipe.zadd(MARKET, {'%s.%s' % (item, seller): price})
                pipe.srem(inventory(seller), item)
                pipe.execute()
                return True
            except WatchError:
                Count.conflicts += 1
    return False


def purchase_item(conn, buyer, item, seller, price, sale):
    """Buys an item at the price seen. False if it has gone, or costs something else by now."""
    member = '%s.%s' % (item, seller)
    until = time.time() + BUYING_S
    with conn.pipeline() as pipe:
        while time.time() < until:
            try:
                pipe.watch(MARKET, account(buyer))
                asked = pipe.zscore(MARKET, member)
                funds = int(pipe.hget(account(buyer), 'funds'))
                if asked != price or asked > funds:
                    pipe.unwatch()
                    return False
                pipe.multi()
                pipe.hincrby(account(seller), 'funds', int(asked))
                pipe.hincrby(account(buyer), 'funds', -int(asked))
                pipe.sadd(inventory(buyer), item)
                pipe.zrem(MARKET, member)
                pipe.hset(SALES, sale, member)
                pipe.rpush(BOOK, json.dumps([sale, item, seller, buyer, int(asked)]))
                pipe.execute()
                return True
            except WatchError:
                Count.conflicts += 1
    return False


def confirmed(conn, there):
    """Waits until a replica has all that was done. False if it has gone with a master."""
    name = key('seen:' + threading.current_thread().name)

    def write_and_wait():
        # On one connection: WAIT speaks of its writes, and so of what the log has before them.
        with conn.pipeline(False) as pipe:
            pipe.set(name, time.time())
            pipe.wait(1, 1000)
            return pipe.execute()[1]
    while keep_trying(write_and_wait) < 1:
        Count.unconfirmed += 1
    return keep_trying(there)


class Trader:
    def __init__(self, user):
        self.user = user
        self.conn = connect(PORT)
        self.random = random.Random(int(user))
        self.bought = []
        self.not_bought = []

    def trade(self):
        goods = keep_trying(lambda: self.conn.smembers(inventory(self.user)))
        if goods:
            self.offer(self.random.choice(sorted(goods)))
        else:
            self.buy_the_cheapest()

    def offer(self, item):
        price = self.random.randint(1, 20)
        keep_trying(lambda: list_item(self.conn, item, self.user, price))

    def buy_the_cheapest(self):
        offers = keep_trying(lambda: self.conn.zrange(MARKET, 0, -1, withscores=True))
        offers = [offer for offer in offers if not offer[0].endswith('.' + self.user)]
        if offers:
            member, price = offers[0]
            item, seller = member.split('.')
            self.buy(item, seller, price)

    def buy(self, item, seller, price):
        sale = str(uuid.uuid4())
        try:
            sold = purchase_item(self.conn, self.user, item, seller, price, sale)
        except RedisError as error:
            if not passes(error):
                raise
            # It may have happened: the book knows.
            Program.errors += 1
            Count.unsure += 1
            sold = keep_trying(lambda: self.conn.hexists(SALES, sale))
        sold = sold and confirmed(self.conn, lambda: self.conn.hexists(SALES, sale))
        (self.bought if sold else self.not_bought).append(sale)
        return sold


def update_token(conn, prefix, token, user, item, now):
    conn.hset(prefix + 'login:', token, user)
    conn.zadd(prefix + 'recent:', {token: now})
    if item:
        conn.zadd(prefix + 'viewed:' + token, {item: now})
        conn.zremrangebyrank(prefix + 'viewed:' + token, 0, -VIEWED - 1)
        conn.zincrby(prefix + 'viewed:', -1, item)


def update_token_pipeline(conn, prefix, token, user, item, now):
    pipe = conn.pipeline(False)
    pipe.hset(prefix + 'login:', token, user)
    pipe.zadd(prefix + 'recent:', {token: now})
    if item:
        pipe.zadd(prefix + 'viewed:' + token, {item: now})
        pipe.zremrangebyrank(prefix + 'viewed:' + token, 0, -VIEWED - 1)
        pipe.zincrby(prefix + 'viewed:', -1, item)
    pipe.execute()


class Visitor:
    """Looks at one page after the other, with a pipeline every second time."""

    def __init__(self):
        self.conn = connect(PORT)
        self.token = str(uuid.uuid4())
        self.visits = 0
        self.seen = {}

    def visit(self):
        self.visits += 1
        update = update_token_pipeline if self.visits % 2 else update_token
        item = 'page%d' % (self.visits % (2 * VIEWED))
        now = time.time()
        keep_trying(lambda: update(self.conn, PREFIX, self.token, 'visitor', item, now))
        there = lambda: self.conn.zscore(key('recent:'), self.token) == now
        while not confirmed(self.conn, there):
            keep_trying(lambda: update(self.conn, PREFIX, self.token, 'visitor', item, now))
        self.seen.pop(item, None)
        self.seen[item] = now

    def check(self):
        assert self.conn.hget(key('login:'), self.token) == 'visitor'
        recent = self.conn.zscore(key('recent:'), self.token)
        viewed = self.conn.zrange(key('viewed:' + self.token), 0, -1, withscores=True)
        expected = list(self.seen.items())[-VIEWED:]
        assert viewed == expected, 'viewed %s, expected %s' % (viewed, expected)
        assert recent == expected[-1][1]
        counted = -sum(score for _, score in self.conn.zrange(key('viewed:'), 0, -1, withscores=True))
        assert counted >= self.visits, '%d views counted of %d' % (counted, self.visits)


def pipelines_do_the_same(conn):
    plain, piped = key('plain:'), key('piped:')
    for prefix, update in ((plain, update_token), (piped, update_token_pipeline)):
        for i in range(3 * VIEWED):
            update(conn, prefix, 'token%d' % (i % 2), 'user', 'page%d' % i if i % 5 else None, i)
    for name in ('recent:', 'viewed:', 'viewed:token0', 'viewed:token1'):
        assert conn.zrange(plain + name, 0, -1, withscores=True) \
            == conn.zrange(piped + name, 0, -1, withscores=True), name
    assert conn.hgetall(plain + 'login:') == conn.hgetall(piped + 'login:')
    assert conn.zcard(plain + 'viewed:token1') == VIEWED


def one_item_and_many_buyers(conn, traders):
    """All see the same offer, and begin to buy it at the same moment: one gets it."""
    for item in ITEMS[:4]:
        assert list_item(conn, item, TRADERS[0], 5)
        start = threading.Barrier(len(traders) - 1)
        sold = []

        def buy(trader):
            start.wait()
            sold.append(trader.buy(item, TRADERS[0], 5))
        buyers = [threading.Thread(target=buy, args=(trader,)) for trader in traders[1:]]
        for buyer in buyers:
            buyer.start()
        for buyer in buyers:
            buyer.join()
        assert sorted(sold) == [False] * (len(buyers) - 1) + [True], 'sold: %s' % sold


def a_changed_offer_is_noticed(conn, other):
    """What Redis in Action shows: between WATCH and EXEC somebody else is quicker."""
    with conn.pipeline() as pipe:
        pipe.watch(MARKET)
        assert pipe.zcard(MARKET) == 0
        other.zadd(MARKET, {'thing.nobody': 1})
        pipe.multi()
        pipe.zrem(MARKET, 'thing.nobody')
        try:
            pipe.execute()
            raise AssertionError('a transaction on a key that had changed')
        except WatchError:
            pass
    assert other.zrem(MARKET, 'thing.nobody') == 1


def check(conn, traders):
    """Replays the book, and compares."""
    funds = {user: FUNDS for user in TRADERS}
    owner = {item: TRADERS[0] for item in ITEMS}
    book = [json.loads(line) for line in conn.lrange(BOOK, 0, -1)]
    for sale, item, seller, buyer, price in book:
        assert owner[item] == seller, '%s sold by %s, but %s has it' % (item, seller, owner[item])
        owner[item] = buyer
        funds[seller] += price
        funds[buyer] -= price
    held = {user: int(conn.hget(account(user), 'funds')) for user in TRADERS}
    assert held == funds, 'funds %s, by the book %s' % (held, funds)
    assert sum(held.values()) == FUNDS * len(TRADERS) and min(held.values()) >= 0, held
    places = [(item, user) for user in TRADERS for item in conn.smembers(inventory(user))]
    places += [tuple(member.split('.')) for member in conn.zrange(MARKET, 0, -1)]
    assert sorted(places) == sorted(owner.items()), 'items %s, by the book %s' % (places, owner)
    sales = [sale for sale, *_ in book]
    assert len(set(sales)) == len(sales) and set(sales) == set(conn.hkeys(SALES))
    lost = set(itertools.chain(*(trader.bought for trader in traders))) - set(sales)
    assert not lost, 'acknowledged and not in the book: %s' % lost
    undead = set(itertools.chain(*(trader.not_bought for trader in traders))) & set(sales)
    assert not undead, 'given up, and in the book: %s' % undead
    return len(sales)


def main():
    conn, other = connect(PORT), connect(PORT)
    for user in TRADERS:
        conn.hset(account(user), mapping={'name': 'user ' + user, 'funds': FUNDS})
    conn.sadd(inventory(TRADERS[0]), *ITEMS)
    traders = [Trader(user) for user in TRADERS]
    a_changed_offer_is_noticed(conn, other)
    one_item_and_many_buyers(conn, traders)
    pipelines_do_the_same(conn)
    visitor = Visitor()
    Program().run([(trader.trade,) for trader in traders] + [(visitor.visit,)])
    sales = keep_trying(lambda: check(conn, traders))
    keep_trying(visitor.check)
    print('%d sales, %d conflicts, %d errors, %d of them amid a sale; %d visits; %d times asked again'
          ' for a replica' % (sales, Count.conflicts, Program.errors, Count.unsure, visitor.visits,
                             Count.unconfirmed))


main()
