import { z } from 'zod'

/** Where our own door for Slack is, under the public address. */
export const EVENTS_PATH = '/slack/events'
const REDIRECT_PATH = '/slack/oauth_redirect'

/** The address at which Slack reaches this Warmline: https://, without a slash at the end. */
export const PublicUrl = z
  .string()
  .trim()
  .regex(/^https:\/\/[^\s?#@/]+(\/[^\s?#@]*)?$/i, 'must look like https://help.example.com')
  .refine(URL.canParse, 'must look like https://help.example.com')
  .transform((url) => url.replace(/\/+$/, ''))
  .transform((url) => (url.endsWith(EVENTS_PATH) ? url.slice(0, -EVENTS_PATH.length) : url))

/** Every permission that we ask for, and what does not work without it. Without an optional one the rest goes on. */
export const SCOPES: Readonly<Record<string, { without: string; isOptional?: true }>> = {
  'app_mentions:read': { without: 'nobody who mentions the bot is heard' },
  'channels:history': { without: 'messages in public channels are not heard' },
  'groups:history': { without: 'messages in private channels are not heard' },
  'im:history': { without: 'direct messages are not heard' },
  'channels:read': { without: 'public channels cannot be looked up' },
  'groups:read': { without: 'private channels cannot be looked up' },
  'im:read': { without: 'direct messages cannot be looked up' },
  'chat:write': { without: 'nothing can be said' },
  'users:read': { without: 'it is not known who is staff, nor what anybody is called' },
  'chat:write.customize': { without: "replies of staff do not carry the writer's name", isOptional: true },
  commands: { without: 'staff find no "Hand to staff" on a message', isOptional: true },
  'files:read': { without: 'files that customers send cannot be passed on', isOptional: true },
  'files:write': { without: 'files that customers send cannot be shown to staff', isOptional: true },
}

const EVENTS = [
  'app_mention',
  'app_uninstalled',
  'member_joined_channel',
  'channel_shared',
  'channel_unshared',
  'channel_id_changed',
  'message.channels',
  'message.groups',
  'message.im',
  'tokens_revoked',
]

/** The shortcut on a message with which staff hand it to people. */
const HAND_TO_STAFF = {
  name: 'Hand to staff',
  type: 'message',
  callback_id: 'hand_to_staff',
  description: 'Give this conversation to a person.',
}

const LONGEST_NAME = 35
const LONGEST_DESCRIPTION = 140

type About = {
  company: string
  assistant: string
  /** Where Slack reaches us (see PublicUrl), or null for Socket Mode. */
  publicUrl: string | null
}

/**
 * The Slack app as Slack's own manifest: what an owner pastes to make it. The library's type of it lags behind what Slack
 * takes, so it is plain data here. The agent surface stays off: with it on, guests of a workspace cannot write to the app.
 */
export function manifestOf({ company, assistant, publicUrl }: About) {
  const door = publicUrl === null ? {} : { request_url: `${publicUrl}${EVENTS_PATH}` }
  const redirects = publicUrl === null ? {} : { redirect_urls: [`${publicUrl}${REDIRECT_PATH}`] }
  const name = shortened(nameable(assistant), LONGEST_NAME) || 'Warmline'
  return {
    display_information: {
      name,
      description: shortened(
        `Answers from the help pages of ${company}. A person is one message away.`,
        LONGEST_DESCRIPTION,
      ),
      long_description:
        `${assistant} answers questions from the help pages of ${company}, and says where each answer stands. ` +
        'It is an AI and says so. Whoever asks for a person, or has a complaint, gets a person, who already has the ' +
        'whole conversation and answers in the same place. Write to it in a direct message, or mention it in a channel.',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: name, always_online: true },
      shortcuts: [HAND_TO_STAFF],
    },
    oauth_config: { ...redirects, scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: { ...door, bot_events: EVENTS },
      interactivity: { is_enabled: true, ...door },
      org_deploy_enabled: false,
      socket_mode_enabled: publicUrl === null,
      token_rotation_enabled: false,
    },
  }
}

/** The same as text, ready to be pasted. */
export function manifestText(about: About): string {
  return `${JSON.stringify(manifestOf(about), null, 2)}\n`
}

/** What Slack takes in a bot's name: letters, digits, spaces, and of the signs . - _ and the apostrophe. */
function nameable(text: string): string {
  return text
    .replace(/[’‘`]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N} '._-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
}

/** Cut after a whole word where there is one. Length in UTF-16 units. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, longest).toWellFormed()
  return (cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut.replace(/\ufffd$/, '')).trim()
}
