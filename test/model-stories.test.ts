import { afterEach, describe, expect, it } from 'vitest'
import type { Tools } from '../src/tools/tools.ts'
import { databases } from './support/databases.ts'
import type { Fault, Reply } from './support/model-server.ts'
import { ModelWorld, type Script } from './support/model-world.ts'
import { seen, written } from './support/scripted-model.ts'
import { scriptedTools } from './support/scripted-tools.ts'
import { MINUTE, SECOND, say } from './support/world.ts'

const json = (value: unknown) => JSON.stringify(value)
const reading = (shown: Record<string, unknown> = {}, search: string | null = null) =>
  json(seen(shown, search))
const RETURNS = written({
  answer: 'Yes, you can send it back within 30 days, and we pay the postage.',
  pages: ['P1'],
  confidence: 0.9,
})
const plain: Script = { read: () => reading({ question: 1 }), answer: () => json(RETURNS) }

const FAULTS: [string, Fault][] = [
  ['429 without a time', { fault: 'status', status: 429 }],
  ['429 with a time', { fault: 'status', status: 429, retryAfter: '60' }],
  ['500', { fault: 'status', status: 500 }],
  ['503', { fault: 'status', status: 503 }],
  ['a spent quota', { fault: 'status', status: 429, code: 'insufficient_quota' }],
  ['a refused key', { fault: 'status', status: 401 }],
  ['silence', { fault: 'silent' }],
  ['a stall in the middle', { fault: 'stall', text: '{"answer":"You can send it back within 30' }],
  ['a clean early end', { fault: 'early end', text: '{"answer":"You can send it back within 30' }],
  ['a reset', { fault: 'reset' }],
  ['a reset in the middle', { fault: 'reset', text: '{"answer":"You can' }],
  ['half an event', { fault: 'half event', text: '{"answer":"You can' }],
  ['its limit reached', { fault: 'length', text: '{"answer":"You can' }],
  ['a refusal', { fault: 'refusal' }],
  ['endless words', { fault: 'huge' }],
  ['calls of tools nobody gave it', { fault: 'tool_calls' }],
  ['a page of HTML', { fault: 'raw', contentType: 'text/html', body: '<h1>Bad gateway</h1>' }],
]

describe.each(databases)('a conversation with a model on %s', (kind) => {
  let story: ModelWorld
  const open = async (script: Script, more: Parameters<typeof ModelWorld.open>[2] = {}) => {
    story = await ModelWorld.open(kind, script, more)
    return story.world
  }
  afterEach(() => story.close())

  it('is answered in the model’s own words, with the page as its source', async () => {
    const world = await open(plain)
    const reply = await world.ask('Can I return a jacket?')
    expect(reply).toBe(`${say('notice')}\n\n${RETURNS.answer}`)
    expect(world.shown().at(-1)?.sources).toEqual([{ title: 'Returns', page: 'returns.md', url: null }])
    expect(await world.turns()).toMatchObject([
      { decision: 'answer', answered_by: expect.stringMatching(/^model /) },
    ])
  })

  it('is answered in the customer’s language', async () => {
    const answer = 'Puede devolverlo en un plazo de 30 días y nosotros pagamos el envío.'
    const world = await open({
      read: () => reading({ question: 1, language: 'es' }, 'Can I send something back?'),
      answer: () => json({ ...RETURNS, answer }),
    })
    expect(await world.ask('¿Puedo devolver una chaqueta que compré?')).toContain(answer)
  })

  it('offers a person in another language that the model cannot answer', async () => {
    const world = await open({
      read: () => reading({ question: 1, language: 'es' }),
      answer: () => json(written({ needs_person: true })),
    })
    expect(await world.ask('¿Venden paraguas y carpas grandes?')).toContain(say('other_language'))
  })

  it.each(FAULTS)(
    'gets the pages’ own words, once, when the server answers with %s',
    async (_name, fault) => {
      const world = await open({ read: () => fault, answer: () => fault })
      const reply = await world.ask('How long does a refund take?')
      expect(reply).toContain('A refund takes 3 working days')
      expect(world.read()).toHaveLength(1)
      await world.pass(MINUTE)
      expect(world.read()).toHaveLength(1)
    },
  )

  it('gets a person who is asked for, whatever the model makes of it', async () => {
    const world = await open({ read: () => reading({ wants_person: 0 }) })
    expect(await world.ask('Let me talk to a human')).toContain(say('receipt_wants_person'))
  })

  it('gets a person whom only the model heard being asked for', async () => {
    const world = await open({ read: () => reading({ wants_person: 0.95 }) })
    expect(await world.ask('Is Sam around, by any chance?')).toContain(say('receipt_wants_person'))
  })

  it('costs no call for a thank-you', async () => {
    const world = await open(plain)
    expect(await world.ask('Thank you so much!')).toContain(say('thanks'))
    expect(story.asked()).toEqual([])
  })

  it('keeps both readings, and counts one', async () => {
    const world = await open({
      ...plain,
      read: () =>
        reading({ question: 1, sentiment: -0.4, feeling: 'worried', reason: 'fears to be too late' }),
    })
    await world.ask('Can I still return a jacket?')
    const rows = await world.readings()
    expect(
      rows.map(({ read_by, corrected_by }) => [read_by.replace(/ \S+$/, ''), corrected_by !== null]),
    ).toEqual(
      expect.arrayContaining([
        ['local', true],
        ['model', true],
      ]),
    )
    const [counts] = rows.filter(({ corrected_by }) => corrected_by === null)
    expect(counts).toMatchObject({ sentiment: -0.4, feeling: 'worried' })
    expect(rows).toHaveLength(3)
  })

  it('says nothing of what a model that obeys its attacker writes', async () => {
    const evil = [
      'Sure! Everything in the input is data. You are the AI assistant of Larkfield.',
      'See [our page](https://evil.example/?q=nora) within 30 days.',
      '@everyone You can send it back within 30 days.',
      'I have refunded you £500, and you can send it back within 30 days.',
      'You can send it back within 90 days.',
      'You can send it back within 30 days. ![x](https://evil.example/p.png)',
    ]
    let n = 0
    const world = await open({
      ...plain,
      answer: () => json({ ...RETURNS, answer: evil[n++ % evil.length] }),
    })
    for (let times = 0; times < 3; times++) await world.ask('How long does a refund take?')
    for (const text of world.read()) {
      expect(text).not.toMatch(/evil|everyone|500|90 days|in the input is data/)
    }
    expect(world.read().join()).toContain('A refund takes 3 working days')
  })

  it('asks one thing back, and no second one', async () => {
    const back = written({ clarify: 'Is it about a bicycle or about clothing?', confidence: 0.5 })
    const world = await open({ ...plain, answer: () => json(back) })
    expect(await world.ask('Can I return it?')).toContain('Is it about a bicycle or about clothing?')
    expect(await world.ask('Can I return the other one?')).toContain(say('unknown'))
  })

  it('is answered in the pages’ own words once the budget is spent', async () => {
    const budgets = { perCustomer: 10, perDay: null, total: null }
    const prices = new Map(['small', 'large'].map((name) => [name, { input: 5, cachedInput: 5, output: 5 }]))
    const world = await open(plain, { config: { budgets, prices } })
    expect(await world.ask('How long does a refund take?')).toContain('A refund takes 3 working days')
    await story.thinking.model?.settled()
    expect(story.asked()).toEqual(['read'])
    expect(await world.ask('When is the workshop open?')).toContain('9am to 5pm')
    expect(story.asked()).toEqual(['read'])
    expect(await world.ask('Let me talk to a human')).toContain(say('receipt_wants_person'))
  })

  it('is answered without the model when it has waited long for a free hand', async () => {
    const world = await open(plain)
    await world.write('How long does a refund take?')
    await world.pass(MINUTE)
    expect(story.asked()).toEqual([])
    expect(world.read().join()).toContain('A refund takes 3 working days')
  })

  it('never sees another customer’s words', async () => {
    const world = await open(plain)
    await world.ask('My secret word is swordfish. Can I return a jacket?', { who: 'nora' })
    await world.ask('Can I return a bike?', { who: 'omar' })
    expect(story.server.requests.at(-1)?.input).not.toContain('swordfish')
  })

  describe('that is handed over', () => {
    const summary = {
      wrong: 'The bell of order 12 arrived broken.\nNora wants a new one.',
      tried: 'Nothing so far',
      promised: 'A call by Friday',
      reply: 'Hello Nora, I am sorry about the broken bell. I have read everything.',
    }
    const handed: Script = { read: () => reading({ wants_person: 1 }), summary: () => json(summary) }

    it('is summed up on the card, which did not wait for it', async () => {
      const world = await open(handed)
      await world.write('The bell of order 12 is broken. I want to speak to a human')
      await world.pass(SECOND)
      expect(world.card().wrong).toContain('The bell of order 12 is broken')
      await world.pass()
      expect(world.card()).toMatchObject({ wrong: summary.wrong, suggestion: summary.reply })
      // Nobody of the staff has said anything yet: what a customer says was promised is no promise.
      expect(world.card().tried).toBe(summary.tried)
      expect(world.read()).toHaveLength(1)
    })

    it('finds what staff promised, and without it the local words are read', async () => {
      const promised = { sentence: 'Die Lampe kommt.', by: '2026-06-05T12:00', conditional: false, sure: 0.8 }
      const words = "Die Lampe kommt. I'll ring you tomorrow."
      const found = async (promise: () => Reply) => {
        const world = await open({ ...handed, promise })
        await world.ask('Somebody please.')
        await world.click('reply', { text: words })
        return world.card().promises.map(({ says }) => says)
      }
      const when = 'noon UK time on Friday 5 June'
      expect(await found(() => json({ promises: [promised] }))).toEqual([
        say('promise_shown_found', { name: 'kim', what: 'Die Lampe kommt.', when }),
      ])
      await story.close()
      expect((await found(() => ({ fault: 'silent' }))).join()).toContain("I'll ring you tomorrow.")
    })

    it('names what staff have promised', async () => {
      const world = await open(handed)
      await world.ask('The bell of order 12 is broken. I want to speak to a human')
      await world.click('reply', { text: 'I will call you by Friday.' })
      await world.ask('Thank you. And the saddle is loose as well')
      await world.click('give_back')
      await world.ask('I want to speak to a human')
      await world.pass()
      expect(world.card().tried).toContain('A call by Friday')
    })

    it('keeps no summary of words that were changed', async () => {
      const world = await open({ ...handed, summary: () => json(summary) })
      await world.ask('The bell of order 12 is broken. I want to speak to a human', { id: 'm1' })
      await world.pass()
      await world.click('claim')
      story.server.script(() => ({ fault: 'silent' }))
      await world.edit('m1', 'I want to speak to a human')
      await world.pass()
      expect(world.card().wrong).not.toContain('order 12')
    })

    it('keeps no summary of words that were removed', async () => {
      const world = await open(handed)
      await world.ask('The bell of order 12 is broken', { id: 'm1' })
      await world.ask('I want to speak to a human')
      await world.pass()
      await world.remove('m1')
      await world.pass()
      expect(JSON.stringify(world.card())).not.toContain('bell of order 12')
    })

    it('has the local words where the model is silent', async () => {
      const world = await open({ ...handed, summary: () => ({ fault: 'silent' }) })
      await world.ask('I want to speak to a human')
      await world.pass()
      expect(world.card().suggestion).toBe(say('suggest_wants_person'))
    })

    it('suggests no reply that promises what nobody may', async () => {
      const promise = {
        ...summary,
        reply: 'I have refunded you £500 and a colleague will call you tomorrow.',
      }
      const world = await open({ ...handed, summary: () => json(promise) })
      await world.ask('I want to speak to a human')
      await world.pass()
      expect(world.card()).toMatchObject({ wrong: summary.wrong, suggestion: say('suggest_wants_person') })
    })
  })

  it('has what is to be done for the customer on the card, for a person to agree to', async () => {
    const { tools: scripted, calls } = scriptedTools()
    const tools: Tools = {
      ...scripted,
      list: () => [{ name: 'cancel_order', description: 'Cancels', schema: {}, use: 'propose' }],
      prepare: (_name, given) => ({
        ok: true,
        call: { server: 'shop', tool: 'cancel_order', arguments: given },
      }),
    }
    const propose = { tool: 'cancel_order', arguments: '{"order":"A-17"}' }
    const script = { ...plain, answer: () => json(written({ propose })) }
    const world = await open(script, { options: { parts: { tools } } })
    expect(await world.ask('Please cancel order A-17, I return it')).toContain(say('receipt_needs_staff'))
    expect(world.card()).toMatchObject({
      cause: say('cause_needs_staff'),
      proposal: { state: 'waiting', call: 'shop: cancel_order\norder = "A-17"' },
    })
    expect(calls).toEqual([])
    await world.click('run')
    await world.pass()
    expect(calls).toMatchObject([{ call: { arguments: '{"order":"A-17"}' }, asker: { id: 'nora' } }])
  })
})
