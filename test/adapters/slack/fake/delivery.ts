import type { Json, World } from './world.ts'

/** How often it was tried before, and why that did not do, in Slack's word. */
export type Retry = { num: number; reason: string }

/** The way to the app. `ok` says that it acked; `body` is what it said with that. */
export type Carrier = {
  carry(kind: 'events_api' | 'interactive', payload: Json, retry: Retry): Promise<Carried>
}
export type Carried = { ok: boolean; status: string; body: unknown }

export type Event = { id: string; body: Json; attempts: number; reason: string }
/** `ms` from sending to the answer; `status` is ok, or why it was not acked. */
export type Ack = { eventId: string; ms: number; status: string }

/** Brings what happened to the app, and keeps what it did not take. */
export class Delivery {
  readonly undelivered: Event[] = []
  readonly acks: Ack[] = []
  readonly #world: World
  readonly #carrier: Carrier
  readonly #acked = new Map<string, Event>()
  readonly #under = new Set<Promise<unknown>>()

  constructor(world: World, carrier: Carrier) {
    this.#world = world
    this.#carrier = carrier
  }

  /** Wraps an inner event and sends it. Resolves when the app acked, or it is plain that it did not. */
  async tell(event: Json, about: { shared?: boolean; team?: string } = {}): Promise<string> {
    const id = this.#world.newId('Ev')
    await this.#send({ id, body: this.#wrap(id, event, about), attempts: 0, reason: '' })
    return id
  }

  /** A click or a form. Slack tells it once, and tells the person when nobody answered. */
  interact(payload: Json): Promise<Carried> {
    return this.#track(this.#carrier.carry('interactive', payload, { num: 0, reason: '' }))
  }

  /** Everything that was not acked, again, the oldest first and all at once. */
  async redeliver(): Promise<void> {
    const again = this.undelivered.splice(0)
    await Promise.all(again.map((event) => this.#send(event)))
  }

  /** What was acked before, again: Slack did not hear the ack. */
  async deliverAgain(eventId: string, times: number): Promise<void> {
    const event = this.#acked.get(eventId)
    if (!event) throw new Error(`no event ${eventId} was acked`)
    const copies = Array.from({ length: times }, (_, n) => ({
      ...event,
      attempts: n + 1,
      reason: 'http_timeout',
    }))
    await Promise.all(copies.map((copy) => this.#send(copy)))
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#under.size > 0) await Promise.allSettled([...this.#under])
  }

  async #send(event: Event): Promise<void> {
    const from = performance.now()
    const retry = { num: event.attempts, reason: event.reason }
    const { ok, status } = await this.#track(this.#carrier.carry('events_api', event.body, retry))
    this.acks.push({ eventId: event.id, ms: performance.now() - from, status })
    if (ok) this.#acked.set(event.id, event)
    else this.undelivered.push({ ...event, attempts: event.attempts + 1, reason: status })
  }

  #track<Result>(under: Promise<Result>): Promise<Result> {
    this.#under.add(under)
    return under.finally(() => this.#under.delete(under))
  }

  #wrap(id: string, event: Json, { shared = false, team }: { shared?: boolean; team?: string }): Json {
    const { home } = this.#world
    return {
      token: 'verification-token',
      // In a shared channel this is not always the workspace that the app is installed in: authorizations say that.
      team_id: team ?? home.teamId,
      context_team_id: home.teamId,
      context_enterprise_id: null,
      api_app_id: home.appId,
      event,
      type: 'event_callback',
      event_id: id,
      event_time: this.#world.seconds(),
      authorizations: [
        {
          enterprise_id: null,
          team_id: home.teamId,
          user_id: home.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: shared,
      event_context: `4-${id}`,
    }
  }
}
