import { type REST, Routes, WebhookType } from 'discord.js'
import { z } from 'zod'
import { cleanName, isBlank } from '../../src/clean.ts'
import { RefusedError } from '../../src/errors.ts'
import { asOurs } from './failures.ts'
import type { Identity } from './identity.ts'
import { cutPlain } from './payload.ts'

/** A webhook of ours. Whoever has its token can speak there: it stays in memory, and out of every log. */
export type Hook = { id: string; token: string }

/** All reject with RefusedError and UnreachableError only. */
export type Webhooks = {
  /** Ours in a channel (never a thread): found, or made. A no is remembered for a while. */
  of(channel: string): Promise<Hook>
  /** It is not there any more. */
  forget(channel: string): void
}

/** What ours are called among the webhooks of a channel; they always speak under the name of a person. */
const NAME = 'Warmline'
/** Where a name is left with nothing that Discord takes. */
const NOBODY = 'Our team'
const LONGEST_NAME = 80
/** How long we do not ask again where we may not have one. Milliseconds. */
const REFUSED_FOR = 10 * 60 * 1000

const Given = z.object({
  id: z.string().min(1),
  type: z.number(),
  token: z.string().min(1).nullish().catch(null),
  application_id: z.string().nullish().catch(null),
})

/** One webhook of ours for each channel, so that staff can speak under their own name and face. */
export function createWebhooks(settings: {
  rest: REST
  identity: () => Promise<Identity>
  clock: () => number
}): Webhooks {
  const { rest, identity, clock } = settings
  const known = new Map<string, Promise<Hook>>()
  const refused = new Map<string, { until: number; error: RefusedError }>()

  return {
    of(channel) {
      const no = refused.get(channel)
      if (no && clock() < no.until) return Promise.reject(no.error)
      const found = known.get(channel)
      if (found) return found
      const asked = findOrMake(channel).catch((error: unknown) => {
        known.delete(channel)
        const ours = asOurs(error)
        if (ours instanceof RefusedError) refused.set(channel, { until: clock() + REFUSED_FOR, error: ours })
        throw ours
      })
      known.set(channel, asked)
      return asked
    },
    forget: (channel) => void known.delete(channel),
  }

  async function findOrMake(channel: string): Promise<Hook> {
    const { application } = await identity()
    const all = z.array(z.unknown()).parse(await rest.get(Routes.channelWebhooks(channel)))
    const ours = all.map((one) => hookOf(one, application)).find((hook) => hook !== null)
    if (ours) return ours
    const made = Given.parse(await rest.post(Routes.channelWebhooks(channel), { body: { name: NAME } }))
    if (!made.token) throw new RefusedError('webhook_without_token')
    return { id: made.id, token: made.token }
  }
}

/** Of other applications' webhooks Discord gives no token; one without a token is of no use to us. */
function hookOf(given: unknown, application: string): Hook | null {
  const hook = Given.safeParse(given).data
  const isOurs = hook?.type === WebhookType.Incoming && hook.application_id === application
  return isOurs && hook.token ? { id: hook.id, token: hook.token } : null
}

/** A name as Discord takes it from a webhook: it must not pass for Discord itself. */
export function webhookName(name: string): string {
  const allowed = cleanName(name)
    .replace(/(dis)(cord)/gi, '$1-$2')
    .replace(/(cly)(de)/gi, '$1-$2')
  const shown = cutPlain(allowed, LONGEST_NAME)
  return isBlank(shown) || /^(?:everyone|here)$/i.test(shown) ? NOBODY : shown
}
