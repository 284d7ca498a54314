import type { Identity } from './answer.ts'

/** The company's tools as an answer may use them: looking up at once, doing only through a person. */
export type LookUps = {
  list(): readonly ToolShown[]
  lookUp(name: string, argumentsJson: string, customer: Identity): Promise<LookedUp>
}
export type ToolShown = { name: string; description: string; schema: unknown; read: boolean }
export type LookedUp = { ok: true; text: string } | { ok: false; why: string }
