import { describe, expect, it } from 'vitest'
import type { WhyNot } from '../../src/model/model.ts'
import { createModelServer, type Fault, NOWHERE, withTls } from '../support/model-server.ts'
import { asked, CANARY, GOOD, MOOD, open } from './asking.ts'

const APIS = ['chat', 'responses'] as const

describe.each(APIS)('by %s', (api) => {
  it('a whole reply is a value, under the name that the server gives its model', async () => {
    const { model, server } = await open({}, { api })
    expect(await model.ask(asked())).toEqual({ ok: true, value: MOOD, model: 'small-2026' })
    expect(await model.ask(asked({ size: 'large' }))).toMatchObject({ model: 'large-2026' })
    expect(server.requests.map((request) => request.api)).toEqual([api, api])
    expect(server.requests[0]).toMatchObject({
      input: 'The refund came at once, thank you!',
      isStream: true,
      instructions: expect.stringMatching(/^Read the mood of what the customer writes\./),
    })
  })

  it('a server that heeds no stream, tells no usage or writes it all another way is understood', async () => {
    const thoughts = 'Let me see. '.repeat(20)
    for (const manners of [
      { noStream: true },
      { noStream: true, noUsage: true },
      { noRole: true, noUsage: true },
      { noSpace: true, comments: true },
      { thoughts },
    ]) {
      const { model, server } = await open({ manners }, { api })
      expect(await model.ask(asked())).toMatchObject({ ok: true, value: MOOD })
      expect(server.requests).toHaveLength(1)
    }
  })

  it.each([
    ['in a code block', `Here it is:\n\n\`\`\`json\n${GOOD}\n\`\`\`\nAnything else?`],
    ['behind its thoughts', `<think>{"mood": "unhappy", "reason": "no"} or not?</think>${GOOD}`],
    ['with a comma too many', '{"mood": "happy", "reason": "a quick refund",}'],
    ['with more than was asked for', '{"mood":"happy","reason":"a quick refund","sure":true}'],
  ])('a reply %s is read', async (_how, text) => {
    const { model, server } = await open({ reply: () => text }, { api })
    expect(await model.ask(asked())).toMatchObject({ ok: true, value: MOOD })
    expect(server.requests).toHaveLength(1)
  })

  it('a key that may be null may be left out', async () => {
    const { model } = await open({ reply: () => '{"mood":"unhappy"}' }, { api })
    expect(await model.ask(asked())).toMatchObject({ ok: true, value: { mood: 'unhappy', reason: null } })
  })

  it('an unreadable reply is repaired once, with the reason why', async () => {
    const { model, server, notebook } = await open(
      { reply: ({ turns }) => (turns.length === 1 ? '{"mood":"mixed","reason":null}' : GOOD) },
      { api },
    )
    expect(await model.ask(asked())).toMatchObject({ ok: true, value: MOOD })
    expect(server.requests[1]?.turns).toEqual([
      'The refund came at once, thank you!',
      '{"mood":"mixed","reason":null}',
      expect.stringMatching(/^Your reply could not be read: .*"happy"\|"unhappy"[\s\S]*mood/),
    ])
    expect(notebook.spent.map(({ purpose, ended }) => [purpose, ended])).toEqual([
      ['read', 'whole'],
      ['repair', 'whole'],
    ])
  })

  // Why, how many requests, whether a request of it may have cost.
  const KINDS: [string, Fault | string, WhyNot, number, boolean][] = [
    [
      '429 with a time that is too long',
      { fault: 'status', status: 429, retryAfter: '60' },
      'unreachable',
      1,
      false,
    ],
    ['429 with a short time', { fault: 'status', status: 429, retryAfter: '0' }, 'unreachable', 2, false],
    ['429 without a time', { fault: 'status', status: 429 }, 'unreachable', 2, false],
    ['500', { fault: 'status', status: 500 }, 'unreachable', 2, false],
    ['503', { fault: 'status', status: 503 }, 'unreachable', 2, false],
    ['a slow first byte', { fault: 'silent' }, 'too_slow', 1, true],
    ['a stall in the middle', { fault: 'stall', text: '{"mood":' }, 'too_slow', 1, true],
    ['a drip', { fault: 'drip', text: GOOD.repeat(50), every: 10 }, 'too_slow', 1, true],
    ['a clean early end', { fault: 'early end', text: '{"mood":"happy","reason":null}' }, 'cut', 1, true],
    ['an end before the beginning', { fault: 'early end' }, 'cut', 1, true],
    ['a reset before the first byte', { fault: 'reset' }, 'unreachable', 2, false],
    ['a reset after some', { fault: 'reset', text: '{"mood":' }, 'unreachable', 2, true],
    ['half an event', { fault: 'half event', text: '{"mood":' }, 'unreadable', 1, true],
    ['half a JSON', '{"mood":"happy","reas', 'unreadable', 2, true],
    ['a wrong shape', '{"mood":7}', 'unreadable', 2, true],
    ['words in place of JSON', 'Nora est contente.', 'unreadable', 2, true],
    ['two different replies', `${GOOD} or {"mood":"unhappy","reason":null}`, 'unreadable', 2, true],
    ['nothing', '', 'unreadable', 2, true],
    ['a reply that is too long', { fault: 'length', text: '{"mood":"happy"' }, 'cut', 1, true],
    ['a refusal', { fault: 'refusal', text: 'I cannot help with that.' }, 'declined', 1, true],
    ['a content filter', { fault: 'content_filter' }, 'declined', 1, true],
    ['an endless reply', { fault: 'huge' }, 'unreadable', 1, true],
    ['a call of a tool', { fault: 'tool_calls' }, 'unreadable', 1, true],
    ['an error in the stream', { fault: 'error event', code: 'server_error' }, 'unreachable', 2, false],
    [
      'a page of a proxy',
      { fault: 'raw', contentType: 'text/html', body: '<html>Hello</html>' },
      'cut',
      1,
      true,
    ],
    ['a redirect', { fault: 'raw', status: 302, body: '' }, 'refused', 1, false],
    [
      'a wrong key',
      { fault: 'status', status: 401, code: 'invalid_api_key', message: CANARY },
      'refused',
      1,
      false,
    ],
    ['no right', { fault: 'status', status: 403 }, 'refused', 1, false],
    ['no such model', { fault: 'status', status: 404, code: 'model_not_found' }, 'refused', 1, false],
    ['a spent quota', { fault: 'status', status: 429, code: 'insufficient_quota' }, 'refused', 1, false],
    ['a bad request', { fault: 'status', status: 400, message: 'no' }, 'refused', 1, false],
    ['too much text', { fault: 'status', status: 400, code: 'context_length_exceeded' }, 'refused', 1, false],
    ['a filtered question', { fault: 'status', status: 400, code: 'content_filter' }, 'declined', 1, false],
  ]

  it.each(KINDS)('%s ends in time, with the right word for it', async (_kind, fault, why, times, hasCost) => {
    const { model, server, notebook, log } = await open({ reply: () => fault }, { api })
    const within = 700
    const began = performance.now()
    expect(await model.ask(asked({ within }))).toEqual({ ok: false, why })
    expect(performance.now() - began).toBeLessThan(within + 250)
    expect(server.requests).toHaveLength(times)
    // What was called off is written down a moment after.
    await expect.poll(() => [notebook.spent.length > 0, notebook.open], { interval: 5 }).toEqual([hasCost, 0])
    expect(log.lines.join('\n') + model.troubles().join()).not.toContain(CANARY)
  })

  it('a name that nobody has, and a server that speaks no TLS', async () => {
    const server = await createModelServer()
    for (const baseUrl of [NOWHERE, withTls(server.url)]) {
      const { model, log } = await open({}, { api, baseUrl })
      expect(await model.ask(asked())).toEqual({ ok: false, why: 'unreachable' })
      expect(log.lines.filter((line) => line.includes('model request failed'))).toHaveLength(2)
    }
    await server.close()
  })

  it('a second try helps where the first failed for a moment', async () => {
    for (const fault of ['reset', 'status'] as const) {
      let calls = 0
      const reply = () => (calls++ === 0 ? { fault, status: 500 } : GOOD)
      const { model } = await open({ reply }, { api })
      expect(await model.ask(asked())).toMatchObject({ ok: true, value: MOOD })
    }
  })

  it('hangs up when it is late, and takes what was complete before', async () => {
    const { model, server } = await open({ reply: () => ({ fault: 'stall', text: GOOD }) }, { api })
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'too_slow' })
    await expect.poll(() => server.requests[0]?.isAborted).toBe(true)
  })
})

describe('a server that goes on failing', () => {
  it('is given a rest after five failures in a row, and asked no more', async () => {
    const { model, server } = await open({ reply: () => ({ fault: 'status', status: 500 }) })
    const whys: unknown[] = []
    for (let call = 0; call < 5; call++) whys.push(await model.ask(asked()))
    expect(whys).toEqual([
      { ok: false, why: 'unreachable' },
      { ok: false, why: 'unreachable' },
      { ok: false, why: 'unreachable' },
      { ok: false, why: 'resting' },
      { ok: false, why: 'resting' },
    ])
    expect(server.requests).toHaveLength(5)
    expect(model.troubles()).toEqual([
      expect.stringMatching(
        /^The model: 127\.0\.0\.1:\d+ gives no usable answer \(HTTP 500\)\. Check that the server runs/,
      ),
    ])
  })

  it('is given a rest also where each caller has less time than it takes to be sure', async () => {
    const { model, server } = await open({ reply: () => ({ fault: 'silent' }) })
    for (let call = 0; call < 5; call++)
      expect(await model.ask(asked({ within: 30 }))).toEqual({ ok: false, why: 'too_slow' })
    await expect
      .poll(() => model.troubles(), { interval: 5 })
      .toEqual([expect.stringContaining('answers too slowly')])
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'resting' })
    expect(server.requests).toHaveLength(5)
  })

  it('is not counted for what is the fault of the question', async () => {
    const { model, server } = await open({ reply: () => ({ fault: 'status', status: 400 }) })
    for (let call = 0; call < 7; call++)
      expect(await model.ask(asked())).toEqual({ ok: false, why: 'refused' })
    server.script(() => ({ fault: 'length' }))
    for (let call = 0; call < 7; call++) expect(await model.ask(asked())).toEqual({ ok: false, why: 'cut' })
    expect(server.requests).toHaveLength(14)
  })

  it('is asked again by one call after its rest, and by all when that was well', async () => {
    const { model, server } = await open(
      { reply: () => ({ fault: 'status', status: 503 }) },
      { timing: { restAfterFailures: 40 } },
    )
    for (let call = 0; call < 3; call++) await model.ask(asked())
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'resting' })
    server.script(() => GOOD)
    await expect.poll(() => model.ask(asked()), { interval: 5 }).toMatchObject({ ok: true })
    expect(server.requests).toHaveLength(6)
    expect(model.troubles()).toEqual([])
    expect(await model.ask(asked())).toMatchObject({ ok: true })
  })

  it('lets nobody wait for the one call that tries it again', async () => {
    const { model, server } = await open(
      { reply: () => ({ fault: 'status', status: 503 }) },
      { timing: { restAfterFailures: 40 } },
    )
    for (let call = 0; call < 3; call++) await model.ask(asked())
    server.script(() => ({ fault: 'silent' }))
    let probe: Promise<unknown> | undefined
    await expect
      .poll(
        () => {
          probe = model.ask(asked())
          return server.requests.length
        },
        { interval: 20 },
      )
      .toBe(6)
    const began = performance.now()
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'resting' })
    expect(performance.now() - began).toBeLessThan(100)
    await probe
  })

  it.each([
    [
      'key',
      { status: 401, code: 'invalid_api_key' },
      /does not accept the key \(invalid_api_key\)\. Copy it again/,
    ],
    ['quota', { status: 429, code: 'insufficient_quota' }, /nothing left to spend .*Add credit/],
    ['model', { status: 404, code: 'model_not_found' }, /has no model small .*OPENAI_MODEL/],
    ['right', { status: 403 }, /does not let this key use the model small/],
    ['path', { status: 404 }, /not as a model server does.* Check the path in OPENAI_BASE_URL/],
  ])(
    'rests at once where it takes no call of ours (%s), and the owner reads why',
    async (_what, error, told) => {
      const { model, server } = await open(
        { reply: () => ({ fault: 'status', message: CANARY, ...error }) },
        { timing: { restAfterRefusal: 60 } },
      )
      expect(await model.ask(asked())).toEqual({ ok: false, why: 'refused' })
      expect(await model.ask(asked())).toEqual({ ok: false, why: 'resting' })
      expect(server.requests).toHaveLength(1)
      expect(model.troubles()).toEqual([expect.stringMatching(told)])
      expect(model.troubles().join()).not.toContain(CANARY)
      server.script(() => GOOD)
      await expect.poll(() => model.ask(asked()), { interval: 5 }).toMatchObject({ ok: true })
      expect(model.troubles()).toEqual([])
    },
  )
})

describe('a parameter that a server does not know', () => {
  const refusing = (name: string, body: Record<string, unknown>) =>
    name in body
      ? { fault: 'status' as const, status: 400, param: name, message: `Unsupported parameter: '${name}'` }
      : GOOD

  it.each([
    ['chat', 'max_tokens'],
    ['chat', 'temperature'],
    ['chat', 'response_format'],
    ['chat', 'stream_options'],
    ['responses', 'max_output_tokens'],
    ['responses', 'temperature'],
    ['responses', 'text'],
  ] as const)('by %s is left out from then on: %s', async (api, name) => {
    const { model, server } = await open({ reply: ({ body }) => refusing(name, body) }, { api })
    expect(await model.ask(asked())).toMatchObject({ ok: true, value: MOOD })
    const learnt = server.requests.length
    expect(learnt).toBe(name === 'response_format' || name === 'text' ? 3 : 2)
    expect(await model.ask(asked())).toMatchObject({ ok: true, value: MOOD })
    expect(server.requests).toHaveLength(learnt + 1)
    expect(server.requests.at(-1)?.body).not.toHaveProperty(name)
  })

  it('goes over to the other name of the limit', async () => {
    const { model, server } = await open({ reply: ({ body }) => refusing('max_tokens', body) })
    await model.ask(asked())
    expect(
      server.requests.map(({ body }) => Object.keys(body).filter((name) => name.startsWith('max_'))),
    ).toEqual([['max_tokens'], ['max_completion_tokens']])
  })

  it('is found in other wordings, and where the server names it in a list', async () => {
    for (const body of [
      '{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}',
      '{"error":{"message":"json: unknown field \\"stream_options\\""}}',
    ]) {
      const reply = (request: { body: object }) =>
        'stream_options' in request.body ? ({ fault: 'raw', status: 422, body } as const) : GOOD
      const { model, server } = await open({ reply })
      expect(await model.ask(asked())).toMatchObject({ ok: true })
      expect(server.requests).toHaveLength(2)
    }
  })

  it('is no reason to ask for ever', async () => {
    const { model, server } = await open({
      reply: () => ({ fault: 'status', status: 400, param: 'max_tokens', message: 'no' }),
    })
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'refused' })
    expect(server.requests.length).toBeLessThanOrEqual(3)
  })
})
