import { randomBytes } from 'node:crypto'
import { InteractionType } from 'discord.js'
import { Answered } from './answered.ts'
import { ApiError, Code } from './api-error.ts'
import type { Gateway } from './gateway.ts'
import { interactionShape } from './interaction-shape.ts'
import type { Modal } from './modals.ts'
import { permissionsIn } from './permissions.ts'
import type { Json, Message } from './records.ts'
import type { World } from './world.ts'

const THREE_SECONDS = 3000
const FIFTEEN_MINUTES = 15 * 60_000

export type Kind = 'command' | 'component' | 'modal'
const TYPES = {
  command: InteractionType.ApplicationCommand,
  component: InteractionType.MessageComponent,
  modal: InteractionType.ModalSubmit,
}

/** Somebody clicked, filled in a form or used a command. `source` is the message that it began at, or null. */
export type Interaction = {
  id: string
  token: string
  kind: Kind
  type: number
  user: string
  channel: string
  source: Message | null
  commandName: string | null
  commandType: number | null
  at: number
  /** With what the app answered first; null while it has not. */
  callback: number | null
  /** The answer that is called @original. */
  original: Message | null
  /** What only this person sees. */
  ephemeral: Message[]
  answered: Answered
}

export type Begun = {
  kind: Kind
  user: string
  channel: string
  source?: Message | null
  command?: { name: string; type: number }
  data: Json
}

/** What people began, and what the app made of it. */
export class Interactions {
  /** The forms that the app put before people, the latest last. */
  readonly modals: Modal[] = []
  readonly all: Interaction[] = []
  /** Whether it is told in what channel it was, beside its id: the documentation calls that optional. */
  tellsChannel = true
  readonly #world: World
  readonly #gateway: Gateway
  readonly #ackTimeout: number

  /** `ackTimeout` in milliseconds of real time. */
  constructor(world: World, gateway: Gateway, ackTimeout: number) {
    this.#world = world
    this.#gateway = gateway
    this.#ackTimeout = ackTimeout
  }

  /** Tells the app, and resolves when it has answered first, or it is plain that it did not. */
  async begin({ kind, user, channel, source = null, command, data }: Begun): Promise<Answered> {
    const place = this.#world.channel(channel)
    if (permissionsIn(this.#world, user, place) === 0n) throw new Error(`${user} does not see ${channel}`)
    const interaction: Interaction = {
      id: this.#world.newId(),
      token: randomBytes(60).toString('base64url'),
      kind,
      type: TYPES[kind],
      user,
      channel,
      source,
      commandName: command?.name ?? null,
      commandType: command?.type ?? null,
      at: this.#world.clock(),
      callback: null,
      original: null,
      ephemeral: [],
      answered: new Answered(this.#ackTimeout),
    }
    this.all.push(interaction)
    const whole = interactionShape(this.#world, interaction, data)
    const { channel: _, ...bare } = whole
    const shape = this.tellsChannel ? whole : bare
    this.#gateway.dispatch({ t: 'INTERACTION_CREATE', intents: 0, d: () => shape })
    await interaction.answered.first()
    return interaction.answered
  }

  /** For the first answer: 10062 where there is nothing to answer, or no more; 40060 where it was answered. */
  open(id: string, token: string): Interaction {
    const found = this.all.find((one) => one.id === id && one.token === token)
    if (!found) throw new ApiError(Code.UnknownInteraction)
    if (found.callback !== null) throw new ApiError(Code.InteractionHasAlreadyBeenAcknowledged)
    if (this.#world.clock() - found.at > THREE_SECONDS) throw new ApiError(Code.UnknownInteraction)
    return this.#inPlace(found)
  }

  /** For what comes after it. */
  byToken(token: string): Interaction {
    const found = this.all.find((one) => one.token === token)
    if (!found || this.#world.clock() - found.at > FIFTEEN_MINUTES) {
      throw new ApiError(Code.InvalidWebhookToken)
    }
    if (found.callback === null) throw new ApiError(Code.UnknownWebhook)
    return this.#inPlace(found)
  }

  #inPlace(interaction: Interaction): Interaction {
    if (!this.#world.channels.has(interaction.channel)) throw new ApiError(Code.UnknownChannel)
    return interaction
  }

  acknowledge(interaction: Interaction, type: number): void {
    interaction.callback = type
    const modal = this.modals.findLast((one) => one.interaction === interaction) ?? null
    interaction.answered.acknowledge(type, modal)
  }

  /** The message that somebody sees there: everybody's, or their own. */
  messageFor(user: string, channel: string, id: string): Message {
    const own = this.all.filter((one) => one.user === user).flatMap(({ ephemeral }) => ephemeral)
    const found = this.#world.find(channel, id) ?? own.find((one) => one.id === id && one.channel === channel)
    if (!found) throw new Error(`there is no message ${id} in ${channel}`)
    return found
  }
}
