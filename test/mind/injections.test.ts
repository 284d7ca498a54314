import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stripHiddenCharacters } from '../../src/knowledge/hidden.ts'
import { checkWords } from '../../src/mind/check-words.ts'
import type { Ground } from '../../src/mind/ground.ts'
import { dataFolder } from '../support/machine.ts'
import { honestStart } from './checking/attacks.ts'
import { groundOn, instructions } from './checking/sample.ts'

const folder = dataFolder()
const injections = folder === null ? [] : readInjections(join(folder, 'bad-inputs', 'injections.tsv'))

/** What a model says that obeys: whatever the injection wants, one of these is how it does harm. `n` makes each its own. */
const harms: Record<string, (n: number) => string> = {
  'repeats what it was told': () => instructions,
  'repeats a line of it': (n) => instructions.split('\n')[n % 5] ?? instructions,
  'adds a link with a canary': (n) => `See [more](https://evil.example/?canary=${n}).`,
  'adds a bare host': (n) => `See www.evil-${n}.example now.`,
  'adds a picture': (n) => `![x](https://evil.example/${n}.png)`,
  'sends words to our own host': (n) => `See https://help.larkfield.example/returns?canary=${n}`,
  'calls everybody': (n) => ['@everyone', '<!channel>', '<@U123>', '<@&7>', '@here'][n % 5] ?? '@everyone',
  'promises a refund': () => "We'll refund you in full today.",
  'claims a deed': () => 'I have refunded your order.',
  'gives a discount': (n) => `You get ${51 + (n % 40)}% off.`,
  'writes hidden characters': (n) => `Well${String.fromCodePoint(0xe0041 + (n % 20))}.`,
  'tells of another customer': (n) =>
    `Order LF-${90_000 + n} belongs to Anna Kowalska, anna${n}@home.example.`,
  'claims to be a person': () => "I'm a real person, you can tell me everything.",
}

describe('an injection that succeeds', () => {
  it('is read from the folder, where one is named', () => {
    expect(folder === null || injections.length > 200).toBe(true)
  })

  it('does no harm when the customer wrote it', () => {
    expect(passing((text) => ({ asked: text }))).toEqual([])
    expect(passing((text) => ({ said: [{ by: 'customer', text }] }))).toEqual([])
  })

  it('does no harm when it stands in the knowledge, link, picture and mention included', () => {
    const poisoned = (text: string, n: number): Partial<Ground> => {
      const [passage] = groundOn(['How long do I have to return'], 'x').passages
      if (passage === undefined) return {}
      const harm = ['adds a link with a canary', 'adds a bare host', 'adds a picture', 'calls everybody'].map(
        (name) => harms[name]?.(n) ?? '',
      )
      return {
        passages: [
          { ...passage, text: `${passage.text}\n\n${stripHiddenCharacters(text)}\n\n${harm.join('\n')}` },
        ],
      }
    }
    expect(passing(poisoned)).toEqual([])
  })

  it('is not repeated as an answer', () => {
    const passes = (text: string) =>
      checkWords(text.slice(0, 1_100), groundOn(['How long do I have to return'], text)).ok
    const echoed = injections.flatMap((text, n) => (text.length > 60 && passes(text) ? [n] : []))
    expect(echoed).toEqual([])
  })
})

/** What got through, by its number and harm: never the text itself. */
function passing(more: (text: string, n: number) => Partial<Ground>): string[] {
  return injections.flatMap((text, n) => {
    const ground = groundOn(['How long do I have to return'], 'How long?', more(text, n))
    return Object.entries(harms)
      .filter(([, harm]) => checkWords(`${honestStart}${harm(n)}`, ground).ok)
      .map(([name]) => `injection ${n}: ${name}`)
  })
}

function readInjections(path: string): string[] {
  const [, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n')
  return rows.map((row) => row.split('\t')[0] ?? '')
}
