import Keyv from 'keyv'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createEmbeddings } from '../../src/model/embeddings.ts'
import { createModelServer, type Fault, vectorOf } from '../support/model-server.ts'
import { NOON } from '../support/world.ts'
import { CANARY, configOf, Lines, Notebook } from './asking.ts'

const PASSAGES = [
  { id: 'refunds#1', headings: ['Refunds'], text: 'A refund takes five working days.' },
  { id: 'delivery#1', headings: ['Delivery'], text: 'Parcels arrive on weekdays.' },
  { id: 'hours#1', headings: ['Opening hours'], text: 'The workshop opens at nine.' },
]

type More = { embed?: (text: string) => number[] | Fault; memory?: Keyv; within?: number }

async function open({ embed = vectorOf, memory, within = 1_000 }: More = {}) {
  const server = await createModelServer({ embed })
  onTestFinished(() => server.close())
  const notebook = new Notebook()
  const log = new Lines()
  let time = NOON
  const settings = { spending: notebook, log, now: () => time, questionWithin: within, memoryWithin: 30 }
  const embeddings = createEmbeddings(
    configOf(server, { embeddingModel: 'vectors' }),
    memory ? { ...settings, memory } : settings,
  )
  if (embeddings === null) throw new Error('There is a model for embeddings')
  const pass = (milliseconds: number) => {
    time += milliseconds
  }
  const texts = () => server.requests.flatMap(({ body }) => body.input)
  return { embeddings, server, notebook, log, pass, texts }
}

describe('passages are found by their sense', () => {
  it('nearest first, and never more than were asked for', async () => {
    const { embeddings } = await open()
    await embeddings.learn(PASSAGES)
    expect(await embeddings.rank('When does the workshop open?', 1)).toEqual(['hours#1'])
    expect((await embeddings.rank('refunds and parcels of the workshop', 3)).length).toBe(3)
    expect(await embeddings.rank('   ', 3)).toEqual([])
  })

  it('not at all where no model for it is set', () => {
    const settings = { spending: new Notebook(), log: new Lines(), now: () => NOON }
    expect(createEmbeddings(configOf({ url: 'http://127.0.0.1:1/v1' }), settings)).toBeNull()
  })

  it('in numbers, by our key, and what they cost is written down', async () => {
    const { embeddings, server, notebook } = await open()
    await embeddings.learn(PASSAGES)
    await embeddings.rank('refund', 1, { customer: 'nora', conversation: 'c1' })
    expect(server.requests[0]).toMatchObject({
      model: 'vectors',
      body: { encoding_format: 'float' },
      headers: { authorization: `Bearer ${CANARY}` },
    })
    expect(notebook.spent).toMatchObject([
      { purpose: 'embed', about: { customer: null }, isEstimated: false, ended: 'whole' },
      { purpose: 'embed', about: { customer: 'nora' }, usage: { input: 2, output: 0 } },
    ])
  })

  it('learnt in batches, each text once; only what changed is learnt again', async () => {
    const { embeddings, server, texts } = await open()
    const many = Array.from({ length: 150 }, (_none, index) => ({
      id: `p${index}`,
      headings: [],
      text: `Passage about ${index % 140}`,
    }))
    await embeddings.learn(many)
    expect(server.requests.map(({ body }) => [body.input].flat().length)).toEqual([64, 64, 12])
    await embeddings.learn([...many, ...PASSAGES.slice(0, 1)])
    expect(texts()).toHaveLength(141)
    await embeddings.learn(PASSAGES)
    expect(await embeddings.rank('Passage about refunds', 9)).not.toContain('p1')
  })

  it('kept between two starts, apart for each model', async () => {
    const memory = new Keyv()
    const server = await createModelServer()
    onTestFinished(() => server.close())
    const start = (embeddingModel: string) =>
      createEmbeddings(configOf(server, { embeddingModel }), {
        spending: new Notebook(),
        log: new Lines(),
        now: () => NOON,
        memory,
      })
    await start('vectors')?.learn(PASSAGES)
    const second = start('vectors')
    await second?.learn(PASSAGES)
    expect(server.requests).toHaveLength(1)
    expect(await second?.rank('When does the workshop open?', 1)).toEqual(['hours#1'])
    await start('others')?.learn(PASSAGES)
    expect(server.requests.map(({ model }) => model)).toEqual(['vectors', 'vectors', 'others'])
  })

  it('also with a memory that fails, hangs or holds something else', async () => {
    const broken = new Keyv({ store: new Map([['x', 'y']]) })
    const failing = Object.assign(new Keyv(), {
      getMany: () => Promise.reject(new Error(CANARY)),
      setMany: () => Promise.reject(new Error(CANARY)),
    })
    const hanging = Object.assign(new Keyv(), {
      getMany: () => new Promise<never>(() => undefined),
      setMany: () => new Promise<never>(() => undefined),
    })
    const foreign = Object.assign(new Keyv(), { getMany: async () => [7, 'abc', { a: 1 }] })
    for (const memory of [broken, failing, hanging, foreign]) {
      const { embeddings } = await open({ memory })
      await embeddings.learn(PASSAGES)
      expect(await embeddings.rank('When does the workshop open?', 1)).toEqual(['hours#1'])
    }
  })
})

describe('a server that makes no embeddings', () => {
  it.each<[string, Fault | number[]]>([
    ['fails', { fault: 'status', status: 500 }],
    ['does not know the model', { fault: 'status', status: 404, code: 'model_not_found' }],
    ['says nothing', { fault: 'silent' }],
    ['hangs up', { fault: 'reset' }],
    ['says something else', { fault: 'raw', body: '{"data":"none"}' }],
    ['sends no direction', [0, 0, 0]],
  ])('%s: nothing is found, in time', async (_how, wrong) => {
    const { embeddings } = await open({
      embed: (text) => (text.includes('?') ? wrong : vectorOf(text)),
      within: 150,
    })
    await embeddings.learn(PASSAGES)
    const began = performance.now()
    expect(await embeddings.rank('When does it open?', 3)).toEqual([])
    expect(performance.now() - began).toBeLessThan(400)
  })

  it('is asked again later for what is not learnt yet', async () => {
    let isWell = false
    const { embeddings, server, pass } = await open({
      embed: (text) => (isWell ? vectorOf(text) : { fault: 'status', status: 500 }),
    })
    await embeddings.learn(PASSAGES)
    expect(await embeddings.rank('refund', 1)).toEqual([])
    expect(server.requests).toHaveLength(1)
    isWell = true
    pass(61_000)
    expect(await embeddings.rank('refund', 1)).toEqual([])
    await expect.poll(() => embeddings.rank('refund', 1)).toEqual(['refunds#1'])
  })

  it('is not asked when a budget is spent', async () => {
    const { embeddings, server, notebook } = await open()
    notebook.isSpent = true
    await embeddings.learn(PASSAGES)
    expect(await embeddings.rank('refund', 1)).toEqual([])
    expect(server.requests).toEqual([])
  })
})
