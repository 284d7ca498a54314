import { type REST, Routes } from 'discord.js'
import type { Outbound, Place, Receipt } from '../../src/adapter.ts'
import type { Drafts } from '../../src/card.ts'
import { RefusedError } from '../../src/errors.ts'
import { cardPayload } from './card.ts'
import { personIn, withCalls } from './contacts.ts'
import type { DirectPlace } from './direct-place.ts'
import { Message, nameOf } from './events.ts'
import { asOurs, longLimitOf } from './failures.ts'
import { gatherFiles } from './files.ts'
import { textPayloads, withName } from './message.ts'
import type { Payload } from './payload.ts'
import { createPosting } from './posting.ts'
import type { Room, Rooms } from './rooms.ts'
import { linePayload, linePayloads } from './thread-line.ts'
import { getThread } from './threads.ts'
import { areDirectsClosed } from './unreached.ts'
import type { Words } from './words.ts'

export type SendingSettings = {
  rest: REST
  rooms: Rooms
  directPlace: DirectPlace
  /** Whether messages that do not mention us come with their words. */
  mayRead(): boolean
  words: Words
  saved: () => Drafts['saved']
  clock: () => number
}

/** Discord knows no channel of this id. */
const NO_CHANNEL = 'discord_10003'
/** What a thread would begin at is not there any more. */
const GONE = new Set([NO_CHANNEL, 'discord_10008', 'message_not_found'])

type Text = Extract<Outbound, { kind: 'text' }>
type Card = Extract<Outbound, { kind: 'card' }>
type Reminder = Extract<Outbound, { kind: 'reminder' }>
type Thread = Extract<Outbound, { kind: 'thread' }>

/** Shows in Discord what the core sends. Throws RefusedError and UnreachableError only. */
export function createSending(settings: SendingSettings) {
  const { rest, rooms, directPlace, mayRead, words, saved, clock } = settings
  const posting = createPosting({ rest, clock })

  return (outbound: Outbound): Promise<Receipt> => {
    switch (outbound.kind) {
      case 'text':
        return sayText(outbound)
      case 'card':
        return showCard(outbound)
      case 'thread':
        return showLine(outbound)
      case 'reminder':
        return remind(outbound)
    }
  }

  async function sayText(outbound: Text): Promise<Receipt> {
    const quiet = await quietPlace(outbound)
    if (quiet === null) return { receipt: await sayAt(outbound.place, outbound) }
    try {
      return { receipt: await sayAt(quiet, outbound), place: quiet }
    } catch (error) {
      // Then it is said where it was asked.
      if (!areDirectsClosed(error)) throw error
      return { receipt: await sayAt(outbound.place, outbound) }
    }
  }

  function sayAt(place: Place, outbound: Text): Promise<string> {
    return inRoom(
      outbound,
      () => rooms.roomOf(place),
      (room, id) => sayIn(room, place, outbound, id),
    )
  }

  async function sayIn(room: Room, place: Place, outbound: Text, id: string): Promise<string> {
    const { speaker } = outbound
    const payloads = textPayloads(outbound, words)
    const message = { ...head(outbound), ...room, id }
    if (speaker.role !== 'staff') return posting.post({ ...message, payloads })
    const named = { ...message, payloads: withName(payloads, speaker.name) }
    // In direct messages nobody but the bot can speak, and nobody but the bot can reply to what was asked.
    if (place.thread === '' || room.replyTo !== null) return posting.post(named)
    try {
      const as = { name: speaker.name, picture: speaker.picture, parent: place.channel }
      return await posting.post({ ...message, payloads, as })
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      return posting.post(named)
    }
  }

  /**
   * Does something where the words belong. A thread may have been taken away since we looked: then it is looked for once
   * more, and made or done without. What stood in the old one, or may have, is said again under an id of its own.
   */
  async function inRoom<Done>(
    { id, doubtful }: Outbound,
    find: () => Promise<Room>,
    act: (room: Room, id: string) => Promise<Done>,
  ): Promise<Done> {
    const room = await find()
    try {
      return await act(room, id)
    } catch (error) {
      const isGone = error instanceof RefusedError && error.code === NO_CHANNEL
      if (!isGone || !rooms.forget(room.channel)) throw error
      const began = doubtful || posting.partsOf(id).length > 0
      return act(await find(), began ? `${id}.anew` : id)
    }
  }

  /** What is discreet gets a place of its own, while there is no thread yet that others read along in. */
  async function quietPlace({ place, discreet }: Text): Promise<Place | null> {
    if (!discreet || place.thread === '') return null
    try {
      if (await isThere(place.thread)) return null
      const asked = Message.safeParse(await rest.get(Routes.channelMessage(place.channel, place.thread))).data
      if (!asked) return null
      // In a private thread we could not read what they answer.
      if (!mayRead()) return await directPlace(asked.author.id)
      const name = nameOf(asked.author, asked.member ?? null)
      return await rooms.privateRoom(place, asked.author.id, name)
    } catch (error) {
      const ours = asOurs(error)
      // Then it is said where it was asked.
      if (ours instanceof RefusedError || longLimitOf(ours) !== null) return null
      throw ours
    }
  }

  async function isThere(thread: string): Promise<boolean> {
    try {
      return (await getThread(rest, thread)) !== null
    } catch (error) {
      const ours = asOurs(error)
      if (ours instanceof RefusedError) return ours.code !== NO_CHANNEL
      throw ours
    }
  }

  /** Plain words of ours, large enough to be seen. */
  async function remind(outbound: Reminder): Promise<Receipt> {
    const speaker = { role: 'assistant' } as const
    const said: Text = { ...outbound, kind: 'text', speaker, sources: [], options: [], discreet: false }
    const payloads = textPayloads(said, words)
    const { channel } = outbound.place
    const person = personIn(channel)
    if (person === null) {
      const called = withCalls(payloads, outbound.calls)
      return { receipt: await posting.post({ ...head(outbound), channel, payloads: called }) }
    }
    const direct = await openDirect(person)
    return { receipt: await posting.post({ ...head(outbound), channel: direct, payloads }) }
  }

  async function openDirect(person: string): Promise<string> {
    try {
      const direct = await directPlace(person)
      if (direct) return direct.channel
    } catch (error) {
      throw asOurs(error)
    }
    throw new RefusedError('no_direct', 'Discord opened no direct messages with them')
  }

  async function showCard(outbound: Card): Promise<Receipt> {
    const { card, place, replaces, retracts } = outbound
    const payload = cardPayload(card, clock(), saved())
    const anew = () =>
      posting.post({ ...head(outbound), channel: place.channel, payloads: [payload], mark: card.handoff })
    if (!replaces) return { receipt: await anew() }
    const otherwise = retracts ? async () => replaces : anew
    return { receipt: await change(place.channel, replaces, payload, otherwise) }
  }

  async function showLine(outbound: Thread): Promise<Receipt> {
    const { line, card, place, replaces, retracts } = outbound
    const name = line.author === 'customer' ? line.name : ''
    const isNew = !replaces && !line.removed
    const { enclosures, missed } = isNew ? await gatherFiles(line.files) : { enclosures: [], missed: [] }
    const pieces = linePayloads(line, missed, words)
    const nothing = linePayload({ ...line, text: '', files: [] }, [], words)
    const receipt = await inRoom(
      outbound,
      () => staffRoom(place.channel, card, name),
      async (room, id) => {
        const post = async (payloads: Payload[], as: string) => {
          await posting.post({ ...head(outbound), ...room, id: as, payloads, files: enclosures })
          return posting.partsOf(as)
        }
        if (!replaces) return post(pieces, id)
        // Each piece is changed, and none of the old words stay. What is gone comes anew, each piece under its own id.
        const shown = replaces.split(' ')
        const now: string[] = []
        for (const [at, message] of shown.entries()) {
          const piece = pieces[at]
          const again = piece && !retracts
          const anew = async () => (again && (await post([piece], `${id}.${at}`))[0]) || message
          now.push(await change(room.channel, message, piece ?? nothing, anew))
        }
        const more = pieces.slice(shown.length)
        return more.length > 0 ? [...now, ...(await post(more, `${id}.more`))] : now
      },
    )
    return { receipt: receipt.join(' ') }
  }

  /** Where the card was taken away the line stands in the channel, and the card comes anew. */
  async function staffRoom(channel: string, card: string, name: string): Promise<Room> {
    if (card === '') return { channel, replyTo: null }
    try {
      return await rooms.staffThread(channel, card, name)
    } catch (error) {
      if (error instanceof RefusedError && GONE.has(error.code)) return { channel, replyTo: null }
      throw error
    }
  }

  async function change(
    channel: string,
    message: string,
    payload: Payload,
    anew: () => Promise<string>,
  ): Promise<string> {
    try {
      await posting.update({ channel, message, payload })
      return message
    } catch (error) {
      if (error instanceof RefusedError && error.code === 'message_not_found') return anew()
      throw error
    }
  }
}

function head({ id, doubtful, since, others = [] }: Outbound) {
  // A line in several pieces has the id of each in its receipt.
  return { id, doubtful, since, others: others.flatMap((receipt) => receipt.split(' ')) }
}
