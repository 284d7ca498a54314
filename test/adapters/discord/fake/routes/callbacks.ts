import { MessageFlags, InteractionResponseType as Type } from 'discord.js'
import { z } from 'zod'
import type { Interaction } from '../interactions.ts'
import { modalOf, problemsOfModal } from '../modals.ts'
import type { Json, Message } from '../records.ts'
import { type Answer, type Call, invalid, NOTHING, ok, open, param, type Routes, read } from '../routing.ts'
import type { Works } from '../works.ts'
import { bodyFor } from '../writing.ts'

const Callback = z.strictObject({ type: z.number().int(), data: z.unknown().optional() })
const Deferral = z.object({ flags: z.number().optional() }).optional()

/** The first answer to an interaction. */
export function callbackRoutes(works: Works): Routes {
  const { interactions } = works
  return {
    'POST /interactions/:interaction/:token/callback': open((call) => {
      const interaction = interactions.open(param(call, 'interaction'), param(call, 'token'))
      const { type, data } = read(Callback, call.body)
      if (!allowed(interaction).includes(type)) {
        throw invalid([`type: INTERACTION_CALLBACK_TYPE_INVALID ${type} is no answer to this interaction.`])
      }
      const message = answer(works, interaction, type, data, call)
      interactions.acknowledge(interaction, type)
      return shown(works, call, interaction, type, message)
    }),
  }
}

const SAYS = [Type.ChannelMessageWithSource, Type.DeferredChannelMessageWithSource]
const CHANGES = [Type.DeferredMessageUpdate, Type.UpdateMessage]

function allowed({ kind, source }: Interaction): number[] {
  const changes = source === null ? [] : CHANGES
  return kind === 'modal' ? [...SAYS, ...changes] : [...SAYS, ...changes, Type.Modal]
}

/** Does it, and gives the message that the answer is, where it is one. */
function answer(
  { interactions, replies }: Works,
  interaction: Interaction,
  type: number,
  data: unknown,
  { files }: Call,
): Message | null {
  if (type === Type.ChannelMessageWithSource) {
    return replies.say(interaction, bodyFor('reply', data, files), files)
  }
  if (type === Type.DeferredChannelMessageWithSource) {
    const flags = read(Deferral, data)?.flags ?? 0
    if (flags & ~MessageFlags.Ephemeral) throw invalid(['data.flags: BASE_TYPE_INVALID Only 64 can be set.'])
    return replies.think(interaction, flags)
  }
  if (type === Type.UpdateMessage && interaction.source) {
    const body = bodyFor('edit', data, files)
    replies.change(interaction, interaction.source, body, files)
    return interaction.source
  }
  if (type === Type.Modal) {
    const problems = problemsOfModal(data)
    if (problems.length > 0) throw invalid(problems)
    interactions.modals.push(modalOf(interaction, data))
  }
  return null
}

function shown(
  { replies }: Works,
  call: Call,
  interaction: Interaction,
  type: number,
  message: Message | null,
): Answer {
  if (call.query.get('with_response') !== 'true') return NOTHING
  const about: Json = message
    ? {
        response_message_id: message.id,
        response_message_loading: (message.flags & MessageFlags.Loading) !== 0,
        response_message_ephemeral: (message.flags & MessageFlags.Ephemeral) !== 0,
      }
    : {}
  return ok({
    interaction: { id: interaction.id, type: interaction.type, ...about, channel_id: interaction.channel },
    resource: { type, ...(message ? { message: replies.shape(message) } : {}) },
  })
}
