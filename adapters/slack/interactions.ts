import { z } from 'zod'
import { Snooze } from '../../src/card.ts'
import { DraftView } from './drafts.ts'
import { FEEDBACK } from './message.ts'
import type { Clicker } from './staff.ts'
import type { Whom } from './telling.ts'

const User = z.object({ id: z.string().min(1), team_id: z.string().nullish() })
/** Whoever did it. */
export type ByUser = { user: z.infer<typeof User> }
const Message = z.looseObject({ ts: z.string(), thread_ts: z.string().optional(), blocks: z.unknown() })
const Team = z.object({ id: z.string() }).nullish().catch(null)
/** Somebody pressed something. */
export const Click = z.object({
  user: User,
  team: Team,
  channel: z.object({ id: z.string().min(1) }).nullish(),
  container: z.object({ channel_id: z.string().optional(), message_ts: z.string().optional() }).nullish(),
  message: Message.nullish(),
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
})
export type Click = z.infer<typeof Click>
/** What was pressed. */
export const Action = z.object({
  action_id: z.string(),
  action_ts: z.string().nullish(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  text: z.object({ text: z.string() }).nullish(),
})
export type Action = z.infer<typeof Action>
/** What was pressed may stand in a window, which is to be filled. */
export const DraftClick = Click.extend({ view: DraftView.nullish() })
export type DraftClick = z.infer<typeof DraftClick>
/** A window was sent. */
export const Submission = z.object({ user: User, team: Team, view: z.looseObject({ id: z.string().min(1) }) })
const Thumb = z.object({ value: z.string(), text: z.object({ text: z.string() }) })
const Thumbs = z.object({
  elements: z.array(z.object({ positive_button: Thumb, negative_button: Thumb })),
})

/** A button's value is the handoff; what is chosen from a list says for how long as well. */
export function aboutOf({ value, selected_option }: Action) {
  const [, choice, chosen] = /^(\w+):(.+)$/s.exec(selected_option?.value ?? '') ?? []
  return { handoff: value ?? chosen ?? '', snooze: Snooze.safeParse(choice).data ?? null }
}

/** Where it was pressed; null in a window. */
export function channelOf({ channel, container }: Click): string | null {
  return channel?.id ?? container?.channel_id ?? null
}

/** Slack names the clicker's own team; where a server names one team only, it is that. */
export function clickerOf({ user, team }: ByTeam): Omit<Clicker, 'channel'> {
  return { user: user.id, team: user.team_id ?? null, appTeam: team?.id ?? null }
}
type ByTeam = ByUser & { team?: z.infer<typeof Team> }

/** Whoever pressed, to be told something that nobody else reads. */
export function whom({ user, response_url }: Click, channel: string, thread: string | null): Whom {
  return { channel, user: user.id, thread, responseUrl: response_url ?? null }
}

/** The words on what was pressed; '' where Slack does not tell them. */
export function labelOf({ text, action_id, value }: Action, { message }: Click): string {
  if (text) return text.text
  if (action_id !== FEEDBACK || !Array.isArray(message?.blocks)) return ''
  const thumbs = message.blocks
    .flatMap((block) => Thumbs.safeParse(block).data?.elements ?? [])
    .flatMap(({ positive_button, negative_button }) => [positive_button, negative_button])
  return thumbs.find((thumb) => thumb.value === value)?.text.text ?? ''
}
