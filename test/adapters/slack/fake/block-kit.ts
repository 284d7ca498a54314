import { z } from 'zod'
import { accessory, actionElement, contextActionElement, inputElement } from './block-elements.ts'
import { id, image, list, plain, textObject } from './block-text.ts'

const common = { block_id: id.optional() }
const section = z
  .strictObject({
    type: z.literal('section'),
    text: textObject(3000).optional(),
    fields: list(textObject(2000), 10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
    ...common,
  })
  .refine(
    ({ text, fields }) => text !== undefined || fields !== undefined,
    'missing required field: text or fields',
  )
const context = z.strictObject({
  type: z.literal('context'),
  elements: list(z.union([textObject(3000), image]), 10),
  ...common,
})
const input = z.strictObject({
  type: z.literal('input'),
  label: plain(2000),
  element: inputElement,
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  ...common,
})
const anywhere = [
  section,
  context,
  input,
  image,
  z.strictObject({ type: z.literal('divider'), ...common }),
  z.strictObject({
    type: z.literal('header'),
    text: plain(150),
    level: z.number().int().min(1).max(4).optional(),
    ...common,
  }),
  z.strictObject({ type: z.literal('actions'), elements: list(actionElement, 25), ...common }),
  z.strictObject({
    type: z.literal('rich_text'),
    elements: list(z.looseObject({ type: z.string() }), 100),
    ...common,
  }),
]
const messageOnly = [
  z.strictObject({
    type: z.literal('markdown'),
    text: z.string().min(1).max(12_000, 'must be less than 12001 characters'),
    ...common,
  }),
  z.strictObject({ type: z.literal('context_actions'), elements: list(contextActionElement, 5), ...common }),
  z.strictObject({
    type: z.literal('table'),
    rows: list(list(z.looseObject({ type: z.enum(['raw_text', 'raw_number', 'rich_text']) }), 20), 100),
    column_settings: z.array(z.looseObject({})).max(20).optional(),
    ...common,
  }),
]

const View = z.strictObject({
  type: z.enum(['modal', 'home']),
  title: plain(24).optional(),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000, 'must be less than 3001 characters').optional(),
  callback_id: id.optional(),
  external_id: id.optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
})
const Typed = z.looseObject({ type: z.string() })
const Named = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  text: z.unknown().optional(),
})
const Actionable = z.looseObject({ action_id: z.string() })

/** What Slack would refuse in the blocks of a message, one line each, in its words; none when all is well. */
export function problemsOf(blocks: unknown): string[] {
  return problemsIn(blocks, { at: '/blocks', most: 50, message: true })
}

/** The same for a view of views.open. */
export function problemsOfView(view: unknown): string[] {
  const parsed = View.safeParse(view)
  if (!parsed.success) return wordsOf(parsed.error, '/view')
  const { type, title, submit, blocks } = parsed.data
  const hasInput = blocks.some((block) => Typed.safeParse(block).data?.type === 'input')
  return [
    ...(type === 'modal' && !title ? ['missing required field: title [json-pointer:/view]'] : []),
    ...(type === 'modal' && hasInput && !submit
      ? ['submit is required with an input block [json-pointer:/view]']
      : []),
    ...problemsIn(blocks, { at: '/view/blocks', most: 100, message: false }),
  ]
}

type Where = { at: string; most: number; message: boolean }

function problemsIn(given: unknown, { at, most, message }: Where): string[] {
  const blocks = z.array(z.unknown()).safeParse(given).data
  if (!blocks) return [`expected an array [json-pointer:${at}]`]
  const known = message ? [...anywhere, ...messageOnly] : anywhere
  const schemas = new Map<string, z.ZodType>(known.map((schema) => [schema.shape.type.value, schema]))
  const each = blocks.flatMap((block, n) => {
    const schema = schemas.get(Typed.safeParse(block).data?.type ?? '')
    if (!schema) return [`unsupported type: [json-pointer:${at}/${n}/type]`]
    const parsed = schema.safeParse(block)
    return parsed.success ? twiceInBlock(block, `${at}/${n}`) : wordsOf(parsed.error, `${at}/${n}`)
  })
  const tooMany = blocks.length > most ? [`no more than ${most} items allowed [json-pointer:${at}]`] : []
  return [...tooMany, ...each, ...together(blocks, at)]
}

/** What only shows when the blocks are seen together: names twice, too much Markdown, a second table. */
function together(blocks: unknown[], at: string): string[] {
  const named = blocks.flatMap((block) => Named.safeParse(block).data ?? [])
  const ids = named.flatMap(({ block_id }) => block_id ?? [])
  const markdown = named
    .filter(({ type }) => type === 'markdown')
    .reduce((sum, { text }) => sum + String(text).length, 0)
  const tables = named.filter(({ type }) => type === 'table').length
  return [
    ...twice(ids).map((name) => `block_id already exists: ${name} [json-pointer:${at}]`),
    ...(markdown > 12_000 ? [`markdown must be less than 12001 characters in all [json-pointer:${at}]`] : []),
    ...(tables > 1 ? [`only_one_table_allowed [json-pointer:${at}]`] : []),
  ]
}

function twiceInBlock(block: unknown, at: string): string[] {
  const { elements = [] } = z.looseObject({ elements: z.array(z.unknown()).optional() }).parse(block)
  const names = elements.flatMap((element) => Actionable.safeParse(element).data?.action_id ?? [])
  return twice(names).map((name) => `action_id already exists: ${name} [json-pointer:${at}/elements]`)
}

function twice(names: string[]): string[] {
  return names.filter((name, n) => names.indexOf(name) !== n)
}

function wordsOf(error: z.ZodError, at: string): string[] {
  return error.issues.map((issue) => {
    const path = issue.path.length ? `/${issue.path.map(String).join('/')}` : ''
    if (issue.code === 'unrecognized_keys') {
      return `invalid additional property: ${issue.keys.join(', ')} [json-pointer:${at}${path}]`
    }
    return `${issue.message} [json-pointer:${at}${path}]`
  })
}
