import { z } from 'zod'
import type { Json } from './world.ts'

/** By block and action: a string stands for what was typed, anything else is said as it is. */
export type Values = Record<string, Record<string, Json | string>>

const Element = z.looseObject({ type: z.string(), action_id: z.string().optional() })
type Element = z.output<typeof Element>
const Shown = z.looseObject({
  block_id: z.string().default(''),
  elements: z.array(Element).catch([]).default([]),
  accessory: Element.optional(),
})
const Options = z.array(z.looseObject({ value: z.string() }))
const FeedbackSide = z.looseObject({ text: z.unknown(), value: z.string() })
/** The element of that name, wherever it is in the blocks. Throws where there is none. */
export function elementIn(blocks: Json[], actionId: string): { element: Element; blockId: string } {
  for (const block of blocks) {
    const { elements, accessory, block_id: blockId } = Shown.parse(block)
    const all = accessory ? [...elements, accessory] : elements
    const element = all.find(({ action_id }) => action_id === actionId)
    if (element) return { element, blockId }
  }
  throw new Error(`nothing to press is called ${actionId}`)
}

/** What Slack says of the element that was pressed. */
export function pressed(element: Element, feedback: 'positive' | 'negative', chosen: string | null): Json {
  const { type, action_id, text, value } = element
  if (type === 'static_select') {
    const selected_option = Options.parse(element.options).find((one) => one.value === chosen)
    if (!selected_option) throw new Error(`${action_id} offers no ${chosen}`)
    return { type, action_id, selected_option }
  }
  if (type !== 'feedback_buttons') return { type, action_id, text, ...(value === undefined ? {} : { value }) }
  const side = FeedbackSide.parse(element[`${feedback}_button`])
  return { type, action_id, text: side.text, value: side.value }
}

const Input = z.looseObject({
  block_id: z.string(),
  element: Element.optional(),
  optional: z.boolean().optional(),
})

/** What was typed, with the type of each field, as it stands in the view's state. */
export function stateOf(view: Json, values: Values): Json {
  const blocks = z.array(z.looseObject({})).parse(view.blocks)
  const inputs = blocks.flatMap((block) => Input.safeParse(block).data ?? [])
  const known = new Map(
    inputs.map(({ block_id, element }) => [`${block_id}/${element?.action_id}`, element?.type]),
  )
  return Object.fromEntries(
    Object.entries(values).map(([block, actions]) => [
      block,
      Object.fromEntries(
        Object.entries(actions).map(([action, value]) => {
          const type = known.get(`${block}/${action}`)
          if (!type) throw new Error(`the form has no field ${block}/${action}`)
          return [action, typeof value === 'string' ? { type, value } : { type, ...value }]
        }),
      ),
    ]),
  )
}
