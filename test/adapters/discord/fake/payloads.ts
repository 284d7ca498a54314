import { MessageFlags } from 'discord.js'
import { z } from 'zod'
import { duplicates, flat, layout, rows } from './components.ts'
import { embeds } from './embeds.ts'
import { list, problemsIn, snowflake, whole, words } from './form.ts'

const allowedMentions = z
  .strictObject({
    parse: list(z.enum(['roles', 'users', 'everyone']), 3).nullish(),
    users: list(snowflake, 100).nullish(),
    roles: list(snowflake, 100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .refine(
    ({ parse, users, roles }) =>
      !(parse?.includes('users') && users?.length) && !(parse?.includes('roles') && roles?.length),
    'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE parse and the list of ids are mutually exclusive',
  )

const attachment = z.strictObject({
  id: snowflake,
  filename: words(1024).nullish(),
  title: words(1024).nullish(),
  description: words(1024, 0).nullish(),
})

const content = {
  content: words(2000, 0).nullish(),
  embeds: embeds.nullish(),
  components: z.array(z.unknown()).nullish(),
  attachments: list(attachment, 10).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: whole(0, 2 ** 31).nullish(),
}
/** discord.js sends them to every endpoint, and only one of them reads them. */
const passed = {
  tts: z.boolean().nullish(),
  nonce: z.union([words(25, 0), z.number().int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
}
const create = z.strictObject({
  ...content,
  ...passed,
  sticker_ids: list(snowflake, 3).nullish(),
  message_reference: z
    .strictObject({
      type: z.union([z.literal(0), z.literal(1)]).nullish(),
      message_id: snowflake.nullish(),
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
  poll: z.looseObject({}).nullish(),
})
const WEBHOOK_NAME = 'USERNAME_INVALID_CONTAINS Username cannot contain "clyde" or "discord"'
const webhook = z.strictObject({
  ...content,
  ...passed,
  username: words(80)
    .refine((name) => name.trim() !== '', 'BASE_TYPE_REQUIRED This field is required')
    .refine((name) => !/clyde|discord/i.test(name), WEBHOOK_NAME)
    .nullish(),
  avatar_url: words(2048, 0).nullish(),
  thread_name: words(100).nullish(),
  applied_tags: list(snowflake, 5).nullish(),
  poll: z.looseObject({}).nullish(),
})
/** A command's or a button's answer. */
const reply = z.strictObject({
  ...content,
  ...passed,
  poll: z.looseObject({}).nullish(),
})
const edit = z.strictObject({ ...content, ...passed })

/** Which endpoint the body is for. */
export type Kind = 'create' | 'edit' | 'webhook' | 'reply'
const SCHEMAS = { create, edit, webhook, reply }

const F = MessageFlags
const FLAGS: Record<Kind, number> = {
  create: F.SuppressEmbeds | F.SuppressNotifications | F.IsComponentsV2,
  edit: F.SuppressEmbeds | F.IsComponentsV2,
  webhook: F.SuppressEmbeds | F.SuppressNotifications | F.IsComponentsV2,
  reply: F.SuppressEmbeds | F.SuppressNotifications | F.IsComponentsV2 | F.Ephemeral,
}

const Shown = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(z.unknown()).nullish(),
  components: z.array(z.unknown()).nullish(),
  flags: z.number().nullish(),
})

/** In this line of `problemsOf`, Discord answers 50006 and not 50035. */
export const EMPTY = '_: EMPTY Cannot send an empty message'

/**
 * What Discord would refuse in the body of a message, one line each: where it stands, Discord's code, and words; none
 * when all is well. `files`: how many come with it. Stricter than Discord in one thing: a field that nobody knows is
 * refused, and not passed over.
 */
export function problemsOf(body: unknown, options: { kind?: Kind; files?: number } = {}): string[] {
  const { kind = 'create', files = 0 } = options
  const problems = problemsIn(SCHEMAS[kind], body)
  const shown = Shown.safeParse(body).data
  if (!shown) return problems
  const flags = shown.flags ?? 0
  const isLayout = (flags & F.IsComponentsV2) !== 0
  return [
    ...problems,
    ...componentProblems(shown.components, isLayout),
    ...(flags & ~FLAGS[kind] ? ['flags: BASE_TYPE_INVALID These flags cannot be set.'] : []),
    ...(isLayout && (shown.content || shown.embeds?.length) ? [LEGACY] : []),
    ...(kind !== 'edit' && isEmpty(body, shown, files) ? [EMPTY] : []),
  ]
}

const LEGACY =
  '_: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2 content and embeds cannot be used with the flag'

function componentProblems(components: unknown, isLayout: boolean): string[] {
  if (components === null || components === undefined) return []
  const all = flat(components)
  const texts = all.reduce((sum, { content: text }) => sum + (text?.length ?? 0), 0)
  return [
    ...problemsIn(isLayout ? layout : rows, components, 'components'),
    ...duplicates(components).map(
      (name) =>
        `components: COMPONENT_CUSTOM_ID_DUPLICATED Component custom id cannot be duplicated: ${name}`,
    ),
    ...(all.length > 40 ? ['components: BASE_TYPE_BAD_LENGTH Must be 40 or fewer in all.'] : []),
    ...(texts > 4000
      ? ['components: COMPONENT_MAX_TOTAL_COMPONENTS_TEXT Must be 4000 or fewer in all.']
      : []),
  ]
}

function isEmpty(body: unknown, shown: z.output<typeof Shown>, files: number): boolean {
  const more = z
    .looseObject({
      message_reference: z.looseObject({ type: z.literal(1) }),
    })
    .or(z.looseObject({ poll: z.looseObject({}) }))
    .or(z.looseObject({ sticker_ids: z.array(z.unknown()).min(1) }))
  const isBare = !shown.content?.trim() && !shown.embeds?.length && !shown.components?.length
  return isBare && files === 0 && !more.safeParse(body).success
}
