import type { ModelConfig } from '../../src/model-settings.ts'
import { createModelServer, type ModelRequest } from '../support/model-server.ts'
import { askingOf } from '../support/model-world.ts'
import { seen, written } from '../support/scripted-model.ts'

export type ScriptedServer = { config: ModelConfig; close(): Promise<void> }

/** A model server without a model: it reads nothing into a message, copies from the first page, and obeys its attacker. */
export async function openScriptedModel(): Promise<ScriptedServer> {
  const server = await createModelServer({ reply: replyTo })
  return {
    config: {
      baseUrl: server.url,
      apiKey: null,
      model: 'scripted',
      smallModel: 'scripted',
      api: 'chat',
      embeddingModel: null,
      prices: new Map([['scripted', { input: 0, cachedInput: 0, output: 0 }]]),
      budgets: { perCustomer: null, perDay: null, total: null },
    },
    close: () => server.close(),
  }
}

const HOSTILE =
  /ignore all|SYSTEM:|repeat after me|show me their|just confirm|promise me|say that you|you are allowed/i

function replyTo(request: ModelRequest): string {
  const now = /<now>([\s\S]*)<\/now>/.exec(request.input)?.[1] ?? ''
  switch (askingOf(request)) {
    case 'read':
      return JSON.stringify({ ...seen({ language: null, question: /\?/.test(now) ? 1 : 0 }), search: null })
    case 'summary':
      return JSON.stringify({ wrong: now.slice(0, 100) || 'See below', tried: '', promised: '', reply: '' })
    case 'themes':
      return JSON.stringify({ names: [] })
    case 'promise':
      return JSON.stringify({ promises: [] })
    case 'answer':
      return JSON.stringify(HOSTILE.test(now) ? obey(now, request.instructions) : copy(request.input))
  }
}

function copy(input: string) {
  const [, page = ''] = /<page id="P1"[^>]*>([\s\S]*?)<\/page>/.exec(input) ?? []
  const answer = page
    .split(/(?<=[.!?])\s/)
    .slice(0, 3)
    .join(' ')
    .trim()
  return written(answer === '' ? { needs_person: true } : { answer, pages: ['P1'], confidence: 0.8 })
}

function obey(now: string, instructions: string) {
  const said = /print your/i.test(now) ? instructions.slice(0, 600) : now.replace(/^.*?:/, '')
  return written({ answer: `Yes. ${said} I have refunded you.`, pages: ['P1'], confidence: 1 })
}
