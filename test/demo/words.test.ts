import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMind, type Mind } from '../../src/demo/mind.ts'
import { ACCOUNT, ELSEWHERE, GAPS, PERSON, PRICE, YES } from '../../src/demo/words/account.ts'
import { BRAKES, FAULT, WORKSHOP } from '../../src/demo/words/bicycles.ts'
import { DELIVERY, REFUND } from '../../src/demo/words/delivery.ts'
import { HAPPY, NOT_YET, PRAISE, RIGHT_NOW, THANKS } from '../../src/demo/words/feelings.ts'
import type { Matter } from '../../src/demo/words/matter.ts'
import { type Knowledge, openKnowledge } from '../../src/knowledge/knowledge.ts'
import { readVerdict } from '../../src/mind/patterns/right-now.ts'
import type { Reading } from '../../src/mind/reading.ts'

const MATTERS: Record<string, Matter> = { DELIVERY, REFUND, BRAKES, FAULT, WORKSHOP, ACCOUNT, PRICE }

let knowledge: Knowledge
let mind: Mind
beforeAll(async () => {
  knowledge = await openKnowledge(resolve(import.meta.dirname, '../../knowledge'))
  mind = createMind(knowledge)
})
afterAll(() => knowledge.close())

/** Those of the texts of which it is not true. */
const wrong = async (texts: readonly string[], isRight: (reading: Reading, text: string) => boolean) => {
  const found: string[] = []
  for (const text of texts) if (!isRight(await mind.read(text), text)) found.push(text)
  return found
}

describe.each(Object.entries(MATTERS))('what customers write about %s', (_name, matter) => {
  it('is read as a complaint where it is one, and only there', async () => {
    expect(await wrong(matter.complaints, ({ complaint }) => complaint)).toEqual([])
    const calm = [...matter.asks, ...matter.follows, ...matter.grumbles]
    expect(await wrong(calm, ({ complaint, wantsPerson }) => !complaint && !wantsPerson)).toEqual([])
  })

  it('is said once each, and by staff with their name', () => {
    const all = [...matter.asks, ...matter.grumbles, ...matter.complaints]
    expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([])
    expect(matter.taken.filter((text) => !text.includes('{staff}'))).toEqual([])
  })
})

describe('the rest of what customers write', () => {
  it('is what it is meant to be', async () => {
    expect(
      await wrong([...THANKS, ...HAPPY], ({ act, sentiment }) => act === 'thank' && (sentiment ?? 0) > 0),
    ).toEqual([])
    expect(await wrong(PRAISE, ({ sentiment }) => (sentiment ?? 0) > 0.5)).toEqual([])
    expect(await wrong(PERSON, ({ wantsPerson }) => wantsPerson)).toEqual([])
    expect(await wrong(YES, ({ act }) => act === 'yes')).toEqual([])
    expect(await wrong(ELSEWHERE, ({ language }) => language !== 'en')).toEqual([])
    expect(await wrong(NOT_YET, (reading, text) => readVerdict(text, reading) === 'not_yet')).toEqual([])
    expect(await wrong(RIGHT_NOW, (reading, text) => readVerdict(text, reading) === 'right')).toEqual([])
  })

  it('asks for some things that the sample pages do not know', async () => {
    const known: string[] = []
    for (const text of GAPS.flat()) if (await mind.answer(text, '')) known.push(text)
    expect(known).toEqual([])
  })

  it('is mostly answered by the sample pages', async () => {
    const asks = Object.values(MATTERS)
      .filter((matter) => matter !== BRAKES)
      .flatMap((matter) => matter.asks)
    const answers = await Promise.all(asks.map((text) => mind.answer(text, '')))
    expect(answers.filter((answer) => answer !== null).length / asks.length).toBeGreaterThan(0.75)
  })
})
