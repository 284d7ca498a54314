import { ComponentType as Type } from 'discord.js'
import { z } from 'zod'
import { choiceGroup, duplicates, selects, textInput } from './components.ts'
import { customId, list, numbered, problemsIn, whole, words } from './form.ts'
import type { Interaction } from './interactions.ts'
import type { Json } from './records.ts'

const fits = ({ min_length, max_length }: { min_length?: unknown; max_length?: unknown }) =>
  typeof min_length !== 'number' || typeof max_length !== 'number' || min_length <= max_length
const LENGTHS = 'BASE_TYPE_BAD_LENGTH min_length must be no more than max_length.'

/** In a label the words stand in the label, and not in the field. */
const labelled = z.strictObject(textInput).refine(fits, LENGTHS)
/** The old way, with the words in the field. */
const alone = z.strictObject({ ...textInput, label: words(45) }).refine(fits, LENGTHS)

const fileUpload = z.strictObject({
  type: z.literal(Type.FileUpload),
  ...numbered,
  custom_id: customId,
  min_values: whole(0, 10).nullish(),
  max_values: whole(1, 10).nullish(),
  required: z.boolean().nullish(),
})
const checkbox = z.strictObject({
  type: z.literal(Type.Checkbox),
  ...numbered,
  custom_id: customId,
  default: z.boolean().nullish(),
})

const label = z.strictObject({
  type: z.literal(Type.Label),
  ...numbered,
  label: words(45),
  description: words(100).nullish(),
  component: z.discriminatedUnion('type', [labelled, ...selects, choiceGroup, fileUpload, checkbox]),
})
const row = z.strictObject({ type: z.literal(Type.ActionRow), ...numbered, components: z.tuple([alone]) })
const text = z.strictObject({ type: z.literal(Type.TextDisplay), ...numbered, content: words(4000) })

const modal = z.strictObject({
  custom_id: customId,
  title: words(45),
  components: list(z.discriminatedUnion('type', [label, row, text]), 5, 1),
})

/** What Discord would refuse in a form, one line each. */
export function problemsOfModal(data: unknown): string[] {
  const Holder = z.looseObject({ components: z.unknown() })
  return [
    ...problemsIn(modal, data),
    ...duplicates(Holder.safeParse(data).data?.components).map(
      (name) =>
        `components: COMPONENT_CUSTOM_ID_DUPLICATED Component custom id cannot be duplicated: ${name}`,
    ),
  ]
}

/** A form that the app put before somebody. */
export type Modal = {
  interaction: Interaction
  user: string
  customId: string
  title: string
  fields: Field[]
  isOpen: boolean
}
/** What can be filled in. `holder` is what it stands in: a label or a row. */
export type Field = {
  customId: string
  type: number
  label: string
  value: string
  isRequired: boolean
  least: number
  most: number
  holder: { type: number; id: number }
  id: number
}

const Input = z.looseObject({
  type: z.number(),
  id: z.number().optional(),
  custom_id: z.string(),
  label: z.string().nullish(),
  value: z.string().nullish(),
  required: z.boolean().nullish(),
  min_length: z.number().nullish(),
  max_length: z.number().nullish(),
})
const Part = z.looseObject({
  type: z.number(),
  id: z.number().optional(),
  label: z.string().nullish(),
  component: Input.optional(),
  components: z.array(Input).optional(),
})
const Shown = z.looseObject({ custom_id: z.string(), title: z.string(), components: z.array(Part) })

/** The form, from data that `problemsOfModal` has nothing to say against. */
export function modalOf(interaction: Interaction, data: unknown): Modal {
  const { custom_id: customId, title, components } = Shown.parse(data)
  const fields = components.flatMap((part, n) => {
    const input = part.component ?? part.components?.[0]
    return input ? [fieldOf(part, input, 2 * n + 1)] : []
  })
  return { interaction, user: interaction.user, customId, title, fields, isOpen: true }
}

function fieldOf(part: z.output<typeof Part>, input: z.output<typeof Input>, number: number): Field {
  return {
    customId: input.custom_id,
    type: input.type,
    label: part.label ?? input.label ?? '',
    value: input.value ?? '',
    isRequired: input.required !== false,
    least: input.min_length ?? 0,
    most: input.max_length ?? 4000,
    holder: { type: part.type, id: part.id ?? number },
    id: input.id ?? number + 1,
  }
}

/** By the custom id of the field: what was typed, or what was chosen. */
export type Values = Record<string, string | string[]>

/** What Discord tells the app when the form is sent. Throws where Discord would not let it be sent. */
export function submissionOf(modal: Modal, values: Values): Json {
  const unknown = Object.keys(values).find((name) => !modal.fields.some(({ customId }) => customId === name))
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`)
  const components = modal.fields.map((field) => {
    const value = values[field.customId] ?? field.value
    if (field.isRequired && value.length === 0) throw new Error(`${field.customId} must be filled in`)
    if (field.type === Type.TextInput && value.length > 0 && value.length < field.least) {
      throw new Error(`${field.customId} is too short`)
    }
    if (field.type === Type.TextInput && value.length > field.most)
      throw new Error(`${field.customId} is too long`)
    const { id, type, customId: custom_id } = field
    const filled = { type, id, custom_id, ...(typeof value === 'string' ? { value } : { values: value }) }
    const isRow = field.holder.type === Type.ActionRow
    return { ...field.holder, ...(isRow ? { components: [filled] } : { component: filled }) }
  })
  return { custom_id: modal.customId, components, resolved: {} }
}
