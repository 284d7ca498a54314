import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { chatBody } from '../../src/model/chat.ts'
import { profileOf } from '../../src/model/profile.ts'
import { createRefused } from '../../src/model/refused-parameters.ts'
import { responsesBody } from '../../src/model/responses.ts'
import type { Call } from '../../src/model/said.ts'
import { asked, CANARY, open } from './asking.ts'

const call: Call = {
  model: 'gpt-6-luna',
  instructions: 'Read.',
  turns: [{ role: 'user', text: 'Hello' }],
  schemaName: 'a mood',
  schema: { type: 'object', properties: {}, required: [], additionalProperties: false },
  longest: 100,
  cacheKey: 'key',
  safetyId: 'hashed',
}
const takes = (baseUrl: string, model = call.model) =>
  createRefused().takes(model, profileOf({ baseUrl }, model))

describe('what is asked for', () => {
  it('of OpenAI, by Chat Completions', () => {
    expect(chatBody(call, takes('https://api.openai.com/v1'))).toEqual({
      model: 'gpt-6-luna',
      messages: [
        { role: 'system', content: 'Read.' },
        { role: 'user', content: 'Hello' },
      ],
      stream: true,
      max_completion_tokens: 2_100,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'a_mood', strict: true, schema: call.schema },
      },
      stream_options: { include_usage: true },
      reasoning_effort: 'low',
      prompt_cache_key: 'key',
      safety_identifier: 'hashed',
    })
  })

  it('of OpenAI, by Responses: nothing is stored there', () => {
    expect(responsesBody(call, takes('https://api.openai.com/v1'))).toEqual({
      model: 'gpt-6-luna',
      instructions: 'Read.',
      input: [{ role: 'user', content: 'Hello' }],
      stream: true,
      store: false,
      max_output_tokens: 2_100,
      text: { format: { type: 'json_schema', name: 'a_mood', strict: true, schema: call.schema } },
      reasoning: { effort: 'low' },
      prompt_cache_key: 'key',
      safety_identifier: 'hashed',
    })
  })

  it.each([
    ['https://nora.openai.azure.com/openai/v1', 'Azure', 'max_completion_tokens'],
    ['https://openrouter.ai/api/v1', 'OpenRouter', 'max_tokens'],
    ['https://generativelanguage.googleapis.com/v1beta/openai', 'Gemini', 'max_tokens'],
    ['http://127.0.0.1:11434/v1', 'Ollama', 'max_tokens'],
    ['http://localhost:8000/v1', 'vLLM', 'max_tokens'],
    ['http://192.168.1.7:1234/v1', 'LM Studio', 'max_tokens'],
    ['https://models.example/v1', 'the model server', 'max_tokens'],
    // Not what it only looks like.
    ['https://api.openai.com.example/v1', 'the model server', 'max_tokens'],
  ])('of %s (%s): its own limit, and no mark of a customer', (baseUrl, label, limit) => {
    expect(profileOf({ baseUrl }, 'x').label).toBe(label)
    for (const body of [chatBody(call, takes(baseUrl, 'x')), responsesBody(call, takes(baseUrl, 'x'))]) {
      expect(body).not.toHaveProperty('prompt_cache_key')
      expect(body).not.toHaveProperty('safety_identifier')
    }
    expect(chatBody(call, takes(baseUrl, 'x'))).toHaveProperty(limit, 2_100)
    expect(responsesBody(call, takes(baseUrl, 'x'))).toMatchObject({ store: false })
  })

  it('of older models of OpenAI: no effort to think', () => {
    expect(chatBody(call, takes('https://api.openai.com/v1', 'gpt-4.1-mini'))).not.toHaveProperty(
      'reasoning_effort',
    )
  })

  it('in words as well, where a server may not heed the schema', async () => {
    const { model, server } = await open()
    await model.ask(asked())
    expect(server.requests[0]?.instructions).toMatch(
      /^Read the mood[\s\S]*Reply with one JSON object and nothing else[\s\S]*"additionalProperties":false/,
    )
  })

  it('in a shape that has no strict schema, as JSON of any kind', async () => {
    const { model, server } = await open({ reply: () => '{"moods":{"nora":"happy"}}' })
    const schema = z.object({ moods: z.record(z.string(), z.string()) })
    expect(await model.ask({ ...asked(), schema })).toMatchObject({ ok: true })
    expect(server.requests[0]?.body.response_format).toEqual({ type: 'json_object' })
  })
})

describe('what leaves the house', () => {
  it('is our own key and nothing of the environment, and the SDK says nothing', async () => {
    const spies = (['debug', 'info', 'log', 'warn', 'error'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    )
    const leaks = {
      OPENAI_API_KEY: 'sk-other',
      OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
      OPENAI_ORG_ID: 'org-leak',
      OPENAI_PROJECT_ID: 'proj-leak',
      OPENAI_ADMIN_KEY: 'sk-admin-leak',
      OPENAI_WEBHOOK_SECRET: 'whsec-leak',
      OPENAI_LOG: 'debug',
      OPENAI_CUSTOM_HEADERS: 'Authorization: Bearer leak\nX-Leak: leak',
    }
    for (const [name, value] of Object.entries(leaks)) vi.stubEnv(name, value)
    try {
      const { model, server } = await open()
      expect(await model.ask(asked())).toMatchObject({ ok: true })
      server.script(() => ({ fault: 'half event', text: 'x' }))
      await model.ask(asked())
      const { headers } = server.requests[0] ?? {}
      expect(headers?.authorization).toBe(`Bearer ${CANARY}`)
      expect(JSON.stringify(server.requests)).not.toMatch(/leak|sk-other/)
      expect(Object.keys(headers ?? {}).filter((name) => /^x-|openai/.test(name))).toEqual([])
      expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([])
    } finally {
      vi.unstubAllEnvs()
      vi.restoreAllMocks()
    }
  })

  it('is no key at all where none is set', async () => {
    const { model, server } = await open({}, { apiKey: null })
    expect(await model.ask(asked())).toMatchObject({ ok: true })
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization')
  })

  it('goes to no other server, whatever the one says', async () => {
    const elsewhere = await open()
    const { model, server } = await open()
    server.script(() => ({ fault: 'raw', status: 307, body: elsewhere.server.url }))
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'refused' })
    expect(elsewhere.server.requests).toEqual([])
  })

  it('is logged without a word of the customer, of the model, or of the key', async () => {
    const words = 'my boiler broke on Friday'
    for (const reply of [words, { fault: 'status' as const, status: 400, message: words, code: words }]) {
      const { model, log } = await open({ reply: () => reply })
      await model.ask(asked({ input: words }))
      expect(log.lines.length).toBeGreaterThan(0)
      expect(log.lines.join('\n')).not.toMatch(/boiler|sk-/)
      expect(model.troubles().join()).not.toMatch(/boiler|sk-/)
    }
  })
})
