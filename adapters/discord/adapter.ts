import { Routes } from 'discord.js'
import type { Adapter, Memory, Outbound, Receipt, Receive } from '../../src/adapter.ts'
import { RefusedError, SetupError, UnreachableError } from '../../src/errors.ts'
import { createAnswers } from './answers.ts'
import { createByStaff } from './by-staff.ts'
import { createChannels } from './channels.ts'
import { createClicks } from './clicks.ts'
import { createContacts, personIn } from './contacts.ts'
import { createContentSight } from './content-sight.ts'
import { createDirectPlace } from './direct-place.ts'
import { readDeletion, readRemoval } from './events.ts'
import { asOurs, codeOf } from './failures.ts'
import { readFile } from './files.ts'
import { createHearing } from './hearing.ts'
import type { Packet } from './intake.ts'
import { readInteraction } from './interactions.ts'
import { createListing } from './listing.ts'
import { createMembers } from './members.ts'
import { createRead } from './our-role.ts'
import { createPresence, type Presence } from './presence.ts'
import { createQuietPlace } from './quiet-place.ts'
import { createReplies } from './replies.ts'
import { createRest } from './rest.ts'
import { createRooms } from './rooms.ts'
import { createSending } from './sending.ts'
import { createSession, type Session } from './session.ts'
import { NO_CONTENT, saySessionTrouble } from './session-trouble.ts'
import type { DiscordSettings } from './settings.ts'
import { createStaffHint } from './staff-hint.ts'
import { createStaffRooms } from './staff-rooms.ts'
import { createTakingBack } from './taking-back.ts'
import { createTell } from './tell.ts'
import { createTokenWatch, type TokenWatch } from './token-watch.ts'
import { createTroubles, PUBLIC, STAFF_CHANNEL_PUBLIC } from './troubles.ts'
import { createUnreached } from './unreached.ts'
import { createUnreadable } from './unreadable.ts'

const LONGEST_TEXT = 40_000
/** The server where staff are, in a place: which one that is only Discord knows. */
export const HOME = 'home'

/** Discord, on the customers' side, on the staff's, or on both. */
export function createDiscordAdapter(settings: DiscordSettings): Adapter {
  const {
    name = 'discord',
    words,
    log,
    clock,
    staffChannel,
    staffRole,
    askChannels,
    drafts = null,
    timing = {},
  } = settings
  let ending = new AbortController()
  let watch: TokenWatch | null = null
  const rest = createRest({
    token: settings.token,
    apiUrl: settings.apiUrl,
    onRefused: () => watch?.refused(),
  })
  const rooms = createRooms({ rest, clock })
  const channels = createChannels(rest)
  const sight = createContentSight({
    hasIntent: () => session?.hasMessageContent() ?? true,
    isMarked: () => session?.isContentMarked() ?? null,
  })
  const directPlace = createDirectPlace({ name, rest, channels })
  const sending = createSending({
    rest,
    rooms,
    directPlace,
    mayRead: sight.mayRead,
    words,
    saved: () => drafts?.saved ?? [],
    clock,
  })
  const troubles = createTroubles()
  const staffRooms = createStaffRooms({ rest, clock })
  let session: Session | null = null
  let presence: Presence | null = null
  let core: Receive | null = null
  let memory: Memory | null = null

  const us = () => session?.me()?.userId ?? ''
  const receive: Receive = (inbound) => {
    if (!core) throw new UnreachableError('The Discord adapter is not listening')
    return core(inbound)
  }
  const read = createRead({ rest, clock, us })
  const waiting = { signal: () => ending.signal, pause: timing.pause }
  const answers = createAnswers({ rest, app: () => session?.me()?.applicationId ?? '', log, ...waiting })
  const listing = createListing({ rest, words, log, pause: timing.pause })
  const trace = createReplies({ rest, us })
  const names = { user: () => null, channel: () => null, role: () => null }
  const tell = createTell({ rest, log })
  const unreadable = createUnreadable({ us, mayRead: sight.mayRead, words: words.mentionMe, tell })
  const hearing = createHearing({
    name,
    us,
    clock,
    channels,
    staffChannel,
    askChannels,
    receive,
    trace,
    byStaff: createByStaff({
      staffChannel,
      staffRole,
      channels,
      staffRooms,
      members: createMembers({ rest, clock }),
      askerAt: async (place) => (await memory?.askerAt(place)) ?? null,
    }),
    names,
    tell,
    unreadable,
    staffHint: createStaffHint({ rest, us, words: words.internal, tell }),
  })
  const quietPlace = createQuietPlace({
    name,
    rooms,
    directPlace,
    mayRead: sight.mayRead,
    ...waiting,
  })
  const unreached = createUnreached({ answers, words: words.directClosed, clock })
  const click = createClicks({
    name,
    us,
    read,
    causes: settings.causes ?? (async () => null),
    words,
    receive,
    answers,
    unreached,
    channels,
    trace,
    staffChannel,
    staffRole,
    drafts,
    quietPlace,
  })

  return {
    name,
    capabilities: {
      buttons: true,
      modals: true,
      threads: true,
      edits: true,
      typing: true,
      longestText: LONGEST_TEXT,
    },
    contacts: createContacts(name, HOME),

    async start(receive, remembered) {
      core = receive
      memory = remembered
      ending = new AbortController()
      watch = createTokenWatch({ rest, log, waits: timing.tokenWaits })
      const opened = createSession({
        token: settings.token,
        rest,
        logins: remembered.logins,
        handle,
        onGap() {
          staffRooms.forget()
          presence?.lookBack()
          const application = opened.me()?.applicationId
          return application ? listing.list(application, ending.signal) : undefined
        },
        onOpen: () => rest.reset(),
        log,
        clock,
        timing,
      })
      session = opened
      presence = createPresence({
        rest,
        memory: remembered,
        log,
        clock,
        staffChannel,
        askChannels,
        guilds: () => opened.guilds(),
        take,
        takeBack: createTakingBack({ rest, channels, gone: hearing.gone }),
        isListening: () => opened.isListening(),
        heartbeat: timing.heartbeat,
        pause: timing.pause,
      })
      try {
        await opened.start()
      } catch (error) {
        watch.stop()
        throw new SetupError([`DISCORD_BOT_TOKEN: ${saySessionTrouble(codeOf(error) ?? '')}`])
      }
      presence.begin()
    },

    async send(outbound) {
      // What fails where the owner has somebody called says nothing of the staff channel.
      const isStaff = outbound.kind !== 'text' && outbound.place.channel === staffChannel
      try {
        const receipt = await send(outbound)
        troubles.well(isStaff)
        return receipt
      } catch (error) {
        troubles.failed(error, isStaff)
        void unreached.failed(outbound.place.channel, error)
        throw asOurs(error)
      }
    },

    read: (attachment) => readFile({ rest, apiUrl: settings.apiUrl, attachment }),

    working(place) {
      if (place.adapter !== name) return
      // In a thread that is not there yet nothing can be shown.
      rest.post(Routes.channelTyping(place.thread || place.channel)).catch(() => undefined)
    },

    trouble() {
      const staffs = staffRooms.isAnyPublic() ? PUBLIC : troubles.say()
      const known = rest.trouble() ?? staffs ?? session?.trouble() ?? listing.trouble()
      return known ?? (sight.mayRead() ? null : NO_CONTENT)
    },

    async stop() {
      const wasListening = session?.isListening() ?? false
      ending.abort()
      watch?.stop()
      await session?.stop()
      await presence?.end(wasListening)
      core = null
    },
  }

  /** Rejects where the ledger did not take it; then it is brought again. */
  async function handle(packet: Packet): Promise<void> {
    const { t, d } = packet
    staffRooms.heard(packet)
    if (t === 'INTERACTION_CREATE') {
      const interaction = readInteraction(d)
      if (interaction) await click(interaction)
    } else if (t === 'MESSAGE_CREATE' || t === 'MESSAGE_UPDATE') {
      const said = await read(d)
      if (!said) return
      if (t === 'MESSAGE_CREATE') sight.heard(said)
      await (t === 'MESSAGE_CREATE' ? hearing.said(said) : hearing.changed(said))
    } else if (t === 'MESSAGE_DELETE' || t === 'MESSAGE_DELETE_BULK') {
      const gone = readDeletion(d)
      if (gone) await hearing.gone(gone)
    } else if (t === 'THREAD_CREATE' || t === 'THREAD_UPDATE') channels.heard(d)
    else if (t === 'THREAD_DELETE' || t === 'CHANNEL_DELETE') {
      const gone = readRemoval(d)
      if (gone) rooms.forget(gone)
    }
  }

  async function take(message: unknown, sentAt: number): Promise<void> {
    const said = await read(message)
    if (said) await hearing.said(said, sentAt)
  }

  async function send(outbound: Outbound): Promise<Receipt> {
    if (outbound.place.adapter !== name)
      throw new RefusedError('place_not_found', 'That place is not in Discord')
    const { channel } = outbound.place
    const isForStaff = outbound.kind !== 'text' && personIn(channel) === null
    if (isForStaff && (await staffRooms.isPublic(channel)))
      throw new RefusedError(STAFF_CHANNEL_PUBLIC, 'Everybody in the server reads the staff channel')
    return sending(outbound)
  }
}
