import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SIGN_COUNT } from '../../src/mind/linear/signs.ts'
import { packWeights, unpackWeights, WeightsError } from '../../src/mind/linear/weights.ts'

const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, '../../src/mind/reader-weights.bin')))
const changed = (at: number, value: number) => {
  const copy = bytes.slice()
  copy[at] = value
  return copy
}

describe('the weights file', () => {
  it('is read, and written again byte for byte', () => {
    expect(Buffer.from(packWeights(unpackWeights(bytes, SIGN_COUNT))).equals(Buffer.from(bytes))).toBe(true)
  })

  it('is smaller than a megabyte and a half', () => {
    expect(bytes.length).toBeLessThan(1.5 * 1024 * 1024)
  })

  it.each([
    ['is empty', new Uint8Array(0), 'cut short'],
    ['is another file', changed(0, 0), 'not a weights file'],
    ['is of another version', changed(4, 99), 'version 99'],
    ['has other heads', changed(6, 3), 'other signs'],
    ['has an impossible table', changed(7, 31), 'impossible size'],
    ['is cut short', bytes.slice(0, -1), 'bytes, not'],
    ['has more behind it', Uint8Array.from([...bytes.slice(0, 100), ...bytes]), 'no number|bytes, not|other'],
    ['holds what is no number', changed(19, 127).fill(255, 16, 20), 'no number'],
  ])('is refused when it %s', (_, wrong, problem) => {
    expect(() => unpackWeights(wrong, SIGN_COUNT)).toThrow(WeightsError)
    expect(() => unpackWeights(wrong, SIGN_COUNT)).toThrow(new RegExp(problem))
  })

  it('is refused by a reader that looks for other signs', () => {
    expect(() => unpackWeights(bytes, SIGN_COUNT + 1)).toThrow('other signs')
  })
})
