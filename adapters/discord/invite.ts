import { OAuth2Scopes, PermissionFlagsBits } from 'discord.js'

/** Every right that we ask for: what Discord calls it, and what does not work without it. Without an optional one the rest goes on. */
export const RIGHTS = {
  ViewChannel: { label: 'View Channels', without: 'no channel is seen, and nobody in one is heard' },
  SendMessages: { label: 'Send Messages', without: 'nothing can be said in channels' },
  SendMessagesInThreads: {
    label: 'Send Messages in Threads',
    without: 'nothing can be said in threads, where questions are answered',
  },
  CreatePublicThreads: {
    label: 'Create Public Threads',
    without: 'no question gets a thread of its own',
  },
  CreatePrivateThreads: {
    label: 'Create Private Threads',
    without: 'a complaint is answered where others can read it',
    isOptional: true,
  },
  ManageThreads: {
    label: 'Manage Threads',
    without: 'in a thread that somebody locked nothing more can be said',
    isOptional: true,
  },
  ReadMessageHistory: {
    label: 'Read Message History',
    without: 'what people wrote while Warmline was off is not found',
  },
  EmbedLinks: { label: 'Embed Links', without: 'the cards for staff cannot be shown' },
  AttachFiles: {
    label: 'Attach Files',
    without: 'files that customers send cannot be shown to staff',
    isOptional: true,
  },
  ManageWebhooks: {
    label: 'Manage Webhooks',
    without: "replies of staff come from the bot, with the person's name in front",
    isOptional: true,
  },
} as const satisfies Partial<
  Record<keyof typeof PermissionFlagsBits, { label: string; without: string; isOptional?: true }>
>
export type Right = keyof typeof RIGHTS

export const ALL_RIGHTS: readonly Right[] = Object.keys(RIGHTS).filter(isRight)

function isRight(name: string): name is Right {
  return Object.hasOwn(RIGHTS, name)
}

/** The rights as the one number that Discord takes. */
export function rightsNumber(): bigint {
  return ALL_RIGHTS.reduce((all, right) => all | PermissionFlagsBits[right], 0n)
}

/** The page on which somebody adds the bot to a server of theirs. `apiUrl` as in DiscordSettings. */
export function inviteLink(application: string, apiUrl: string): string {
  const link = new URL('/oauth2/authorize', apiUrl)
  link.searchParams.set('client_id', application)
  link.searchParams.set('scope', `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`)
  link.searchParams.set('permissions', String(rightsNumber()))
  return link.href
}
