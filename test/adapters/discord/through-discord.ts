import { createDiscordAdapter } from '../../../adapters/discord/adapter.ts'
import { type Adapter, type InboundDraft, Place, type Receive, type Received } from '../../../src/adapter.ts'
import { silentLog } from '../../../src/log.ts'
import type { World } from '../../support/world.ts'
import { noMemory } from '../local-world.ts'
import type { CustomerSide, StaffSide } from '../sides.ts'
import { discordWords } from './discord-world.ts'
import { FakeDiscord } from './fake/discord.ts'

const settingsFor = (discord: FakeDiscord) => ({
  token: discord.token,
  apiUrl: discord.apiUrl,
  staffRole: null,
  askChannels: [],
  words: discordWords,
  log: silentLog,
  clock: Date.now,
  timing: { apart: 1, shortest: 5, look: 10 },
})

/** Customers in a Discord of their own. */
export async function discordCustomers(): Promise<CustomerSide> {
  const discord = await FakeDiscord.open()
  const adapter = createDiscordAdapter({ ...settingsFor(discord), name: 'east', staffChannel: null })
  const dms = new Map<string, Dm>()
  const dmOf = (who: string) => {
    const known = dms.get(who)
    if (known) return known
    const user = discord.addUser({ name: who, displayName: who })
    const dm = { user, channel: discord.addDm(user) }
    dms.set(who, dm)
    return dm
  }
  return {
    adapter,
    placeOf: (who) => ({ workspace: 'dm', channel: dmOf(who).channel, thread: '' }),
    through: (core) => throughDiscord(discord, adapter, core, dmOf),
    async compare(world) {
      await discord.settled()
      return compare(discord, world)
    },
    async close() {
      await adapter.stop()
      await discord.close()
    },
  }
}

/** Staff in a Discord of their own. */
export async function discordStaff(): Promise<StaffSide> {
  const discord = await FakeDiscord.open()
  const channel = discord.addChannel({ name: 'help-desk', only: [] })
  const adapter = createDiscordAdapter({ ...settingsFor(discord), name: 'west', staffChannel: channel })
  await adapter.start(async () => ({ status: 'duplicate' }), noMemory)
  return {
    adapter,
    place: { adapter: 'west', workspace: discord.guildId, channel, thread: '' },
    async close() {
      await adapter.stop()
      await discord.close()
    },
  }
}

type Dm = { user: string; channel: string }

/** A receive that lets Discord say it; what Discord has no words for goes to the core as it is. */
function throughDiscord(
  discord: FakeDiscord,
  east: Adapter,
  core: Receive,
  dmOf: (who: string) => Dm,
): Receive {
  const waiting = new Map<string, (received: Received) => void>()
  const started = east.start(async (inbound) => {
    const received = await core(inbound)
    waiting.get(inbound.id)?.(received)
    return received
  }, noMemory)
  return async (inbound) => {
    await started
    const event = eventOf(inbound, dmOf)
    if (!event) return core(asKnown(inbound, dmOf))
    const { promise, resolve } = Promise.withResolvers<Received>()
    waiting.set(inbound.id, resolve)
    await discord.emit(event.t, event.d)
    return promise
  }
}

function eventOf(
  inbound: InboundDraft,
  dmOf: (who: string) => Dm,
): { t: string; d: Record<string, unknown> } | null {
  if (inbound.kind === 'action' || inbound.kind === 'checkin') return null
  if (inbound.kind === 'handover' || inbound.kind === 'move') return null
  const { channel } = Place.parse(inbound.place)
  const about = { id: inbound.id, channel_id: channel }
  if (inbound.kind === 'deletion') return { t: 'MESSAGE_DELETE', d: about }
  if (inbound.text.trim() === '') return null
  const said = { ...about, type: 0, content: escaped(inbound.text), attachments: [], mentions: [] }
  if (inbound.kind === 'edit') return null
  const { author, choice, attachments } = inbound
  if (choice || attachments?.length || !author.name) return null
  const { user } = dmOf(author.id)
  const d = { ...said, edited_timestamp: null, author: { id: user, username: author.name } }
  return { t: 'MESSAGE_CREATE', d }
}

/** The same customer, whichever way their words come. */
function asKnown(inbound: InboundDraft, dmOf: (who: string) => Dm): InboundDraft {
  if (inbound.kind !== 'message') return inbound
  return { ...inbound, author: { ...inbound.author, id: dmOf(inbound.author.id).user } }
}

/** As people write it, so that nothing in it is taken for a mark. */
function escaped(text: string): string {
  return text.replace(/[\\*_~`|>]/g, '\\$&')
}

/** Discord shows each customer what the core said to them: nothing more, nothing less, in order. */
function compare(discord: FakeDiscord, world: World): string | null {
  const said = world.customers.posts.flatMap(({ outbound }) => (outbound.kind === 'text' ? [outbound] : []))
  for (const channel of new Set(said.map(({ place }) => place.channel))) {
    const sent = said.filter(({ place }) => place.channel === channel).length
    const shown = discord.seen(channel).filter(({ content }) => content !== '').length
    if (sent > shown) return `Discord shows ${shown} of ${sent}`
  }
  return null
}
