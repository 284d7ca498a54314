import type { z } from 'zod'

/** What a call is for, as the ledger keeps it. */
const PURPOSES = ['read', 'answer', 'repair', 'summary', 'promise', 'page', 'themes', 'embed'] as const
export type Purpose = (typeof PURPOSES)[number]

/** Whom a call is made for: its cost counts against this customer. Null where there is none, as in a trial. */
export type About = { customer: string | null; conversation: string | null }

/**
 * One question to a model. `instructions` stay the same from call to call, so that the server may cache them; `input` is
 * data, what the customer wrote last in it. The reply must fit `schema`; `longest` is in tokens, `within` in milliseconds
 * for all tries together.
 */
export type Asked<T> = {
  purpose: Purpose
  size: 'small' | 'large'
  about: About
  instructions: string
  input: string
  schema: z.ZodType<T>
  schemaName: string
  longest: number
  within: number
}

/**
 * Why there is no reply: a budget is spent, the server rests after failures, it cannot be reached or was too slow, it
 * refuses our calls (key, model, request), it declined to say anything, or what it said is cut or cannot be read.
 */
export type WhyNot =
  | 'no_budget'
  | 'resting'
  | 'unreachable'
  | 'too_slow'
  | 'refused'
  | 'declined'
  | 'cut'
  | 'unreadable'

/** `model` is the name the server answered under. */
export type Replied<T> = { ok: true; value: T; model: string } | { ok: false; why: WhyNot }

/** A model behind any server. `ask` never throws, and always ends within its time. */
export interface Model {
  readonly name: string
  ask<T>(asked: Asked<T>): Promise<Replied<T>>
}
