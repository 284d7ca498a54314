import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Adapter, Inbound, type InboundDraft, type Outbound, type Place } from '../../src/adapter.ts'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import { answerTo, cardFor } from './local-world.ts'

/** A platform with its adapter started, as the contract needs to see it: from outside. */
export type Subject = {
  adapter: Adapter
  customerPlace: Place
  staffPlace: Place
  /** What a person sees in the place, in order: the words of a text, the status of a card. */
  shown(place: Place): Promise<string[]>
  /** The platform hands over what a customer wrote there. */
  deliver(id: string, text: string): Promise<unknown>
  /** All that the adapter passed on. */
  heard(): InboundDraft[]
  /** From here on the platform does not answer. */
  breakDown(): Promise<void>
  close(): Promise<void>
}

/** The promises that every adapter keeps, whatever platform stands behind it. */
export function adapterContract(name: string, open: () => Promise<Subject>): void {
  describe(`the contract, kept by ${name}`, () => {
    let subject: Subject
    beforeEach(async () => {
      subject = await open()
    })
    afterEach(() => subject.close())

    const text = (id: string, words: string) => answerTo(subject.customerPlace, id, words)
    const card = (id: string, status: 'waiting' | 'claimed', replaces: string | null = null): Outbound => {
      const shown = cardFor('h1', { status })
      return { id, place: subject.staffPlace, doubtful: false, since: 0, replaces, kind: 'card', card: shown }
    }

    it('shows a delivery once, however often it is sent, and gives the same receipt', async () => {
      const first = await subject.adapter.send(text('d1', 'Hello'))
      const again = await subject.adapter.send({ ...text('d1', 'Hello'), doubtful: true })
      expect(again).toEqual(first)
      expect(await subject.shown(subject.customerPlace)).toEqual(['Hello'])
    })

    it('shows two deliveries with the same words twice, in order', async () => {
      for (const [id, words] of [['d1', 'Yes'] as const, ['d2', 'No'] as const, ['d3', 'Yes'] as const]) {
        await subject.adapter.send(text(id, words))
      }
      expect(await subject.shown(subject.customerPlace)).toEqual(['Yes', 'No', 'Yes'])
    })

    it('shows staff a reminder once, with its words as they are', async () => {
      const place = subject.staffPlace
      const reminder: Outbound = {
        id: 'd1',
        place,
        doubtful: false,
        since: 0,
        replaces: null,
        kind: 'reminder',
        text: 'Two customers are waiting',
        calls: [],
      }
      await subject.adapter.send(reminder)
      await subject.adapter.send({ ...reminder, doubtful: true })
      expect(await subject.shown(place)).toEqual(['Two customers are waiting'])
    })

    it('changes in place what a delivery replaces, and keeps its receipt', async () => {
      const { receipt } = await subject.adapter.send(card('d1', 'waiting'))
      expect(await subject.adapter.send(card('d2', 'claimed', receipt))).toEqual({ receipt })
      expect(await subject.shown(subject.staffPlace)).toEqual(['claimed'])
    })

    it('passes on what a customer writes under the platform’s own id, in a shape that the core takes', async () => {
      await subject.deliver('11111111-1111-4111-8111-111111111111', 'Where is my lamp?')
      const heard = Inbound.parse(subject.heard().at(-1))
      expect(heard).toMatchObject({
        kind: 'message',
        text: 'Where is my lamp?',
        place: subject.customerPlace,
      })
      expect(heard.id).toContain('11111111-1111-4111-8111-111111111111')
    })

    it('passes a redelivered message on as the same one', async () => {
      const id = '22222222-2222-4222-8222-222222222222'
      await subject.deliver(id, 'Hello?')
      await subject.deliver(id, 'Hello?')
      const [first, second] = subject.heard().slice(-2)
      expect(second).toEqual(first)
    })

    it('gives a place back unchanged', async () => {
      await subject.deliver('33333333-3333-4333-8333-333333333333', 'Hello?')
      const heard = Inbound.parse(subject.heard().at(-1))
      if (!('place' in heard)) throw new Error('A message has a place')
      await subject.adapter.send(answerTo(heard.place, 'd1', 'Here.'))
      expect(await subject.shown(subject.customerPlace)).toContain('Here.')
    })

    it('does not pass on what it said itself', async () => {
      const before = subject.heard().length
      await subject.adapter.send(text('d1', 'Hello'))
      expect(subject.heard()).toHaveLength(before)
    })

    it('refuses a place that is not its own', async () => {
      const place = { ...subject.customerPlace, adapter: 'elsewhere' }
      await expect(subject.adapter.send(answerTo(place, 'd1', 'Hello'))).rejects.toBeInstanceOf(RefusedError)
    })

    it('tells a platform that does not answer from one that refuses', async () => {
      await subject.breakDown()
      await expect(subject.adapter.send(text('d1', 'Hello'))).rejects.toBeInstanceOf(UnreachableError)
    })

    it('gives a sign of life without a throw, even where it can show none', () => {
      expect(() => subject.adapter.working({ ...subject.customerPlace, channel: 'gone' })).not.toThrow()
    })

    it('says what it can do as data', () => {
      expect(subject.adapter.capabilities.longestText).toBeGreaterThan(0)
    })
  })
}
