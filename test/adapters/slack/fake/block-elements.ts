import { z } from 'zod'
import { id, image, link, list, plain, textObject, words } from './block-text.ts'

const confirm = z.strictObject({
  title: plain(100),
  text: textObject(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
})
const action = { action_id: id.optional(), confirm: confirm.optional() }
const focus = { focus_on_load: z.boolean().optional(), placeholder: plain(150).optional() }
const dispatch = {
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: list(z.enum(['on_enter_pressed', 'on_character_entered']), 2) })
    .optional(),
}
const label = { accessibility_label: z.string().max(75, 'must be less than 76 characters').optional() }
const value = z.string().max(2000, 'must be less than 2001 characters')
const url = link.optional()

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  value: value.optional(),
  url,
  style: z.enum(['primary', 'danger']).optional(),
  ...action,
  ...label,
})

const option = z.strictObject({
  text: textObject(75),
  value: words(150),
  description: textObject(75).optional(),
  url,
})
const group = z.strictObject({ label: plain(75), options: list(option, 100) })

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    options: list(option, 100).optional(),
    option_groups: list(group, 100).optional(),
    initial_option: option.optional(),
    ...action,
    ...focus,
  })
  .refine(
    ({ options, option_groups }) => (options === undefined) !== (option_groups === undefined),
    'needs options or option_groups',
  )
const overflow = z.strictObject({ type: z.literal('overflow'), options: list(option, 5), ...action })
const radios = z.strictObject({
  type: z.literal('radio_buttons'),
  options: list(option, 10),
  initial_option: option.optional(),
  ...action,
  focus_on_load: focus.focus_on_load,
})
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  options: list(option, 10),
  initial_options: list(option, 10).optional(),
  ...action,
  focus_on_load: focus.focus_on_load,
})
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  initial_user: z.string().optional(),
  ...action,
  ...focus,
})

const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id.optional(),
  initial_value: z.string().max(3000, 'must be less than 3001 characters').optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  ...dispatch,
  ...focus,
})

const feedbackSide = z.strictObject({ text: plain(75), value, ...label })
const feedback = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: id.optional(),
  positive_button: feedbackSide,
  negative_button: feedbackSide,
})
const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  icon: z.literal('trash', 'unsupported icon'),
  text: plain(75),
  value: value.optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
  ...action,
  ...label,
})

/** What may stand in an actions block. */
export const actionElement = z.discriminatedUnion('type', [
  button,
  staticSelect,
  overflow,
  radios,
  checkboxes,
  usersSelect,
])
/** What may stand beside a section. */
export const accessory = z.discriminatedUnion('type', [
  button,
  image,
  staticSelect,
  overflow,
  radios,
  checkboxes,
  usersSelect,
])
export const contextActionElement = z.discriminatedUnion('type', [feedback, iconButton])
export const inputElement = z.discriminatedUnion('type', [
  textInput,
  staticSelect,
  radios,
  checkboxes,
  usersSelect,
])
