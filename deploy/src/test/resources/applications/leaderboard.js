'use strict'
/*
 * A leaderboard: players report the scores of their games, only the best of each player counts, and
 * readers look at the top, at a player's rank and at the window around it.
 *
 * node leaderboard.js PORT PREFIX
 */
const Redis = require('ioredis')
const assert = require('node:assert/strict')
const readline = require('node:readline')

const [port, prefix] = [Number(process.argv[2]), process.argv[3]]
const BOARD = prefix + 'board'
const GAMES = prefix + 'games'
const REPORTERS = 4
const PLAYERS_EACH = 25
const TOP = 10
const THINK_MS = 20 // Users are not benchmarks.
const PATIENCE_MS = 30000
const PASSING = /READONLY|LOADING|MASTERDOWN|UNKNOWN|UNBLOCKED|EXECABORT|ECONNRESET|Connection is closed/

let finishing = false
let done = 0
let errors = 0
let repeats = 0
let looks = 0
const clients = []

function connect () {
  const client = new Redis({ port, maxRetriesPerRequest: 20, retryStrategy: times => Math.min(times * 20, 200) })
  client.on('error', () => errors++)
  clients.push(client)
  return client
}

const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

/** Does something that may be done twice, until it works. */
async function keepTrying (action) {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await action()
    } catch (error) {
      const all = [error, ...(error.previousErrors || [])].map(String).join()
      if (!PASSING.test(all) || Date.now() > until) throw error
      errors++
      await pause(20)
    }
  }
}

/** The replies to a pipeline or of a transaction; an error among them is thrown. */
async function replied (commands) {
  const replies = await commands.exec()
  return replies.map(([error, reply]) => {
    if (error) throw error
    return reply
  })
}

/** A game's score goes in once, whoever repeats it: its number is remembered beside the board. */
class Reporter {
  constructor (number) {
    this.client = connect()
    this.number = number
    this.games = 0
    this.best = new Map()
    this.attempted = new Map()
  }

  async report () {
    const player = `player${this.number}.${Math.floor(Math.random() * PLAYERS_EACH)}`
    const score = Math.floor(Math.random() * 1000000)
    const game = `${this.number}:${++this.games}`
    this.attempted.set(player, Math.max(score, this.attempted.get(player) ?? 0))
    const report = () => replied(this.client.pipeline()
      .multi().zadd(BOARD, 'GT', 'CH', score, player).sadd(GAMES, game).exec()
      .wait(1, 1000))
    while ((await keepTrying(report)).at(-1) < 1) repeats++
    this.best.set(player, Math.max(score, this.best.get(player) ?? 0))
    await this.look(player)
    done++
  }

  /** What was confirmed is seen, whichever master answers. */
  async look (player) {
    const score = await keepTrying(() => this.client.zscore(BOARD, player))
    assert.equal(Number(score), this.best.get(player), `${player} fell behind its best`)
  }
}

/** Several views of the board at one moment, and whether they tell the same. */
class Reader {
  constructor () {
    this.client = connect()
  }

  async look () {
    const [member] = await keepTrying(() => this.client.zrandmember(BOARD, 1))
    if (!member) return
    const [size, top, rank, fromBelow, score] = await keepTrying(() =>
      replied(this.client.multi().zcard(BOARD)
        .zrange(BOARD, 0, TOP - 1, 'REV', 'WITHSCORES')
        .zrevrank(BOARD, member).zrank(BOARD, member).zscore(BOARD, member)))
    assert.equal(rank + fromBelow, size - 1, `ranks of ${member} among ${size}`)
    assert.equal(top.length, 2 * Math.min(TOP, size))
    descending(top)
    if (rank < TOP) assert.deepEqual(top.slice(2 * rank, 2 * rank + 2), [member, score])
    const from = Math.max(0, rank - 2)
    const [window, above, whole] = await keepTrying(() =>
      replied(this.client.multi().zrange(BOARD, from, from + 4, 'REV')
        .zcount(BOARD, '(' + score, '+inf')
        .zrange(BOARD, 0, -1, 'REV', 'WITHSCORES')))
    descending(whole)
    const order = whole.filter((_, i) => i % 2 === 0)
    assert.deepEqual(window, order.slice(from, from + 5), 'a window of the board')
    assert.equal(above, whole.filter((value, i) => i % 2 === 1 && Number(value) > Number(score)).length)
    looks++
  }
}

/** By score downwards, and by name where scores are equal. */
function descending (pairs) {
  for (let i = 2; i < pairs.length; i += 2) {
    const [name, score, next, lower] = [pairs[i - 2], Number(pairs[i - 1]), pairs[i], Number(pairs[i + 1])]
    assert.ok(score > lower || (score === lower && name > next), `${name} ${score} before ${next} ${lower}`)
  }
}

async function repeat (work) {
  while (!finishing) {
    await work()
    await pause(THINK_MS)
  }
}

async function check (reporters) {
  const client = reporters[0].client
  let players = 0
  for (const { best, attempted } of reporters) {
    for (const [player, score] of best) {
      const rank = await client.zrevrank(BOARD, player)
      const [name, stored] = await client.zrange(BOARD, rank, rank, 'REV', 'WITHSCORES')
      assert.equal(name, player, `rank ${rank}`)
      assert.ok(Number(stored) >= score, `${player} has ${stored}, confirmed was ${score}`)
      assert.ok(Number(stored) <= attempted.get(player), `${player} has ${stored}, never reported`)
      players++
    }
  }
  assert.equal(await client.zcard(BOARD), players)
  const games = reporters.reduce((sum, reporter) => sum + reporter.games, 0)
  assert.equal(await client.scard(GAMES), games, 'games')
  return { players, games }
}

async function main () {
  const reporters = Array.from({ length: REPORTERS }, (_, number) => new Reporter(number))
  const readers = [new Reader(), new Reader()]
  readline.createInterface({ input: process.stdin }).once('line', () => { finishing = true })
  const ticker = setInterval(() => console.log(`progress ${done}`), 50)
  await Promise.all([
    ...reporters.map(one => repeat(() => one.report())),
    ...readers.map(one => repeat(() => one.look()))])
  clearInterval(ticker)
  const { players, games } = await keepTrying(() => check(reporters))
  clients.forEach(client => client.disconnect())
  console.log(`${games} games of ${players} players, ${repeats} repeated, ${looks} looks, ${errors} errors`)
}

main().then(() => process.exit(0), error => {
  console.log(error.stack, ...(error.previousErrors || []))
  process.exit(1)
})
