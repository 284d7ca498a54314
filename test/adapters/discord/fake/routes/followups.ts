import { type Call, NOTHING, ok, param, type Route } from '../routing.ts'
import type { Works } from '../works.ts'
import { bodyFor } from '../writing.ts'

type Followups = Record<'create' | 'get' | 'edit' | 'remove', Route['run']>

/** What the app says after its first answer to an interaction. */
export function followupRoutes({ interactions, replies }: Works): Followups {
  const of = (call: Call) => interactions.byToken(param(call, 'token'))
  return {
    create: (call) => {
      const body = bodyFor('reply', call.body, call.files)
      return ok(replies.shape(replies.follow(of(call), body, call.files)))
    },
    get: (call) => ok(replies.shape(replies.find(of(call), param(call, 'message')))),
    edit: (call) => {
      const interaction = of(call)
      const message = replies.find(interaction, param(call, 'message'))
      const body = bodyFor('edit', call.body, call.files)
      replies.change(interaction, message, body, call.files)
      return ok(replies.shape(message))
    },
    remove: (call) => {
      const interaction = of(call)
      replies.remove(interaction, replies.find(interaction, param(call, 'message')))
      return NOTHING
    },
  }
}
