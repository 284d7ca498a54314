import type { Adapter, Place } from '../adapter.ts'

/** Where the sample's customers write: how each platform's places and people look. */
export type Platform = { adapter: string; workspaces: readonly string[]; hasThreads: boolean }

const LOCAL: Platform = { adapter: 'local', workspaces: ['local'], hasThreads: false }
const SLACK: Platform = { adapter: 'slack', workspaces: ['T0LARKFIELD'], hasThreads: true }
const DISCORD: Platform = { adapter: 'discord', workspaces: ['410000000000000001'], hasThreads: true }

/** With how much of all that is written there. */
export const PLATFORMS: readonly (readonly [Platform, number])[] = [
  [LOCAL, 50],
  [SLACK, 28],
  [DISCORD, 22],
]

/** One customer with many people: the workspace of a courier firm that rides Larkfield's cargo bikes. */
export const LARGE: Platform = { adapter: 'slack', workspaces: ['T0MOORCOURIER'], hasThreads: true }

/** Where the sample's staff have sat so far. */
export const HELP_DESK: Place = {
  adapter: 'slack',
  workspace: 'T0LARKFIELD',
  channel: 'C0HELPDESK',
  thread: '',
}

/** Platforms that take whatever is sent and show it nowhere: behind the sample's customers is nobody. */
export function quietAdapters(): Adapter[] {
  return [SLACK, DISCORD].map(({ adapter }) => quietAdapter(adapter))
}

function quietAdapter(name: string): Adapter {
  return {
    name,
    capabilities: {
      buttons: true,
      modals: true,
      threads: true,
      edits: true,
      typing: true,
      longestText: 40_000,
    },
    start: async () => undefined,
    send: async ({ id, replaces }) => ({ receipt: replaces ?? id }),
    read: async () => new Uint8Array(),
    working: () => undefined,
    trouble: () => null,
    stop: async () => undefined,
  }
}
