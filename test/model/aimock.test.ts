import { LLMock } from '@copilotkit/aimock'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createModel } from '../../src/model/client.ts'
import { asked, configOf, GOOD, Lines, MOOD, Notebook, QUICK } from './asking.ts'

/** Somebody else's idea of how OpenAI answers. */
async function mock(api: 'chat' | 'responses') {
  const server = await LLMock.create({ port: 0 })
  onTestFinished(() => server.stop())
  const notebook = new Notebook()
  const model = createModel(
    configOf({ url: `${server.url}/v1` }, { api, model: 'gpt-6-sol', smallModel: 'gpt-6-luna' }),
    {
      spending: notebook,
      log: new Lines(),
      now: Date.now,
      timing: { ...QUICK, firstByte: 2_000, idle: 2_000 },
    },
  )
  return { server, model, notebook }
}

describe.each(['chat', 'responses'] as const)('a server that others wrote, by %s', (api) => {
  it('is understood, and what it used is counted', async () => {
    const { server, model, notebook } = await mock(api)
    const usage =
      api === 'chat'
        ? { prompt_tokens: 100, completion_tokens: 20 }
        : { input_tokens: 100, output_tokens: 20 }
    server.onMessage(/refund/, { content: GOOD, usage })
    expect(await model.ask(asked())).toEqual({ ok: true, value: MOOD, model: 'gpt-6-luna' })
    expect(notebook.spent).toMatchObject([
      { isEstimated: false, usage: { input: 100, cached: 0, output: 20, reasoning: 0 } },
    ])
  })

  it('that calls a tool, refuses for a moment or for good', async () => {
    const { server, model } = await mock(api)
    server.onMessage(/tool/, { toolCalls: [{ name: 'search', arguments: '{}' }] })
    server.onMessage(/refund/, { content: GOOD })
    expect(await model.ask(asked({ input: 'use a tool' }))).toEqual({ ok: false, why: 'unreadable' })
    server.nextRequestError(503, { message: 'busy' })
    expect(await model.ask(asked())).toMatchObject({ ok: true })
    server.nextRequestError(401, { message: 'wrong key', code: 'invalid_api_key' })
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'refused' })
    expect(model.troubles()).toEqual([expect.stringContaining('does not accept the key (invalid_api_key)')])
  })
})
