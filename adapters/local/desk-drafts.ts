import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import type { Drafts } from '../../src/card.ts'
import { readJson } from '../../src/web/body.ts'
import type { Html } from '../../src/web/page.ts'

const Asked = z.object({ handoff: z.string().min(1).max(60), saved: z.string().min(1).max(100) })

/** Beside the place to reply: the saved replies, and a button that puts the chosen one there to be changed. */
export function savedHtml(saved: Drafts['saved']): Html {
  if (saved.length === 0) return html``
  return html`<div class="saved"><label class="sr" for="saved">Saved replies</label>
<select id="saved"><option value="">Saved replies…</option>${saved.map(({ id, title }) => html`<option value="${id}">${title}</option>`)}</select>
<button type="button" aria-label="Use this saved reply" data-saved>Use this</button></div>`
}

/** Gives the words of a saved reply for the one who asks; behind the door of the desk. */
export function draftRoutes(
  who: (c: Context) => Promise<{ name: string } | null>,
  drafts: Drafts | null,
): Hono {
  const app = new Hono()
  app.post('/desk/draft', async (c) => {
    const me = await who(c)
    const asked = Asked.safeParse(await readJson(c)).data
    if (!me?.name || !asked) return refuse(c, 'That could not be read. Please load the page again.', 400)
    const draft = await drafts?.draft({ ...asked, by: me.name })
    return draft && 'words' in draft
      ? c.json(draft)
      : refuse(c, draft?.say ?? 'There are no saved replies.', 404)
  })
  return app
}

function refuse(c: Context, say: string, status: 400 | 404) {
  return c.json({ status: 'refused', say }, status)
}
