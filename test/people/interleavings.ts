import fc from 'fast-check'
import type { Received } from '../../src/adapter.ts'
import { PromiseAction, Snooze, type StaffAction } from '../../src/card.ts'
import { createEngine, type Engine } from '../../src/engine.ts'
import { UnreachableError } from '../../src/errors.ts'
import { claim } from '../../src/ledger/work.ts'
import { causeForm } from '../../src/people/cause-form.ts'
import { MINUTE, SECOND, say, World } from '../support/world.ts'

const HOUR = 60 * MINUTE
/** In every note: nothing with it may ever reach a customer. */
export const SECRET = 'OKAPI'
export const CUSTOMERS = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9'] as const
const STAFF = ['kim', 'sam', 'lee'] as const
const KINDS = [
  ...([
    'turn',
    'deliver',
    'wake',
    'word',
    'remind',
    'aftercare',
    'lead_back',
    'promise',
    'promises',
  ] as const),
] as const
/** What staff call what several customers suffer from: nobody else reads it. */
const PROBLEMS = [`${SECRET} carrier`, `${SECRET} shop`] as const
/** Begins what customers read when such a problem is fixed; which one follows. */
export const FIXED = 'It is fixed: '
const WHEN = ['in 20 hours', 'in 20 hours', 'tomorrow at noon', 'next Tuesday', 'whenever'] as const

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
  "Please don't write to me any more.",
] as const
const ACTIONS: StaffAction[] = [
  ...(['claim', 'claim', 'take_over', 'snooze', 'snooze', 'wake', 'reply', 'reply', 'note'] as const),
  ...(['give_back', 'resolve', 'resolve', 'resolve', 'resolve'] as const),
  ...(['not_a_complaint', 'allow_questions'] as const),
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
const cause = fc.record({
  do: fc.constantFrom('link', 'link', 'link', 'link', 'unlink', 'fix', 'fix'),
  who,
  by,
  problem: fc.constantFrom(...PROBLEMS),
})
const promise = fc.record({
  do: fc.constant('promise' as const),
  who,
  by,
  action: fc.constantFrom(...PromiseAction.options, 'date_promise', 'confirm_promise'),
  when: fc.constantFrom(...WHEN),
})
/** What one of the staff does. */
const deed = fc.oneof(
  { weight: 8, arbitrary: click },
  { weight: 7, arbitrary: cause },
  { weight: 5, arbitrary: promise },
)
export const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('write' as const), who, text: fc.constantFrom(...WORDS) }),
  },
  { weight: 18, arbitrary: deed },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('both' as const), first: deed, second: deed }) },
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
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

type Inbound = Parameters<Engine['receive']>[0]
const [MOVED = ''] = say('promise_moved_done', { when: '|' }).split('|')

/** A world in which anything may happen in any order, and all of it can be asked about afterwards. */
export class Interleaving {
  readonly world: World
  /** What was said by the assistant while a person had the conversation. */
  readonly after: string[] = []
  /** Who was told that something is fixed though they asked for quiet, or though a person has them. */
  readonly intruded: string[] = []
  /** How often staff were told that a customer has been told of another time. */
  moved = 0
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
      case 'both':
        await Promise.all([this.#deed(one.first), this.#deed(one.second)])
        return
      case 'again': {
        const before = this.#sent.at(-1 - one.back)
        if (before) this.#count(await this.#engine.receive(before))
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
      case 'click':
      case 'link':
      case 'unlink':
      case 'fix':
      case 'promise':
        return this.#deed(one)
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

  #deed(one: Deed): Promise<void> {
    switch (one.do) {
      case 'click':
        return this.#click(one)
      case 'promise':
        return this.#promise(one)
      case 'fix':
        return this.#fix(one)
      default:
        return this.#link(one)
    }
  }

  /** The latest of this customer's, or of anybody's where they have none. */
  async #anyHandoff(who: string): Promise<string | undefined> {
    const own = (await this.#handoffsOf(who)).at(-1)?.id
    if (own !== undefined) return own
    const all = this.world.ledger.db.selectFrom('handoffs').select('id').orderBy('opened_at')
    return (await all.execute()).at(-1)?.id
  }

  async #handoffsOf(who: string): Promise<{ id: string; conversation_id: string }[]> {
    return this.world.ledger.db
      .selectFrom('handoffs')
      .innerJoin('conversations', 'conversations.id', 'handoffs.conversation_id')
      .select(['handoffs.id', 'handoffs.conversation_id'])
      .where('conversations.channel', '=', this.world.place(who).channel)
      .orderBy('handoffs.opened_at')
      .execute()
  }

  async #link({
    do: what,
    who,
    by,
    problem,
  }: Extract<Deed, { do: 'link' | 'unlink' | 'fix' }>): Promise<void> {
    const handoff = await this.#anyHandoff(who)
    if (handoff === undefined) return
    const action = what === 'unlink' ? 'unlink_cause' : 'link_cause'
    const id = `k${++this.#n}`
    await this.#receive({ kind: 'action', id, action, handoff, by: { id: by, name: by }, text: problem })
  }

  async #fix({ by, problem }: Extract<Deed, { do: 'link' | 'unlink' | 'fix' }>): Promise<void> {
    const linked = await this.world.ledger.db
      .selectFrom('handoffs')
      .innerJoin('cause_links', 'cause_links.conversation_id', 'handoffs.conversation_id')
      .innerJoin('causes', 'causes.id', 'cause_id')
      .select('handoffs.id')
      .where('causes.name', '=', problem)
      .where('removed_at', 'is', null)
      .orderBy('at')
      .execute()
    const handoff = linked.at(-1)?.id
    const form = handoff === undefined ? null : await causeForm(this.world.parts, handoff)
    if (!form?.fix) return
    const { cause, shownAt } = form.fix
    const id = `k${++this.#n}`
    const text = `${FIXED}${cause} ${id}`
    const about = { handoff: form.handoff, cause, shownAt }
    await this.#receive({ kind: 'action', id, action: 'fix_cause', ...about, by: { id: by, name: by }, text })
    const intruded = await this.world.ledger.db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .innerJoin('customers', 'customers.id', 'conversations.customer_id')
      .select(['customers.name', 'no_unasked', 'status'])
      .where('text', '=', text)
      .where((eb) => eb.or([eb('no_unasked', '=', 1), eb('status', 'in', ['waiting', 'with_person'])]))
      .execute()
    this.intruded.push(...intruded.map((one) => JSON.stringify(one)))
  }

  /** The latest that was found, whoever it was promised to: most of them are few. */
  async #promise({ by, action, when }: Extract<Deed, { do: 'promise' }>): Promise<void> {
    const found = await this.world.ledger.db
      .selectFrom('promises')
      .innerJoin('handoffs', 'handoffs.conversation_id', 'promises.conversation_id')
      .select(['promises.id', 'handoffs.id as handoff'])
      .orderBy('found_at')
      .orderBy('opened_at')
      .execute()
    const promise = found.at(-1)
    if (!promise) return
    const id = `k${++this.#n}`
    const about = { handoff: promise.handoff, promise: promise.id }
    await this.#receive({ kind: 'action', id, action, ...about, by: { id: by, name: by }, text: when })
  }

  async #click({ who, by, action, snooze, older }: Extract<Deed, { do: 'click' }>): Promise<void> {
    const handoffs = await this.#handoffsOf(who)
    const handoff = (older ? handoffs[0] : handoffs.at(-1))?.id
    if (handoff === undefined) return
    const id = `k${++this.#n}`
    const reply = `Reply ${id}: I'll send it by Friday.`
    const text = action === 'reply' ? reply : action === 'note' ? `${SECRET} ${id}` : ''
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
    this.#count(await this.#engine.receive(inbound))
  }

  #count({ status, say: said }: Received): void {
    if (status === 'recorded' && said?.startsWith(MOVED)) this.moved++
  }
}
