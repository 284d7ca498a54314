import { ButtonStyle, ComponentType as Type } from 'discord.js'
import { z } from 'zod'
import { customId, link, list, numbered, snowflake, whole, words } from './form.ts'

const emoji = z.strictObject({
  id: snowflake.nullish(),
  name: words(100).nullish(),
  animated: z.boolean().nullish(),
})

const looks = {
  type: z.literal(Type.Button),
  ...numbered,
  label: words(80).nullish(),
  emoji: emoji.nullish(),
  disabled: z.boolean().nullish(),
}
const button = z
  .discriminatedUnion('style', [
    z.strictObject({
      ...looks,
      style: z.literal([ButtonStyle.Primary, ButtonStyle.Secondary, ButtonStyle.Success, ButtonStyle.Danger]),
      custom_id: customId,
    }),
    z.strictObject({ ...looks, style: z.literal(ButtonStyle.Link), url: link({ most: 512 }) }),
  ])
  .refine(
    ({ label, emoji: sign }) => Boolean(label) || Boolean(sign),
    'BUTTON_COMPONENT_INVALID A button must have a label or an emoji',
  )

const select = {
  ...numbered,
  custom_id: customId,
  placeholder: words(150, 0).nullish(),
  min_values: whole(0, 25).nullish(),
  max_values: whole(1, 25).nullish(),
  disabled: z.boolean().nullish(),
  /** In modals only. */
  required: z.boolean().nullish(),
}
const option = z.strictObject({
  label: words(100),
  value: words(100),
  description: words(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
})
const options = (most: number, least = 1) =>
  list(option, most, least).refine(
    (all) => new Set(all.map(({ value }) => value)).size === all.length,
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED The specified option value is already used',
  )
const stringSelect = z
  .strictObject({ type: z.literal(Type.StringSelect), ...select, options: options(25) })
  .refine(
    ({ options: all, min_values, max_values }) =>
      (min_values ?? 1) <= all.length && (max_values ?? 1) <= all.length,
    'BASE_TYPE_BAD_LENGTH Must not ask for more than there is to choose from.',
  )
const entitySelect = z.strictObject({
  type: z.literal([Type.UserSelect, Type.RoleSelect, Type.MentionableSelect, Type.ChannelSelect]),
  ...select,
  default_values: z.array(z.looseObject({ id: snowflake })).nullish(),
  channel_types: z.array(z.number()).nullish(),
})

/** Whatever one may choose from. */
export const selects = [stringSelect, entitySelect] as const

export const textInput = {
  type: z.literal(Type.TextInput),
  ...numbered,
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  min_length: whole(0, 4000).nullish(),
  max_length: whole(1, 4000).nullish(),
  required: z.boolean().nullish(),
  value: words(4000, 0).nullish(),
  placeholder: words(100, 0).nullish(),
}
export const choiceGroup = z.strictObject({
  type: z.literal([Type.RadioGroup, Type.CheckboxGroup]),
  ...numbered,
  custom_id: customId,
  options: options(10),
  min_values: whole(0, 10).nullish(),
  max_values: whole(1, 10).nullish(),
  required: z.boolean().nullish(),
})

const row = z.strictObject({
  type: z.literal(Type.ActionRow),
  ...numbered,
  components: list(z.discriminatedUnion('type', [button, ...selects]), 5, 1).refine(
    (all) => all.length === 1 || all.every(({ type }) => type === Type.Button),
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED A select stands alone in its row',
  ),
})

const media = z.looseObject({ url: link({ attached: true }) })
const text = z.strictObject({ type: z.literal(Type.TextDisplay), ...numbered, content: words(4000) })
const thumbnail = z.looseObject({ type: z.literal(Type.Thumbnail), media })
const section = z.strictObject({
  type: z.literal(Type.Section),
  ...numbered,
  components: list(text, 3, 1),
  accessory: z.union([button, thumbnail]),
})
const plainParts = [
  row,
  text,
  section,
  z.looseObject({ type: z.literal(Type.Separator) }),
  z.looseObject({ type: z.literal(Type.MediaGallery), items: list(z.looseObject({ media }), 10, 1) }),
  z.looseObject({ type: z.literal(Type.File), file: media }),
] as const
const container = z.strictObject({
  type: z.literal(Type.Container),
  ...numbered,
  components: z.array(z.discriminatedUnion('type', plainParts)).min(1),
  accent_color: z.number().int().min(0).max(0xffffff).nullish(),
  spoiler: z.boolean().nullish(),
})

/** At most five rows, of at most five buttons or one select. */
export const rows = list(z.discriminatedUnion('type', [row]), 5)
/** What stands in a message with the flag IS_COMPONENTS_V2. */
export const layout = z.array(z.discriminatedUnion('type', [...plainParts, container]))

const Nested = z.looseObject({
  custom_id: z.string().optional(),
  content: z.string().optional(),
  get components() {
    return z.array(Nested).optional()
  },
  get component() {
    return Nested.optional()
  },
  get accessory() {
    return Nested.optional()
  },
})
type Nested = z.output<typeof Nested>

/** Every component, whatever it stands in. */
export function flat(given: unknown): Nested[] {
  return within(z.array(Nested).safeParse(given).data ?? [])
}

function within(all: Nested[]): Nested[] {
  return all.flatMap((one) => {
    const inner = [...(one.components ?? []), one.component, one.accessory]
    return [one, ...within(inner.filter((part) => part !== undefined))]
  })
}

/** The names that stand twice: each may stand once in a message. */
export function duplicates(given: unknown): string[] {
  const names = flat(given).flatMap(({ custom_id }) => custom_id ?? [])
  return [...new Set(names.filter((name, n) => names.indexOf(name) !== n))]
}
