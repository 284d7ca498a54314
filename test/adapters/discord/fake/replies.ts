import { InteractionResponseType as Callback, MessageFlags, MessageType } from 'discord.js'
import { needOpen } from './access.ts'
import { ApiError, Code } from './api-error.ts'
import type { Interaction } from './interactions.ts'
import { messageShape } from './message-shape.ts'
import type { News } from './news.ts'
import type { Json, Message, MessageDraft } from './records.ts'
import type { World } from './world.ts'
import { type Body, type Files, rewrite, written } from './writing.ts'

/** What the app says to an interaction: to everybody in the channel, or to one person alone. */
export class Replies {
  readonly #world: World
  readonly #news: News

  constructor(world: World, news: News) {
    this.#world = world
    this.#news = news
  }

  shape(message: Message): Json {
    return messageShape(this.#world, message, { content: true })
  }

  /** The first answer. */
  say(interaction: Interaction, body: Body, files: Files): Message {
    const message = this.#write(interaction, this.#content(interaction, body, files))
    interaction.original = message
    return message
  }

  /** "… is thinking": to be said later. */
  think(interaction: Interaction, flags: number): Message {
    const message = this.#write(interaction, { flags: flags | MessageFlags.Loading })
    interaction.original = message
    return message
  }

  /** Something more. After a deferral it is the answer that was put off. */
  follow(interaction: Interaction, body: Body, files: Files): Message {
    const { original } = interaction
    if (original && (original.flags & MessageFlags.Loading) !== 0) {
      this.change(interaction, original, { ...body, flags: undefined }, files)
      return original
    }
    return this.#write(interaction, this.#content(interaction, body, files))
  }

  /** By id, or as @original: the first answer, or the message that a click put off changing. */
  find(interaction: Interaction, id: string): Message {
    const isAboutSource =
      interaction.callback === Callback.DeferredMessageUpdate ||
      interaction.callback === Callback.UpdateMessage
    const original = isAboutSource ? interaction.source : interaction.original
    const all = [...interaction.ephemeral, ...this.#world.messages(interaction.channel)]
    const found = id === '@original' ? original : all.find((message) => message.id === id)
    const isThere = found && (all.includes(found) || isEphemeral(found))
    if (!found || !isThere) throw new ApiError(Code.UnknownMessage)
    return found
  }

  change(interaction: Interaction, message: Message, body: Body, files: Files): void {
    if (!isEphemeral(message)) needOpen(this.#world.channel(message.channel))
    const wasThinking = (message.flags & MessageFlags.Loading) !== 0
    rewrite(this.#world, message, body, files)
    message.flags &= ~MessageFlags.Loading
    if (wasThinking) message.editedAt = null
    if (message !== interaction.source) interaction.answered.add(message)
    if (!isEphemeral(message)) this.#news.changed(message)
  }

  remove(interaction: Interaction, message: Message): void {
    interaction.answered.drop(message)
    if (interaction.original === message) interaction.original = null
    if (!isEphemeral(message)) this.#news.removed(message)
    const at = interaction.ephemeral.indexOf(message)
    if (at !== -1) interaction.ephemeral.splice(at, 1)
  }

  #content(interaction: Interaction, body: Body, files: Files): Partial<Message> {
    const channel = this.#world.channel(interaction.channel)
    return written(this.#world, channel, { body, files, author: this.#world.home.botId })
  }

  #write(interaction: Interaction, content: Partial<Message>): Message {
    const { channel, source, commandName, commandType, id, type, user } = interaction
    const { botId, applicationId } = this.#world.home
    const draft: MessageDraft = {
      channel,
      author: botId,
      application: applicationId,
      type: messageType(interaction),
      interaction: { id, type, user, name: commandName },
      ...(source && commandType === null
        ? { reference: { type: 0 as const, channel: source.channel, message: source.id } }
        : {}),
      ...content,
    }
    if (((draft.flags ?? 0) & MessageFlags.Ephemeral) === 0) {
      needOpen(this.#world.channel(channel))
      const message = this.#world.write(draft)
      interaction.answered.add(message)
      this.#news.written(message)
      return message
    }
    const message = this.#world.write(draft)
    this.#world.drop(channel, message.id)
    interaction.ephemeral.push(message)
    interaction.answered.add(message)
    return message
  }
}

function messageType({ kind, commandType, source }: Interaction): MessageType {
  if (kind === 'command') {
    return commandType === 1 ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand
  }
  return source ? MessageType.Reply : MessageType.Default
}

function isEphemeral({ flags }: Message): boolean {
  return (flags & MessageFlags.Ephemeral) !== 0
}
