import { parse } from 'yaml'
import { z } from 'zod'

/** What a page says about itself; null where it says nothing. `url` is always http or https. */
export type FrontMatter = { title: string | null; url: string | null }

const BLOCK = /^---[ \t]*([\w-]*)[ \t]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/
const LONGEST = 20_000
const NOTHING: FrontMatter = { title: null, url: null }

const Fields = z.record(z.string(), z.unknown())
const Title = z
  .union([z.string(), z.number()])
  .transform((title) => String(title).replaceAll(/\s+/g, ' ').trim())
  .pipe(z.string().min(1).max(200))
const Url = z.url({ protocol: /^https?$/ }).max(2_000)

/**
 * Takes the front matter off a page. It is only ever read as YAML, never run: a block in any other language (`---js`)
 * is taken off and ignored. Never throws: `why` says what could not be used, null when all is well.
 */
export function readFrontMatter(source: string): { fields: FrontMatter; body: string; why: string | null } {
  const block = BLOCK.exec(source)
  if (block === null) return { fields: NOTHING, body: source, why: null }
  const [whole, language = '', yaml = ''] = block
  const body = source.slice(whole.length)
  const ignored = (why: string) => ({ fields: NOTHING, body, why })

  if (language !== '' && language !== 'yaml' && language !== 'yml') {
    return ignored(`its front matter is ${language}, which is never run, and was ignored`)
  }
  if (yaml.length > LONGEST) return ignored(`its front matter is over ${LONGEST} characters and was ignored`)
  const parsed = Fields.nullable().safeParse(parseQuietly(yaml))
  if (!parsed.success) return ignored('its front matter is not valid YAML and was ignored')

  const { title, url } = parsed.data ?? {}
  const goodTitle = Title.safeParse(title)
  const goodUrl = Url.safeParse(url)
  const wrong = [
    title != null && !goodTitle.success ? 'title (one line of text)' : null,
    url != null && !goodUrl.success ? 'url (a whole http or https address)' : null,
  ].filter((what) => what !== null)
  return {
    fields: { title: goodTitle.data ?? null, url: goodUrl.data ?? null },
    body,
    why: wrong.length === 0 ? null : `its front matter has an unusable ${wrong.join(' and ')}`,
  }
}

/** Undefined for YAML that is broken, that unfolds without end, or that refers to itself. */
function parseQuietly(yaml: string): unknown {
  try {
    return parse(yaml, { logLevel: 'error', prettyErrors: false, maxAliasCount: 10 })
  } catch {
    return undefined
  }
}
