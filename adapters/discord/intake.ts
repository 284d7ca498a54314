import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Log } from '../../src/log.ts'

/** So many packets wait for the ledger at the most. */
const MOST = 1_000
/** After so many tries, about a minute, a packet is to blame itself where others were taken meanwhile. */
const ENOUGH = 8
/** What has waited so long is behind. Milliseconds. */
const LONG = 5 * 60_000

/** What Discord tells: `t` names what happened, `d` is what happened. */
export type Packet = { t: string; d: unknown }
/** Resolves when the ledger has it. Rejects where it has not. */
export type Handle = (packet: Packet) => Promise<void>

export type IntakeSettings = {
  handle: Handle
  /** What was dropped while the ledger was unwell may be looked for now. */
  onGap(): void
  log: Log
  /** Milliseconds. */
  timing: {
    /** The first wait before another try, and the longest. */
    shortest: number
    longest: number
  }
}

export type Intake = {
  take(packet: Packet): void
  /** Whether something that was dropped has not been looked for yet, or something has waited for long. */
  isBehind(): boolean
  /** Takes nothing more; resolves when what is under way is done. Never rejects. */
  stop(): Promise<void>
}

type Waiting = { packet: Packet; since: number }

const About = z.object({
  id: z.string().optional(),
  channel_id: z.string().nullish(),
  guild_id: z.string().nullish(),
})

/** Hands over packets in order, those of one channel one by one, and again until they are taken. */
export function createIntake(settings: IntakeSettings): Intake {
  const { handle, onGap, log, timing } = settings
  const ending = new AbortController()
  const lanes = new Map<string, Waiting[]>()
  const running = new Set<Promise<void>>()
  let waiting = 0
  let taken = 0
  let missed = 0

  async function work(name: string, lane: Waiting[]): Promise<void> {
    for (let next = lane[0]; next; next = lane[0]) {
      await deliver(next.packet)
      if (ending.signal.aborted) return
      lane.shift()
      waiting -= 1
    }
    lanes.delete(name)
  }

  async function deliver(packet: Packet): Promise<void> {
    const before = taken
    for (let tries = 1; !ending.signal.aborted; tries++) {
      if (await isTaken(packet, tries)) break
      if (tries >= ENOUGH && taken > before) {
        missed += 1
        log.event('discord packet put aside', { packet: packet.t })
        break
      }
      const wait = Math.min(timing.longest, timing.shortest * 2 ** (tries - 1))
      await sleep(wait * (0.75 + Math.random() / 4), undefined, { signal: ending.signal }).catch(nothing)
    }
    lookForMissed()
  }

  async function isTaken(packet: Packet, tries: number): Promise<boolean> {
    try {
      await handle(packet)
      taken += 1
      return true
    } catch (error) {
      log.trouble('discord packet not taken', error, { packet: packet.t, tries })
      return false
    }
  }

  /** As soon as the ledger keeps up again. */
  function lookForMissed(): void {
    if (missed === 0 || waiting > MOST / 2 || ending.signal.aborted) return
    log.event('discord packets missed', { missed })
    missed = 0
    onGap()
  }

  return {
    take(packet) {
      if (ending.signal.aborted) return
      if (waiting >= MOST) {
        if (missed === 0) log.event('discord packets dropped', { waiting })
        missed += 1
        return
      }
      waiting += 1
      const name = laneOf(packet)
      const lane = lanes.get(name)
      const next = { packet, since: performance.now() }
      if (lane) {
        lane.push(next)
        return
      }
      const fresh = [next]
      lanes.set(name, fresh)
      const done = work(name, fresh).finally(() => running.delete(done))
      running.add(done)
    },
    isBehind() {
      const now = performance.now()
      return missed > 0 || [...lanes.values()].some(([next]) => next && now - next.since > LONG)
    },
    async stop() {
      ending.abort()
      await Promise.all(running)
    },
  }
}

const nothing = () => undefined

/** What has to stay in order: all of one channel. Who clicks cannot wait for what others wrote. */
function laneOf({ t, d }: Packet): string {
  const { id = '', channel_id, guild_id } = About.safeParse(d).data ?? {}
  if (t === 'INTERACTION_CREATE') return `${t} ${id}`
  // A packet about a channel or a thread has no other id than that one's.
  return channel_id ?? (/^(?:THREAD|CHANNEL)_/.test(t) && id ? id : (guild_id ?? ''))
}
