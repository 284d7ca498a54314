import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  PlainTextElement,
  SectionBlock,
  StaticSelect,
} from '@slack/types'

/**
 * What one post shows. `text` is mrkdwn: notifications, screen readers and simple clients show it in place of the blocks.
 * `username` and `icon_url` are set where somebody else than the bot is to be seen speaking.
 */
export type Part = { text: string; blocks: KnownBlock[]; username?: string; icon_url?: string }

/** Slack refuses or splits what is longer. Characters in UTF-16 units, the JSON of the blocks counted whole. */
export const LONGEST_TEXT = 3900
export const LONGEST_SECTION = 3000
export const LONGEST_PART = 11_000

/** How much of a part is used: its text and the JSON of its blocks. */
export function sizeOf({ text, blocks }: Pick<Part, 'text' | 'blocks'>): number {
  return text.length + JSON.stringify(blocks).length
}

/** Words as plain text of 1 to `limit` characters; nothing in it is formatted. */
export function plain(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: cutPlain(text, limit) || '…', emoji: true }
}

/** At most `limit` characters, with a sign where there was more; never half of a letter. */
export function cutPlain(text: string, limit: number): string {
  if (text.length <= limit) return text
  const kept = text.slice(0, limit - 1)
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) }
}

/**
 * Mrkdwn of 1 to 3,000 characters. `verbatim`: without it Slack looks for names and addresses in the words and makes
 * mentions and links of them. `expand` false folds what is long behind "See more".
 */
export function section(text: string, expand = true): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true }, expand }
}

/** Several short texts side by side, mrkdwn of 1 to 2,000 characters each, ten at the most. */
export function fields(texts: string[]): SectionBlock {
  return { type: 'section', fields: texts.map((text) => ({ type: 'mrkdwn', text, verbatim: true })) }
}

/** Small and grey: mrkdwn of 1 to 3,000 characters. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }
}

export function actions(elements: (Button | StaticSelect)[]): ActionsBlock {
  return { type: 'actions', elements }
}

/** `action` and `value` are ids: everybody who can read the message can read them. */
export function button(action: string, label: string, value: string): Button {
  return { type: 'button', action_id: action, text: plain(label, 75), value }
}

/**
 * A moment in the reader's own zone and language, by Slack's tokens such as "{time}"; in UTC where a client cannot.
 * `at` in epoch milliseconds.
 */
export function moment(at: number, tokens: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return 'an unknown time'
  const utc = `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return `<!date^${Math.floor(at / 1000)}^${tokens}|${utc}>`
}
