import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { cleanText } from '../clean.ts'
import type { Search } from '../knowledge/search.ts'
import { gapsSince, staffWordsAfter } from '../ledger/gaps.ts'
import type { Db } from '../ledger/ledger.ts'
import type { PageWriter } from '../mind/page-writer.ts'
import { lastDays } from './day.ts'
import type { DraftFolder } from './draft-folder.ts'
import { answersForAll, askedForAll, draftOf } from './gap-draft.ts'
import { GAP_DAYS, GAPS, GAPS_SHOWN, gapPage, gapsPage } from './gap-page.ts'
import { groupGaps, groupOf, type KnownGap, lookUp } from './gaps.ts'
import type { Now } from './now.ts'
import type { Who } from './visitor.ts'

export type GapSettings = {
  db: Db
  now: () => Now
  who: Who
  company: string
  /** The pages as they are read now. */
  search: () => Search
  drafts: DraftFolder
  /** Writes up what staff answered; null where there is no model. */
  writer: PageWriter | null
  onError: (error: unknown) => void
}

const text = (name: string, longest: number) =>
  z
    .string()
    .transform(cleanText)
    .refine((written) => written !== '', `“${name}” is empty. Please write it first.`)
    .refine((written) => written.length <= longest, `“${name}” has to be at most ${longest} letters long.`)
const Form = z.object({
  title: text('Title', 120).transform((title) => title.replace(/\s+/g, ' ')),
  body: text('What the page says', 20_000),
})
/** What was typed, to be shown again where it cannot be kept. */
const Typed = z.object({ title: z.string().catch(''), body: z.string().catch('') })

/** What we could not answer, and drafts of the pages that would. */
export function createGapRoutes(settings: GapSettings): Hono {
  const { db, now, who, company, search, drafts, writer, onError } = settings
  const app = new Hono()
  const groups = async (at: Now) =>
    groupGaps(await gapsSince(db, lastDays(GAP_DAYS, at).from), (word) => search().weight(word))
  const find = async (key: string, at: Now): Promise<KnownGap | null> => {
    const group = groupOf(await groups(at), key)
    return (group && (await lookUp([group], search()))[0]) ?? null
  }
  const page = async (
    c: Context,
    group: KnownGap,
    at: Now,
    shown: Partial<Parameters<typeof gapPage>[0]>,
  ) => {
    const answers = await staffWordsAfter(db, group.questions)
    const draft = draftOf(group.questions[0], answers)
    const status = shown.problems ? 400 : 200
    const saved = (await drafts.list()).find((name) => name === c.req.query('saved')) ?? null
    const mayWrite = writer !== null && answers.length > 0
    const mayChange = (await who(c)).role === 'owner'
    const known = {
      company,
      mayChange,
      now: at,
      group,
      draft,
      answers: answers.length,
      saved,
      mayWrite,
      problems: [],
    }
    return c.html(gapPage({ ...known, ...shown }), status)
  }

  app.get(GAPS, async (c) => {
    const at = now()
    const all = await groups(at)
    const shown = await lookUp(all.slice(0, GAPS_SHOWN), search())
    return c.html(gapsPage({ company, now: at, groups: all, shown, drafts: await drafts.list() }))
  })

  app.get(`${GAPS}/:key`, async (c) => {
    const at = now()
    const group = await find(c.req.param('key'), at)
    return group ? page(c, group, at, {}) : c.notFound()
  })

  app.post(`${GAPS}/:key/write`, async (c) => {
    const at = now()
    const group = await find(c.req.param('key'), at)
    if (!group || !writer) return c.notFound()
    const answers = answersForAll(await staffWordsAfter(db, group.questions))
    const draft = answers.length === 0 ? null : await writer.write(askedForAll(group.questions[0]), answers)
    if (draft) return page(c, group, at, { draft, isWritten: true })
    const problem =
      'The model wrote nothing that rests on your people’s answers alone. Their own words stand below.'
    return page(c, group, at, { problems: [problem] })
  })

  app.post(`${GAPS}/:key/draft`, async (c) => {
    const at = now()
    const group = await find(c.req.param('key'), at)
    if (!group) return c.notFound()
    const sent = await c.req.parseBody()
    const form = Form.safeParse(sent)
    const draft = Typed.parse(sent)
    if (!form.success)
      return page(c, group, at, { draft, problems: form.error.issues.map(({ message }) => message) })
    const { customers, questions, nearest } = group
    const about = { asked: questions.length, customers, ...(nearest ? { near: nearest.page } : {}) }
    try {
      const name = await drafts.add({ ...form.data, about })
      return c.redirect(`${GAPS}/${group.key}?saved=${encodeURIComponent(name)}`, 303)
    } catch (error) {
      onError(error)
      const problem = `Nothing can be written in ${drafts.path}. Give Warmline the right to write there, then approve again: what you wrote stands below.`
      return page(c, group, at, { draft, problems: [problem] })
    }
  })
  return app
}
