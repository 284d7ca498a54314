import fc from 'fast-check'
import { Snooze, type StaffAction } from '../../src/adapter.ts'
import { createEngine, type Engine } from '../../src/engine.ts'
import { UnreachableError } from '../../src/errors.ts'
import { claim } from '../../src/ledger/work.ts'
import { MINUTE, SECOND, World } from '../support/world.ts'

const HOUR = 60 * MINUTE
/** In every note: nothing with it may ever reach a customer. */
export const SECRET = 'OKAPI'
export const CUSTOMERS = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9'] as const
const STAFF = ['kim', 'sam', 'lee'] as const
const KINDS = ['turn', 'deliver', 'wake', 'word', 'remind', 'aftercare', 'lead_back'] as const

const WORDS = [
  'I want to talk to a person, please',
  'I want to talk to a person, please',
  'I have been waiting three weeks for my refund and nobody answers. This is unacceptable.',
  'The battery is smoking and it is on fire',
  'How can I return a jacket?',
  'Do you sell umbrellas?',
  'no, still broken',
  'yes please',
  'Thank you!',
  'It is about my order',
] as const
const ACTIONS: StaffAction[] = [
  ...(['claim', 'claim', 'take_over', 'snooze', 'snooze', 'wake', 'reply', 'reply', 'note'] as const),
  ...(['give_back', 'resolve', 'resolve', 'not_a_complaint'] as const),
]

const who = fc.constantFrom(...CUSTOMERS)
const by = fc.constantFrom(...STAFF)
const click = fc.record({
  do: fc.constant('click' as const),
  who,
  by,
  action: fc.constantFrom(...ACTIONS),
  snooze: fc.constantFrom(...Snooze.options),
  older: fc.boolean(),
})
export const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('write' as const), who, text: fc.constantFrom(...WORDS) }),
  },
  { weight: 8, arbitrary: click },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('both' as const), first: click, second: click }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), back: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('edit', 'remove', 'staff writes'), who, by }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('restart' as const), kind: fc.constantFrom(...KINDS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('break' as const), what: fc.constantFrom('staff', 'receipts') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      time: fc.constantFrom(SECOND, 5 * SECOND, MINUTE, 7 * MINUTE, 20 * MINUTE, 2 * HOUR, 20 * HOUR),
    }),
  },
)
export type Event = typeof event extends fc.Arbitrary<infer E> ? E : never

type Inbound = Parameters<Engine['receive']>[0]

/** A world in which anything may happen in any order, and all of it can be asked about afterwards. */
export class Interleaving {
  readonly world: World
  /** What was said by the assistant while a person had the conversation. */
  readonly after: string[] = []
  written = 0
  readonly #sent: Inbound[] = []
  readonly #last = new Map<string, string>()
  #engine: Engine
  #n = 0
  #isStaffDown = false
  #isReceiptLost = false

  static async open(kind: 'sqlite' | 'postgres'): Promise<Interleaving> {
    return new Interleaving(await World.open(kind))
  }

  private constructor(world: World) {
    this.world = world
    this.#engine = world.engine
    world.staff.before = ({ place }) => {
      if (this.#isStaffDown && place.channel === 'help-desk') throw new UnreachableError('down')
    }
    world.customers.before = async (outbound) => {
      if (outbound.kind !== 'text' || outbound.speaker.role !== 'assistant') return
      const { status } = await world.ledger.db
        .selectFrom('conversations')
        .select('status')
        .where('channel', '=', outbound.place.channel)
        .orderBy('opened_at', 'desc')
        .executeTakeFirstOrThrow()
      if (status === 'with_person') this.after.push(outbound.text)
    }
    world.customers.after = () => {
      if (!this.#isReceiptLost) return
      this.#isReceiptLost = false
      throw new UnreachableError('reset')
    }
  }

  async play(one: Event): Promise<void> {
    switch (one.do) {
      case 'write':
        return this.#write(one.who, one.text)
      case 'click':
        return this.#click(one)
      case 'both':
        await Promise.all([this.#click(one.first), this.#click(one.second)])
        return
      case 'again': {
        const before = this.#sent.at(-1 - one.back)
        if (before) await this.#engine.receive(before)
        return
      }
      case 'restart':
        // One process dies with work in its hands, and another begins.
        await claim(this.world.ledger.db, [one.kind], 2, this.world.clock, 10 * SECOND)
        this.#engine = createEngine(this.world.parts)
        return
      case 'break':
        if (one.what === 'staff') this.#isStaffDown = !this.#isStaffDown
        else this.#isReceiptLost = true
        return
      case 'pass':
        return this.pass(one.time)
      case 'edit':
      case 'remove': {
        const id = this.#last.get(one.who)
        if (!id) return
        const about = { id, place: this.world.place(one.who) }
        await this.#receive(
          one.do === 'edit'
            ? { kind: 'edit', ...about, text: `I meant something else, token-${one.who}` }
            : { kind: 'deletion', ...about },
        )
        if (one.do === 'remove') this.#last.delete(one.who)
        return
      }
      case 'staff writes':
        // Where nobody has asked anything they would be the one who asks.
        if (!(await this.#isOpen(one.who))) return
        await this.#receive({
          kind: 'message',
          id: `s${++this.#n}`,
          place: this.world.place(one.who),
          author: { id: one.by, name: one.by },
          text: `Straight from ${one.by}`,
          byStaff: true,
        })
    }
  }

  async pass(time: number): Promise<void> {
    this.world.clock += time
    await this.#engine.watch()
    await this.#engine.runDue()
  }

  /** Everything works again, and what was begun comes to its end. */
  async rest(): Promise<void> {
    this.#isStaffDown = false
    this.#isReceiptLost = false
    for (let n = 0; n < 4; n++) await this.pass(20 * SECOND)
    await this.pass(2 * MINUTE)
  }

  async #write(who: string, text: string): Promise<void> {
    const id = `m${++this.#n}`
    const place = this.world.place(who)
    await this.#receive({
      kind: 'message',
      id,
      place,
      author: { id: who, name: who },
      text: `${text} token-${who}`,
    })
    this.#last.set(who, id)
    this.written++
  }

  async #isOpen(who: string): Promise<boolean> {
    const open = this.world.ledger.db.selectFrom('conversations').select('id').where('status', '<>', 'closed')
    return (await open.where('channel', '=', this.world.place(who).channel).executeTakeFirst()) !== undefined
  }

  async #click({ who, by, action, snooze, older }: Extract<Event, { do: 'click' }>): Promise<void> {
    const handoffs = await this.world.ledger.db
      .selectFrom('handoffs')
      .innerJoin('conversations', 'conversations.id', 'handoffs.conversation_id')
      .select('handoffs.id')
      .where('conversations.channel', '=', this.world.place(who).channel)
      .orderBy('handoffs.opened_at')
      .execute()
    const handoff = (older ? handoffs[0] : handoffs.at(-1))?.id
    if (handoff === undefined) return
    const id = `k${++this.#n}`
    const text = action === 'reply' ? `Reply ${id}` : action === 'note' ? `${SECRET} ${id}` : ''
    const chosen = action === 'snooze' ? snooze : null
    await this.#receive({
      kind: 'action',
      id,
      action,
      handoff,
      by: { id: by, name: by },
      text,
      snooze: chosen,
    })
  }

  async #receive(inbound: Inbound): Promise<void> {
    this.#sent.push(inbound)
    await this.#engine.receive(inbound)
  }
}
