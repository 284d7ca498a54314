import { describe, expect, it } from 'vitest'
import { createPace } from '../../../adapters/slack/pace.ts'

function paced(start = 1_800_000_000_000) {
  const time = { now: start }
  return { time, pace: createPace({ clock: () => time.now }) }
}

describe('the pace', () => {
  it('lets one a second go in a channel, each in the order in which they came', () => {
    const { time, pace } = paced()
    expect(pace.take('C1', 'a')).toBe(0)
    expect(pace.take('C1', 'b')).toBe(1000)
    expect(pace.take('C1', 'c')).toBe(2000)
    expect(pace.take('C2', 'd')).toBe(0)
    time.now += 1000
    expect(pace.take('C1', 'b')).toBe(0)
    expect(pace.take('C1', 'e')).toBe(2000)
    time.now += 1000
    expect(pace.take('C1', 'c')).toBe(0)
    time.now += 1000
    expect(pace.take('C1', 'e')).toBe(0)
  })

  it('tells whoever comes too early the same moment again', () => {
    const { time, pace } = paced()
    pace.take('C1', 'a')
    expect(pace.take('C1', 'b')).toBe(1000)
    time.now += 400
    expect(pace.take('C1', 'b')).toBe(600)
    expect(pace.take('C1', 'c')).toBe(1600)
  })

  it('keeps a place for each part of what is said in one go', () => {
    const { time, pace } = paced()
    expect(pace.take('C1', 'a', 3)).toBe(0)
    expect(pace.take('C1', 'b', 2)).toBe(3000)
    expect(pace.take('C1', 'c')).toBe(5000)
    time.now += 3000
    expect(pace.take('C1', 'b', 2)).toBe(0)
  })

  it('closes one channel for as long as it is told to, and spreads out who comes after', () => {
    const { time, pace } = paced()
    expect(pace.take('C1', 'a')).toBe(0)
    expect(pace.take('C1', 'b')).toBe(1000)
    pace.block('C1', 60_000)
    expect(pace.take('C1', 'a')).toBe(60_000)
    expect(pace.take('C2', 'x')).toBe(0)
    time.now += 1000
    expect(pace.take('C1', 'b')).toBe(60_000)
    time.now += 59_000
    expect(pace.take('C1', 'a')).toBe(0)
    expect(pace.take('C1', 'b')).toBe(1000)
  })

  it('lets nobody wait for ever, however late they all come', () => {
    const { time, pace } = paced()
    const waiting = new Set(Array.from({ length: 30 }, (_, n) => `d${n}`))
    let rounds = 0
    let gone: number[] = []
    while (waiting.size > 0 && rounds < 100) {
      rounds += 1
      gone = [...gone, [...waiting].filter((id) => pace.take('C1', id) === 0 && waiting.delete(id)).length]
      time.now += 30_000
    }
    expect(rounds).toBeLessThan(100)
    expect(Math.max(...gone)).toBe(1)
  })

  it('does not keep a slow house from going at its own speed', () => {
    const { time, pace } = paced()
    const due = new Map(Array.from({ length: 20 }, (_, n) => [`d${n}`, time.now]))
    const went: number[] = []
    const began = time.now
    // Each comes 1.5 seconds after it was told to.
    while (due.size > 0 && went.length < 1000) {
      const [[id, at] = ['', 0]] = [...due].sort(([, a], [, b]) => a - b)
      time.now = Math.max(time.now, at + 1500)
      const wait = pace.take('C1', id)
      if (wait > 0) due.set(id, time.now + wait)
      else {
        due.delete(id)
        went.push(time.now)
      }
    }
    expect(went).toHaveLength(20)
    expect(time.now - began).toBeLessThan(40_000)
  })

  it('forgets all when the clock is put back, and keeps nobody waiting for the old time', () => {
    const { time, pace } = paced()
    pace.take('C1', 'a')
    pace.block('C1', 60_000)
    time.now -= 3_600_000
    expect(pace.take('C1', 'b')).toBe(0)
    time.now += 7_200_000
    expect(pace.take('C1', 'c')).toBe(0)
  })
})
