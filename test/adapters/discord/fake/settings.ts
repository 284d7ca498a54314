import type { Permission } from './permissions.ts'

/**
 * `clock` in epoch milliseconds; `messageContent`: the privileged intent is on in the portal (false, unless told).
 * `heartbeat` is the gateway's interval, `ackTimeout` how long a click waits for the app, both in milliseconds of real
 * time. `identifiesLeft`: how many the app has for this day. `nonceMemory`: for how many milliseconds a nonce counts.
 * `activeThreads`: how many the guild may have. `permissions`: what the bot was granted.
 */
export type Options = {
  clock?: () => number
  messageContent?: boolean
  heartbeat?: number
  ackTimeout?: number
  identifiesLeft?: number
  nonceMemory?: number
  activeThreads?: number
  permissions?: Permission[]
}

/** What an invitation of the app asks for, unless a test says otherwise. */
export const BOT_PERMISSIONS: Permission[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'ManageThreads',
  'ReadMessageHistory',
  'EmbedLinks',
  'AttachFiles',
  'ManageWebhooks',
]

/** What everybody in the guild may do. */
export const EVERYONE_PERMISSIONS: Permission[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'ReadMessageHistory',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseApplicationCommands',
]
