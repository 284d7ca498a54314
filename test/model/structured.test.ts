import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readReply, schemaOf } from '../../src/model/structured.ts'
import { GOOD, MOOD, Mood } from './asking.ts'

const Wide = z.object({
  score: z.number().min(-1).max(1).describe('How it sounds.'),
  tags: z.array(z.string().max(20)).max(3),
  kind: z.discriminatedUnion('type', [
    z.object({ type: z.literal('a'), at: z.iso.datetime().nullable() }),
    z.object({ type: z.literal('b'), count: z.int() }),
  ]),
  note: z.string().optional(),
})

describe('the schema of a reply', () => {
  it('is as strict modes want it: all required, nothing besides, null for what may be absent', () => {
    expect(schemaOf(Wide)).toEqual({
      type: 'object',
      properties: {
        score: { type: 'number', description: 'How it sounds. (at least -1, at most 1)' },
        tags: {
          type: 'array',
          items: { type: 'string', description: '(characters at most 20)' },
          description: '(items at most 3)',
        },
        kind: {
          anyOf: [
            {
              type: 'object',
              properties: {
                type: { type: 'string', const: 'a' },
                at: { anyOf: [{ type: 'string', description: '(format date-time)' }, { type: 'null' }] },
              },
              required: ['type', 'at'],
              additionalProperties: false,
            },
            {
              type: 'object',
              properties: { type: { type: 'string', const: 'b' }, count: { type: 'integer' } },
              required: ['type', 'count'],
              additionalProperties: false,
            },
          ],
        },
        note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      },
      required: ['score', 'tags', 'kind', 'note'],
      additionalProperties: false,
    })
  })

  it('is none where it cannot be said strictly', () => {
    const unsayable = [
      z.string(),
      z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
      z.object({ all: z.record(z.string(), z.number()) }),
      z.object({ what: z.unknown() }),
      z.object({ pair: z.tuple([z.string(), z.number()]) }),
    ]
    expect(unsayable.map(schemaOf)).toEqual([null, null, null, null, null])
  })
})

describe('a reply', () => {
  const read = (text: string) => readReply(text, Mood)
  const good = { ok: true, value: MOOD }

  it.each([
    ['alone', GOOD],
    ['with a byte order mark and space', `\ufeff\n ${GOOD}\n`],
    ['in a code block', `\`\`\`json\n${GOOD}\n\`\`\``],
    ['in an open code block', `\`\`\`\n${GOOD}`],
    ['between sentences with braces in quotes', `Sure ("{" opens): ${GOOD} Hope that helps :}`],
    ['behind JSON that is something else', `{"thought":"hm"} ${GOOD}`],
    ['said twice', `${GOOD}\n\n${GOOD}`],
    ['behind thoughts whose beginning is missing', `{"mood":"unhappy","reason":null}</think>\n${GOOD}`],
    ['with a comma too many', GOOD.replace('}', ',\n}')],
  ])('%s is read', (_how, text) => expect(read(text)).toEqual(good))

  it('keeps a comma that stands in quotes', () => {
    expect(read('{"mood":"happy","reason":"well, }, and ,]",}')).toEqual({
      ok: true,
      value: { mood: 'happy', reason: 'well, }, and ,]' },
    })
  })

  it('may say null where its shape lets a key be absent, and the other way round', () => {
    const text = '{"score":0,"tags":[],"kind":{"type":"a"},"note":null}'
    expect(readReply(text, Wide)).toEqual({
      ok: true,
      value: { score: 0, tags: [], kind: { type: 'a', at: null } },
    })
  })

  it.each([
    ['', 'It was empty.'],
    ['<think>hm</think>', 'It was empty.'],
    ['Nora is happy.', 'It held no whole JSON object.'],
    ['{"mood":"happy"', 'It held no whole JSON object.'],
    ['[1, 2]', 'It held no whole JSON object.'],
    [`${GOOD}{"mood":"unhappy","reason":null}`, 'It held more than one JSON object.'],
  ])('%s is none', (text, reason) => expect(read(text)).toEqual({ ok: false, reason }))

  it('of another shape is none, and what is wrong is said', () => {
    expect(read('{"mood":"happy","reason":7}')).toEqual({
      ok: false,
      reason: expect.stringContaining('reason'),
    })
    expect(readReply('{"score":7,"tags":[],"kind":{"type":"b","count":1}}', Wide)).toMatchObject({
      ok: false,
    })
  })

  it('of any kind is read or refused, and never breaks anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '"', '\\', ',', '[', ']', ':', 'a', GOOD, '<think>')),
        (parts) => {
          expect(read(parts.join(''))).toHaveProperty('ok')
        },
      ),
    )
    const began = performance.now()
    read('{'.repeat(20_000) + '}'.repeat(20_000))
    read('{"a":'.repeat(5_000))
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

describe('a reply with what no database keeps', () => {
  it('comes without it', () => {
    const shape = z.object({ words: z.string(), list: z.array(z.string()) })
    const read = readReply('{"words":"a\\u0000b\\ud800","list":["\\u0000"]}', shape)
    expect(read).toEqual({ ok: true, value: { words: 'ab\ufffd', list: [''] } })
  })
})
