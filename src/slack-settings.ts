import { z } from 'zod'
import { pasted } from './pasted.ts'

/** The settings of Slack, in the order of .env.example. */
export const SLACK = {
  SLACK_BOT_TOKEN: pasted([
    [
      /^xapp-/,
      'is an app-level token (xapp-), which belongs in SLACK_APP_TOKEN. Put the Bot User OAuth Token here: it begins with xoxb-',
    ],
    [
      /^xoxp-/,
      'is a user token (xoxp-). Put the Bot User OAuth Token here: it is on the same page and begins with xoxb-',
    ],
    [
      /^xoxe[.-]/,
      'is a token that expires (xoxe): token rotation is on for this app. Make an app without it: npm run setup shows how',
    ],
    [
      /^(?!xoxb-\S+$)/,
      'must be the Bot User OAuth Token: it begins with xoxb- (in the Slack app: OAuth & Permissions)',
    ],
  ]),
  SLACK_APP_TOKEN: pasted([
    [
      /^xoxb-/,
      'is a bot token (xoxb-), which belongs in SLACK_BOT_TOKEN. Put the app-level token here: it begins with xapp-',
    ],
    [
      /^(?!xapp-\S+$)/,
      'must be an app-level token: it begins with xapp- (in the Slack app: Basic Information, App-Level Tokens)',
    ],
  ]),
  SLACK_SIGNING_SECRET: pasted([
    [
      /^x(ox|app-)/,
      'is a token. Put the Signing Secret here: 32 characters (in the Slack app: Basic Information, App Credentials)',
    ],
    [
      /^(?!\S{8,}$)/,
      'must be the Signing Secret, 32 characters without a space (in the Slack app: Basic Information, App Credentials)',
    ],
  ]),
  SLACK_STAFF_CHANNEL: pasted([
    [
      /^[DUW][A-Z0-9]{8,}$/,
      'is the id of a person or of a direct message. Put the id of a channel here: it begins with C or G',
    ],
    [
      /^(?![CG][A-Z0-9_]+$)/,
      "must be the channel's id, not its name: it begins with C or G (in Slack: the channel's name, About, at the bottom)",
    ],
  ]),
  SLACK_API_URL: z
    .string()
    .trim()
    .refine(
      (url) => /^https?:\/\/[^\s?#@]+$/i.test(url) && URL.canParse(url),
      'must look like https://slack.com/api/',
    )
    .refine((url) => !/^http:\/\/([^/]+\.)?slack\.com(?![\w.-])/i.test(url), 'must begin with https://')
    .transform((url) => url.replace(/\/*$/, '/'))
    .default('https://slack.com/api/'),
  SLACK_CLIENT_ID: pasted([
    [
      /^(?!\S+$)/,
      'must be two numbers with a point between (in the Slack app: Basic Information, App Credentials, Client ID)',
    ],
  ]),
  SLACK_CLIENT_SECRET: pasted([
    [
      /^(?!\S{8,}$)/,
      'must be the Client Secret, 32 characters without a space (in the Slack app: Basic Information, App Credentials)',
    ],
  ]),
  TOKEN_KEY: pasted([
    [
      /^(?!([0-9a-f]{64}|[\w+/-]{43}=?)$)/i,
      'must be 64 characters of 0-9 and a-f, or 32 bytes in base64. Make one with: openssl rand -hex 32',
    ],
  ]),
}
type Name = keyof typeof SLACK

const FURTHER: Name[] = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'TOKEN_KEY']
const NEED_A_BOT: Name[] = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_STAFF_CHANNEL', ...FURTHER]

/** What is missing beside what is given, for Slack. One line each. */
export function slackMisfits(given: Partial<Record<string, string>>): string[] {
  const there = (names: Name[]) => names.filter((name) => given[name] !== undefined)
  const missing = (names: Name[]) => names.filter((name) => given[name] === undefined)
  const problems: string[] = []
  if (missing(['SLACK_BOT_TOKEN']).length > 0) {
    const lonely = there(NEED_A_BOT)
    if (lonely.length > 0)
      problems.push(
        `SLACK_BOT_TOKEN: is missing, and ${lonely.join(', ')} cannot work without it. Run npm run setup, or remove the rest.`,
      )
  } else if (there(['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']).length === 0)
    problems.push(
      'SLACK_APP_TOKEN: is missing, and without it (or SLACK_SIGNING_SECRET) nothing is heard from Slack. Run npm run setup.',
    )
  if (there(FURTHER).length > 0)
    for (const name of missing(FURTHER))
      problems.push(`${name}: is missing. ${FURTHER.join(', ')} go together: set all three, or none.`)
  return problems
}
