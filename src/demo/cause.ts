import type { Colleague } from './story.ts'
import type { Talk } from './talk.ts'

/** Staff say what this conversation has in common with others. Once is enough, also where people take it up again. */
export function nameCause(
  { rows, causes, chance, conversation, at }: Talk,
  by: Colleague,
  name: string,
): void {
  const isLinked = rows.cause_links.some(({ conversation_id }) => conversation_id === conversation.id)
  if (isLinked) return
  const id = causes.get(name) ?? chance.id()
  const nobody = { fixed_by: null, fixed_name: null, fixed_at: null }
  if (!causes.has(name)) {
    const folded = name.toLowerCase()
    rows.causes.push({ id, name, folded, named_by: by.id, named_name: by.name, named_at: at, ...nobody })
  }
  causes.set(name, id)
  rows.cause_links.push({
    id: chance.id(),
    cause_id: id,
    conversation_id: conversation.id,
    customer_id: conversation.customer_id,
    by_id: by.id,
    by_name: by.name,
    at,
    removed_at: null,
    told_at: null,
    told_how: null,
    told_in: null,
    told_as: null,
  })
}
