import { createSlackAdapter, HOME } from '../../../adapters/slack/adapter.ts'
import { escapeText } from '../../../adapters/slack/text-out.ts'
import type { Adapter, InboundDraft, Receive, Received } from '../../../src/adapter.ts'
import { silentLog } from '../../../src/log.ts'
import type { World } from '../../support/world.ts'
import { noMemory } from '../local-world.ts'
import type { CustomerSide, StaffSide } from '../sides.ts'
import { FakeSlack } from './fake/slack.ts'
import { slackWords } from './slack-world.ts'

const settingsFor = (slack: FakeSlack) => ({
  botToken: slack.home.botToken,
  apiUrl: slack.apiUrl,
  words: slackWords,
  log: silentLog,
  clock: Date.now,
  pace: 0,
})

/** Customers in a Slack of their own. */
export async function slackCustomers(): Promise<CustomerSide> {
  const slack = await FakeSlack.open({ home: { teamId: 'w' } })
  const { appToken } = slack.home
  const settings = { ...settingsFor(slack), appToken, signingSecret: null, staffChannel: null }
  const adapter = createSlackAdapter({ ...settings, name: 'east' })
  return {
    adapter,
    through: (core) => throughSlack(slack, adapter, core),
    async compare(world) {
      await slack.settled()
      return compare(slack, world)
    },
    async close() {
      await adapter.stop()
      await slack.close()
    },
  }
}

/** Staff in a Slack of their own. */
export async function slackStaff(): Promise<StaffSide> {
  const slack = await FakeSlack.open()
  const channel = slack.addChannel({ kind: 'private' })
  const { signingSecret } = slack.home
  const settings = { ...settingsFor(slack), appToken: null, signingSecret, staffChannel: channel }
  const adapter = createSlackAdapter({ ...settings, name: 'west' })
  await adapter.start(async () => ({ status: 'duplicate' }), noMemory)
  return {
    adapter,
    place: { adapter: 'west', workspace: HOME, channel, thread: '' },
    async close() {
      await adapter.stop()
      await slack.close()
    },
  }
}

/** A receive that lets Slack say it; what Slack has no words for goes to the core as it is. */
function throughSlack(slack: FakeSlack, east: Adapter, core: Receive): Receive {
  const results = new Map<string, Received>()
  const started = east.start(async (inbound) => {
    const received = await core(inbound)
    results.set(inbound.id, received)
    return received
  }, noMemory)
  return async (inbound) => {
    await started
    const event = eventOf(slack, inbound)
    if (!event) return core(inbound)
    results.delete(inbound.id)
    await slack.emit(event)
    const received = results.get(inbound.id)
    if (!received) throw new Error(`Slack told of it, and nothing came of it: ${inbound.kind} ${inbound.id}`)
    return received
  }
}

function eventOf(slack: FakeSlack, inbound: InboundDraft): Record<string, unknown> | null {
  if (inbound.kind === 'action' || inbound.kind === 'checkin') return null
  if (inbound.kind === 'handover' || inbound.kind === 'move') return null
  const { id: ts, place } = inbound
  const { channel } = place
  const about = { type: 'message', channel, channel_type: 'im' }
  if (!slack.world.channels.has(channel)) slack.addChannel({ id: channel, kind: 'dm' })
  if (inbound.kind === 'deletion')
    return {
      ...about,
      subtype: 'message_deleted',
      deleted_ts: ts,
      previous_message: { ts, user: 'somebody' },
    }
  if (inbound.text.trim() === '') return null
  const text = escapeText(inbound.text)
  if (inbound.kind === 'edit')
    return { ...about, subtype: 'message_changed', message: { ts, user: 'somebody', text, edited: {} } }
  const { author, choice, attachments } = inbound
  if (choice || attachments?.length || author.name === '') return null
  if (!slack.world.users.has(author.id)) slack.addUser({ id: author.id, name: author.name ?? '' })
  return { ...about, user: author.id, text, ts }
}

/** Slack shows each customer what the core said to them: nothing more, nothing less, in order. */
function compare(slack: FakeSlack, world: World): string | null {
  const said = world.customers.posts.flatMap(({ outbound }) => (outbound.kind === 'text' ? [outbound] : []))
  for (const channel of new Set(said.map(({ place }) => place.channel))) {
    const sent = said.filter(({ place }) => place.channel === channel).map(({ id }) => id)
    const shown = slack.seen(channel).flatMap(({ deliveryId }) => (deliveryId ? [deliveryId] : []))
    if (JSON.stringify(sent) !== JSON.stringify(shown))
      return `Slack shows ${shown.length} of ${sent.length} in ${channel}, or in another order`
  }
  return null
}
