import { createSlackAdapter } from '../../../adapters/slack/adapter.ts'
import { escapeText } from '../../../adapters/slack/text-out.ts'
import type { Adapter, InboundDraft, Receive, Received } from '../../../src/adapter.ts'
import { silentLog } from '../../../src/log.ts'
import type { Opened } from '../../stories.ts'
import { type Options, World } from '../../support/world.ts'
import { noMemory } from '../local-world.ts'
import { Mirror } from '../mirror.ts'
import { FakeSlack } from './fake/slack.ts'
import { slackWords } from './slack-world.ts'

/** The small world with Slack on both sides: what customers write goes in through it, what the core says comes out of it. */
export async function openThroughSlack(options: Options = {}): Promise<Opened> {
  const slack = await FakeSlack.open({ home: { teamId: 'w' } })
  const settings = {
    botToken: slack.home.botToken,
    apiUrl: slack.apiUrl,
    words: slackWords,
    log: silentLog,
    clock: Date.now,
    pace: 0,
    staffChannel: 'help-desk',
  }
  const east = createSlackAdapter({
    ...settings,
    name: 'east',
    appToken: slack.home.appToken,
    signingSecret: null,
  })
  const { signingSecret } = slack.home
  const west = createSlackAdapter({ ...settings, name: 'west', appToken: null, signingSecret })
  for (const id of ['help-desk', 'spare-desk']) slack.addChannel({ id, kind: 'private' })
  const world = await World.open('sqlite', {
    ...options,
    customers: new Mirror('east', east),
    staff: new Mirror('west', west),
    through: (core) => throughSlack(slack, east, core),
  })
  await west.start(world.engine.receive, noMemory)
  return {
    world,
    async close() {
      await slack.settled()
      const problem = compare(slack, world)
      await east.stop()
      await west.stop()
      await slack.close()
      await world.close()
      if (problem) throw new Error(problem)
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
  if (inbound.kind === 'action' || inbound.kind === 'handover' || inbound.kind === 'move') return null
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
