import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord.js'

/** What one message shows. How it is sent, its nonce, its flags and its files are for whoever posts it. */
export type Payload = Pick<
  RESTPostAPIChannelMessageJSONBody,
  'content' | 'embeds' | 'components' | 'allowed_mentions'
>
type Button = APIButtonComponentWithCustomId
export type Row = APIActionRowComponent<Button | APIStringSelectComponent>

/** Discord refuses what is longer. Characters in UTF-16 units, which are never fewer than Discord counts. */
export const LONGEST_CONTENT = 2000
export const LONGEST_DESCRIPTION = 4096
export const LONGEST_FIELD = 1024
/** All texts in all embeds of one message. */
export const LONGEST_EMBEDS = 6000

/** At most `limit` characters, with a sign where there was more; never half of a letter. */
export function cutPlain(text: string, limit: number): string {
  if (text.length <= limit) return text
  const kept = text.slice(0, limit - 1)
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}

/** `id` is seen by everybody who can read the message. The label is plain text of 1 to 80 characters. */
export function button(id: string, label: string, isMain = false): Button {
  const style = isMain ? ButtonStyle.Primary : ButtonStyle.Secondary
  return { type: ComponentType.Button, custom_id: id, label: cutPlain(label.trim(), 80) || '…', style }
}

/** One row of one to five buttons. */
export function row(buttons: Button[]): Row {
  return { type: ComponentType.ActionRow, components: buttons }
}

/**
 * A row with a list of one to 25 things to choose one from: each with its value, which everybody sees and which has 100
 * characters at the most, and its words.
 */
export function choice(
  id: string,
  placeholder: string,
  options: readonly (readonly [string, string])[],
): Row {
  const shown = options
    .slice(0, 25)
    .map(([value, label]) => ({ value, label: cutPlain(label.trim(), 100) || '…' }))
  const select: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder,
    options: shown,
  }
  return { type: ComponentType.ActionRow, components: [select] }
}

/** How far a clock can be shown. */
const LAST_MOMENT = 8.64e15

/**
 * A moment in the reader's own zone and language: its time, its day and time, its day, or how long ago. `at` in epoch
 * milliseconds.
 */
export function moment(at: number, style: 't' | 'f' | 'D' | 'R'): string {
  return Math.abs(at) <= LAST_MOMENT ? `<t:${Math.floor(at / 1000)}:${style}>` : 'an unknown time'
}
