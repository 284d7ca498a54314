import { describe, expect, it } from 'vitest'
import { sentencesOf } from '../../src/knowledge/sentences.ts'

describe('sentences', () => {
  it('are cut where they end, and not after an abbreviation', () => {
    expect(sentencesOf('Use a cloth, e.g. Linen. Then wait! Ready?')).toEqual([
      'Use a cloth, e.g. Linen.',
      'Then wait!',
      'Ready?',
    ])
  })

  it('are cut in a million question marks before anybody has lost patience', () => {
    const marks = '?'.repeat(1_000_000)
    expect(sentencesOf(`Why${marks}`)).toEqual([`Why${marks}`])
  })
})
