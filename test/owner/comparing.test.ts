import { describe, expect, test } from 'vitest'
import { compareShares, differenceOf } from '../../src/owner/comparing.ts'
import { drawing } from './weeks.ts'

describe('comparing shares', () => {
  test('says nothing of few cases, or of what is rare', () => {
    expect(compareShares({ count: 29, of: 29 }, { count: 0, of: 500 })).toBe('too few')
    expect(compareShares({ count: 20, of: 500 }, { count: 0, of: 20 })).toBe('too few')
    expect(compareShares({ count: 9, of: 500 }, { count: 0, of: 500 })).toBe('too few')
    expect(compareShares({ count: 0, of: 0 }, { count: 0, of: 0 })).toBe('too few')
  })

  test('calls a plain difference more or less, and a small one the same', () => {
    expect(compareShares({ count: 60, of: 100 }, { count: 20, of: 100 })).toBe('more')
    expect(compareShares({ count: 20, of: 100 }, { count: 60, of: 100 })).toBe('less')
    expect(compareShares({ count: 24, of: 100 }, { count: 20, of: 100 })).toBe('same')
    expect(compareShares({ count: 40, of: 40 }, { count: 40, of: 40 })).toBe('same')
  })

  test('gives the interval by hand: 56 of 70 and 48 of 80, at three standard errors', () => {
    // Wilson: 56 of 70 lies in 0.6266 .. 0.9051, 48 of 80 in 0.4338 .. 0.7460 (each worked out with z = 3).
    const { low, high } = differenceOf({ count: 56, of: 70 }, { count: 48, of: 80 })
    expect(low).toBeCloseTo(0.2 - Math.hypot(0.8 - 0.6266, 0.746 - 0.6), 3)
    expect(high).toBeCloseTo(0.2 + Math.hypot(0.9051 - 0.8, 0.6 - 0.4338), 3)
  })

  test('raises no alarm on nineteen of twenty pages of thirty comparisons by chance', () => {
    const draw = drawing(20261122)
    const sample = (of: number, share: number) => ({
      of,
      count: Array.from({ length: of }, draw).filter((drawn) => drawn < share).length,
    })
    const alarmed = Array.from({ length: 200 }, () =>
      Array.from({ length: 30 }, () => {
        const share = 0.05 + draw() * 0.5
        return compareShares(sample(30 + Math.floor(draw() * 200), share), sample(300, share))
      }).includes('more'),
    ).filter(Boolean).length
    expect(alarmed).toBeLessThanOrEqual(10)
  })

  test('finds a group of sixty that is twice as badly off in most draws', () => {
    const draw = drawing(7)
    const sample = (of: number, share: number) => ({
      of,
      count: Array.from({ length: of }, draw).filter((drawn) => drawn < share).length,
    })
    const found = Array.from({ length: 100 }, () => compareShares(sample(60, 0.6), sample(300, 0.3)))
    expect(found.filter((one) => one === 'more').length).toBeGreaterThan(80)
  })
})
