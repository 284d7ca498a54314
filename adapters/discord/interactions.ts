import { z } from 'zod'
import { Choice } from '../../src/adapter.ts'
import { Snooze, StaffAction } from '../../src/card.ts'
import { CHOSEN, STAFF } from './card-buttons.ts'
import { HELP, PERSON, QUESTION } from './commands.ts'
import { readAsked, readListed } from './drafts.ts'
import { Member, Message, nameOf, pictureOf, type User } from './events.ts'

const UserShape = Member.shape.user
const Shape = z.object({
  id: z.string().min(1),
  type: z.number(),
  token: z.string().min(1),
  guild_id: z.string().nullish(),
  channel_id: z.string().nullish(),
  channel: z
    .object({ id: z.string(), type: z.number(), parent_id: z.string().nullish() })
    .nullish()
    .catch(null),
  member: Member.nullish().catch(null),
  user: UserShape,
  message: Message.nullish().catch(null),
  data: z.looseObject({
    custom_id: z.string().nullish(),
    name: z.string().nullish(),
    type: z.number().nullish(),
    target_id: z.string().nullish(),
    options: z
      .array(z.object({ name: z.string(), value: z.unknown() }))
      .nullish()
      .catch(null),
    values: z.array(z.string()).nullish().catch(null),
    resolved: z.looseObject({ messages: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  }),
})

const COMMAND = 2
const COMPONENT = 3
const SUBMISSION = 5
const MESSAGE_MENU = 3
const THREADS = new Set([10, 11, 12])
const DIRECT = new Set([1, 3])

type What =
  | { what: 'choice'; choice: Choice; label: string; answersTo: string | null }
  | { what: 'staff'; action: StaffAction; handoff: string; promise: string | null; snooze: Snooze | null }
  | { what: 'draft'; handoff: string; saved: string | null }
  | { what: 'list'; handoff: string }
  | { what: 'words'; data: unknown }
  | { what: 'command'; name: typeof HELP | typeof PERSON; question: string }
  | { what: 'hand over'; message: unknown }

/** Somebody pressed, chose or submitted something; `id` and `token` are for the answer to them. */
export type Interaction = What & {
  id: string
  token: string
  guild: string | null
  channel: string
  kind: 'direct' | 'thread' | 'other'
  parent: string | null
  /** Whether Discord told what kind of channel it is; a server's is taken for one that is no thread until then. */
  isPlaced: boolean
  user: User
  member: Member | null
}

/** An interaction as something that we know, or null. */
export function readInteraction(packet: unknown): Interaction | null {
  const shape = Shape.safeParse(packet).data
  const user = shape?.member?.user ?? shape?.user
  const channel = shape?.channel_id ?? shape?.channel?.id
  if (!shape || !user || !channel) return null
  const type = shape.channel?.type
  const isDirect = type === undefined ? !shape.guild_id : DIRECT.has(type)
  const isThread = type !== undefined && THREADS.has(type)
  const head = {
    id: shape.id,
    token: shape.token,
    guild: shape.guild_id ?? null,
    channel,
    kind: isDirect ? ('direct' as const) : isThread ? ('thread' as const) : ('other' as const),
    parent: isThread ? (shape.channel?.parent_id ?? null) : null,
    isPlaced: type !== undefined || isDirect,
    user,
    member: shape.member ?? null,
  }
  const what = readWhat(shape)
  return what && { ...head, ...what }
}

function readWhat(shape: z.infer<typeof Shape>): What | null {
  const { type, data, message } = shape
  if (type === COMPONENT) return readButton(pressedIn(data), message ?? null, data.values?.[0])
  if (type === SUBMISSION) return { what: 'words', data }
  if (type !== COMMAND) return null
  if (data.type === MESSAGE_MENU) {
    const target = data.resolved?.messages?.[data.target_id ?? '']
    return { what: 'hand over', message: target }
  }
  if (data.name !== HELP && data.name !== PERSON) return null
  const question = data.options?.find(({ name }) => name === QUESTION)?.value
  return {
    what: 'command',
    name: data.name,
    question: typeof question === 'string' ? question : '',
  }
}

/** What was chosen among several is what a button would have said. */
function pressedIn({ custom_id, values }: z.infer<typeof Shape>['data']): string {
  const id = custom_id ?? ''
  return id.startsWith(CHOSEN) ? `${STAFF}${values?.[0] ?? ''}` : id
}

function readButton(id: string, message: Message | null, chosen: unknown): What | null {
  const asked = readAsked(id, chosen)
  if (asked) return { what: 'draft', ...asked }
  const listed = readListed(id)
  if (listed !== null) return { what: 'list', handoff: listed }
  const [kind = '', action = '', handoff = '', promise = null] = id.split(':')
  if (kind === 'choose') {
    const choice = Choice.safeParse(action).data
    const answersTo = message?.message_reference?.message_id ?? null
    return choice ? { what: 'choice', choice, label: labelOf(id, message), answersTo } : null
  }
  const staff = StaffAction.safeParse(action).data
  const snooze = Snooze.safeParse(chosen).data ?? null
  return kind === 'staff' && staff && handoff
    ? { what: 'staff', action: staff, handoff, promise, snooze }
    : null
}

const Rows = z.array(
  z.object({
    components: z.array(z.object({ custom_id: z.string().nullish(), label: z.string().nullish() })).catch([]),
  }),
)

/** The words on the button. */
function labelOf(id: string, message: Message | null): string {
  const buttons = Rows.safeParse(message?.components).data?.flatMap(({ components }) => components) ?? []
  return buttons.find(({ custom_id }) => custom_id === id)?.label ?? ''
}

export function whoIs({ user, member }: Interaction) {
  return { id: user.id, name: nameOf(user, member), picture: pictureOf(user) }
}
