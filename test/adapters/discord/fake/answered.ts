import { InteractionResponseType, MessageFlags } from 'discord.js'
import type { Modal } from './modals.ts'
import type { Message } from './records.ts'
import { type Seen, seen } from './sight.ts'
import type { World } from './world.ts'

/** What the app answered to a click, a form or a command; it goes on changing while the app goes on answering. */
export class Answered {
  /** The type of the first answer; null where none came, and the person read "This interaction failed". */
  callback: number | null = null
  /** The form that the person has before them. */
  modal: Modal | null = null
  readonly #messages: Message[] = []
  readonly #waiting = new Set<() => void>()
  readonly #patience: number

  /** `patience` in milliseconds of real time. */
  constructor(patience: number) {
    this.#patience = patience
  }

  /** Nothing came within the time. */
  get failed(): boolean {
    return this.callback === null
  }

  get isDeferred(): boolean {
    return (
      this.callback === InteractionResponseType.DeferredChannelMessageWithSource ||
      this.callback === InteractionResponseType.DeferredMessageUpdate
    )
  }

  /** What was said in answer, as it reads now, the first first. A deferral says nothing yet. */
  get messages(): Message[] {
    return this.#messages.filter(({ flags }) => (flags & MessageFlags.Loading) === 0)
  }

  /** The words of it. */
  get texts(): string[] {
    return this.messages.map(({ content }) => content)
  }

  /** Whether only the person sees what was said; null while nothing was. */
  get isEphemeral(): boolean | null {
    const [first] = this.messages
    return first ? (first.flags & MessageFlags.Ephemeral) !== 0 : null
  }

  seen(world: World): Seen[] {
    return this.messages.map((message) => seen(world, message))
  }

  /** Resolves with the latest words, when there are some; with '' where none come in time. */
  async text(): Promise<string> {
    await this.#until(() => this.messages.length > 0)
    return this.texts.at(-1) ?? ''
  }

  // What follows is for Discord's side.

  first(): Promise<void> {
    return this.#until(() => this.callback !== null)
  }

  acknowledge(callback: number, modal: Modal | null): void {
    this.callback = callback
    this.modal = modal
    this.#stir()
  }

  add(message: Message): void {
    if (!this.#messages.includes(message)) this.#messages.push(message)
    this.#stir()
  }

  drop(message: Message): void {
    const at = this.#messages.indexOf(message)
    if (at !== -1) this.#messages.splice(at, 1)
  }

  #stir(): void {
    for (const look of this.#waiting) look()
  }

  #until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve()
      }
      const look = () => {
        if (isSo()) done()
      }
      const timer = setTimeout(done, this.#patience)
      this.#waiting.add(look)
      look()
    })
  }
}
