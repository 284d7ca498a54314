import type { GatewayTiming } from './gateway.ts'

/** Milliseconds. */
export type Timing = GatewayTiming & {
  /** How long `start` waits at the most. */
  begin: number
  /** Between two logins. */
  apart: number
  /** How long `stop` waits for what is being handled, and for everything. */
  drain: number
  end: number
  /** How often we look whether something has to be done. */
  look: number
}

export const TIMING: Timing = {
  begin: 10_000,
  handshake: 10_000,
  hello: 15_000,
  ready: 15_000,
  shortest: 200,
  longest: 30_000,
  resumable: 2 * 60_000,
  stuck: 2 * 60_000,
  apart: 5_000,
  close: 1_000,
  drain: 1_500,
  end: 2_500,
  look: 1_000,
}
