import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../src/errors.ts'
import { createSealing, deriveSecret } from '../src/sealing.ts'

const KEY = Buffer.alloc(32, 7)
const SECRET = 'xoxb-a-secret-that-nobody-may-see'

describe('sealing', () => {
  const sealing = createSealing(KEY)

  it('gives back any text, and only for what it belongs to', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, bound) => {
        const sealed = sealing.seal(text, bound)
        expect(sealing.open(sealed, bound)).toBe(text)
        expect(() => sealing.open(sealed, `${bound}.`)).toThrow(SetupError)
      }),
    )
  })

  it('shows nothing of the text, and never writes it the same way twice', () => {
    const [first, second] = [sealing.seal(SECRET, 'T1'), sealing.seal(SECRET, 'T1')]
    expect(first).toMatch(/^v1\.[\w-]+$/)
    expect(first).not.toBe(second)
    expect(Buffer.from(first.slice(3), 'base64url').toString('latin1')).not.toContain('xoxb')
  })

  it('opens again after a restart with the same key', () => {
    expect(createSealing(Buffer.from(KEY)).open(sealing.seal(SECRET, 'T1'), 'T1')).toBe(SECRET)
  })

  it('does not open with another key, and says what to do without a word of what is inside', () => {
    const other = createSealing(randomBytes(32))
    const problems = problemsOf(() => other.open(sealing.seal(SECRET, 'T1'), 'T1'))
    expect(problems).toEqual([expect.stringMatching(/^TOKEN_KEY: .*Set the key/)])
    expect(problems.join()).not.toMatch(/xoxb|v1\.|T1/)
  })

  it('does not open once a single letter was changed, left out or added', () => {
    const sealed = sealing.seal(SECRET, 'T1')
    const changed = Array.from(sealed, (letter, at) => {
      const another = letter === 'A' ? 'B' : 'A'
      return sealed.slice(0, at) + another + sealed.slice(at + 1)
    })
    const shorter = Array.from(sealed, (_letter, at) => sealed.slice(0, at))
    for (const text of [
      ...changed,
      ...shorter,
      `${sealed}A`,
      `${sealed}=`,
      ` ${sealed}`,
      `v2${sealed.slice(2)}`,
    ])
      expect(() => sealing.open(text, 'T1'), text).toThrow(SetupError)
  })

  it.each([0, 16, 31, 33, 64])('takes no key of %i bytes', (length) => {
    expect(problemsOf(() => createSealing(Buffer.alloc(length, 1)))).toEqual([
      expect.stringContaining('TOKEN_KEY: it has to be 32 bytes long'),
    ])
  })
})

describe('a derived secret', () => {
  it('is the same for a purpose, another for another, and not the key', () => {
    const [state, again, other] = ['state', 'state', 'mail'].map((purpose) => deriveSecret(KEY, purpose))
    expect(state).toBe(again)
    expect(state).not.toBe(other)
    expect(state).toHaveLength(43)
    expect(state).not.toBe(KEY.toString('base64url'))
    expect(deriveSecret(randomBytes(32), 'state')).not.toBe(state)
  })
})

function problemsOf(run: () => unknown): readonly string[] {
  try {
    run()
  } catch (error) {
    if (error instanceof SetupError) return error.problems
  }
  return []
}
