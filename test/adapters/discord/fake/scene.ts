import type { Answered } from './answered.ts'
import type { NewChannel, NewRole, NewUser } from './guild.ts'
import type { Click, Menu, Slash, Submission } from './hands.ts'
import type { Ping } from './mentions.ts'
import type { Modal } from './modals.ts'
import type { Parts } from './parts.ts'
import type { Post, Said, ThreadBegun } from './people.ts'
import type { Permission } from './permissions.ts'
import type { Channel, Home, Json, Thread } from './records.ts'
import { type Seen, seenIn } from './sight.ts'
import { setArchived } from './threads.ts'
import type { Typing } from './works.ts'
import type { World } from './world.ts'

/** Who and what there is, what people do, and what they see. */
export class Scene {
  protected readonly parts: Parts

  protected constructor(parts: Parts) {
    this.parts = parts
  }

  /** Where attachments are served from. */
  get cdnUrl(): string {
    return this.world.base
  }
  get world(): World {
    return this.parts.world
  }
  get home(): Home {
    return this.world.home
  }
  get token(): string {
    return this.home.token
  }
  get guildId(): string {
    return this.home.guildId
  }
  get botId(): string {
    return this.home.botId
  }
  get applicationId(): string {
    return this.home.applicationId
  }

  // Who and what there is. What adds gives the id.

  addUser(user: NewUser): string {
    return this.parts.guild.addUser(user)
  }
  addRole(role: NewRole): string {
    return this.parts.guild.addRole(role)
  }
  addChannel(channel: NewChannel = {}): string {
    return this.parts.guild.addChannel(channel)
  }
  /** The direct messages between somebody and the bot. */
  addDm(user: string): string {
    return this.world.dmWith(user).id
  }
  giveRole(user: string, role: string, has = true): void {
    this.parts.guild.giveRole(user, role, has)
  }
  /** Somebody takes no direct messages any more, or again. */
  takesDms(user: string, takes: boolean): void {
    this.world.user(user).dms = takes
  }
  leaveGuild(user: string): void {
    this.world.user(user).member = false
  }
  removeChannel(channel: string): void {
    this.parts.guild.removeChannel(channel)
  }
  deny(permission: Permission, channel?: string, who?: string): void {
    this.parts.guild.deny(permission, channel, who)
  }
  allow(permission: Permission, channel?: string, who?: string): void {
    this.parts.guild.allow(permission, channel, who)
  }
  archive(thread: string, archived = true): Promise<void> {
    const [channel, state] = this.#thread(thread)
    setArchived(this.parts.works, channel, state, archived)
    return this.heard()
  }
  lock(thread: string, locked = true): Promise<void> {
    const [channel, state] = this.#thread(thread)
    state.locked = locked
    this.parts.works.news.threadChanged(channel)
    return this.heard()
  }

  // What people do. Each resolves when the app has heard of it; what is clicked, when it has answered.

  async say(said: Said): Promise<string> {
    const { id } = this.parts.people.say(said)
    await this.heard()
    return id
  }
  /** Written while the app hears nothing: only the history has it. */
  sayUnheard(said: Said): string {
    return this.parts.people.write(said).id
  }
  async forward(of: { channel: string; user: string; from: [string, string] }): Promise<string> {
    const { id } = this.parts.people.forward(of)
    await this.heard()
    return id
  }
  async webhookSays(said: { channel: string; name: string; text: string }): Promise<string> {
    const { id } = this.parts.people.webhookSays(said)
    await this.heard()
    return id
  }
  edit(channel: string, message: string, text: string): Promise<void> {
    this.parts.people.edit(channel, message, text)
    return this.heard()
  }
  unfurl(channel: string, message: string): Promise<void> {
    this.parts.people.unfurl(channel, message)
    return this.heard()
  }
  remove(channel: string, message: string): Promise<void> {
    this.parts.works.news.removed(this.world.message(channel, message))
    return this.heard()
  }
  /** All at once, as moderators do. */
  removeMany(channel: string, messages: string[]): Promise<void> {
    this.parts.works.news.removedMany(this.world.channel(channel), messages)
    return this.heard()
  }
  async startThread(begun: ThreadBegun): Promise<string> {
    const { id } = this.parts.people.startThread(begun)
    await this.heard()
    return id
  }
  /** Gives the id of the thread, which is its first message's too. */
  async forumPost(post: Post): Promise<string> {
    const { id } = this.parts.people.post(post)
    await this.heard()
    return id
  }
  join(thread: string, user: string): Promise<void> {
    this.parts.works.news.joined(this.world.channel(thread), user)
    return this.heard()
  }
  leave(thread: string, user: string): Promise<void> {
    this.parts.works.news.left(this.world.channel(thread), user)
    return this.heard()
  }
  click(click: Click): Promise<Answered> {
    return this.parts.hands.click(click)
  }
  submit(submission: Submission): Promise<Answered> {
    return this.parts.hands.submit(submission)
  }
  slash(slash: Slash): Promise<Answered> {
    return this.parts.hands.slash(slash)
  }
  menu(menu: Menu): Promise<Answered> {
    return this.parts.hands.menu(menu)
  }
  /** Interactions come without the object that describes their channel. */
  hideChannels(): void {
    this.parts.works.interactions.tellsChannel = false
  }
  /** Any event at all. */
  emit(t: string, d: Json): Promise<void> {
    this.parts.gateway.dispatch({ t, intents: 0, d: () => d })
    return this.heard()
  }

  // What people see.

  /** What stands in a channel or thread, the oldest first. */
  seen(channel: string): Seen[] {
    return seenIn(this.world, channel)
  }
  /** The threads of a channel, the oldest first. */
  threads(channel: string): Channel[] {
    return this.world.threads().filter(({ parent }) => parent === channel)
  }
  /** Whom the app's messages pinged. */
  get pings(): readonly Ping[] {
    return this.parts.works.news.pings
  }
  get typing(): readonly Typing[] {
    return this.parts.works.typing
  }
  /** The forms that people were shown, the latest last. */
  get modals(): readonly Modal[] {
    return this.parts.works.interactions.modals
  }

  /** Resolves when the app has read what it was told. */
  protected heard(): Promise<void> {
    return this.parts.gateway.flush()
  }

  #thread(id: string): [Channel, Thread] {
    const channel = this.world.channel(id)
    if (!channel.thread) throw new Error(`${id} is no thread`)
    return [channel, channel.thread]
  }
}
