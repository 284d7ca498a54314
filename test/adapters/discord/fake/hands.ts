import { ApplicationCommandType, ChannelType, ComponentType } from 'discord.js'
import { z } from 'zod'
import type { Answered } from './answered.ts'
import type { Command, Commands } from './commands.ts'
import { flat } from './components.ts'
import type { Interactions } from './interactions.ts'
import { messageShape } from './message-shape.ts'
import { type Modal, submissionOf, type Values } from './modals.ts'
import { permissionsIn } from './permissions.ts'
import type { Json } from './records.ts'
import { memberShape, userShape } from './shapes.ts'
import type { World } from './world.ts'

/** `values`: what was chosen, where it is a select. */
export type Click = { channel: string; message: string; customId: string; user: string; values?: string[] }
/** Without `modal`: the latest that this person has open. */
export type Submission = { user: string; modal?: Modal | null; values?: Values }
export type Slash = {
  command: string
  options?: Record<string, string | number | boolean>
  channel: string
  user: string
}
export type Menu = { command: string; channel: string; message: string; user: string }

const Pressable = z.looseObject({ type: z.number(), disabled: z.boolean().nullish() })

/** Clicks, forms and commands. Each resolves when the app has answered first, or it is plain that it did not. */
export class Hands {
  readonly #world: World
  readonly #interactions: Interactions
  readonly #commands: Commands

  constructor(world: World, interactions: Interactions, commands: Commands) {
    this.#world = world
    this.#interactions = interactions
    this.#commands = commands
  }

  async click({ channel, message: id, customId, user, values }: Click): Promise<Answered> {
    const source = this.#interactions.messageFor(user, channel, id)
    const found = flat(source.components).find(({ custom_id }) => custom_id === customId)
    if (!found) throw new Error(`nothing to press is called ${customId}`)
    const { type, disabled } = Pressable.parse(found)
    if (disabled) throw new Error(`${customId} cannot be pressed`)
    const isButton = type === ComponentType.Button
    const data = {
      custom_id: customId,
      component_type: type,
      id: found.id,
      ...(isButton ? {} : { values: values ?? [] }),
    }
    return this.#interactions.begin({ kind: 'component', user, channel, source, data })
  }

  async submit({ user, modal, values = {} }: Submission): Promise<Answered> {
    const form = modal ?? this.#interactions.modals.findLast((one) => one.user === user && one.isOpen)
    if (!form || form.user !== user || !form.isOpen) throw new Error(`${user} has no form open`)
    const data = submissionOf(form, values)
    form.isOpen = false
    const { channel, source } = form.interaction
    return this.#interactions.begin({ kind: 'modal', user, channel, source, data })
  }

  async slash({ command: name, options = {}, channel, user }: Slash): Promise<Answered> {
    const command = this.#find(ApplicationCommandType.ChatInput, name, channel, user)
    const unknown = Object.keys(options).find((key) => !command.options.some((one) => one.name === key))
    if (unknown !== undefined) throw new Error(`/${name} has no option ${unknown}`)
    const given = command.options.flatMap(({ name: key, type, required, max_length }) => {
      const value = options[key]
      if (value === undefined && required) throw new Error(`/${name} needs ${key}`)
      if (typeof value === 'string' && value.length > (max_length ?? 6000)) {
        throw new Error(`${key} is too long for /${name}`)
      }
      return value === undefined ? [] : [{ name: key, type, value }]
    })
    return this.#use(command, channel, user, given.length > 0 ? { options: given } : {})
  }

  /** Somebody chose an entry in the menu of a message. The app reads the message, whatever its intents. */
  async menu({ command: name, channel, message: id, user }: Menu): Promise<Answered> {
    const command = this.#find(ApplicationCommandType.Message, name, channel, user)
    const target = this.#interactions.messageFor(user, channel, id)
    const author = target.webhook ? null : this.#world.user(target.author)
    const isInGuild = author?.member && this.#world.channel(channel).type !== ChannelType.DM
    const resolved = {
      messages: { [id]: messageShape(this.#world, target, { content: true }) },
      ...(author ? { users: { [author.id]: userShape(author) } } : {}),
      ...(author && isInGuild ? { members: { [author.id]: memberShape(author, { user: false }) } } : {}),
    }
    return this.#use(command, channel, user, { target_id: id, resolved })
  }

  #use(command: Command, channel: string, user: string, more: Json): Promise<Answered> {
    const { id, name, type, guild } = command
    const data = { id, name, type, ...(guild ? { guild_id: guild } : {}), ...more }
    return this.#interactions.begin({ kind: 'command', user, channel, command: { name, type }, data })
  }

  /** Throws where Discord would not offer the command. */
  #find(type: ApplicationCommandType, name: string, channelId: string, user: string): Command {
    const channel = this.#world.channel(channelId)
    const command = this.#commands.find(type, name)
    if (!command) throw new Error(`there is no command ${name}`)
    const isDm = channel.type === ChannelType.DM
    const contexts = command.contexts ?? [0, 1, 2]
    if (!contexts.includes(isDm ? 1 : 0) || (isDm && command.guild)) {
      throw new Error(`${name} is not offered in ${channelId}`)
    }
    const held = permissionsIn(this.#world, user, channel)
    const wanted = command.permissions
    if (!isDm && wanted !== null && (wanted === 0n || (held & wanted) !== wanted)) {
      throw new Error(`${name} is hidden from ${user}`)
    }
    if (channel.thread?.archived) throw new Error(`${channelId} is archived`)
    return command
  }
}
