import { z } from 'zod'
import type { Carried, Delivery } from './delivery.ts'
import type { Form, Forms } from './forms.ts'
import { elementIn, pressed, stateOf, type Values } from './pressing.ts'
import { messageShape } from './shapes.ts'
import type { Channel, Json, Message, World } from './world.ts'

/** What the app said with its ack ({} for nothing), or null where it did not ack and the person was told so. */
export type AckBody = unknown

const Response = z.looseObject({
  response_action: z.string(),
  errors: z.unknown().optional(),
  view: z.unknown().optional(),
})
const ViewJson = z.record(z.string(), z.unknown())

export type Click = {
  channel: string
  ts: string
  actionId: string
  user: string
  feedback?: 'positive' | 'negative'
  /** The value of what is chosen from a list. */
  chosen?: string | null
}
export type Submission = {
  viewId?: string
  user: string
  values?: Values
}

/** Something chosen from a list in the form that somebody has open, after they typed `values`. */
export type Choosing = { user: string; actionId: string; chosen: string; values?: Values }

/** Clicks, forms and shortcuts. What nobody acks is in `lost`: Slack does not tell it again. */
export class Interactions {
  readonly lost: Json[] = []
  readonly #world: World
  readonly #forms: Forms
  readonly #delivery: Delivery

  constructor(world: World, forms: Forms, delivery: Delivery) {
    this.#world = world
    this.#forms = forms
    this.#delivery = delivery
  }

  async click({
    channel: id,
    ts,
    actionId,
    user,
    feedback = 'positive',
    chosen = null,
  }: Click): Promise<AckBody> {
    const [channel, message] = this.#what(id, ts)
    const { element, blockId } = elementIn(message.blocks, actionId)
    const action = {
      ...pressed(element, feedback, chosen),
      block_id: blockId,
      action_ts: this.#world.nextTs(),
    }
    return this.#send({
      ...this.#from('block_actions', user),
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: id,
        is_ephemeral: false,
        ...(message.thread ? { thread_ts: message.thread } : {}),
      },
      trigger_id: this.#forms.trigger(user),
      channel: { id, name: nameOf(channel) },
      message: messageShape(this.#world, message),
      state: { values: {} },
      response_url: this.#responseUrl(id, user),
      actions: [action],
    })
  }

  async choose({ user, actionId, chosen, values = {} }: Choosing): Promise<AckBody> {
    const form = this.#forms.find({ user })
    if (!form) throw new Error(`${user} has no form open`)
    const { element, blockId } = elementIn(z.array(ViewJson).parse(form.view.blocks), actionId)
    const action = {
      ...pressed(element, 'positive', chosen),
      block_id: blockId,
      action_ts: this.#world.nextTs(),
    }
    const state = { ...stateOf(form.view, values), [blockId]: { [actionId]: action } }
    return this.#send({
      ...this.#from('block_actions', user),
      container: { type: 'view', view_id: form.id },
      trigger_id: this.#forms.trigger(user),
      view: this.#forms.shape(form, state),
      actions: [action],
    })
  }

  /** `message_action`: somebody chose a shortcut in the menu of a message. */
  async shortcut(of: { callbackId: string; channel: string; ts: string; user: string }): Promise<AckBody> {
    const [channel, message] = this.#what(of.channel, of.ts)
    return this.#send({
      ...this.#from('message_action', of.user),
      action_ts: this.#world.nextTs(),
      callback_id: of.callbackId,
      trigger_id: this.#forms.trigger(of.user),
      response_url: this.#responseUrl(of.channel, of.user),
      message_ts: of.ts,
      channel: { id: of.channel, name: nameOf(channel) },
      message: messageShape(this.#world, message),
    })
  }

  /** `values` by block and action: a string stands for what was typed. */
  async submit({ viewId, user, values = {} }: Submission): Promise<AckBody> {
    const form = this.#forms.find(viewId ? { viewId, user } : { user })
    if (!form) throw new Error(`${user} has no form open`)
    const body = await this.#send({
      ...this.#from('view_submission', user),
      trigger_id: this.#forms.trigger(user),
      view: this.#forms.shape(form, stateOf(form.view, values)),
      response_urls: [],
    })
    if (body !== null) this.#follow(form, body)
    return body
  }

  #follow(form: Form, body: unknown): void {
    const said = Response.safeParse(body)
    const action = said.success ? said.data.response_action : 'close'
    if (action === 'errors') {
      form.errors = ViewJson.parse(said.data?.errors)
      return
    }
    if (action === 'update') this.#forms.replace(form, ViewJson.parse(said.data?.view))
    if (action === 'push') this.#forms.show(form.user, ViewJson.parse(said.data?.view))
    if (action === 'update' || action === 'push') return
    form.open = false
    if (action === 'clear')
      for (const other of this.#forms.all) if (other.user === form.user) other.open = false
  }

  async #send(payload: Json): Promise<AckBody> {
    const { ok, body }: Carried = await this.#delivery.interact(payload)
    if (ok) return body
    this.lost.push(payload)
    return null
  }

  #from(type: string, user: string): Json {
    const { home } = this.#world
    const who = this.#world.users.get(user)
    if (!who) throw new Error(`nobody has the id ${user}`)
    return {
      type,
      team: { id: home.teamId, domain: 'home' },
      user: { id: user, username: who.name, name: who.name, team_id: who.teamId },
      api_app_id: home.appId,
      token: 'verification-token',
      enterprise: null,
      is_enterprise_install: false,
    }
  }

  #what(channel: string, ts: string): [Channel, Message] {
    const where = this.#world.channels.get(channel)
    const message = this.#world.find(channel, ts)
    if (!where || !message || message.tombstone) throw new Error(`there is no message ${ts} in ${channel}`)
    return [where, message]
  }

  #responseUrl(channel: string, user: string): string {
    return `${this.#world.base}/actions/${this.#world.home.teamId}/${channel}/${user}`
  }
}

function nameOf(channel: Channel): string {
  if (channel.kind === 'dm') return 'directmessage'
  return channel.kind === 'private' ? 'privategroup' : channel.name
}
