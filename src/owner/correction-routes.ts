import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { lockConversation } from '../ledger/conversations.ts'
import { eachCorrection } from '../ledger/corrections.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { correctReading, getReading, standingReading } from '../ledger/readings.ts'
import { wordsPage } from '../web/page.ts'
import { CorrectionForm, correctionOf } from './correcting.ts'
import { dateOf } from './day.ts'
import { JSON_LINES, sendFile } from './export.ts'
import type { Now } from './now.ts'
import { messageAnchor } from './table.ts'
import { trainingLine } from './training-line.ts'

export type CorrectionSettings = {
  ledger: Ledger
  now: () => Now
  company: string
  /** Hears that somebody takes all corrections out. */
  onExport?: (c: Context) => Promise<unknown>
  onError: (error: unknown) => void
}

const Ids = z.object({ id: z.string().regex(/^[\w-]{1,60}$/), reading: z.string().regex(/^[\w-]{1,60}$/) })

/** Corrects a label in place, and gives all corrections away as training data. */
export function createCorrectionRoutes(settings: CorrectionSettings): Hono {
  const { ledger, now, company, onExport = async () => undefined, onError } = settings
  const app = new Hono()

  app.post('/owner/conversations/:id/readings/:reading', async (c) => {
    const ids = Ids.safeParse(c.req.param())
    const form = CorrectionForm.safeParse(await c.req.parseBody())
    if (!ids.success) return c.notFound()
    if (!form.success) {
      const sentences = form.error.issues.map(({ message }) => message)
      return c.html(wordsPage({ title: 'That could not be saved', company, sentences }), 400)
    }
    const { id, reading } = ids.data
    const known = await getReading(ledger.db, reading)
    if (known?.conversation_id !== id) return c.notFound()
    const isSaved = await save(ledger, known, form.data, now().time)
    if (isSaved) return c.redirect(`/owner/conversations/${id}#${messageAnchor(known.message_id)}`, 303)
    const sentences = [
      'Since you opened this page the message was changed, or somebody else corrected it. Nothing of yours was saved.',
      'Please go back, load the page again, and look once more.',
    ]
    return c.html(wordsPage({ title: 'Somebody was faster', company, sentences }), 409)
  })

  app.get('/owner/corrections.jsonl', async (c) => {
    await onExport(c)
    const { time, zone } = now()
    return sendFile(c, {
      name: `warmline-corrections-${dateOf(time, zone)}.jsonl`,
      type: JSON_LINES.type,
      texts: trainingLines(ledger),
      onError,
    })
  })
  return app
}

/** True where it stands now as the form says: whoever presses twice has it saved once. */
function save(
  ledger: Ledger,
  known: { id: string; conversation_id: string; message_id: string },
  form: CorrectionForm,
  now: number,
): Promise<boolean> {
  return ledger.transaction(async (t) => {
    await lockConversation(t, known.conversation_id)
    const standing = await standingReading(t, known.message_id)
    if (!standing) return false
    const correction = correctionOf(standing, form)
    if (correction === null) return true
    return standing.id === known.id && (await correctReading(t, standing.id, correction, now))
  })
}

async function* trainingLines(ledger: Ledger): AsyncGenerator<string, void> {
  for await (const corrected of eachCorrection(ledger.db)) yield corrected.map(trainingLine).join('')
}
