import { codeOf } from './failures.ts'

/** Slack will not have us until somebody has put our access right. */
const NO_ACCESS = new Set([
  'account_inactive',
  'app_uninstalled',
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'token_expired',
  'token_revoked',
])
const CHANNEL_GONE = new Set(['channel_not_found', 'is_archived', 'not_in_channel'])

/** What is wrong with Slack for us, in a sentence for the owner that says what to do. */
export function sayTrouble(code: string, what: 'access' | 'sockets' | 'staff channel'): string {
  if (what === 'staff channel') {
    if (code === 'not_in_channel')
      return 'We are not in the staff channel in Slack, so handoffs are shown at the staff desk. Invite the bot into it.'
    return `Slack does not show handoffs in the staff channel (${code}), so they are shown at the staff desk. Put a channel that is there into SLACK_STAFF_CHANNEL, invite the bot, and start Warmline again.`
  }
  if (NO_ACCESS.has(code))
    return `Slack does not take our token (${code}). Install the app in Slack again, put its new token into .env ("npm run setup" does it), and start Warmline again. Nothing is lost meanwhile.`
  if (what === 'sockets')
    return code === 'link_disabled'
      ? 'Socket Mode is switched off for the app in Slack. Switch it on at api.slack.com/apps, under Socket Mode.'
      : `Slack cannot reach us at the moment (${code}). We keep trying; "npm run doctor" looks closer.`
  return `Slack does not answer at the moment (${code}). We keep trying; "npm run doctor" looks closer.`
}

/** What the last calls showed: Slack's access to us, and the staff channel. */
export function createTroubles() {
  let access: string | null = null
  let channel: string | null = null
  return {
    /** A call came through; to the staff channel or elsewhere. */
    well(isStaff: boolean): void {
      access = null
      if (isStaff) channel = null
    },
    failed(error: unknown, isStaff: boolean): void {
      const code = codeOf(error)
      if (code !== null && NO_ACCESS.has(code)) access = code
      if (code !== null && isStaff && CHANNEL_GONE.has(code)) channel = code
    },
    removed(code: string): void {
      access = code
    },
    say(): string | null {
      if (access !== null) return sayTrouble(access, 'access')
      return channel === null ? null : sayTrouble(channel, 'staff channel')
    },
  }
}

export function isNoAccess(code: string | null): boolean {
  return code !== null && NO_ACCESS.has(code)
}
