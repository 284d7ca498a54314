import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Adapter, InboundDraft, Outbound, Place, Receipt } from '../../src/adapter.ts'
import { RefusedError } from '../../src/errors.ts'

const Row = z.object({ id: z.string(), body: z.string() })

export type Post = { id: string; attempts: number; outbound: Outbound }

/**
 * A platform that outlives the process that speaks to it: what it shows and what it has yet to deliver stand in a file of
 * its own. Like the real ones it delivers an event again until it is told that it was received, shows a delivery's id
 * once, and keeps what it was sent whatever becomes of the sender.
 */
export class Platform {
  readonly #file: DatabaseSync

  constructor(path: string) {
    this.#file = new DatabaseSync(path, { timeout: 10_000 })
    this.#file.exec(`pragma journal_mode = wal;
      create table if not exists events (seq integer primary key, id text unique, body text, acked integer default 0);
      create table if not exists posts (seq integer primary key, id text unique, body text, attempts integer default 1, receipt text);`)
  }

  /** Somebody wrote or clicked. The same id twice is one event. */
  happen(event: InboundDraft): void {
    this.#file
      .prepare('insert or ignore into events (id, body) values (?, ?)')
      .run(event.id, JSON.stringify(event))
  }

  unacked(): { id: string; event: InboundDraft }[] {
    return this.#file
      .prepare('select id, body from events where acked = 0 order by seq')
      .all()
      .map((row) => Row.parse(row))
      .map(({ id, body }) => ({ id, event: JSON.parse(body) }))
  }

  ack(id: string): void {
    this.#file.prepare('update events set acked = 1 where id = ?').run(id)
  }

  show(outbound: Outbound): Receipt {
    this.#file
      .prepare(
        `insert into posts (id, body, receipt) values (?, ?, ?)
         on conflict (id) do update set attempts = attempts + 1, body = excluded.body`,
      )
      .run(outbound.id, JSON.stringify(outbound), outbound.replaces ?? `r-${outbound.id}`)
    return { receipt: outbound.replaces ?? `r-${outbound.id}` }
  }

  posts(): Post[] {
    const Shown = z.object({ id: z.string(), body: z.string(), attempts: z.number() })
    return this.#file
      .prepare('select id, body, attempts from posts order by seq')
      .all()
      .map((row) => Shown.parse(row))
      .map(({ id, body, attempts }) => ({ id, attempts, outbound: JSON.parse(body) }))
  }

  close(): void {
    this.#file.close()
  }
}

/** Speaks to the platform. Staff there claim and answer what comes to them for a customer whose name ends in an even digit. */
export function createPlatformAdapter(platform: Platform): Adapter {
  return {
    name: 'paper',
    trouble: () => null,
    async read() {
      throw new RefusedError('no_files')
    },
    capabilities: {
      buttons: true,
      modals: true,
      threads: true,
      edits: true,
      typing: true,
      longestText: 40_000,
    },
    async start() {},
    async send(outbound) {
      const receipt = platform.show(outbound)
      if (
        outbound.kind === 'card' &&
        outbound.card.status === 'waiting' &&
        /[02468]$/.test(outbound.card.customer.name)
      ) {
        const { handoff } = outbound.card
        const by = { id: 'kim', name: 'Kim' }
        platform.happen({ kind: 'action', id: `claim-${handoff}`, action: 'claim', handoff, by })
        platform.happen({
          kind: 'action',
          id: `reply-${handoff}`,
          action: 'reply',
          handoff,
          by,
          text: `I have ${handoff}`,
        })
      }
      return receipt
    },
    working() {},
    async stop() {},
  }
}

export function placeOf(customer: string): Place {
  return { adapter: 'paper', workspace: 'w', channel: `dm-${customer}`, thread: '' }
}
