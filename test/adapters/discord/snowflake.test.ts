import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byAge, snowflakeAt, timeOf } from '../../../adapters/discord/snowflake.ts'

const EPOCH = 1_420_070_400_000

describe('the ids of Discord', () => {
  it('tell when something was made', () => {
    // The example of Discord's own reference.
    expect(timeOf('175928847299117063')).toBe(1_462_015_105_796)
    expect(snowflakeAt(1_462_015_105_796)).toBe('175928847298985984')
    expect(timeOf('0')).toBe(EPOCH)
  })

  it('are told for any time, and none is lower than the first', () => {
    expect(snowflakeAt(0)).toBe('0')
    expect(snowflakeAt(EPOCH + 0.9)).toBe('0')
    fc.assert(
      fc.property(fc.integer({ min: EPOCH, max: EPOCH + 2 ** 41 }), (time) => {
        expect(timeOf(snowflakeAt(time))).toBe(time)
      }),
    )
  })

  it.each(['', 'abc', '-1', '1.5', '1'.repeat(21), ' 1'])('are not %j', (id) => {
    expect(timeOf(id)).toBeNull()
  })

  it('are sorted by age, also where they differ in length', () => {
    const ids = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
    fc.assert(
      fc.property(ids, (all) => {
        const sorted = all.map(String).sort(byAge)
        expect(sorted.map(BigInt)).toEqual(all.toSorted((a, b) => (a < b ? -1 : Number(a > b))))
      }),
    )
  })
})
